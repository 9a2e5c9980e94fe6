"""Net Output, hours given back and shrinkage, worked out by hand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from seedbed.metrics import figures_of
from seedbed.records import Owner
from tests.helpers.measuring import baseline, catalogues, table, task
from tests.helpers.records import agent, deployment, month, policy, thresholds, unit
from tests.helpers.sites import catalogue_of

TODAY = date(2026, 4, 15)
INVOICES = month("2026-03", tasks=1320, automated=1240, judged=300, correct=261, human_minutes=5280)
"""Before: 10 invoices an hour. Now 1,320 in 88 hours, 15 an hour: +50 %; 132 - 88 = 44 hours given back."""


def _outputs(*records):
    return figures_of(catalogue_of(*records), TODAY).output


def test_net_output_of_the_playbook():
    figures = _outputs(agent(), deployment(baseline=baseline()), table("paper-sorter/it", INVOICES))
    output = figures.by_deployment["paper-sorter/it"]
    assert output.quoted == Fraction(1, 2)
    assert output.evidence.hours_given_back == 44
    assert [(one.period, one.hours, one.by_method) for one in figures.months] == [("2026-03", 44.0, {"measured": 44.0})]
    assert figures.total_hours == 44.0


def test_baseline_of_the_agent_stands_in():
    output = _outputs(agent(task=task(6)), deployment(), table("paper-sorter/it", INVOICES))
    found = output.by_deployment["paper-sorter/it"]
    assert found.quoted == Fraction(1, 2)
    assert not found.baseline.is_own
    assert found.baseline.path == "catalog/agents/paper-sorter/blueprint.yml"


def test_own_baseline_goes_before_that_of_the_agent():
    output = _outputs(agent(task=task(60)), deployment(baseline=baseline(8)), table("paper-sorter/it", INVOICES))
    assert output.by_deployment["paper-sorter/it"].quoted == 1


def test_hours_can_be_lost():
    slow = month("2026-03", tasks=100, automated=10, judged=0, correct=0, human_minutes=1200)
    figures = _outputs(agent(), deployment(baseline=baseline()), table("paper-sorter/it", slow))
    assert figures.months[0].hours == -10
    assert figures.by_deployment["paper-sorter/it"].quoted == Fraction(-1, 2)


def test_only_months_of_the_version_that_runs_are_evidence():
    old = month("2026-02", tasks=1320, human_minutes=100, version="1.0.0")
    new = month("2026-03", tasks=1320, human_minutes=5280, version="2.0.0")
    figures = _outputs(agent(), deployment(baseline=baseline(), version="2.0.0"), table("paper-sorter/it", old, new))
    output = figures.by_deployment["paper-sorter/it"]
    assert output.quoted == Fraction(1, 2)
    assert [one.period for one in output.months] == ["2026-02", "2026-03"]


@pytest.mark.parametrize(
    ("row", "own", "reason"),
    [
        ({}, None, "no baseline is stated"),
        ({"version": "0.1.0"}, baseline(), "nothing measured with the version it runs"),
        ({"tasks": 0}, baseline(), "no task came in"),
        ({"human_minutes": 0}, baseline(), "no human time is stated"),
        ({"tasks": 99}, baseline(tasks_per_month=80), "99 tasks a month; quoted from 100 on"),
        ({"tasks": 100}, baseline(tasks_per_month=80), ""),
        ({"tasks": 10}, baseline(tasks_per_month=100), ""),
    ],
)
def test_net_output_that_is_not_quoted_says_why(row, own, reason):
    facts = {"automated": 0, "judged": 0, "correct": 0} | row
    records = (policy(), agent(), deployment(baseline=own, version="1.0.0"))
    output = _outputs(*records, table("paper-sorter/it", month("2026-03", **facts))).by_deployment["paper-sorter/it"]
    assert output.reason == reason
    assert (output.quoted is None) is bool(reason)


def test_thresholds_are_met_exactly():
    """156 times 1.2 ÷ 144 - 1 is three tenths; in doubles it is 0.2999999999999998 and would fail the bar."""
    row = month("2026-03", tasks=156, automated=0, judged=0, correct=0, human_minutes=144)
    output = _outputs(agent(), deployment(baseline=baseline(1.2)), table("paper-sorter/it", row))
    assert output.by_deployment["paper-sorter/it"].quoted == thresholds().net_output


def _family():
    copy = month("2026-03", tasks=400, automated=360, judged=0, correct=0, human_minutes=1739.130434782609)
    return [
        agent(owner=Owner(unit="it")),
        deployment("paper-sorter/it", baseline=baseline()),
        deployment("paper-sorter/law", baseline=baseline(), copied_from="it"),
        table("paper-sorter/it", INVOICES),
        table("paper-sorter/law", copy),
    ]


def test_shrinkage_is_the_claim_of_the_source_less_the_own_figure():
    (shrinkage,) = _outputs(*_family()).shrinkage
    assert (shrinkage.source, shrinkage.unit) == ("it", "law")
    assert shrinkage.claim == Fraction(1, 2)
    assert float(shrinkage.own) == pytest.approx(0.38)
    assert float(shrinkage.points) == pytest.approx(0.12)
    assert set(shrinkage.paths) == {
        "catalog/agents/paper-sorter/measurements/it.csv",
        "catalog/agents/paper-sorter/measurements/law.csv",
        "catalog/agents/paper-sorter/deployments/law.yml",
    }


def test_copy_without_a_claim_to_compare_with_has_no_shrinkage():
    assert _outputs(*_family()[:-2], _family()[-1]).shrinkage == ()


@pytest.mark.parametrize(("headcount", "is_small"), [(4, True), (5, False), (None, False)])
def test_copy_in_a_small_group_is_marked(headcount, is_small):
    figures = _outputs(policy(), unit("it", headcount=headcount), deployment(), table("paper-sorter/it", INVOICES))
    assert figures.by_deployment["paper-sorter/it"].is_small is is_small


def test_without_a_policy_the_guard_stands():
    figures = _outputs(unit("it", headcount=4), deployment(), table("paper-sorter/it", INVOICES))
    assert figures.by_deployment["paper-sorter/it"].is_small


@given(catalogues())
def test_hours_of_months_are_the_hours_of_deployments(catalogue):
    figures = figures_of(catalogue, TODAY).output
    rows = [month for one in figures.by_deployment.values() for month in one.months]
    assert figures.total_hours == pytest.approx(sum(row.hours_given_back or 0 for row in rows), abs=1e-6)


@given(catalogues())
def test_more_output_means_hours_given_back(catalogue):
    for one in figures_of(catalogue, TODAY).output.by_deployment.values():
        if one.quoted is not None:
            assert one.quoted >= -1
            assert (one.quoted > 0) is (one.evidence.hours_given_back > 0)
