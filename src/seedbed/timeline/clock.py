"""Dates that a wrong clock made run backwards, repaired: as few as possible are touched, and those are counted.

The dates along a first-parent chain should never fall. The longest part of them that does not fall is taken to be
right; what lies outside it gets a date between its neighbours. A running maximum would push every commit after one from
the year 2100 to 2100, and a running minimum from the end every commit before one from 1970 to 1970.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

DAY = 86_400
FIRST_GIT = 1_112_745_600
"""6 April 2005, the day before Git's first commit: nothing was committed with Git before it."""


def repair_dates(dates: Sequence[int], /, *, latest: int | None = None) -> tuple[array[int], int]:
    """The dates with the wrong ones replaced, and how many were wrong.

    `dates` are seconds of the epoch, oldest commit first. `latest` is the present moment, when the caller knows one: a
    date more than a day later is wrong whatever surrounds it. Where no date at all can be right, all stay.
    """
    end = latest + DAY if latest is not None else max(dates, default=0)
    if _are_right(dates, end):
        return array("q", dates), 0
    right = _longest_rising([place for place, date in enumerate(dates) if FIRST_GIT <= date <= end], dates)
    if not right:
        return array("q", dates), 0
    return _filled(dates, right), len(dates) - len(right)


def _are_right(dates: Sequence[int], end: int) -> bool:
    if not dates:
        return True
    return dates[0] >= FIRST_GIT and dates[-1] <= end and all(one <= other for one, other in pairwise(dates))


def _longest_rising(places: list[int], dates: Sequence[int]) -> list[int]:
    """The places of the longest part that does not fall; of several as long, the one that ends earliest."""
    ends: list[int] = []
    at: list[int] = []
    before = array("i", bytes(4 * len(dates)))
    for place in places:
        date = dates[place]
        length = len(ends) if not ends or date >= ends[-1] else bisect_right(ends, date)
        before[place] = at[length - 1] if length else -1
        if length == len(ends):
            ends.append(date)
            at.append(place)
        else:
            ends[length], at[length] = date, place
    chain = []
    place = at[-1] if at else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def _filled(dates: Sequence[int], right: list[int]) -> array[int]:
    """The right dates, and between two of them even steps; before the first and after the last their dates."""
    filled = array("q", dates)
    for place in range(right[0]):
        filled[place] = dates[right[0]]
    for place in range(right[-1], len(dates)):
        filled[place] = dates[right[-1]]
    for start, end in pairwise(right):
        for place in range(start + 1, end):
            filled[place] = dates[start] + (dates[end] - dates[start]) * (place - start) // (end - start)
    return filled
