"""The network over time: who copied from whom and when, month by month, and how far things came.

A copy is the first time that an agent went live in a unit that did not own it then; it counts from that merge on.
Reach along time of a unit = other units to which a row of copies leads from it in order of time, whatever the agent:
A to B in March and B to C in April count C for A, the other way round they do not. Copies that came by import have no
known moment: they are counted from the import on and take no part in the reach. Source: the deployment events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby

from msgspec import Struct

from seedbed.metrics.growth.axis import Axis
from seedbed.metrics.growth.spans import Taken, copies_of
from seedbed.metrics.lives import Life, end_of_day
from seedbed.metrics.network import Trade


class SpreadMonth(Struct, frozen=True, kw_only=True):
    """Everything up to the end of a month: copies, those at second hand, units that took and that gave, the longest
    chain in generations.
    """

    period: str
    copies: int
    second_hand: int
    adopters: int
    sources: int
    depth: int

    @property
    def second_hand_share(self) -> Fraction | None:
        """Copies taken from a unit that was not the owner, of all so far."""
        return Fraction(self.second_hand, self.copies) if self.copies else None


class Spread(Struct, frozen=True, kw_only=True):
    """Every copy in time, with the figures drawn from them; `undated` of them came by import."""

    copies: tuple[Taken, ...]
    months: tuple[SpreadMonth, ...]
    traders: Mapping[str, Trade]
    undated: int

    @property
    def exporters(self) -> tuple[Trade, ...]:
        """Net exporters, the greatest first."""
        found = [one for one in self.traders.values() if one.balance > 0]
        return tuple(sorted(found, key=lambda one: (-one.balance, -one.reach, one.unit)))

    @property
    def longest(self) -> Taken | None:
        """The end of the longest chain, the earliest of several."""
        return max(
            (copy for copy in self.copies if copy.generation),
            key=lambda one: (one.generation or 0, -one.at),
            default=None,
        )

    @property
    def commits(self) -> tuple[str, ...]:
        """The commits that made copies."""
        return tuple(dict.fromkeys(copy.commit for copy in self.copies))


def spread_figures(lives: Iterable[Life], /, *, today: date) -> Spread:
    """The network up to the end of `today`."""
    return spread_of(copies_of(lives, until=end_of_day(today)), today=today)


def spread_of(copies: tuple[Taken, ...], /, *, today: date) -> Spread:
    """The network that copies make, those up to the end of `today`, oldest first."""
    return Spread(
        copies=copies,
        months=tuple(_months(copies, Axis.of((copy.at for copy in copies), today=today))),
        traders=_traders(copies),
        undated=sum(copy.imported for copy in copies),
    )


def _months(copies: Sequence[Taken], axis: Axis) -> Iterable[SpreadMonth]:
    by_month: dict[int, list[Taken]] = defaultdict(list)
    for copy, place in zip(copies, axis.places(copy.at for copy in copies).tolist(), strict=True):
        by_month[place].append(copy)
    adopters, sources = set[str](), set[str]()
    count = second = depth = 0
    for place, period in enumerate(axis.periods):
        fresh = by_month[place]
        count += len(fresh)
        second += sum(copy.is_second_hand for copy in fresh)
        depth = max([depth, *(copy.generation or 0 for copy in fresh)])
        adopters |= {copy.unit for copy in fresh}
        sources |= {copy.source for copy in fresh}
        yield SpreadMonth(
            period=period,
            copies=count,
            second_hand=second,
            adopters=len(adopters),
            sources=len(sources),
            depth=depth,
        )


def _traders(copies: Iterable[Taken]) -> dict[str, Trade]:
    given: dict[str, list[str]] = defaultdict(list)
    taken: dict[str, list[str]] = defaultdict(list)
    for copy in copies:
        given[copy.source].append(copy.unit)
        taken[copy.unit].append(copy.source)
    reach = reach_of((copy.at, copy.source, copy.unit) for copy in copies if not copy.imported)
    return {
        unit: Trade(
            unit=unit,
            given=len(given[unit]),
            adopters=len(set(given[unit])),
            taken=len(taken[unit]),
            sources=len(set(taken[unit])),
            reach=reach.get(unit, 0),
        )
        for unit in sorted(given.keys() | taken.keys())
    }


def reach_of(edges: Iterable[tuple[int, str, str]], /) -> dict[str, int]:
    """To how many others each giver's things may have come, by edges (moment, giver, taker); of edges of one moment
    any may have been first.

    Read from the last moment backwards: whom the taker reaches later, the giver reaches through it. The sets are the
    bits of whole numbers.
    """
    bits: dict[str, int] = {}
    reached: dict[str, int] = {}
    for _, together in groupby(sorted(set(edges), reverse=True), key=lambda edge: edge[0]):
        pairs = [(giver, taker) for _, giver, taker in together]
        for unit in {unit for pair in pairs for unit in pair}:
            bits.setdefault(unit, 1 << len(bits))
        is_moving = True
        while is_moving:
            before = [reached.get(giver) for giver, _ in pairs]
            for giver, taker in pairs:
                reached[giver] = reached.get(giver, 0) | bits[taker] | reached.get(taker, 0)
            is_moving = len(pairs) > 1 and before != [reached[giver] for giver, _ in pairs]
    return {unit: (found & ~bits[unit]).bit_count() for unit, found in reached.items()}
