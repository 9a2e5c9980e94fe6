"""The best of many scores, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

Cells = tuple[Places, Places, Numbers]
"""Row, column and score of some cells of a table."""

Ranked = list[tuple[int, float]]
"""Column and score of the best cells of one row, the best first."""


def greatest(scores: Numbers, most: int, /) -> Cells:
    """The `most` greatest cells of every row, of equal ones those that come first; 0 is no score.

    Equal scores are common: two agents against the same pain are worth the same to a unit without peers.
    """
    chosen = scores > 0
    if scores.shape[1] > most:
        last = np.partition(scores, -most, axis=1)[:, [-most]]
        above, equal = scores > last, scores == last
        room = most - above.sum(axis=1, keepdims=True)
        chosen &= above | (equal & (equal.cumsum(axis=1) <= room))
    rows, columns = np.nonzero(chosen)
    return rows, columns, scores[rows, columns]


def joined(some: Sequence[Cells], /) -> Cells:
    """Cells of several tables together."""
    rows = np.concatenate([np.empty(0, dtype=np.int64), *(one[0] for one in some)])
    columns = np.concatenate([np.empty(0, dtype=np.int64), *(one[1] for one in some)])
    return rows, columns, np.concatenate([np.empty(0), *(one[2] for one in some)])


def ranked(cells: Cells, /, *, rows: int, most: int) -> list[Ranked]:
    """For each of so many rows its best cells, the best first, of equal ones that of the first column."""
    places, columns, scores = cells
    order = np.lexsort((columns, -scores, places))
    found = list(zip(columns[order].tolist(), scores[order].tolist(), strict=True))
    ends = np.bincount(places, minlength=rows).cumsum().tolist()
    return [found[first : min(last, first + most)] for first, last in pairwise([0, *ends])]
