"""A row of months up to today: where moments of the history fall on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.metrics.lives import day_of, end_of_day
from seedbed.metrics.periods import LONGEST, end_of, months_before, period_of, periods_between

FIRST = "0001-01"


class Axis(Struct, frozen=True, kw_only=True):
    """Months, oldest first, the last one that of today; `ends` are their last seconds, of the last one today's."""

    periods: tuple[str, ...]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, moments: Iterable[int], /, *, today: date) -> Axis:
        """From the month of the earliest moment (seconds of the epoch) on; no month at all without a moment."""
        first = min(moments, default=None)
        if first is None:
            return cls(periods=(), ends=np.array([], dtype=np.int64))
        last = period_of(today)
        least = max(months_before(last, LONGEST - 1), FIRST)
        periods = periods_between(max(period_of(day_of(first)), least), last)
        ends = [end_of_day(min(end_of(period), today)) for period in periods]
        return cls(periods=periods, ends=np.array(ends, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.periods)

    def places(self, moments: Iterable[int], /) -> NDArray[np.int64]:
        """For each moment the first month whose end it reaches; as many as there are months for what lies behind."""
        found: NDArray[np.int64] = np.searchsorted(self.ends, np.fromiter(moments, dtype=np.int64), side="left")
        return found
