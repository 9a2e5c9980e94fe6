"""What a table proves: sums first, exact shares after, and the Wilson bound against known values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from seedbed.metrics.evidence import (
    evidence_of,
    evidence_of_agent,
    find_shortfalls,
    is_stale,
    is_thin,
    wilson_bound,
)
from seedbed.records import Baseline, Measurement
from tests.helpers.portals import check_case

CATALOGUE = check_case(Path("nothing-laid-over")).catalogue
AGENT = CATALOGUE.agents["first-reply"]
BAR = CATALOGUE.policy.thresholds
TODAY = date(2026, 11, 20)
BASELINE = Baseline(tasks_per_month=100, minutes_per_task=10, people=3, method="measured")


def row(period="2026-10", **changes) -> Measurement:
    facts = {"tasks": 100, "automated": 90, "judged": 50, "correct": 40, "human_minutes": 500.0}
    names = {"version": "1.0.0", "method": "measured", "source": "desk", "line": 2}
    return Measurement(period=period, **facts | names | changes)


def evidence(*rows, baseline=BASELINE, today=TODAY):
    return evidence_of(rows, baseline=baseline, today=today)


def test_shares_are_exact():
    found = evidence(row(), row("2026-09", judged=20, correct=16))
    assert (found.accuracy, found.automation) == (Fraction(4, 5), Fraction(9, 10))
    assert list(find_shortfalls(found, BAR)) == []


def test_sums_come_before_shares():
    found = evidence(row(judged=90, correct=90), row("2026-09", judged=10, correct=0))
    assert found.accuracy == Fraction(9, 10)


def test_net_output_and_hours_given_back():
    found = evidence(row(human_minutes=500.0))
    assert (found.human_hours, found.net_output, found.hours_given_back) == (Fraction(25, 3), 1, Fraction(25, 3))


def test_minutes_are_taken_as_they_were_written():
    found = evidence(row(tasks=3, human_minutes=0.1), row("2026-09", tasks=3, human_minutes=0.2))
    assert found.human_hours == Fraction(3, 600)


def test_nothing_follows_from_nothing():
    found = evidence()
    assert (found.accuracy, found.automation, found.net_output, found.cost, found.age_days) == (None,) * 5
    assert (found.accuracy_bound, found.months, found.last_period) == (0.0, 0, None)
    assert is_thin(found, BAR)
    assert not is_stale(found, BAR)


def test_without_human_time_or_baseline_there_is_no_net_output():
    assert evidence(row(human_minutes=0.0)).net_output is None
    assert evidence(row(human_minutes=0.0)).hours_given_back == Fraction(1000, 60)
    assert evidence(row(), baseline=None).net_output is None


def test_cost_counts_the_rows_that_state_one():
    assert evidence(row(cost=0.1), row("2026-09", cost=0.2), row("2026-08")).cost == Fraction(3, 10)


@pytest.mark.parametrize(
    ("today", "age", "stale"),
    [
        (date(2026, 10, 5), 0, False),
        (date(2026, 10, 31), 0, False),
        (date(2027, 1, 29), 90, False),
        (date(2027, 1, 30), 91, True),
    ],
)
def test_age_counts_from_the_end_of_the_last_month(today, age, stale):
    found = evidence(row(), row("2026-02"), today=today)
    assert (found.last_period, found.age_days, is_stale(found, BAR)) == ("2026-10", age, stale)


def test_net_output_is_demanded_only_where_the_volume_is_high():
    few = replace(BASELINE, tasks_per_month=99)
    slow = row(tasks=99, automated=99, human_minutes=2000.0)
    assert list(find_shortfalls(evidence(slow, baseline=few), BAR)) == []
    names = [one.name for one in find_shortfalls(evidence(slow, baseline=replace(few, tasks_per_month=100)), BAR)]
    assert names == ["Net Output"]


def test_each_shortfall_is_named_with_its_bar():
    found = list(find_shortfalls(evidence(row(correct=39, automated=89, human_minutes=800.0)), BAR))
    assert [(one.name, one.value, one.least) for one in found] == [
        ("accuracy", Fraction(39, 50), Fraction(4, 5)),
        ("automation", Fraction(89, 100), Fraction(9, 10)),
        ("Net Output", Fraction(1, 4), Fraction(3, 10)),
    ]


@pytest.mark.parametrize(("correct", "judged"), [(24, 30), (240, 300), (0, 10), (10, 10), (1, 1), (87, 100)])
def test_the_wilson_bound_is_that_of_scipy(correct, judged):
    from scipy.stats import binomtest  # noqa: PLC0415 - half a second, for this test alone

    known = binomtest(correct, judged, alternative="greater").proportion_ci(0.95, method="wilson").low
    assert wilson_bound(correct, judged) == pytest.approx(known, abs=1e-12)


def test_the_same_share_is_surer_with_more_cases():
    assert round(wilson_bound(24, 30), 2) == 0.66
    assert round(wilson_bound(240, 300), 2) == 0.76


class TestOfAnAgent:
    def test_only_months_of_the_present_version_count(self):
        table, found = evidence_of_agent(AGENT, CATALOGUE, today=TODAY)
        assert (table.id, found.months, found.tasks) == ("first-reply/support", 2, 2050)

    def test_the_owners_table_comes_first_and_another_stands_in(self):
        own = CATALOGUE.measurements["first-reply/support"]
        other = replace(
            own, id="first-reply/billing", unit="billing", rows=(row(version="1.2.0", judged=90, correct=90),)
        )
        both = replace(CATALOGUE, measurements={own.id: own, other.id: other})
        assert evidence_of_agent(AGENT, both, today=TODAY)[0] is own
        assert evidence_of_agent(AGENT, replace(both, measurements={other.id: other}), today=TODAY)[0] is other

    def test_without_a_table_there_is_none(self):
        assert evidence_of_agent(AGENT, replace(CATALOGUE, measurements={}), today=TODAY) is None
