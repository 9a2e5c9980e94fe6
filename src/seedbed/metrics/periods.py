"""Months as they stand in measurement rows: `YYYY-MM`, which sorts as time does."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

DECEMBER = 12

LONGEST = 120
"""Months that a series goes back at most, so that one date with a wrong year does not stretch it over centuries."""


def period_of(day: date, /) -> str:
    """The month that a day lies in."""
    return f"{day.year:04}-{day.month:02}"  # strftime writes the year 999 with three digits


def next_period(period: str, /) -> str:
    """The month after one: `2026-12` leads to `2027-01`."""
    year, month = int(period[:4]), int(period[5:])
    return f"{year + 1:04}-01" if month == DECEMBER else f"{year:04}-{month + 1:02}"


@lru_cache(maxsize=1 << 12)
def end_of(period: str, /) -> date:
    """The last day of a month."""
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, monthrange(year, month)[1])


def periods_between(first: str, last: str, /) -> tuple[str, ...]:
    """Every month from `first` to `last`, both included; empty when `last` lies before `first`."""
    found: list[str] = []
    while first <= last:
        found.append(first)
        first = next_period(first)
    return tuple(found)


def months_before(period: str, months: int, /) -> str:
    """The month so many months before one; `0000-01` at the earliest."""
    count = max(int(period[:4]) * DECEMBER + int(period[5:]) - 1 - months, 0)
    return f"{count // DECEMBER:04}-{count % DECEMBER + 1:02}"
