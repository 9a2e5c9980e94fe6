"""Replication Velocity month by month: the figure as it stood at the end of each, from the same spells.

A spell that ended later was waiting then; so no month need be read from the history again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from msgspec import Struct

from seedbed.metrics.lives import day_of, end_of_day
from seedbed.metrics.periods import end_of, months_before, period_of, periods_between
from seedbed.metrics.replication.spells import Spell
from seedbed.metrics.replication.survival import cumulative_incidence, kaplan_meier
from seedbed.metrics.replication.velocity import COPIED, Share, Spans, shares_within, whole_days

MOST_MONTHS = 120
"""Ten years: nobody looks further back, and a clock that stood at 1970 makes no thousand months."""


class TrendPoint(Struct, frozen=True, kw_only=True):
    """The figure as it stood at the end of a month; of the last month: today."""

    month: str
    median_days: int | None
    interval: tuple[int | None, int | None]
    within: Mapping[int, Share | None]
    spells: int
    replicated: int
    waiting: int


def trend_of(spells: Sequence[Spell], /, *, today: date) -> tuple[TrendPoint, ...]:
    """One point for every month from the first validation on, the ten last years at most."""
    begun = [one.start for one in spells if one.start <= end_of_day(today)]
    if not begun:
        return ()
    last = period_of(today)
    first = max(period_of(day_of(min(begun))), months_before(last, MOST_MONTHS - 1))
    spans = Spans.of(spells)
    return tuple(_point(spans, month, min(end_of(month), today)) for month in periods_between(first, last))


def _point(spans: Spans, month: str, day: date) -> TrendPoint:
    days, cause, is_over = spans.until(end_of_day(day))
    survival = kaplan_meier(days.tolist(), (cause == COPIED).tolist())
    low, high = survival.median_interval
    return TrendPoint(
        month=month,
        median_days=whole_days(survival.median),
        interval=(whole_days(low), whole_days(high)),
        within=shares_within(days, cause, cumulative_incidence(days.tolist(), cause.tolist(), cause=COPIED)),
        spells=len(days),
        replicated=int(np.count_nonzero(cause == COPIED)),
        waiting=int(np.count_nonzero(is_over == 0)),
    )
