"""Copies, judged before anybody proposes them: what is in the way, and what the record says."""

import pytest

from seedbed.repository.proposed import Signature
from seedbed.scaffold import ScaffoldError
from seedbed.scaffold.copying import Wish, plan_copy
from tests.helpers.gate_stories import FIRST, SORTER, Edit, proposal
from tests.helpers.portals import TODAY

DORA = "catalog/people/dora-klein.yml"
SUPERVISES = (
    Edit("roles: [sponsor]", "roles: [sponsor, supervisor]"),
    Edit(
        "forge: dora",
        "certificates:\n  - {course: supervising, level: high, on: 2026-02-02, expires: 2028-02-02}\nforge: dora",
    ),
)
LOW = (
    Edit("risk: medium", "risk: low"),
    Edit("personal: ordinary", "personal: none"),
    Edit("[customers]", "[own-unit]"),
)
READY = {DORA: SUPERVISES, FIRST: LOW}
"""Finance has somebody who may supervise, and first-reply is of low risk."""


def plan(base=READY, *, agent="first-reply", unit="finance", **facts):
    wish = Wish(agent=agent, unit=unit, answers=facts.pop("answers", {}), **facts)
    return plan_copy(proposal({}, base=base), wish, today=TODAY, author=Signature("Dora", "dora@brook.example"))


def obstacles(*arguments, **facts):
    found = plan(*arguments, **facts)
    assert found.copy is None
    return [f"{one.message} | {one.fix}" for one in found.obstacles]


def test_the_record_of_a_copy_holds_what_follows_from_main():
    copy = plan(answers={"strategy": "champion"}).copy
    assert copy.path == "catalog/agents/first-reply/deployments/finance.yml"
    for line in (
        "status: planned",
        "version: 1.2.0",
        "copied_from: support",
        "strategy: champion",
        "supervisor: dora-klein",
    ):
        assert f"\n{line}\n" in copy.text
    assert [copy.text.splitlines()[line - 1].strip()[:7] for line, _ in copy.blanks] == ["# TODO:"] * 4


def test_what_holds_is_what_the_gate_would_say_on_the_first_day():
    assert plan().copy.holds == (
        "first-reply is production on main",
        "finance begins with low risk",
        "Dora Klein is certified for low risk",
        "Plain model is approved",
        "internal data may go into all that it uses",
    )


def test_who_must_agree_is_said_beforehand():
    assert [(need.role, need.unit) for need in plan().copy.needs] == [("owner", "finance"), ("ai-office", None)]


def test_an_open_incident_is_for_people_to_weigh():
    incident = (
        "title: Wrong price\nunit: support\nseverity: low\nstatus: open\nhappened: An old price went out in a reply.\n"
    )
    copy = plan({**READY, "catalog/agents/first-reply/incidents/2026-11-02-old-price.yml": incident}).copy
    assert any("an incident is open: Wrong price" in words for words in copy.advice)


def test_a_filled_in_record_leaves_nothing_to_do():
    baseline = {"tasks_per_month": 40, "minutes_per_task": 5, "people": 2, "method": "measured"}
    assert plan(answers={"baseline": baseline}).copy.blanks == ()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"agent": "first-repy"}, "there is no agent first-repy on main | Did you mean first-reply?"),
        ({"unit": "financ"}, "there is no unit financ on main | Did you mean finance?"),
        ({"source": "suport"}, "there is no unit suport on main | Did you mean support?"),
        ({"supervisor": "dora-kline"}, "there is no person dora-kline on main | Did you mean dora-klein?"),
        ({"source": "ai-office"}, "copied from ai-office, which has no copy of first-reply | Name a unit that has it"),
        ({"source": "finance"}, "copied from itself | Name a unit that has it"),
        (
            {"supervisor": "cleo-ruiz"},
            "Cleo Ruiz is of ai-office, not of Finance | Name somebody of Finance: dora-klein.",
        ),
        (
            {"unit": "billing"},
            "Billing desk has a record of First reply drafts already; it is live | Edit catalog/agents",
        ),
        ({"unit": "support"}, "Support desk has a record of First reply drafts already"),
        ({"agent": "paper-sorter"}, "Finance owns Paper sorter and copies it from nobody | Write down its own"),
        ({"agent": "paper-sorter", "unit": "billing"}, "Paper sorter is idea and not open for copying | Wait until"),
        ({"unit": "ai-office"}, "nobody of AI office is a supervisor | Ask the AI office"),
    ],
)
def test_what_is_in_the_way_is_said_with_its_mend(facts, words):
    assert any(one.startswith(words) for one in obstacles(**facts)), obstacles(**facts)


MODEL = "catalog/platform/plain-model.yml"


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (
            {FIRST: ()},
            "finance is not ready for medium risk: it runs no other agent of low risk on main | Run an agent",
        ),
        (
            {MODEL: Edit("status: approved", "status: trial")},
            "Plain model is on trial; approved is needed | Use an item",
        ),
        ({MODEL: Edit("status: approved", "status: retired")}, "Plain model is retired and the agent is production"),
        ({MODEL: Edit("data_allowed: internal", "data_allowed: public")}, "Plain model takes public data at most"),
        (
            {DORA: (*SUPERVISES, Edit("2028-02-02", "2026-03-03"))},
            "Dora Klein of Finance may not supervise low risk today",
        ),
        (
            {FIRST: (*LOW, Edit("stage: production", "stage: pilot"))},
            "First reply drafts is pilot and not open for copying",
        ),
        (
            {FIRST: Edit("risk: medium", "risk: [")},
            "catalog/agents/first-reply/blueprint.yml cannot be read | See: seedbed",
        ),
    ],
)
def test_the_rules_of_main_decide(base, words):
    found = obstacles({**READY, **base})
    assert any(one.startswith(words) for one in found), found


def test_a_named_supervisor_without_a_certificate_is_refused_by_the_gate_s_own_rule():
    expired = {DORA: (*SUPERVISES, Edit("2028-02-02", "2026-03-03"))}
    (one,) = plan({**READY, **expired}, supervisor="dora-klein").obstacles
    assert one.rule == "supervisor-certified"
    assert "no certificate for low risk" in one.message


def test_everything_is_said_at_once():
    names = {"agent": "first-repy", "unit": "financ", "source": "suport", "supervisor": "dora-kline"}
    assert len(obstacles(**names)) == 4
    both = obstacles({FIRST: Edit("stage: production", "stage: pilot")})
    assert [one.split()[0] for one in both] == ["First", "nobody", "finance"], both


def test_several_who_may_supervise_are_named():
    eva = "name: Eva Lind\nunit: finance\nroles: [supervisor]\ncertificates:\n"
    eva += "  - {course: supervising, level: low, on: 2026-02-02, expires: 2028-02-02}\n"
    found = obstacles({**READY, "catalog/people/eva-lind.yml": eva})
    assert found == ["several people of Finance may supervise it | Name one with --supervisor: dora-klein or eva-lind."]
    assert plan({**READY, "catalog/people/eva-lind.yml": eva}, supervisor="eva-lind").copy


def test_a_supervisor_of_the_unit_above_will_do():
    billing = {"catalog/agents/first-reply/deployments/billing.yml": None}
    assert plan({**READY, **billing}, unit="billing", supervisor="dora-klein").copy.supervisor.id == "dora-klein"


def test_a_copy_without_the_owner_s_own_comes_from_whoever_has_one():
    gone = {
        "catalog/agents/first-reply/deployments/support.yml": None,
        "catalog/agents/first-reply/measurements/support.csv": None,
    }
    billing = {"catalog/agents/first-reply/deployments/billing.yml": Edit("copied_from: support\n", "")}
    assert plan({**READY, **gone, **billing}).copy.source.id == "billing"


def test_an_answer_that_breaks_the_schema_is_refused():
    with pytest.raises(ScaffoldError, match="strategy"):
        plan(answers={"strategy": "luck"})


def test_a_successor_is_offered():
    ended = "stage: retired\nended: {reason: Replaced by a better one., data: deleted, successor: paper-sorter}"
    found = obstacles({**READY, FIRST: (*LOW, Edit("stage: production", ended))})
    assert any("Copy its successor: paper-sorter." in one for one in found), found
    assert SORTER.split("/")[2] == "paper-sorter"
