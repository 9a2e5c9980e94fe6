"""Adoption month by month, from the history: units with a live agent, live copies, and how fast both grow.

A unit counts in a month when an agent is live in it at the month's end; a unit has *adopted* from the first moment that
one was. The denominator is the number of units that the catalogue holds today, since history does not tell when a unit
came; units that it no longer holds are left out and counted as `gone`. Doubling time = days from the h-th to the 2h-th
adoption, h being half of all adoptions so far, rounded down. Source: the deployment events of the timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.metrics.adoption import Adoption, AdoptionFigures
from seedbed.metrics.growth.axis import Axis
from seedbed.metrics.growth.live_counts import LiveCounts
from seedbed.metrics.growth.logistic import Fit, NoFit, fit_logistic
from seedbed.metrics.growth.spans import Span, spans_of
from seedbed.metrics.lives import DAY, Life, end_of_day
from seedbed.records import Catalogue

AHEAD = 12
"""Months that a curve is drawn past the last whole one."""


class FirstLive(NamedTuple):
    """The first moment at which a unit had a live agent. An `imported` one may have begun earlier, on the day that is
    `declared` if the record states one.
    """

    unit: str
    agent: str
    at: int
    commit: str
    imported: bool
    declared: int | None


class Doubling(Struct, frozen=True, kw_only=True):
    """How long the last doubling took: from the `half`-th to twice as many, in whole days."""

    half: int
    days: int
    began: int
    reached: int


class GrowthMonth(Struct, frozen=True, kw_only=True):
    """A group at the end of a month, the running one as it stands today.

    `units` have a live agent and `copies` are live; `adopters` is how many units ever had one, `fresh` how many of
    them began in this month. `stated_units` counts those live by a declared date too.
    """

    period: str
    units: int
    copies: int
    adopters: int
    fresh: int
    stated_units: int


class Growth(Struct, frozen=True, kw_only=True):
    """Growth of one group of units: a function, or everything (`function` None); `units` of them there are.

    `adoptions` are the facts behind it, oldest first. The doublings are None before there are two, or where the days
    are not known because they came by import. `is_small` groups have too few people to be shown.
    """

    function: str | None
    units: int
    months: tuple[GrowthMonth, ...]
    adoptions: tuple[FirstLive, ...]
    doubling: Doubling | None
    copies_doubling: Doubling | None
    curve: Fit | NoFit
    is_small: bool

    @property
    def adopters(self) -> int:
        """Units that ever had a live agent."""
        return len(self.adoptions)

    @property
    def share(self) -> Fraction | None:
        """Units with a live agent today, of all; None without units."""
        live = self.months[-1].units if self.months else 0
        return Fraction(live, self.units) if self.units else None

    @property
    def commits(self) -> tuple[str, ...]:
        """The commits that made a unit an adopter."""
        return tuple(dict.fromkeys(one.commit for one in self.adoptions))


class GrowthFigures(Struct, frozen=True, kw_only=True):
    """Growth of everything and of each function, and the first live agent of every unit.

    `first` is the first of all, in a unit of today or one of those `gone` from the catalogue.
    """

    everything: Growth
    by_function: Mapping[str, Growth]
    first_live: Mapping[str, FirstLive]
    first: FirstLive | None
    gone: tuple[str, ...]


def growth_figures(
    catalogue: Catalogue, adoption: AdoptionFigures, lives: Iterable[Life], /, *, today: date
) -> GrowthFigures:
    """Growth up to the end of `today`. Lives of agents that must not be told of are left out by the caller, as they are
    in the catalogue.
    """
    spans = list(spans_of(lives, until=end_of_day(today)))
    known = [span for span in spans if span.unit in catalogue.units]
    first = _first_live(spans)
    table = LiveCounts.of(known, list(catalogue.units), today=today)
    units: dict[str, list[str]] = {function: [] for function in adoption.by_function}
    for unit in catalogue.units.values():
        units.setdefault(unit.function, []).append(unit.id)

    def group(some: Sequence[str], stated: Adoption) -> Growth:
        """The growth of some units together."""
        return _growth(table, [first[unit] for unit in some if unit in first], some, stated)

    return GrowthFigures(
        everything=group(list(catalogue.units), adoption.everything),
        by_function={function: group(units[function], one) for function, one in adoption.by_function.items()},
        first_live={unit: one for unit, one in first.items() if unit in catalogue.units},
        first=next(iter(first.values()), None),
        gone=tuple(sorted(first.keys() - catalogue.units.keys())),
    )


def _first_live(spans: Iterable[Span]) -> dict[str, FirstLive]:
    """By unit, the earliest first."""
    found: dict[str, FirstLive] = {}
    for span in sorted(spans, key=lambda one: (one.begin, one.agent)):
        first = FirstLive(span.unit, span.agent, span.begin, span.commit, span.imported, span.declared)
        found.setdefault(span.unit, first)
    return found


def _growth(table: LiveCounts, adoptions: Sequence[FirstLive], units: Sequence[str], stated: Adoption) -> Growth:
    ordered = sorted(adoptions, key=lambda one: (one.at, one.unit))
    fresh = _by_month(table.axis, ordered)
    begun = sorted(copy for unit in units for copy in table.begun.get(unit, ()))
    return Growth(
        function=stated.function,
        units=len(units),
        months=_months(table, [table.rows[unit] for unit in units], fresh),
        adoptions=tuple(ordered),
        doubling=_doubling([(one.at, not one.imported) for one in ordered]),
        copies_doubling=_doubling(begun),
        curve=_curve(table.axis, ordered, len(units)),
        is_small=stated.is_small,
    )


def _by_month(axis: Axis, adoptions: Iterable[FirstLive]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.bincount(axis.places(one.at for one in adoptions), minlength=len(axis))
    return found


def _months(table: LiveCounts, rows: Sequence[int], fresh: NDArray[np.int64]) -> tuple[GrowthMonth, ...]:
    observed, stated = table.observed[rows], table.stated[rows]
    columns = ((observed > 0).sum(axis=0), observed.sum(axis=0), fresh.cumsum(), fresh, (stated > 0).sum(axis=0))
    return tuple(
        GrowthMonth(period=period, units=units, copies=copies, adopters=ever, fresh=new, stated_units=more)
        for period, units, copies, ever, new, more in zip(
            table.axis.periods, *(column.tolist() for column in columns), strict=True
        )
    )


def _doubling(begun: Sequence[tuple[int, bool]]) -> Doubling | None:
    """The last doubling of something counted, given when each began and whether that is known, oldest first."""
    half = len(begun) // 2
    if not half or not (begun[half - 1][1] and begun[2 * half - 1][1]):
        return None
    began, reached = begun[half - 1][0], begun[2 * half - 1][0]
    return Doubling(half=half, days=(reached - began) // DAY, began=began, reached=reached)


def _curve(axis: Axis, adoptions: Sequence[FirstLive], units: int) -> Fit | NoFit:
    """A curve through the whole months. An import in the first of them says no less than that month's count."""
    whole = max(len(axis) - 1, 0)
    dated = [one for one in adoptions if not one.imported or one.at <= axis.ends[0]]
    fresh = _by_month(axis, dated)[:whole]
    return fit_logistic(fresh.tolist(), units=units, undated=len(adoptions) - len(dated), ahead=AHEAD)
