"""What the example can be asked for, and the calendar it spans. No clock: the last day is an option."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from msgspec import Struct

MONTHS_IN_YEAR = 12
SATURDAY = 5

RANGES = {
    "agents": (1, 100_000),
    "units": (2, 5_000),
    "months": (1, 240),
    "commits": (1, 10_000_000),
    "skew": (0, 100_000),
}
"""Least and greatest value of each option that is a number."""


class ExampleError(Exception):
    """The example cannot be made as asked; the message says what to change."""


class Options(Struct, frozen=True, kw_only=True):
    """How large the example is, and how long its history. The same options give the same commit ids.

    `commits` is the wished length of the main branch (None: as many as the simulation needs by itself). `until` is the
    last day of the history; the measured months end with the month before it. `skew` counts commits with a wrong clock.
    """

    agents: int = 60
    units: int = 14
    months: int = 30
    commits: int | None = None
    seed: int = 1
    until: date = date(2026, 11, 20)
    skew: int = 0

    def __post_init__(self) -> None:
        """Refuse what lies outside RANGES, all of it at once."""
        wrong = [
            f"{name} is {value}; it must lie between {least} and {most}"
            for name, (least, most) in RANGES.items()
            if (value := getattr(self, name)) is not None and not least <= value <= most
        ]
        if date(1990, 1, 1) > self.until or self.until > date(2099, 12, 31):
            wrong.append(f"until is {self.until}; it must lie between 1990 and 2099")
        if wrong:
            raise ExampleError("; ".join(wrong))

    @property
    def calendar(self) -> tuple[Month, ...]:
        """The simulated months, oldest first; one more than asked for, since the last one is only reported in."""
        last = month_number(self.until)
        return tuple(
            Month(index=i, first=month_start(number), last=min(month_start(number + 1) - timedelta(1), self.until))
            for i, number in enumerate(range(last - self.months, last + 1))
        )


class Month(Struct, frozen=True, kw_only=True):
    """A calendar month of the history, cut off where the history ends."""

    index: int
    first: date
    last: date

    @property
    def label(self) -> str:
        """The month as YYYY-MM."""
        return f"{self.first:%Y-%m}"

    @property
    def working_days(self) -> tuple[date, ...]:
        """Its days from Monday to Friday; all its days where the cut leaves only a weekend."""
        return _working_days(self.first, self.last)

    @property
    def whole(self) -> Month:
        """The month to its end, wherever the history ends."""
        return Month(index=self.index, first=self.first, last=month_start(month_number(self.first) + 1) - timedelta(1))

    @property
    def following(self) -> Month:
        """The month after it, whole."""
        first = month_start(month_number(self.first) + 1)
        return Month(index=self.index + 1, first=first, last=first).whole

    def day(self, moment: float, /) -> date:
        """The working day at `moment`, from 0 (its first) to just under 1 (its last)."""
        days = self.working_days
        return days[min(int(moment * len(days)), len(days) - 1)]


@cache
def _working_days(first: date, last: date) -> tuple[date, ...]:
    days = tuple(first + timedelta(offset) for offset in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < SATURDAY) or days


def month_number(day: date, /) -> int:
    """Months since the year 0, so that months can be counted and subtracted."""
    return day.year * MONTHS_IN_YEAR + day.month - 1


def month_start(number: int, /) -> date:
    """The first day of the month with this number."""
    year, month = divmod(number, MONTHS_IN_YEAR)
    return date(year, month + 1, 1)


def later(day: date, months: int, /) -> date:
    """The same day some months later; the 28th at most, so that every month has it."""
    return month_start(month_number(day) + months).replace(day=min(day.day, 28))
