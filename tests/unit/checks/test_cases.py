"""Every rule by example: tests/cases/<rule>/good holds what it lets pass, bad what it finds, complete and in order.

A case is a folder laid over the valid portal of tests/cases/_base. `expected.txt` holds every problem of the whole
check, one a line; a good case without that file has none at all. In a monster everything is wrong that one family of
rules looks at. `python -m tests.helpers.portals` writes the files anew, for review.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.gate.results import GATE_RULES
from seedbed.problems import RULES, Rule
from tests.helpers.portals import CASES, check_case, find_cases, report

GOOD = find_cases("[a-z]*/good/*")
BAD = find_cases("[a-z]*/bad/*")
MONSTERS = find_cases("_monsters/*")

WITHOUT_BAD = {
    "file-unreadable": "Git keeps no file that cannot be read: tests/unit/repository/test_load.py",
    "schema-other": "the two validators agree on every record that is known: tests/unit/checks/test_schema.py",
}
"""Rules whose bad case cannot be a folder, and where it is."""


def name_of(path: Path) -> str:
    return str(path.relative_to(CASES))


def test_the_base_is_clean() -> None:
    assert report(check_case(CASES / "nothing-laid-over")) == ""


@pytest.mark.parametrize("case", BAD, ids=name_of)
def test_bad_case_has_exactly_the_expected_problems(case: Path) -> None:
    result = check_case(case)
    assert case.parent.parent.name in {problem.rule for problem in result.problems}
    assert report(result) == (case / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("case", GOOD, ids=name_of)
def test_good_case_does_not_break_the_rule(case: Path) -> None:
    result = check_case(case)
    expected = case / "expected.txt"
    assert case.parent.parent.name not in {problem.rule for problem in result.problems}
    assert report(result) == (expected.read_text("utf-8") if expected.exists() else "")


@pytest.mark.parametrize("case", MONSTERS, ids=name_of)
def test_monster_is_told_in_full(case: Path) -> None:
    assert report(check_case(case)) == (case / "expected.txt").read_text("utf-8")


def test_every_rule_has_good_and_bad_cases_and_no_folder_is_left_over() -> None:
    rules = set(RULES) - set(GATE_RULES)
    assert {path.parent.parent.name for path in GOOD} == rules
    assert {path.parent.parent.name for path in BAD} == rules - set(WITHOUT_BAD)


def is_public(rule: Rule) -> bool:
    """Whether the text of a rule is a sentence of at most 200 characters, and further sentences after a blank line."""
    first, _, rest = rule.text.partition("\n\n")
    is_sentence = first[0].isupper() and first.endswith(".") and len(first) <= 200
    return is_sentence and (rest == "" or rest.rstrip().endswith("."))


def test_rules_are_written_as_public_documentation() -> None:
    assert [rule.id for rule in RULES.values() if not is_public(rule) or rule.id != rule.id.lower()] == []
