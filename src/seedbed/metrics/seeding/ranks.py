"""The best of many scores, row by row."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

NOWHERE: Places = np.empty(0, dtype=np.int64)

Cells = tuple[Places, Places, Numbers]
"""Group, member and score of some cells of a table."""

Ranked = list[tuple[int, float]]
"""Member and score of the best cells of one group, the best first."""


def greatest(scores: Numbers, most: int, /) -> Cells:
    """The `most` greatest cells of every row, more where the last ones are equal; 0 is no score."""
    columns = [_greatest(row, most) for row in scores]
    rows = np.repeat(np.arange(len(columns)), [len(some) for some in columns])
    places = np.concatenate([NOWHERE, *columns])
    return rows, places, scores[rows, places]


def _greatest(row: Numbers, most: int) -> Places:
    """One row at a time: in most of them nearly every cell is 0, and those take no part in the choice."""
    places: Places = np.flatnonzero(row)
    if len(places) <= most:
        return places
    values = row[places]
    found: Places = places[values >= np.partition(values, -most)[-most]]
    return found


def ranked(cells: Cells, /, *, groups: int, most: int) -> list[Ranked]:
    """For each of so many groups its `most` best members, the best first, of equal ones that of the lowest number."""
    places, members, scores = _best(cells, most)
    found = list(zip(members.tolist(), scores.tolist(), strict=True))
    ends = np.bincount(places, minlength=groups).cumsum().tolist()
    return [found[first:last] for first, last in pairwise([0, *ends])]


def _best(cells: Cells, most: int) -> Cells:
    """The `most` best cells of every group, in order."""
    places, members, scores = cells
    order = np.lexsort((members, -scores, places))
    counts = np.bincount(places)
    rank = np.arange(len(order)) - np.repeat(counts.cumsum() - counts, counts)
    kept = order[rank < most]
    return places[kept], members[kept], scores[kept]


class Champions:
    """The best rows of every column of a table that is seen a block of rows at a time; of equal ones those seen first.

    Equal scores are common (agents against the same pain, units without peers), so that blocks after the first bring
    little: what does not pass the worst of those kept is never sorted.
    """

    def __init__(self, columns: int, most: int, /) -> None:
        self.cells: Cells = (NOWHERE, NOWHERE, np.empty(0))
        self._least, self._most = np.zeros(columns), most

    def take(self, scores: Numbers, first: int, /) -> None:
        """See the block that begins with the row of that number; 0 is no score."""
        rows, columns = np.nonzero(scores > self._least)
        places, members, values = self.cells
        together = (
            np.concatenate([places, columns]),
            np.concatenate([members, rows + first]),
            np.concatenate([values, scores[rows, columns]]),
        )
        self.cells = places, _, values = _best(together, self._most)
        ends = np.bincount(places, minlength=len(self._least)).cumsum()
        is_full = np.diff(ends, prepend=0) == self._most
        self._least[is_full] = values[ends[is_full] - 1]
