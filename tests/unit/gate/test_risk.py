"""Risk, easing, supervision and the platform."""

from datetime import date

import pytest

from tests.helpers.gate_stories import (
    ADA,
    BEN,
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

MODEL = "catalog/platform/plain-model.yml"
ADA_FILE = "catalog/people/ada-okoye.yml"
PILOT = {FIRST: Edit("stage: production", "stage: pilot")}
PROTOTYPE = {FIRST: Edit("stage: production", "stage: prototype")}
FINANCE = "catalog/agents/first-reply/deployments/finance.yml"
COPY = """\
status: live
version: 1.2.0
copied_from: support
strategy: champion
supervisor: {supervisor}
baseline: {{tasks_per_month: 200, minutes_per_task: 10, people: 3, method: estimated}}
"""


def agent(text, **fields):
    """A blueprint with other values in some top fields."""
    lines = [line for line in text.splitlines() if line.split(":")[0] not in {"formerly", *fields}]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in fields.items())]) + "\n"


@pytest.fixture
def low(base_text):
    """A low-risk agent of finance with its own copy and two measured months."""
    blueprint = agent(
        base_text(FIRST), risk="low", affects="[own-unit]", stage="pilot", owner="{unit: finance, supervisor: ben-sato}"
    )
    months = base_text(TABLE).splitlines(keepends=True)
    return {
        "catalog/agents/small-one/blueprint.yml": blueprint,
        "catalog/agents/small-one/recipe.md": base_text("catalog/agents/first-reply/recipe.md"),
        "catalog/agents/small-one/deployments/finance.yml": COPY.format(supervisor="ben-sato").replace(
            "copied_from: support\nstrategy: champion\n", ""
        ),
        "catalog/agents/small-one/measurements/finance.csv": months[0] + months[2] + months[3],
    }


def begin(base, **options):
    return story({FINANCE: COPY.format(supervisor="ben-sato")}, base=base, author=DORA, **options)


def test_a_first_agent_of_medium_risk_is_refused():
    assert said(begin({}), "low-first") == [
        "fail first-reply/finance: finance is not ready for medium risk: it runs no other agent of low risk on main"
    ]


def test_a_trail_of_low_risk_opens_the_way(low):
    assert said(begin(low), "low-first") == [
        "pass first-reply/finance: finance has 2 measured months with low risk, 2 needed"
    ]


def test_a_short_trail_does_not(low):
    table = "catalog/agents/small-one/measurements/finance.csv"
    low[table] = "\n".join(low[table].splitlines()[:2]) + "\n"
    assert "1 measured month with low risk, 2 needed" in said(begin(low), "low-first")[0]
    twice = "\n".join([*low[table].splitlines(), low[table].splitlines()[1]]) + "\n"
    assert "low-first" in blocking(begin(low | {table: twice}))


@pytest.mark.parametrize("status", ["planned", "paused", "ended"])
def test_a_trail_is_of_what_runs(low, status):
    copy = "catalog/agents/small-one/deployments/finance.yml"
    low[copy] = low[copy].replace("status: live", f"status: {status}")
    assert "low-first" in blocking(begin(low))


def test_an_open_incident_spoils_the_trail(low, base_text):
    text = base_text("catalog/agents/first-reply/incidents/2026-09-14-wrong-price.yml")
    text = text.replace("unit: support", "unit: finance").replace("status: closed", "status: open")
    text = text.replace("mended: The old list was removed from the sources.\n", "").replace("closed: 2026-09-16\n", "")
    base = low | {"catalog/agents/small-one/incidents/2026-11-01-oh.yml": text}
    assert "an incident is open" in said(begin(base), "low-first")[0]


def test_the_step_and_the_one_above_it_in_one_change(low):
    change = low | {FINANCE: COPY.format(supervisor="ben-sato")}
    assert "low-first" in blocking(story(change))


def test_high_risk_needs_a_trail_of_medium_risk(low, base_text):
    high = agent(base_text(FIRST), risk="high", stage="validated")
    base = low | {FIRST: high}
    assert "medium risk" in said(begin(base), "low-first")[0]


def test_no_months_asked_for_still_means_low_first():
    base = {"catalog/policy.yml": Edit("medium_after_low_months: 2", "medium_after_low_months: 0")}
    assert "low-first" in blocking(begin(base))


def test_the_owners_pilot_is_a_beginning_too(low):
    own = {"catalog/agents/first-reply/deployments/support.yml": Edit("status: live", "status: planned")}
    up = {FIRST: Edit("stage: prototype", "stage: pilot")}
    assert "low-first" in blocking(story(up, base=PROTOTYPE | own, author=ADA))


def test_a_paused_copy_comes_back_like_a_new_one():
    billing = "catalog/agents/first-reply/deployments/billing.yml"
    verdict = story({billing: Edit("paused", "live")}, base={billing: Edit("live", "paused")}, author=BEN)
    assert "low-first" in blocking(verdict)


def test_whoever_finds_a_higher_risk_says_so_at_once():
    raised = (Edit("risk: medium", "risk: high"), Edit("supervisor: ada-okoye", "supervisor: ben-sato"))
    copy = {"catalog/agents/first-reply/deployments/support.yml": Edit("ada-okoye", "ben-sato")}
    near = Edit("review_by: 2027-06-30", "review_by: 2027-03-30")
    assert story({FIRST: (*raised, near)} | copy, author=ADA).answer == "pass"


EASED = [
    (Edit("risk: high", "risk: medium"), "risk high → medium"),
    (Edit("affects: [customers]", "affects: [own-unit]"), "the facts ask for low instead of medium"),
]


@pytest.mark.parametrize(("step", "words"), EASED)
def test_what_becomes_less_is_proposed_alone(step, words):
    base = {FIRST: (Edit("risk: medium", "risk: high"), Edit("stage: production", "stage: pilot"))}
    rises = Edit("version: 1.2.0", "version: 1.2.1")
    alone = story({FIRST: (step, rises)}, base=base, author=ADA)
    assert said(alone, "risk-eased") == [f"pass first-reply: {words}; the AI office decides"]
    climb = story({FIRST: (step, rises, Edit("stage: pilot", "stage: validated"))}, base=base, author=ADA)
    assert "risk-eased" in blocking(climb)
    copy = story({FIRST: (step, rises), FINANCE: COPY.format(supervisor="ben-sato")}, base=base)
    assert "risk-eased" in blocking(copy)


@pytest.mark.parametrize(
    "change",
    [
        {FIRST: (Edit("stage: pilot", "stage: validated"), Edit("minutes_per_task: 12", "minutes_per_task: 60"))},
        {FIRST: (Edit("stage: pilot", "stage: validated"), Edit("tasks_per_month: 1000", "tasks_per_month: 10"))},
        {
            FIRST: Edit("stage: pilot", "stage: validated"),
            "catalog/agents/first-reply/deployments/support.yml": Edit("minutes_per_task: 12", "minutes_per_task: 60"),
        },
    ],
)
def test_the_baseline_is_not_changed_on_the_way_to_what_is_measured_against_it(change):
    assert "risk-eased" in blocking(story(change, base=PILOT, author=ADA))


def test_a_baseline_is_changed_alone():
    verdict = story({FIRST: Edit("minutes_per_task: 12", "minutes_per_task: 13")}, base=PILOT, author=ADA)
    assert verdict.answer == "pass"
    assert said(verdict, "risk-eased") == ["pass first-reply: the baseline becomes another; the AI office decides"]


HOME = "catalog/agents/first-reply/deployments/support.yml"
BASELINE = "baseline: {tasks_per_month: 1000, minutes_per_task: 12, people: 10, method: measured}\n"
LIVE = f"status: live\nversion: 1.2.0\nsupervisor: ada-okoye\n{BASELINE}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (None, LIVE, []),
        (LIVE.replace(BASELINE, ""), LIVE, []),
        (
            None,
            LIVE.replace("12", "60"),
            ["pass first-reply/support: the baseline becomes another; the AI office decides"],
        ),
        (
            LIVE,
            LIVE.replace("12", "60"),
            ["pass first-reply/support: the baseline becomes another; the AI office decides"],
        ),
    ],
)
def test_the_first_copy_of_the_owner_is_compared_with_what_it_was_measured_against(old, new, words):
    table = "catalog/agents/first-reply/measurements/support.csv"
    base = PILOT | ({HOME: None, table: None} if old is None else {HOME: old})
    found = [one for one in said(story({HOME: new}, base=base, author=ADA), "risk-eased") if "/support" in one]
    assert found == words


@pytest.mark.parametrize(
    ("supervisor", "today", "is_good"),
    [
        ("ben-sato", date(2026, 11, 20), True),
        ("ben-sato", date(2028, 3, 3), True),
        ("ben-sato", date(2028, 3, 4), False),
        ("ben-sato", date(2026, 3, 2), False),
        ("dora-klein", date(2026, 11, 20), False),
        ("nobody", date(2026, 11, 20), False),
    ],
)
def test_whoever_supervises_is_certified(low, supervisor, today, is_good):
    verdict = story({FINANCE: COPY.format(supervisor=supervisor)}, base=low, author=DORA, today=today)
    assert ("supervisor-certified" not in blocking(verdict)) is is_good


def test_a_new_supervisor_of_what_runs_is_certified():
    assert "supervisor-certified" in blocking(story({FIRST: Edit("ada-okoye", "dora-klein")}, author=ADA))
    assert "supervisor-certified" not in blocking(story({FIRST: Edit("ada-okoye, champion", "ben-sato, champion")}))


def test_an_expired_certificate_does_not_hold_up_other_changes():
    expired = {ADA_FILE: Edit("expires: 2028-02-02", "expires: 2026-03-03")}
    assert story({FIRST: Edit("First reply", "Quick reply")}, base=expired, author=ADA).answer == "pass"
    climb = {FIRST: Edit("stage: pilot", "stage: validated")}
    assert "supervisor-certified" in blocking(story(climb, base=expired | PILOT, author=ADA))


def test_a_certificate_of_the_change_does_not_count():
    change = {ADA_FILE: Edit("level: medium", "level: high"), FIRST: Edit("risk: medium", "risk: high")}
    assert "supervisor-certified" in blocking(story(change))


SPARE = {
    "catalog/platform/spare-model.yml": """\
kind: model
name: Spare model
status: {}
data_allowed: internal
access: Ask the AI office.
"""
}
USE = {
    FIRST: (
        Edit(
            "{item: plain-model, access: read}",
            "{item: plain-model, access: read}\n  - {item: spare-model, access: read}",
        ),
        Edit("version: 1.2.0", "version: 1.2.1"),
    )
}


@pytest.mark.parametrize(
    ("status", "stage", "is_good"),
    [
        ("approved", "production", True),
        ("trial", "production", False),
        ("trial", "pilot", True),
        ("hold", "pilot", False),
        ("retired", "pilot", False),
        ("retired", "production", False),
    ],
)
def test_what_an_agent_takes_up_is_approved(status, stage, is_good):
    base = {path: text.format(status) for path, text in SPARE.items()} | {FIRST: Edit("production", stage)}
    assert ("platform-approved" not in blocking(story(USE, base=base, author=ADA))) is is_good


def test_approved_in_the_same_change_is_not_approved():
    base = {path: text.format("trial") for path, text in SPARE.items()}
    change = USE | {"catalog/platform/spare-model.yml": Edit("trial", "approved")}
    assert {"platform-approved", "control-split"} <= blocking(story(change, base=base))


def test_what_is_used_already_is_looked_at_again_on_the_way_up():
    base = PILOT | {MODEL: Edit("status: approved", "status: trial")}
    assert story({FIRST: Edit("First reply", "Quick reply")}, base=base, author=ADA).answer == "pass"
    assert "platform-approved" in blocking(story({FIRST: Edit("stage: pilot", "stage: validated")}, base=base))


def test_data_that_may_not_go_there():
    change = {FIRST: (Edit("classification: internal", "classification: confidential"), Edit("1.2.0", "1.3.0"))}
    assert "item-data" in blocking(story(change, author=ADA))


def test_an_item_that_is_retired_is_shown_where_it_is_used():
    verdict = story({MODEL: Edit("status: approved", "status: retired")})
    assert verdict.answer == "pass"
    assert [one.path for one in found(verdict, "change-breaks") if one.status == "warning"] == [FIRST]


def test_the_sorter_stays_out_of_it():
    assert story({SORTER: Add("pains: [letters]\n")}, author=DORA).answer == "pass"
