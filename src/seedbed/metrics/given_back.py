"""Hours given back month by month, of everything and of every agent.

Those of all agents are a hundred thousand months, and most are never looked at: they are added up together as columns,
and made into values for the one group that somebody asks for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.metrics.columns import Columns, Numbers
from seedbed.metrics.measured import MINUTES, Measured, in_order

Places = NDArray[np.int64]


class MonthHours(Struct, frozen=True):
    """Hours given back in one month, by the method of the rows; `paths` are the files of the rows."""

    period: str
    by_method: Mapping[str, float]
    deployments: int
    paths: tuple[str, ...]

    @property
    def hours(self) -> float:
        """All of them together."""
        return sum(self.by_method.values())


class GivenBack(Struct, frozen=True, eq=False):
    """The hours of groups of tables. The months of each group stand together, in order of time.

    The months of the group at `place` are those from `bounds[place]` to `bounds[place + 1]`. A month has its `period`,
    its `hours` and number of rows (`counts`) by method, and its rows in `tables` (the place of each row's own table) up
    to `ends`, from the end of the month before it.
    """

    columns: tuple[tuple[str, ...], tuple[str, ...]]
    paths: Sequence[str]
    places: Mapping[str, int]
    bounds: Places
    period: Places
    hours: Numbers
    counts: Numbers
    tables: Places
    ends: Places

    @classmethod
    def of(cls, tables: Sequence[Measured], columns: Columns, groups: Sequence[str], /) -> GivenBack:
        """The hours of tables; `groups` names the group of each. Rows without a baseline take no part."""
        places = {name: place for place, name in enumerate(dict.fromkeys(groups))}
        periods, methods = columns.period.names, columns.method.names
        rows, gained = _gained(tables, columns)
        table = columns.table[rows]
        group = np.array([places[name] for name in groups], dtype=np.int64)[table]
        key = group * len(periods) + columns.period.places[rows]
        order = np.argsort(key, kind="stable")
        months, month = _numbered(key, order)
        cells, shape = month * len(methods) + columns.method.places[rows], (len(months), len(methods))
        size = len(months) * len(methods)
        return cls(
            columns=(periods, methods),
            paths=[one.path for one in tables],
            places=places,
            bounds=np.searchsorted(months, np.arange(len(places) + 1) * len(periods)),
            period=months % max(len(periods), 1),
            hours=np.bincount(cells, weights=gained, minlength=size).reshape(shape),  # in the order of the rows
            counts=np.bincount(cells, minlength=size).reshape(shape),
            tables=table[order],
            ends=np.append(0, np.bincount(month, minlength=len(months)).cumsum()),
        )

    def months(self, group: str, /) -> Iterator[MonthHours]:
        """The months of one group, oldest first; none for a group that is not known."""
        place = self.places.get(group)
        if place is None:
            return
        first, last = self.bounds[place : place + 2].tolist()
        ends = self.ends[first : last + 1].tolist()
        files = [self.paths[table] for table in self.tables[ends[0] : ends[-1]].tolist()]
        cells = (column[first:last].tolist() for column in (self.period, self.hours, self.counts))
        periods, methods = self.columns
        for period, hours, counts, (start, end) in zip(*cells, pairwise(ends), strict=True):
            by_method = {name: one for name, one, count in zip(methods, hours, counts, strict=True) if count}
            paths = tuple(files[start - ends[0] : end - ends[0]])
            yield MonthHours(periods[period], _in_order(by_method), len(paths), paths)


def _gained(tables: Sequence[Measured], columns: Columns) -> tuple[Places, Numbers]:
    """The rows that have a baseline, and the hours that each gave back."""
    paces = [one.baseline.baseline.minutes_per_task if one.baseline else math.nan for one in tables]
    pace = np.array(paces, dtype=np.float64)[columns.table]
    rows = np.flatnonzero(~np.isnan(pace))
    tasks, minutes = (columns.numbers[name].values[rows] for name in ("tasks", "human_minutes"))
    return rows, (tasks * pace[rows] - minutes) / MINUTES


def _numbered(keys: Places, order: Places) -> tuple[Places, Places]:
    """The different keys in order, and the place of each key among them; `order` sorts the keys."""
    ordered = keys[order]
    is_new = np.diff(ordered, prepend=-1) != 0
    places = np.empty_like(keys)
    places[order] = np.cumsum(is_new) - 1
    return ordered[is_new], places


def _in_order(by_method: Mapping[str, float]) -> Mapping[str, float]:
    """Hours by method, the strongest way first; one alone is in order, and that is what most months have."""
    if len(by_method) == 1:
        return by_method
    return {method: by_method[method] for method in in_order(by_method.keys())}
