"""Adoption: how much of the routine work has moved to agents, and in how many units one is live.

Share of routine work offloaded in a month = hours of automated work at baseline pace ÷ routine hours, where the hours
of a deployment are automated tasks times baseline minutes ÷ 60. Only units that state their routine hours take part,
above and below the line. A group nobody of which has measured anything has no share, unless no agent is live in it:
then it is 0. How long a phase has lasted needs the history of merges and is not told here.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.metrics.amounts import exact
from seedbed.metrics.columns import Columns, added, columns_of, weighed
from seedbed.metrics.measured import MINUTES, Measured
from seedbed.metrics.periods import LONGEST, months_before, periods_between
from seedbed.metrics.withholding import Withheld, is_whole_small, people_of
from seedbed.records import AdoptionPolicy, Catalogue, Status, Unit


class Phase(StrEnum):
    """Where a group stands on the S-curve, by policy."""

    PLATEAU = "pilot-plateau"
    CROSSING = "crossing-point"
    ACCELERATION = "acceleration"
    SATURATION = "saturation"


class Month(Struct, frozen=True, kw_only=True):
    """One month of a group: hours of automated work at baseline pace, and their share of the routine hours.

    `reported` counts the deployments with a row for the month. The share is None where no unit states its routine
    hours; it passes 1 where more was automated than the units call routine, a sign that the denominator is wrong.
    """

    period: str
    hours: Fraction
    share: Fraction | None
    reported: int


class Adoption(Struct, frozen=True, kw_only=True):
    """Adoption of one group of units: a function, or everything (`function` None).

    `units` of them there are, `units_live` run a live agent, `units_stating` state their routine hours. `latest` is
    the last month with rows. `is_small` groups have fewer people than policy lets be shown, or would give away one that
    has (see `withholding`): no page prints their figures.
    """

    function: str | None
    units: int
    units_live: int
    units_stating: int
    live: int
    headcount: int | None
    routine_hours: Fraction
    months: tuple[Month, ...]
    share: Fraction | None
    phase: Phase | None
    is_small: bool
    paths: tuple[str, ...]

    @property
    def latest(self) -> Month | None:
        """The last month with rows, None when nothing was measured."""
        return self.months[-1] if self.months else None

    @property
    def units_share(self) -> Fraction | None:
        """The share of units with a live agent; None where there is no unit."""
        return Fraction(self.units_live, self.units) if self.units else None


class AdoptionFigures(Struct, frozen=True, kw_only=True):
    """Adoption of everything, of each function in the organisation's order, and of each unit.

    `period` is the month of every present share: the last one measured anywhere, the running month left aside.
    """

    everything: Adoption
    by_function: Mapping[str, Adoption]
    by_unit: Mapping[str, Adoption]
    period: str | None


def adoption_figures(
    catalogue: Catalogue, measured: Mapping[str, Measured], /, *, this_month: str, columns: Columns | None = None
) -> AdoptionFigures:
    """Adoption of a catalogue; rows of `this_month` and later are left aside, as the month is not over."""
    work = _Work.of(measured.values(), columns or columns_of(measured.values()), before=this_month)
    live = _live_by_unit(catalogue)
    functions = _units_by_function(catalogue)

    withheld = Withheld.of(catalogue)

    def group(units: Sequence[Unit], function: str | None, *, is_small: bool) -> Adoption:
        """The adoption of some units together."""
        return _adoption(catalogue, units, work=work, live=live, function=function, is_small=is_small)

    return AdoptionFigures(
        everything=group(list(catalogue.units.values()), None, is_small=is_whole_small(catalogue)),
        by_function={
            function: group(units, function, is_small=function in withheld.functions)
            for function, units in functions.items()
        },
        by_unit={
            unit.id: group([unit], unit.function, is_small=unit.id in withheld.units)
            for unit in catalogue.units.values()
        },
        period=work.periods[-1] if work.periods else None,
    )


def phase_of(share: Fraction | None, policy: AdoptionPolicy | None, /) -> Phase | None:
    """The phase of a share: each begins at its bound, the bound included. None without a share or a policy."""
    if share is None or policy is None:
        return None
    if share >= policy.saturation:
        return Phase.SATURATION
    if share >= policy.acceleration:
        return Phase.ACCELERATION
    return Phase.CROSSING if share >= policy.crossing else Phase.PLATEAU


class _Work(Struct, frozen=True, kw_only=True):
    """Automated work of every unit and month in whole parts of a minute, `scale` of them to the minute: exact and
    quick.
    """

    scale: int
    parts: Mapping[str, Mapping[str, int]]
    reports: Mapping[str, Mapping[str, int]]
    paths: Mapping[str, tuple[str, ...]]
    periods: tuple[str, ...]

    @classmethod
    def of(cls, measured: Iterable[Measured], columns: Columns, *, before: str) -> _Work:
        """The work of the months before one, in tables of which these are the columns."""
        tables = list(measured)
        paces = [exact(one.baseline.baseline.minutes_per_task) if one.baseline else Fraction(0) for one in tables]
        scale = math.lcm(*(pace.denominator for pace in paces))
        is_compared = np.array([one.baseline is not None for one in tables], dtype=np.bool_)
        periods, units = columns.period.names, list(dict.fromkeys(one.unit for one in tables))
        rows = np.flatnonzero(is_compared[columns.table] & (columns.period.places < bisect_left(periods, before)))
        table = columns.table[rows]
        by = _numbered(tables, units)[table] * len(periods) + columns.period.places[rows]
        work = weighed(columns.numbers["automated"].values[rows], [int(pace * scale) for pace in paces], table)
        cells = [(unit, period) for unit in units for period in periods]
        done, said = added(work, by, len(cells)), np.bincount(by, minlength=len(cells)).tolist()
        seen = sorted({period for (_, period), count in zip(cells, said, strict=True) if count})
        return cls(
            scale=scale,
            parts=_nested(cells, done, said),
            reports=_nested(cells, said, said),
            paths=_paths(one for one in tables if one.baseline),
            periods=periods_between(max(seen[0], months_before(seen[-1], LONGEST)), seen[-1]) if seen else (),
        )

    def months(self, units: Sequence[Unit], routine: Fraction) -> tuple[Month, ...]:
        """The months of a group, from its first row to the last month measured anywhere."""
        done, said = Counter[str](), Counter[str]()
        for unit in units:
            done.update(self.parts.get(unit.id, {}))
            said.update(self.reports.get(unit.id, {}))
        first = min(said, default=None)
        return tuple(
            _month(period, Fraction(done[period], self.scale * MINUTES), said[period], routine)
            for period in self.periods
            if first and period >= first
        )


def _numbered(tables: Sequence[Measured], units: Sequence[str]) -> NDArray[np.int64]:
    """The place of each table's unit."""
    places = {unit: place for place, unit in enumerate(units)}
    return np.array([places[one.unit] for one in tables], dtype=np.int64)


def _nested(cells: Sequence[tuple[str, str]], values: Sequence[int], said: Sequence[int]) -> dict[str, dict[str, int]]:
    """Values by unit and month, where a row says something."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (unit, period), value, count in zip(cells, values, said, strict=True):
        if count:
            found[unit][period] = value
    return dict(found)


def _paths(tables: Iterable[Measured]) -> dict[str, tuple[str, ...]]:
    """The files of each unit."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in tables:
        found[one.unit].append(one.path)
    return {unit: tuple(paths) for unit, paths in found.items()}


def _month(period: str, hours: Fraction, reported: int, routine: Fraction) -> Month:
    return Month(period=period, hours=hours, share=hours / routine if routine else None, reported=reported)


def _adoption(
    catalogue: Catalogue,
    units: Sequence[Unit],
    *,
    work: _Work,
    live: Mapping[str, int],
    function: str | None,
    is_small: bool,
) -> Adoption:
    stating = [unit for unit in units if unit.routine_hours_per_month]
    routine = sum((exact(unit.routine_hours_per_month or 0) for unit in stating), start=Fraction(0))
    months = work.months(stating, routine)
    running = sum(live.get(unit.id, 0) for unit in units)
    share = months[-1].share if months else (Fraction(0) if routine and not running else None)
    policy = catalogue.policy
    return Adoption(
        function=function,
        units=len(units),
        units_live=sum(unit.id in live for unit in units),
        units_stating=len(stating),
        live=running,
        headcount=people_of(units),
        routine_hours=routine,
        months=months,
        share=share,
        phase=phase_of(share, policy.adoption if policy else None),
        is_small=is_small,
        paths=tuple(path for unit in units for path in (unit.path, *work.paths.get(unit.id, ()))),
    )


def _live_by_unit(catalogue: Catalogue) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for one in catalogue.deployments.values():
        if one.status is Status.LIVE:
            counted[one.unit] += 1
    return dict(counted)


def _units_by_function(catalogue: Catalogue) -> dict[str, list[Unit]]:
    """Units by function: those of the organisation in its order, empty ones too, then any other that a unit names."""
    named = catalogue.organization.functions if catalogue.organization else ()
    groups: dict[str, list[Unit]] = {function.id: [] for function in named}
    for unit in catalogue.units.values():
        groups.setdefault(unit.function, []).append(unit)
    return groups
