"""Dates that a wrong clock made run backwards, repaired: as few as possible are touched, and those are counted.

The dates along a first-parent chain should never fall. The longest part of them that does not fall is taken to be
right; what lies outside it gets a date between its neighbours. A running maximum would push every commit after one from
the year 2100 to 2100, and a running minimum from the end every commit before one from 1970 to 1970.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice
from operator import le

DAY = 86_400
NOWHERE = -1
CUT, NO_CUT = b"\1", b"\0"
FIRST_GIT = 1_112_745_600
"""6 April 2005, the day before Git's first commit: nothing was committed with Git before it."""


def repair_dates(dates: Sequence[int], /, *, latest: int | None = None) -> tuple[array[int], int]:
    """The dates with the wrong ones replaced, and how many were wrong.

    `dates` are seconds of the epoch, oldest commit first. `latest` is the present moment, when the caller knows one: a
    date more than a day later is wrong whatever surrounds it. Where no date at all can be right, all stay.
    """
    if not dates:
        return array("q"), 0
    rises = all(map(le, dates, islice(dates, 1, None)))
    lowest, highest = (dates[0], dates[-1]) if rises else (min(dates), max(dates))
    end = highest if latest is None else latest + DAY
    is_plain = lowest >= FIRST_GIT and highest <= end
    if rises and is_plain:
        return array("q", dates), 0
    places = range(len(dates)) if is_plain else [n for n, date in enumerate(dates) if FIRST_GIT <= date <= end]
    right = _rising(places, dates) if places else range(len(dates))
    return _filled(dates, right), len(dates) - len(right)


def _rising(places: Sequence[int], dates: Sequence[int]) -> list[int]:
    """The places of the longest part that does not fall.

    It is sought between places before which nothing is later than anything behind them: with few wrong dates nearly
    every place is such a cut, and the parts are short.
    """
    values = [dates[place] for place in places]
    lowest = list(accumulate(reversed(values), min))[::-1]
    cuts = bytes(map(le, accumulate(values, max), lowest[1:])) + CUT
    right: list[int] = []
    start = 0
    while (hole := cuts.find(NO_CUT, start)) >= 0:
        end = cuts.find(CUT, hole) + 1
        right += places[start:hole]
        right += _longest_rising(places[hole:end], dates)
        start = end
    right += places[start:]
    return right


def _longest_rising(places: Sequence[int], dates: Sequence[int]) -> list[int]:
    """The same by the ends of all lengths; of several as long, the one whose last date is the lowest."""
    ends: list[int] = []
    at: list[int] = []
    before: dict[int, int] = {}
    for place in places:
        length = bisect_right(ends, dates[place])
        before[place] = at[length - 1] if length else NOWHERE
        ends[length : length + 1] = [dates[place]]
        at[length : length + 1] = [place]
    chain = [at[-1]]
    while (place := before[chain[-1]]) != NOWHERE:
        chain.append(place)
    return chain[::-1]


def _filled(dates: Sequence[int], right: Sequence[int]) -> array[int]:
    """The right dates, and between two of them even steps; before the first and after the last their dates."""
    filled = array("q", dates)
    is_right = bytearray(len(dates))
    for place in right:
        is_right[place] = 1
    start = is_right.find(0)
    while start >= 0:
        end = is_right.find(1, start) % (len(dates) + 1)  # not found is the length
        first = dates[start - 1] if start else dates[end]
        last = dates[end] if end < len(dates) else first
        for place in range(start, end):
            filled[place] = first + (last - first) * (place - start + 1) // (end - start + 1)
        start = is_right.find(0, end)
    return filled
