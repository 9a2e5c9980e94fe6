"""Options of the example: ranges, and the calendar they span."""

import re
from datetime import date

import pytest

from seedbed.example.options import ExampleError, Month, Options, later


def test_every_wrong_option_is_named_at_once():
    with pytest.raises(ExampleError) as error:
        Options(agents=0, units=1, months=0, commits=0, skew=-1, until=date(1980, 1, 1))
    named = re.findall(r"(\w+) is -?\d", str(error.value))
    assert named == ["agents", "units", "months", "commits", "skew", "until"]


def test_the_calendar_ends_with_a_month_that_is_cut():
    months = Options(months=3, until=date(2026, 2, 10)).calendar
    assert [month.label for month in months] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert (months[0].last, months[-1].last) == (date(2025, 11, 30), date(2026, 2, 10))


def test_the_default_measures_until_october_2026():
    months = Options().calendar
    assert (len(months), months[0].label, months[-2].label) == (31, "2024-05", "2026-10")


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 11, 1), date(2026, 11, 8), [2, 3, 4, 5, 6]),  # Sunday to Sunday
        (date(2026, 11, 1), date(2026, 11, 1), [1]),  # nothing but a Sunday
        (date(2026, 8, 1), date(2026, 8, 2), [1, 2]),  # nothing but a weekend
    ],
)
def test_working_days_leave_out_weekends_where_they_can(first, last, days):
    assert [day.day for day in Month(index=0, first=first, last=last).working_days] == days


def test_a_moment_is_a_day_of_the_month():
    month = Month(index=0, first=date(2026, 6, 1), last=date(2026, 6, 30))
    assert [month.day(moment).day for moment in (0.0, 0.5, 0.999, 1.7)] == [1, 16, 30, 30]


def test_months_later_every_month_has_the_day():
    assert (later(date(2026, 1, 31), 1), later(date(2026, 11, 5), 14)) == (date(2026, 2, 28), date(2028, 1, 5))
