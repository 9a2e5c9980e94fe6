"""The measured rows of a whole catalogue as columns of numbers, read once and added up group by group.

There are hundreds of thousands of rows; looking into each of them again for every figure costs several times what
adding up arrays does. Whole numbers stay whole whatever their size, and sums of decimals are made in the order of the
rows, so that no figure depends on the way it was added up.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, pairwise
from operator import attrgetter
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.metrics.amounts import exact
from seedbed.metrics.evidence import Sums
from seedbed.metrics.measured import Measured
from seedbed.records import Measurement

Numbers = NDArray[Any]

TEXTS = ("period", "version", "method")
COUNTS = ("tasks", "automated", "judged", "correct", "input_tokens", "output_tokens", "escalations")
DECIMALS = ("human_minutes", "cost")
CELLS = attrgetter(*TEXTS, *COUNTS, *DECIMALS)

SCALES = (1000, 1_000_000)
"""Parts of a minute or of the currency in which amounts are added up; a table holds six decimals at most."""

KEPT = 10**15
"""Below it every whole number of parts has fifteen digits at most, as many as a double keeps."""

HANDFUL = 8
"""Tables that are read together."""

WHOLE = 2**53
"""Up to it a double holds every whole number."""


class Column(Struct, frozen=True, eq=False):
    """Numbers of all rows, 0 where a row states none; `stated` says which do."""

    values: Numbers
    stated: NDArray[np.bool_]


class Words(Struct, frozen=True, eq=False):
    """Texts of all rows as places in `names`."""

    places: NDArray[np.int64]
    names: tuple[str, ...]


class Columns(Struct, frozen=True, eq=False):
    """The rows of `tables` tables, one after the other; `table` is the number of each row's own.

    The names of `period` are in order of time. `minutes` and `costs` are human minutes and cost in whole parts, so many
    of which make one.
    """

    tables: int
    table: NDArray[np.int64]
    period: Words
    version: Words
    method: Words
    numbers: dict[str, Column]
    minutes: tuple[Numbers, int]
    costs: tuple[Numbers, int]

    @classmethod
    def of(cls, tables: Sequence[Sequence[Measurement]], /) -> Columns:
        """The columns of some tables."""
        texts = {name: _Codes() for name in TEXTS}
        numbers = {name: _Cells("q") for name in COUNTS} | {name: _Cells("d") for name in DECIMALS}
        takers: list[_Codes | _Cells] = [*texts.values(), *numbers.values()]
        for rows in _handfuls(tables):
            for taker, cells in zip(takers, zip(*map(CELLS, rows), strict=True), strict=False):
                taker.take(cells)
        columns = {name: one.column() for name, one in numbers.items()}
        lengths = np.fromiter(map(len, tables), dtype=np.int64, count=len(tables))
        return cls(
            tables=len(tables),
            table=np.repeat(np.arange(len(tables)), lengths),
            period=texts["period"].words(),
            version=texts["version"].words(),
            method=texts["method"].words(),
            numbers=columns,
            minutes=in_parts(columns["human_minutes"].values),
            costs=in_parts(columns["cost"].values),
        )


def _handfuls(tables: Sequence[Sequence[Measurement]]) -> Iterator[Iterable[Measurement]]:
    """All rows, some tables at a time: few, so that they stay at hand for every column (memory is what takes the time),
    and enough for the calls to cost little beside the cells.
    """
    for start in range(0, len(tables), HANDFUL):
        yield chain.from_iterable(tables[start : start + HANDFUL])


def columns_of(tables: Iterable[Measured], /) -> Columns:
    """The columns of measured tables, in their order."""
    return Columns.of([one.rows for one in tables])


class _Codes:
    """Takes texts, a few tables at a time."""

    def __init__(self) -> None:
        self.names: defaultdict[str, int] = defaultdict(count().__next__)
        self.codes = array("q")

    def take(self, cells: Iterable[str]) -> None:
        """The texts of some more rows."""
        self.codes.extend(array("q", list(map(self.names.__getitem__, cells))))

    def words(self) -> Words:
        """The texts, their names in order."""
        ordered = sorted(self.names)
        places = np.empty(len(ordered), dtype=np.int64)
        places[[self.names[name] for name in ordered]] = np.arange(len(ordered))
        return Words(places[_numbers(self.codes)], tuple(ordered))


class _Cells:
    """Takes numbers, a few tables at a time."""

    def __init__(self, kind: str) -> None:
        self.values, self.missing = array(kind), array("q")

    def take(self, cells: Sequence[float | None]) -> None:
        """The numbers of some more rows."""
        start = len(self.values)
        try:  # looking for None first takes as long as all of this
            self.values.extend(array(self.values.typecode, cells))  # type: ignore[arg-type]
        except TypeError:
            self.missing.extend(place for place, cell in enumerate(cells, start) if cell is None)
            self.values.extend([cell or 0 for cell in cells])  # type: ignore[misc]  # each of the kind of its column

    def column(self) -> Column:
        """The numbers."""
        stated = np.ones(len(self.values), dtype=np.bool_)
        stated[_numbers(self.missing)] = False
        return Column(_numbers(self.values), stated)


def _numbers(values: array[Any]) -> Numbers:
    return np.frombuffer(values, dtype=np.float64 if values.typecode == "d" else np.int64)


def in_parts(values: NDArray[np.float64], /) -> tuple[Numbers, int]:
    """Amounts as their authors wrote them, in whole parts, and how many parts make one."""
    for scale in SCALES:
        parts = np.rint(values * scale)
        if np.all(np.abs(parts) < KEPT) and np.array_equal(parts / scale, values):
            return parts.astype(np.int64), scale
    written = [exact(value) for value in values.tolist()]
    scale = math.lcm(*(value.denominator for value in written))
    return np.array([int(value * scale) for value in written], dtype=object), scale


def summed(values: Numbers, by: NDArray[np.int64], groups: int, /) -> Numbers:
    """The sum of each group of rows, in the order of the rows; exact for whole numbers."""
    if values.dtype == np.float64:
        return np.bincount(by, weights=values, minlength=groups)
    if values.dtype != object and int(np.abs(values).max(initial=0)) * len(values) < WHOLE:
        return np.bincount(by, weights=values, minlength=groups).astype(np.int64)
    sums = [0] * groups
    for group, value in zip(by.tolist(), values.tolist(), strict=True):
        sums[group] += value
    return np.array(sums, dtype=object)


def added(values: Numbers, by: NDArray[np.int64], groups: int, /) -> list[Any]:
    """The same as plain numbers."""
    return list(summed(values, by, groups).tolist())


def weighed(values: Numbers, weights: Sequence[int], by: NDArray[np.int64], /) -> Numbers:
    """Whole numbers times the weight of the group that each belongs to."""
    most = max(weights, default=0) * int(np.abs(values).max(initial=0))
    found: Numbers = values * np.array(weights, dtype=np.int64 if most < WHOLE else object)[by]
    return found


def counted(chosen: NDArray[np.bool_], by: NDArray[np.int64], groups: int, /) -> Numbers:
    """How many rows of each group are chosen."""
    return np.bincount(by[chosen], minlength=groups)


def words_of(words: Words, by: NDArray[np.int64], groups: int, /) -> list[frozenset[str]]:
    """The different texts of each group."""
    found: list[list[str]] = [[] for _ in range(groups)]
    width = max(len(words.names), 1)
    for pair in np.unique(by * width + words.places).tolist():
        found[pair // width].append(words.names[pair % width])
    return [frozenset(some) for some in found]


def listed(names: Sequence[str], columns: Columns, rows: NDArray[np.int64], /) -> list[tuple[str, ...]]:
    """For each month the names of the tables that hold some of its rows, in the order of the rows."""
    periods = columns.period.places[rows]
    tables = columns.table[rows][np.argsort(periods, kind="stable")].tolist()
    found = [names[table] for table in tables]
    ends = np.bincount(periods, minlength=len(columns.period.names)).cumsum().tolist()
    return [tuple(found[first:last]) for first, last in pairwise([0, *ends])]


def sums_of(columns: Columns, versions: Sequence[str | None], /) -> list[Sums]:
    """What the rows of each table add up to that were measured with its version; all of them where none is named."""
    places = {name: place for place, name in enumerate(columns.version.names)}
    wanted = np.array([-1 if one is None else places.get(one, len(places)) for one in versions], dtype=np.int64)
    asked = wanted[columns.table]
    rows = np.flatnonzero((asked < 0) | (asked == columns.version.places))
    by, groups = columns.table[rows], columns.tables
    (minutes, minute), (costs, unit) = columns.minutes, columns.costs
    last = np.full(groups, -1)
    np.maximum.at(last, by, columns.period.places[rows])
    stated = counted(columns.numbers["cost"].stated[rows], by, groups).tolist()
    sums = [added(columns.numbers[name].values[rows], by, groups) for name in COUNTS[:4]]
    cells = zip(
        np.bincount(by, minlength=groups).tolist(),
        *sums,
        [(total, minute) for total in added(minutes[rows], by, groups)],
        [(total, unit) if some else None for total, some in zip(added(costs[rows], by, groups), stated, strict=True)],
        words_of(Words(columns.method.places[rows], columns.method.names), by, groups),
        [columns.period.names[place] if place >= 0 else None for place in last.tolist()],
        strict=True,
    )
    return [Sums(*one) for one in cells]
