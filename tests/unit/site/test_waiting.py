"""What a waiting agent lacks, by the measure of the gate."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from seedbed.gate.proof import find_gaps
from seedbed.metrics.counted import counted_proof, meets_bar
from seedbed.metrics.evidence import tables_by_agent
from seedbed.records import Stage
from seedbed.site.waiting import gaps, lacks, waiting
from tests.helpers.chronicle import timeline_of
from tests.helpers.measuring import baseline, catalogues, table
from tests.helpers.records import agent, deployment, incident, month, policy, unit
from tests.helpers.sites import site_of

TODAY = date(2026, 4, 15)
FEW = {"tasks": 30, "automated": 29, "judged": 10, "correct": 10, "human_minutes": 40}
STEADY = ("2026-01", "2026-02", "2026-03")
ROW = "a measured or sampled row of version 1.0.0"


def _lacks(*rows, stage=Stage.PILOT, others=(), people=40):
    one = agent("fit", stage=stage, version="1.0.0")
    copy = deployment("fit/it", baseline=baseline())
    site = site_of(policy(), unit("it", headcount=people), one, copy, *others, table("fit/it", *rows), today=TODAY)
    return lacks(site, one)


def _rows(**facts):
    return [month(period, **facts) for period in STEADY]


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        (_rows(), ()),
        ([], (ROW,)),
        (_rows(method="estimated"), (ROW,)),
        (_rows(version="0.9.0"), (ROW,)),
        (_rows(**FEW), ("20 more judged tasks (30 of 50)", "10 more measured tasks (90 of 100)")),
        (_rows(correct=47), ("accuracy 78.3 %, 80 % needed",)),
        (_rows(automated=179), ("automation 89.5 %, 90 % needed",)),
        ([month("2025-10")], ("a newer row (October 2025 ended 166 days ago, at most 90)",)),
    ],
)
def test_a_pilot_lacks_what_the_gate_would_ask(rows, missing):
    assert _lacks(*rows) == missing


@given(catalogues())
def test_gate_figures_and_pages_ask_for_the_same(catalogue):
    site = replace(site_of(today=TODAY), catalogue=catalogue)
    tables, policy = tables_by_agent(catalogue), catalogue.policy
    for one in catalogue.agents.values():
        proof = counted_proof(one, catalogue, today=TODAY, tables=tables.get(one.id, ()))
        evidence = proof[1] if proof else None
        is_met = meets_bar(evidence, policy.thresholds)
        assert (is_met, is_met) == (not list(find_gaps(one, evidence, policy)), gaps(site, one) == ())


def test_an_open_incident_stands_in_the_way_and_a_closed_one_does_not():
    others = [incident("fit/2026-04-01-bad", status="open"), incident("fit/2026-03-01-old", status="closed")]
    assert _lacks(*_rows(), others=others) == ("the end of 1 open incident",)


def test_a_prototype_lacks_its_pilot_first():
    assert _lacks(*_rows(), stage=Stage.PROTOTYPE) == ("a pilot with measured rows",)


def test_what_small_groups_measured_is_not_told():
    assert _lacks(*_rows(), people=2) is None


def test_not_told_is_what_the_counted_table_shows_and_not_another():
    """HR has more judged tasks, all of them estimated: what decides are the rows of Law, which is small."""
    one = agent("fit", stage=Stage.PILOT)
    tables = [
        table("fit/hr", *_rows(method="estimated", tasks=900, judged=300)),
        table("fit/law", *_rows(correct=47)),
    ]
    places = [unit("hr", headcount=40), unit("law", headcount=2), unit("finance", headcount=50)]
    site = site_of(policy(), *places, one, *tables, today=TODAY)
    assert lacks(site, one) is None


def test_without_a_policy_nothing_can_be_judged():
    one = agent("fit", stage=Stage.PILOT)
    assert lacks(site_of(one, today=TODAY), one) == ("a policy to be judged by",)


def test_the_ready_come_first_then_the_longest_wait():
    story = "2026-01-05 old added by it\n2026-01-05 old is pilot\n2026-03-05 fit added by it\n2026-03-05 fit is pilot"
    fit = agent("fit", stage=Stage.PILOT, version="1.0.0")
    records = [
        agent("old", stage=Stage.PILOT),
        fit,
        deployment("fit/it", baseline=baseline()),
        table("fit/it", *_rows()),
    ]
    site = site_of(policy(), unit("it"), *records, today=TODAY, timeline=timeline_of(story))
    assert [(one.queued.agent, one.is_ready) for one in waiting(site)] == [("fit", True), ("old", False)]
