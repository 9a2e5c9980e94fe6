"""The month in which a copy first met the bar."""

import pytest

from seedbed.records import Baseline, MeasurementTable
from seedbed.site.milestones import first_proof
from tests.helpers.records import month, thresholds

BASELINE = Baseline(tasks_per_month=200, minutes_per_task=10, people=3, method="measured")
THIN = {"tasks": 60, "automated": 57, "judged": 30, "correct": 29, "human_minutes": 120}


def _first(*rows, baseline=BASELINE):
    table = MeasurementTable(id="a/it", path="a.csv", agent="a", unit="it", rows=rows)
    proof = first_proof(table, baseline, thresholds())
    return proof and proof.period


@pytest.mark.parametrize(
    ("rows", "period"),
    [
        ([], None),
        ([month("2026-01")], "2026-01"),
        ([month("2026-01", correct=40), month("2026-02", judged=140, correct=138)], "2026-02"),
        ([month("2026-01", automated=100)], None),
        ([month("2026-01", human_minutes=1900)], None),  # Net Output too small for a task done this often
        ([month("2026-01", **THIN)], None),
        ([month("2026-01", **THIN), month("2026-02", **THIN)], "2026-02"),  # months of one version add up
        ([month("2026-01", **THIN), month("2026-02", **THIN, version="2.0.0")], None),
        ([month("2026-01"), month("2026-01", correct=10)], None),  # the last row of a month counts
    ],
)
def test_first_proof_is_the_first_month_that_meets_every_threshold(rows, period):
    assert _first(*rows) == period


def test_first_proof_without_a_baseline_rests_on_accuracy_and_automation():
    assert _first(month("2026-01", human_minutes=1900), baseline=None) == "2026-01"


def test_exactly_the_bar_is_enough():
    assert _first(month("2026-01", automated=180, judged=50, correct=40)) == "2026-01"
