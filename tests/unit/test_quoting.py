"""Quoting: whatever text goes in, every reader gets the same text back."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from seedbed.quoting import item, quoted, scalar, sequence
from seedbed.repository.yaml_text import parse_yaml

PLAIN = ["invoice triage", "Hours, not days", "and/or (both)", "a+b", "R&D", "it's fine", "a.b-c_d", "x"]
QUOTED = [
    "",
    # meaning in block context
    "Note: read", "a #b", "tail:", "- item", "? key", "# all", "&anchor", "*alias", "!tag", "|", ">", "%yaml", "@at",
    "`tick",     "{a}", "[a]", "key: {a: b}", "'single'", '"double"', "---", "...", "<<", "=", "~",
    # other types for some reader
    "true", "Null", "YES", "no", "On", "off", "y", "N", "17", "017", "0x1f", "1_000", "1e9", "1.5", "-4", "+4", ".inf",
    "2026-11-20", "12:30:45", "2026-11-20T10:00",
    # blanks and invisible characters
    " lead", "tail ", "two\nlines", "tab\there", "carriage\r", "\x00", "\x07", "\x85", "\u2028", "\ufeff",
    "back\\slash",
    # letters that are no ASCII
    "Zoë", "日本", "🪴",
]  # fmt: skip


def test_plain_text_stays_plain():
    assert [scalar(text) for text in PLAIN] == PLAIN


def test_text_that_could_mean_something_else_is_quoted():
    assert [scalar(text) for text in QUOTED] == [quoted(text) for text in QUOTED]
    assert [text for text in QUOTED if quoted(text) == text] == []


def test_a_comma_parts_items_only_in_a_list():
    assert (scalar("red, green"), item("red, green")) == ("red, green", '"red, green"')


def test_two_readers_of_different_editions_agree():
    for text in (text for text in PLAIN + QUOTED if text != "\x00"):
        written = f"block: {scalar(text)}\nflow: {{one: {item(text)}, many: {sequence([text, 'b'])}}}\n"
        expected = {"block": text, "flow": {"one": text, "many": [text, "b"]}}
        assert yaml.safe_load(written) == expected
        assert parse_yaml(written, path="a.yml")[0].data == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text):
    assert yaml.safe_load(f"key: {scalar(text)}\nlist: {sequence([text])}\n") == {"key": text, "list": [text]}


def test_a_lone_surrogate_is_escaped_so_that_the_file_can_be_encoded():
    assert quoted("\ud800").encode() == b'"\\ud800"'
