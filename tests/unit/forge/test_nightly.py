"""One issue a night: the pressing first, text of records as text, under the size that forges take."""

import re

from seedbed.forge.codeowners import Gap
from seedbed.forge.drift import Drift
from seedbed.forge.nightly import MOST_CHARACTERS, Due, create_issue, due_problems
from seedbed.problems import Problem, Severity


def problem(rule="certificate", severity=Severity.WARNING, **changes):
    facts = {"path": "catalog/agents/x/blueprint.yml", "line": 1, "column": 1, "message": "it ran out", "fix": "Renew."}
    return Problem(rule=rule, severity=severity, **facts | changes)


def test_what_time_breaks_is_due_and_errors_come_first():
    found = due_problems(
        [problem("demo-award"), problem("evidence-stale"), problem("certificate"), problem("x", Severity.ERROR)]
    )
    assert [one.rule for one in found] == ["x", "certificate", "evidence-stale"]


def test_what_is_waived_is_not_due():
    waived = problem(message="the review was due 3 days ago (waived until 2026-12-31 by catalog/waivers/a.yml)")
    assert due_problems([waived]) == ()


def test_a_text_that_only_looks_waived_is_due():
    assert due_problems([problem(message="(waived until 2026-12-31 by catalog/waivers/a.yml) it is late")])


def test_nothing_due_says_so():
    assert create_issue(Due()) == "Nothing is due.\n"


def test_what_a_forge_does_not_show_is_a_note_and_nothing_to_do():
    due = Due(drift=(Drift(where="main", expected="[]", found="(not shown to this account)", certain=False),))
    assert due.count == 0
    assert create_issue(due).startswith("Nothing is due.\n\nNot shown to this account, so not compared:")


def test_every_section_stands_under_its_rule():
    due = Due(
        problems=(problem(),),
        drift=(Drift(where="main, enforcement", expected="active", found="disabled"),),
        gaps=(Gap(path="catalog/people/", message="nobody", fix="Name one."),),
        stale=(".github/CODEOWNERS",),
    )
    text = create_issue(due)
    assert text.startswith("4 things to do.")
    assert text.count("\n### ") == 4
    assert "- main, enforcement: expected active, found disabled\n" in text
    assert "- `.github/CODEOWNERS`\n" in text


def test_text_of_records_is_only_text():
    hostile = "</details> @everyone [x](https://e.example) <!-- seedbed:nightly --> `a` #1\n::error::x\u202e"
    text = create_issue(Due(problems=(problem(message=hostile, path="a\nb"),)))
    assert not re.search(r"(?<!\\)\[x|@everyone|</details>|(?<!-)#1|\n::error|\u202e|<!-- seedbed", text)
    assert text.count("\n") == create_issue(Due(problems=(problem(),))).count("\n")


def test_a_text_never_outgrows_an_issue():
    many = tuple(problem(f"rule-{number}", message="x" * 500) for number in range(2_000))
    text = create_issue(Due(problems=many))
    assert len(text) < MOST_CHARACTERS + 100
    assert text.endswith("There is more; `seedbed forge nightly` lists it all.\n")


def test_a_long_section_is_cut():
    text = create_issue(Due(problems=tuple(problem(line=number) for number in range(80))))
    assert text.endswith("- and 30 more\n")
