from datetime import date

import pytest
from hypothesis import given

from seedbed.metrics.periods import end_of, months_before, next_period, period_of, periods_between
from tests.helpers.measuring import periods


def test_period_of_a_day_is_its_month():
    assert [period_of(date(year, 3, 31)) for year in (2026, 999)] == ["2026-03", "0999-03"]


@pytest.mark.parametrize(
    ("period", "end"),
    [("2026-01", date(2026, 1, 31)), ("2026-02", date(2026, 2, 28)), ("2024-02", date(2024, 2, 29)),
     ("2026-12", date(2026, 12, 31)), ("9999-12", date(9999, 12, 31))],
)  # fmt: skip
def test_end_of_a_month_is_its_last_day(period, end):
    assert end_of(period) == end


@pytest.mark.parametrize(
    ("first", "last", "between"),
    [
        ("2026-11", "2027-02", ("2026-11", "2026-12", "2027-01", "2027-02")),
        ("2026-05", "2026-05", ("2026-05",)),
        ("2026-05", "2026-04", ()),
    ],
)
def test_periods_between_are_all_months_in_order(first, last, between):
    assert periods_between(first, last) == between


@pytest.mark.parametrize(
    ("period", "months", "before"),
    [("2026-03", 0, "2026-03"), ("2026-03", 2, "2026-01"), ("2026-03", 3, "2025-12"), ("2026-03", 36, "2023-03"),
     ("0000-02", 5, "0000-01")],
)  # fmt: skip
def test_months_before_counts_back_over_years(period, months, before):
    assert months_before(period, months) == before


@given(periods)
def test_next_period_undoes_the_month_before(period):
    assert months_before(next_period(period), 1) == period
