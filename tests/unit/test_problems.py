"""Rules as decorated generators: what registering demands and what comes out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from seedbed.problems import RULES, Finding, Place, Problem, Rule, Severity, printable, rule


@pytest.fixture
def no_rules(monkeypatch):
    """A registry of our own, so that the real one stays as it is."""
    rules: dict[str, Rule] = {}
    monkeypatch.setattr("seedbed.problems.RULES", rules)
    return rules


def finds_two(text: str, /) -> Iterator[Finding]:
    """Texts are short.

    Nobody reads long ones.
    """
    yield Finding(Place(path="a", line=2, column=3), f"{text} is long", "Shorten it.")
    yield Finding(Place(path="b"), "so is this")


def test_a_rule_turns_findings_into_problems_that_carry_its_id(no_rules):
    check = rule("short-texts", family="style", severity=Severity.WARNING)(finds_two)
    first, second = check("this")
    assert first == Problem(
        rule="short-texts",
        severity=Severity.WARNING,
        path="a",
        line=2,
        column=3,
        message="this is long",
        fix="Shorten it.",
    )
    assert (second.path, second.line, second.column, second.fix) == ("b", 1, 1, "")


def test_the_docstring_is_the_rule(no_rules):
    rule("short-texts", family="style")(finds_two)
    found = no_rules["short-texts"]
    assert found == Rule(
        id="short-texts",
        family="style",
        severity=Severity.ERROR,
        text="Texts are short.\n\nNobody reads long ones.",
    )
    assert found.title == "Texts are short."


def test_a_rule_that_cannot_be_explained_is_none(no_rules):
    with pytest.raises(ValueError, match="rule silent has no docstring"):
        rule("silent", family="style")(lambda: iter(()))


def test_an_id_is_taken_once(no_rules):
    rule("short-texts", family="style")(finds_two)
    with pytest.raises(ValueError, match="rule short-texts is defined twice"):
        rule("short-texts", family="style")(finds_two)


def test_problems_sort_by_file_and_place():
    def at(path, line, column, rule_id="r"):
        return Problem(rule=rule_id, severity=Severity.ERROR, path=path, line=line, column=column, message="m")

    expected = [at("a", 1, 9), at("a", 2, 1), at("a", 10, 1), at("a", 10, 1, "s"), at("b", 1, 1)]
    shuffled = [expected[n] for n in (3, 1, 4, 0, 2)]
    assert sorted(shuffled, key=lambda problem: problem.sort_key) == expected


def test_every_rule_has_a_family_and_a_slug_for_an_id():
    assert all(found.family and found.id == key for key, found in RULES.items())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ä 한 😀", "plain ä 한 😀"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\u202e\u200b", "\\u202e\\u200b"),
        ("\udcff", "\\xff"),
    ],
)
def test_printable_leaves_nothing_that_a_terminal_acts_on(text, shown):
    assert printable(text) == shown
