"""Dates: only what a mapping declares, and never an invented day."""

import pytest

from seedbed.imports.dates import DateShape, is_complete, parse_date

FORMATS = ("%m/%d/%Y", "%d.%m.%y", "%b-%y", "%B %Y", "%m/%Y", "excel-serial")

GOOD = [
    ("7/1/2023", "2023-07-01"),
    ("12/31/2024", "2024-12-31"),
    ("2024-02-29", "2024-02-29"),
    ("2024-02-29 00:00:00", "2024-02-29"),
    ("2/29/2024 11:30 PM", "2024-02-29"),
    ("1.2.68", "2068-02-01"),
    ("1.2.69", "1969-02-01"),
    ("45292", "2024-01-01"),
    ("45292.0", "2024-01-01"),
]
BAD = [
    ("13/1/2023", "no such day"),
    ("2/30/2024", "no such day"),
    ("0/0/0000", "no such day"),
    ("2/0/2024", "no such day"),
    ("Jan-24", "month without a day"),
    ("January 2024", "month without a day"),
    ("Janus 2024", "not a date in a declared format"),
    ("soon", "not a date in a declared format"),
    ("99999999", "not a date in a declared format"),
    ("2024", "before 2000-01-01"),  # a year that a spreadsheet takes for a day number
    ("1/1/2030", "after 2029-12-31"),
    ("２０２４-０１-０１", "not a date in a declared format"),  # noqa: RUF001 - full-width digits
]
SHAPE = DateShape(formats=FORMATS, earliest="2000-01-01", latest="2029-12-31")


@pytest.mark.parametrize(("text", "iso"), GOOD)
def test_dates_in_declared_formats(text, iso):
    assert parse_date(text, DateShape(formats=FORMATS)) == (iso, "")


@pytest.mark.parametrize(("text", "reason"), BAD)
def test_dates_that_are_dropped(text, reason):
    assert parse_date(text, SHAPE) == (None, reason)


@pytest.mark.parametrize(("partial", "iso"), [("first", "2024-02-01"), ("last", "2024-02-29")])
def test_a_month_without_a_day_is_counted(partial, iso):
    shape = DateShape(formats=("%b-%y",), partial=partial)
    assert parse_date("Feb-24", shape) == (iso, f"month without a day: {partial} day of the month")


def test_the_last_month_of_the_calendar_has_a_last_day():
    shape = DateShape(formats=("%m/%Y",), partial="last")
    assert parse_date("12/9999", shape)[0] == "9999-12-31"


@pytest.mark.parametrize(
    ("form", "complete"),
    [("%m/%d/%Y", True), ("%b-%y", True), ("excel-serial", True), ("%d", False), ("%Y", False), ("%Y %y %m", False)],
)
def test_a_format_makes_a_date_or_not(form, complete):
    assert is_complete(form) is complete
