"""The verdict: what blocks, what is waived, and that a rule which breaks down blocks and hides nothing."""

import json

import pytest

from seedbed.gate.results import GateRule, Holds, Skipped
from seedbed.gate.verdict import judge
from seedbed.gate.walk import open_review
from seedbed.problems import Finding, Place
from seedbed.reports import Format
from seedbed.reports.verdict import create_verdict_report
from tests.helpers.gate_stories import (
    ADA,
    DORA,
    FIRST,
    SORTER,
    TABLE,
    TODAY,
    Add,
    Edit,
    blocking,
    found,
    proposal,
    story,
)

ROWS = {TABLE: Edit("980,880", "980,900")}


def waiver(**fields):
    facts = {
        "rule": "rows-kept",
        "subject": "first-reply",
        "reason": "A name had slipped into the source column and has to go.",
        "approver": "cleo-ruiz",
        "expires": "2026-12-31",
    }
    return {"catalog/waivers/clean-up.yml": "".join(f"{name}: {value}\n" for name, value in (facts | fields).items())}


def test_a_waiver_of_main_covers_its_rule_and_says_so():
    verdict = story(ROWS, base=waiver(), author=ADA)
    (result,) = [one for one in found(verdict, "rows-kept") if one.status == "waived"]
    assert "waived until 2026-12-31 by catalog/waivers/clean-up.yml" in result.message
    assert "rows-kept" not in blocking(verdict)


@pytest.mark.parametrize(
    "fields",
    [
        {"expires": "2026-11-19"},
        {"expires": "2027-06-30"},
        {"approver": "ada-okoye"},
        {"subject": "paper-sorter"},
        {"rule": "stage-step"},
    ],
)
def test_a_waiver_that_does_not_stand_covers_nothing(fields):
    assert "rows-kept" in blocking(story(ROWS, base=waiver(**fields), author=ADA))


def test_a_waiver_of_the_change_covers_nothing():
    assert {"rows-kept", "control-split"} <= blocking(story(ROWS | waiver(), author=ADA))


@pytest.mark.parametrize("rule", ["owner-edits", "asker-known", "control-split", "approval-missing"])
def test_who_decides_is_never_waived(rule):
    base = waiver(rule=rule)
    if rule == "owner-edits":
        base = waiver(rule=rule, subject=SORTER)
        assert "owner-edits" not in blocking(story({SORTER: Edit("Paper", "Letter")}, base=base, author=ADA))
        return
    assert "waiver-rule" in blocking(story(base))


def test_a_rule_that_breaks_down_blocks_and_hides_nothing():
    def broken(review):
        """A rule that breaks down."""
        yield Finding(Place(path=SORTER), "the first thing", "")
        raise ZeroDivisionError("a secret in the words of the error")

    def sound(review):
        """A rule that holds."""
        yield Holds(Place(path=SORTER), "it holds")

    rules = [GateRule(id=name, family="x", judge=one) for name, one in (("broken", broken), ("sound", sound))]
    review = open_review(proposal({}), today=TODAY, author=ADA)
    results = judge(review, rules)
    assert [(one.rule, one.status) for one in results] == [("broken", "fail"), ("broken", "error"), ("sound", "pass")]
    assert [one.blocks for one in results] == [True, True, False]
    assert "secret" not in results[1].message
    assert "ZeroDivisionError" in results[1].message


def test_silence_holds_or_does_not_apply():
    def silent(review):
        """A rule that says nothing."""
        yield from ()

    rules = [GateRule(id="a", family="x", judge=silent), GateRule(id="b", family="x", judge=silent, idle="no reason")]
    results = judge(open_review(proposal({}), today=TODAY, author=ADA), rules)
    assert [(one.status, one.message) for one in results] == [("pass", ""), ("not-applicable", "no reason")]


def test_what_does_not_apply_says_why():
    def skipping(review):
        """A rule that does not apply."""
        yield Skipped(Place(path=SORTER), "imported")

    (result,) = judge(
        open_review(proposal({}), today=TODAY, author=ADA), [GateRule(id="a", family="x", judge=skipping)]
    )
    assert (result.status, result.subject, result.message) == ("not-applicable", "paper-sorter", "imported")


def test_the_json_is_what_the_design_says():
    verdict = story({SORTER: Edit("stage: idea", "stage: pilot")}, author=DORA)
    data = json.loads(create_verdict_report(verdict, format=Format.JSON))
    assert {"base", "head", "verdict", "changes", "results", "approvals", "policy", "engine"} <= set(data)
    assert data["verdict"] == "fail"
    assert {"kind": "stage", "subject": "paper-sorter", "from": "idea", "to": "pilot"}.items() <= data["changes"][
        0
    ].items()
    assert {"rule", "status", "subject", "path", "line", "column", "message", "fix"} <= set(data["results"][0])
    assert {"required", "given", "missing"} <= set(data["approvals"])


def test_the_text_tells_what_blocks_with_its_place_and_mend():
    base, change = {FIRST: Edit("stage: production", "stage: prototype")}, {FIRST: Edit("prototype", "validated")}
    text = create_verdict_report(story(change, base=base, author=ADA), format=Format.TEXT)
    assert "first-reply: prototype → validated" in text
    assert FIRST in text
    assert "4:8" in text
    assert "Write `stage: pilot`." in text
    assert "fail: " in text.splitlines()[-2]


def test_an_honest_change_has_nothing_in_the_way():
    row = Add("2026-10,1.2.0,1040,970,120,110,3700,,,,,measured,desk report\n")
    assert story({TABLE: row, FIRST: Edit("First reply", "Quick reply")}, author=ADA).answer == "pass"
