"""What to write instead: the exact mend for a value that a schema refuses."""

from __future__ import annotations

import pytest

from seedbed.checks import mends
from seedbed.checks.fields import field_of
from seedbed.resources import load_schema

AGENT, UNIT, DEMO = load_schema("agent"), load_schema("unit"), load_schema("demo")


@pytest.mark.parametrize(
    ("field", "value", "better"),
    [
        (("function",), "Customer Support", "customer-support"),
        (("function",), "customer_support", "customer-support"),
        (("function",), " finance ", "finance"),
        (("function",), "finance\n", "finance"),
        (("version",), "1", "1.0.0"),
        (("version",), "1.2", "1.2.0"),
        (("version",), "v1.2.3", "1.2.3"),
        (("review_by",), "2026/1/5", "2026-01-05"),
        (("review_by",), "5.1.2026", "2026-01-05"),
        (("review_by",), "2026-1-5", "2026-01-05"),
        (("code",), "http://code.example/x", "https://code.example/x"),
        (("code",), "code.example/x", "https://code.example/x"),
    ],
)
def test_the_form_that_was_meant_is_offered(field, value, better):
    assert mends.of_form(value, field_of(field, AGENT)).startswith(f"Write {better}. ")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (("review_by",), "05/01/2026"),  # 5 January or 1 May
        (("function",), "한국"),
        (("function",), "../../etc/passwd"),
        (("code",), "javascript:alert(1)"),
        (("version",), "latest"),
        (("function",), "x" * 70 + " y"),
    ],
)
def test_no_guess_is_offered(field, value):
    assert not mends.of_form(value, field_of(field, AGENT)).startswith("Write ")


@pytest.mark.parametrize(
    ("value", "wanted", "mend"),
    [
        ("1,200", "integer", "Write 1200, without quotes, sign, separator or unit."),
        ("1 200 h", "number", "Write 1200, without quotes, sign, separator or unit."),
        ("12.50 €", "number", "Write 12.50, without quotes, sign, separator or unit."),
        ("12.5", "integer", "Write a whole number, without quotes or unit."),
        ("many", "integer", "Write a whole number, without quotes or unit."),
        (5.0, "integer", "Write 5."),
        (True, "number", "Write a plain number, without quotes or unit."),
        ("yes", "boolean", "Write true, without quotes."),
        ("No", "boolean", "Write false, without quotes."),
        ("maybe", "boolean", "Write true or false, without quotes."),
        (5, "string", 'Put it in double quotes: "5".'),
        (3.1, "string", "Put it in double quotes, digit for digit."),
        ("a", "array", "Write it as a list: [a]."),
        (None, "string", "Write a value after the colon, or remove the line if the field is not needed."),
    ],
)
def test_the_type_that_was_meant_is_offered(value, wanted, mend):
    assert mends.of_type(value, wanted, {"type": wanted}) == mend


@pytest.mark.parametrize(
    ("key", "root", "present", "mend"),
    [
        ("sumary", AGENT, [], "Did you mean `summary`?"),
        ("Review-By", AGENT, [], "Did you mean `review_by`?"),
        ("reviewBy", AGENT, [], "Did you mean `review_by`?"),
        ("supervisor", AGENT, [], "Move it below `owner:`, indented by two."),
        ("video", DEMO, [], "Move it below `shows:`, indented by two."),
        ("nam", UNIT, ["name"], "Remove it: `name` is there already."),
        ("qqq", AGENT, [], "Remove it."),
    ],
)
def test_the_field_that_was_meant_is_offered(key, root, present, mend):
    assert mends.of_key(key, list(root["properties"]), present, root) == mend


def test_help_tells_the_values_unless_it_has_told_them():
    assert mends.help_of(field_of(("origin",), AGENT)).endswith("One of: built, vendor or embedded.") is False
    assert mends.help_of(field_of(("autonomy",), AGENT)).endswith("acts-with-review or acts-alone.")
    assert mends.help_of(field_of(("name",), AGENT)) == "What people call it, in plain nouns."
