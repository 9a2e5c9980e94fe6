"""Stages and versions: what the gate says to an agent that moves."""

from datetime import date

import pytest

from tests.helpers.gate_stories import (
    ADA,
    CLEO,
    DORA,
    FIRST,
    SORTER,
    TABLE,
    Add,
    Edit,
    blocking,
    found,
    said,
    story,
)

INCIDENT = "catalog/agents/first-reply/incidents/2026-09-14-wrong-price.yml"
ENDED = "ended: {reason: Nobody needs it any more., data: None was kept.}\n"


def at(stage, **files):
    """The base portal with first-reply at a stage."""
    ended = (Add(ENDED),) if stage in {"suspended", "retired"} else ()
    return {FIRST: (Edit("stage: production", f"stage: {stage}"), *ended)} | files


def to(old, new):
    """first-reply goes from one stage to another."""
    steps = [Edit(f"stage: {old}", f"stage: {new}")]
    steps += [Edit(ENDED, "")] if old in {"suspended", "retired"} else []
    steps += [Add(ENDED)] if new in {"suspended", "retired"} else []
    return {FIRST: tuple(steps)}


@pytest.mark.parametrize(
    ("old", "new", "is_good"),
    [
        ("idea", "prototype", True),
        ("idea", "pilot", False),
        ("idea", "validated", False),
        ("prototype", "pilot", True),
        ("prototype", "validated", False),
        ("pilot", "validated", True),
        ("pilot", "production", False),
        ("validated", "production", True),
        # Down and out is free
        ("production", "pilot", True),
        ("validated", "idea", True),
        ("pilot", "suspended", True),
        ("production", "retired", True),
        ("idea", "retired", True),
        ("suspended", "retired", True),
        # Back in only as a pilot, out of retirement never
        ("suspended", "pilot", True),
        ("suspended", "prototype", True),
        ("suspended", "validated", False),
        ("suspended", "production", False),
        ("retired", "pilot", False),
        ("retired", "idea", False),
        ("retired", "suspended", False),
    ],
)
def test_one_step_at_a_time(old, new, is_good):
    results = found(story(to(old, new), base=at(old), author=ADA), "stage-step")
    assert [one.status for one in results] == ["pass" if is_good else "fail"]


@pytest.mark.parametrize(
    ("stage", "author", "extra", "status"),
    [
        ("idea", ADA, "", "pass"),
        ("prototype", ADA, "", "pass"),
        ("pilot", ADA, "", "fail"),
        ("production", CLEO, "", "fail"),
        ("production", CLEO, "recorded: {source: old register, validated: 2025-01-01}\n", "not-applicable"),
        ("production", ADA, "recorded: {source: old register, validated: 2025-01-01}\n", "fail"),
    ],
)
def test_where_a_new_agent_enters(base_text, stage, author, extra, status):
    text = base_text(FIRST).replace("stage: production", f"stage: {stage}").replace("formerly: [reply-helper]\n", "")
    verdict = story({"catalog/agents/other-reply/blueprint.yml": text + extra}, author=author)
    assert [one.status for one in found(verdict, "stage-entry")] == [status]


GOOD_ROW = "2026-10,1.2.0,1040,970,120,110,3700,,,,,measured,desk report"


@pytest.mark.parametrize(
    ("rows", "gap"),
    [
        ([GOOD_ROW], None),
        # Exactly on the bar: 96 of 120, 936 of 1040, and 30 % more output than 12 minutes a task
        (["2026-10,1.2.0,1040,936,120,96,9600,,,,,measured,x"], None),
        (["2026-10,1.2.0,1040,970,120,95,3700,,,,,measured,x"], "accuracy is 79.1 % (80.0 % is due)"),
        (["2026-10,1.2.0,1040,935,120,110,3700,,,,,measured,x"], "automation is 89.9 % (90.0 % is due)"),
        (["2026-10,1.2.0,1040,970,120,110,9601,,,,,measured,x"], "Net Output is 29.9 % (30.0 % is due)"),
        (["2026-10,1.2.0,1040,970,49,49,3700,,,,,measured,x"], "49 judged (50 are due)"),
        (["2026-10,1.2.0,99,99,60,60,300,,,,,measured,x"], "99 tasks measured (100 are due)"),
        # Evidence of another version, too old, guessed, or none
        (["2026-10,1.1.0,1040,970,120,110,3700,,,,,measured,x"], "nothing is measured of version 1.2.0"),
        (["2026-08,1.2.0,1040,970,120,110,3700,,,,,measured,x"], None),
        (["2026-07,1.2.0,1040,970,120,110,3700,,,,,measured,x"], "2026-07 ended 112 days ago (at most 90)"),
        (["2026-10,1.2.0,1040,970,120,110,3700,,,,,estimated,x"], "nothing is measured"),
        (["2026-10,1.2.0,1040,970,120,110,3700,,,,,survey,x"], "nothing is measured"),
        (["2026-10,1.2.0,1040,970,120,110,3700,,,,,sampled,x"], None),
        ([], "nothing is measured"),
        # A correction counts instead of what it corrects
        ([GOOD_ROW, "2026-10,1.2.0,1040,970,120,10,3700,,,,,measured,x"], "accuracy is 8.3 %"),
        # Nobody's minutes: what cannot be told is not met
        (["2026-10,1.2.0,1040,970,120,110,0,,,,,measured,x"], "Net Output cannot be told"),
    ],
)
def test_the_evidence_for_a_stage(base_text, rows, gap):
    table = "\n".join([base_text(TABLE).split("\n", 1)[0], *rows]) + "\n"
    verdict = story(to("pilot", "validated"), base=at("pilot", **{TABLE: table}), author=ADA)
    (result,) = found(verdict, "stage-evidence")
    assert result.status == ("fail" if gap else "pass")
    assert gap is None or gap in result.message


@pytest.mark.parametrize(("day", "is_good"), [(date(2027, 1, 29), True), (date(2027, 1, 30), False)])
def test_evidence_is_ninety_days_old_at_most(day, is_good):
    verdict = story(to("pilot", "validated"), base=at("pilot"), author=ADA, today=day)
    assert ("stage-evidence" not in blocking(verdict)) is is_good


def test_no_evidence_is_asked_for_on_the_way_down_or_to_a_pilot():
    for old, new in (("production", "validated"), ("prototype", "pilot")):
        assert said(story(to(old, new), base=at(old)), "stage-evidence")[0].startswith("not-applicable")


def test_thresholds_are_those_of_main():
    change = to("pilot", "validated") | {"catalog/policy.yml": (Edit("accuracy: 0.8", "accuracy: 0.1"),)}
    low = {TABLE: Edit("120,110,3700", "120,20,3700")}
    assert {"stage-evidence", "control-split"} <= blocking(story(change, base=at("pilot", **low)))


@pytest.mark.parametrize(
    "rows",
    [Add("2026-10,1.2.0,1040,970,120,119,3700,,,,,measured,x\n"), Edit("120,110,3700", "120,119,3700")],
)
def test_a_stage_and_its_rows_in_one_change(rows):
    change = to("pilot", "validated") | {TABLE: rows}
    assert "stage-hands" in blocking(story(change, base=at("pilot"), author=ADA))


def test_a_first_table_and_the_stage_in_one_change(base_text):
    change = to("pilot", "validated") | {TABLE: base_text(TABLE)}
    assert "stage-hands" in blocking(story(change, base=at("pilot", **{TABLE: None}), author=ADA))


def test_an_open_incident_holds_an_agent_back():
    base = at("pilot", **{INCIDENT: Edit("status: closed", "status: open")})
    assert "stage-incident" in blocking(story(to("pilot", "validated"), base=base, author=ADA))
    closed = to("pilot", "validated") | {INCIDENT: Edit("status: open", "status: closed")}
    assert "stage-incident" in blocking(story(closed, base=base, author=ADA))
    assert "stage-incident" not in blocking(story(to("pilot", "suspended"), base=base, author=ADA))


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ((Edit("access: read", "access: write"),), "fail"),
        ((Edit("autonomy: drafts", "autonomy: suggests"),), "fail"),
        ((Edit("affects: [customers]", "affects: [customers, partners]"),), "fail"),
        ((Edit("kind: drafting", "kind: routing"),), "fail"),
        ((Edit("access: read", "access: write"), Edit("version: 1.2.0", "version: 1.2.1")), "pass"),
        ((Edit("access: read", "access: write"), Edit("version: 1.2.0", "version: 1.10.0")), "pass"),
        ((Edit("version: 1.2.0", "version: 1.1.9"),), "fail"),
        ((Edit("version: 1.2.0", "version: 1.2.1"),), "pass"),
        # Words are no substance
        ((Edit("Draft the first reply", "Draft a first reply"),), "not-applicable"),
        ((Edit("First reply drafts", "First replies"),), "not-applicable"),
    ],
)
def test_the_version_rises_with_the_substance(steps, status):
    results = found(story({FIRST: steps}, author=ADA), "version-rises")
    assert [one.status for one in results] == [status]


COPY = "status: {status}\nversion: 1.2.0\ncopied_from: support\nstrategy: champion\nsupervisor: dora-klein\n"
COPY += "baseline: {{tasks_per_month: 200, minutes_per_task: 10, people: 3, method: estimated}}\n"
FINANCE = "catalog/agents/first-reply/deployments/finance.yml"


@pytest.mark.parametrize(
    ("stage", "status", "expected"),
    [
        ("production", "live", "pass"),
        ("validated", "live", "pass"),
        ("pilot", "live", "fail"),
        ("pilot", "planned", "not-applicable"),
        ("suspended", "live", "fail"),
        ("retired", "live", "fail"),
    ],
)
def test_a_copy_goes_live_once_the_agent_is_open(stage, status, expected):
    verdict = story({FINANCE: COPY.format(status=status)}, base=at(stage), author=DORA)
    assert [one.status for one in found(verdict, "copy-early")] == [expected]


def test_a_stage_and_a_copy_that_needs_it_in_one_change():
    change = to("pilot", "validated") | {FINANCE: COPY.format(status="live")}
    assert "copy-early" in blocking(story(change, base=at("pilot")))


def test_a_copy_of_an_agent_that_is_stopped_in_the_same_change():
    change = to("production", "suspended") | {FINANCE: COPY.format(status="live")}
    assert "copy-early" in blocking(story(change))


@pytest.mark.parametrize(("stage", "expected"), [("pilot", "pass"), ("prototype", "fail"), ("idea", "fail")])
def test_the_owner_runs_it_from_pilot_on(stage, expected):
    own = "catalog/agents/first-reply/deployments/support.yml"
    base = at(stage, **{own: Edit("status: live", "status: planned")})
    results = found(story({own: Edit("status: planned", "status: live")}, base=base, author=ADA), "copy-early")
    assert [one.status for one in results] == [expected]


def test_what_moves_no_agent_passes():
    assert story({SORTER: Edit("Paper sorter", "Letter sorter")}, author=DORA).answer == "pass"
