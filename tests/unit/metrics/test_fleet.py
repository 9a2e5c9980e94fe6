"""Health and the culling list: each reason, who it is about, and what a waiver does to it."""

from datetime import date

import pytest

from seedbed.metrics import figures_of
from seedbed.metrics.fleet import Health
from seedbed.metrics.reasons import Why
from seedbed.records import Owner, Recorded, Risk, Stage, Status
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, certificate, deployment, incident, month, person, policy, unit, waiver
from tests.helpers.sites import catalogue_of

TODAY = date(2026, 4, 15)
GOOD = month("2026-03", tasks=1000, automated=950, judged=100, correct=90, human_minutes=3000)
CERTIFIED = person("ada", certificates=(certificate("2026-01-01", "2026-12-31"),))
OWNER = Owner(unit="it", supervisor="ada")


def _fleet(*records, today=TODAY):
    return figures_of(catalogue_of(policy(), *records), today).fleet


def _condition(*extra, row=GOOD, **changes):
    """The condition of one agent that is sound but for what a test changes."""
    copy = deployment("paper-sorter/it", supervisor="ada", baseline=baseline())
    own = agent(**{"owner": OWNER} | changes)
    return _fleet(own, unit("it"), unit("law"), CERTIFIED, copy, table("paper-sorter/it", row), *extra).conditions[
        "paper-sorter"
    ]


def _told(condition):
    return [(reason.why, reason.unit) for reason in condition.reasons]


def test_agent_that_meets_everything_is_sound():
    condition = _condition()
    assert (condition.health, condition.reasons, condition.live) == (Health.SOUND, (), 1)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"correct": 79}, "Accuracy 79 %, policy asks 80 %"),
        ({"automated": 899}, "Automation 89.9 %, policy asks 90 %"),
        ({"human_minutes": 4999.5}, "Net Output 20 %, policy asks 30 %"),
    ],
)
def test_figure_below_the_bar_asks_for_a_decision(change, text):
    facts = {"tasks": 1000, "automated": 950, "judged": 100, "correct": 90, "human_minutes": 3000}
    condition = _condition(row=month("2026-03", **facts | change))
    assert [reason.text for reason in condition.reasons] == [text]
    assert condition.health is Health.DECIDE


def test_figure_at_the_bar_is_no_reason():
    row = month("2026-03", tasks=1000, automated=900, judged=100, correct=80, human_minutes=3000)
    assert _condition(row=row).health is Health.SOUND


def test_figure_just_below_the_bar_never_reads_as_if_it_met_it():
    row = month("2026-03", tasks=10**6, automated=899999, judged=100, correct=90, human_minutes=1)
    assert _condition(row=row).reasons[0].text == "Automation 89.9 %, policy asks 90 %"


def test_with_too_few_judged_tasks_nothing_is_below_the_bar():
    row = month("2026-03", tasks=1000, automated=10, judged=49, correct=0, human_minutes=3000)
    condition = _condition(row=row)
    assert _told(condition) == [(Why.THIN, None)]
    assert condition.health is Health.WATCH


@pytest.mark.parametrize(("today", "is_stale"), [(date(2026, 6, 29), False), (date(2026, 6, 30), True)])
def test_evidence_is_stale_from_the_day_after_the_last_allowed(today, is_stale):
    copy = deployment("paper-sorter/it", supervisor="ada", baseline=baseline())
    records = (agent(owner=OWNER), unit("it"), CERTIFIED, copy, table("paper-sorter/it", GOOD))
    reasons = _fleet(*records, today=today).conditions["paper-sorter"].reasons
    assert [(one.why, one.since) for one in reasons] == ([(Why.STALE, "2026-03-31")] if is_stale else [])


def test_pilot_is_not_held_against_the_bar():
    row = month("2026-03", tasks=1000, automated=10, judged=100, correct=0)
    assert _condition(row=row, stage=Stage.PILOT).health is Health.SOUND


@pytest.mark.parametrize(("day", "is_due"), [("2026-04-14", True), ("2026-04-15", False)])
def test_review_is_overdue_from_the_day_after(day, is_due):
    assert _told(_condition(review_by=day)) == ([(Why.REVIEW, None)] if is_due else [])


def test_open_incident_is_the_gravest_reason():
    condition = _condition(incident("paper-sorter/2026-04-01-wrong-pile"), review_by="2026-01-01")
    assert _told(condition) == [(Why.INCIDENT, None), (Why.REVIEW, None)]
    assert condition.reasons[0].since == "2026-04-01"


def test_closed_incident_is_no_reason():
    closed = incident("paper-sorter/2026-04-01-wrong-pile", status="closed", mended="Piles labelled.")
    assert _condition(closed).health is Health.SOUND


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"owner": Owner(unit="gone", supervisor="ada")}, (Why.ORPHANED, None)),
        ({"owner": Owner(unit="it", supervisor="ghost")}, (Why.ORPHANED, None)),
        ({"owner": Owner(unit="it")}, (Why.UNSUPERVISED, None)),
        ({"risk": Risk.MEDIUM}, (Why.ORPHANED, None)),
    ],
)
def test_agent_without_somebody_certified_to_answer_for_it_is_orphaned(changes, told):
    assert told in _told(_condition(**changes))


@pytest.mark.parametrize(("on", "expires"), [("2026-04-16", "2027-01-01"), ("2025-01-01", "2026-04-14")])
def test_certificate_counts_only_while_it_is_in_force(on, expires):
    lapsed = person("ben", certificates=(certificate(on, expires),))
    condition = _condition(lapsed, owner=Owner(unit="it", supervisor="ben"))
    assert (Why.ORPHANED, None) in _told(condition)


def test_prototype_needs_no_supervisor_yet():
    owned = agent(owner=Owner(unit="it"), stage=Stage.PROTOTYPE)
    assert _fleet(owned, unit("it")).conditions["paper-sorter"].health is Health.SOUND


def test_copy_that_fails_leaves_its_agent_one_to_look_after():
    weak = month("2026-03", tasks=1000, automated=500, judged=100, correct=90, human_minutes=3000)
    copy = deployment("paper-sorter/law", supervisor="ada", copied_from="it", baseline=baseline())
    condition = _condition(copy, table("paper-sorter/law", weak))
    assert _told(condition) == [(Why.BELOW, "law")]
    assert condition.health is Health.WATCH
    assert (condition.own, len(condition.of_copies)) == ((), 1)


def test_copy_without_rows_or_supervisor_is_told():
    condition = _condition(deployment("paper-sorter/law", copied_from="it"))
    assert _told(condition) == [(Why.UNMEASURED, "law"), (Why.UNSUPERVISED, "law")]
    assert not any(reason.is_grave for reason in condition.reasons)


@pytest.mark.parametrize("status", [Status.PLANNED, Status.PAUSED, Status.ENDED])
def test_copy_that_is_not_live_is_not_judged(status):
    assert _condition(deployment("paper-sorter/law", status=status)).health is Health.SOUND


@pytest.mark.parametrize(
    ("runs", "present", "is_major"), [("1.9.0", "2.0.0", True), ("1.0.0", "1.0.1", False), ("2.0.0", "1.0.0", True)]
)
def test_copy_of_another_version_has_drifted(runs, present, is_major):
    copy = deployment("paper-sorter/law", version=runs, supervisor="ada", copied_from="it")
    fleet = _fleet(agent(owner=OWNER, version=present), unit("it"), unit("law"), CERTIFIED, copy)
    assert [(one.unit, one.runs, one.present, one.is_major) for one in fleet.drifts] == [
        ("law", runs, present, is_major)
    ]


@pytest.mark.parametrize(("runs", "present"), [("1.0.0", "1.0.0"), (None, "1.0.0"), ("1.0.0", None)])
def test_copy_that_cannot_be_compared_has_not_drifted(runs, present):
    assert _fleet(agent(version=present), deployment(version=runs)).drifts == ()


def test_open_agent_that_nobody_measured_asks_for_a_decision_unless_it_was_imported():
    own, imported = agent(owner=OWNER), agent("old", owner=OWNER, recorded=Recorded(source="register"))
    conditions = _fleet(own, imported, unit("it"), CERTIFIED).conditions
    assert (_told(conditions["paper-sorter"]), conditions["paper-sorter"].health) == (
        [(Why.UNMEASURED, None)],
        Health.DECIDE,
    )
    assert (_told(conditions["old"]), conditions["old"].health) == ([(Why.IMPORTED, None)], Health.WATCH)


def test_waiver_takes_the_decision_away_but_not_the_reason():
    condition = _condition(waiver(rule="review-overdue", expires="2026-05-01"), review_by="2026-04-01")
    assert [(one.why, one.waived) for one in condition.reasons] == [(Why.REVIEW, "2026-05-01")]
    assert condition.health is Health.WATCH


@pytest.mark.parametrize(
    "changes",
    [{"expires": "2026-04-14"}, {"rule": "evidence-stale"}, {"subject": "paper-sorters"}, {"subject": "paper"}],
)
def test_waiver_covers_its_own_rule_subject_and_days_only(changes):
    facts = {"rule": "review-overdue", "expires": "2026-05-01"} | changes
    assert _condition(waiver(**facts), review_by="2026-04-01").health is Health.DECIDE


def test_culling_list_begins_with_the_gravest_and_holds_what_asks_for_a_decision():
    owned = {"owner": OWNER, "stage": Stage.PILOT}
    late = agent("late", review_by="2026-01-01", **owned)
    hurt = agent("hurt", **owned)
    fleet = _fleet(late, agent("fine", **owned), hurt, unit("it"), CERTIFIED, incident("hurt/2026-04-01-fell"))
    assert [one.agent for one in fleet.culling] == ["hurt", "late"]
    assert fleet.counts == {Health.SOUND: 1, Health.WATCH: 0, Health.DECIDE: 2}


def test_ideas_and_what_has_ended_are_not_of_the_fleet():
    idea, over = agent("idea", stage=Stage.IDEA), agent("over", stage=Stage.RETIRED)
    fleet = _fleet(idea, over, agent("still", stage=Stage.SUSPENDED), deployment("still/it"))
    assert list(fleet.conditions) == ["still"]
    assert fleet.ended == ("over", "still")
