"""From lives to spans and copies in time: when something was live in a unit, and who took it from whom.

Everything here is observed. A date that an imported record states stands beside it (`declared`); a span of an import
(`imported`) may have begun earlier than the history shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from seedbed.metrics.lives import Life, Step, Steps
from seedbed.metrics.replication.generations import Planting, plantings_of
from seedbed.records import Status

LIVE = Status.LIVE.value


class Span(NamedTuple):
    """A time in which a copy was live: from `begin` to before `end` (seconds of the epoch), None while it still is.

    `declared` is the day that the record states as its first live one, told with the first span of a copy only;
    `commit` is the one that made it live.
    """

    agent: str
    unit: str
    begin: int
    end: int | None
    commit: str
    imported: bool
    declared: int | None


class Taken(NamedTuple):
    """A copy: the first time that an agent went live in a unit that did not own it then.

    `source` is the unit it came from, the owner's where the record names none (`is_assumed`); at `is_second_hand` it
    was not the owner's at that time. `generation` counts steps from a unit that owned it then or before: 1 for a copy
    of the owner's; None where the chain of sources never reaches one.
    """

    agent: str
    unit: str
    source: str
    at: int
    commit: str
    change: int | None
    imported: bool
    is_assumed: bool
    is_second_hand: bool
    generation: int | None


def spans_of(lives: Iterable[Life], /, *, until: int) -> Iterator[Span]:
    """Every span that had begun by `until` (seconds of the epoch); one that ended later is still open."""
    for life in lives:
        for unit, steps in life.copies.items():
            declared = _declared(life, unit)
            for begin, end in _live(steps, life.removed):
                if begin.at <= until:
                    ended = end if end is not None and end <= until else None
                    yield Span(life.agent, unit, begin.at, ended, begin.commit, begin.imported, declared)
                    declared = None


def _live(steps: Steps, removed: Step | None) -> Iterator[tuple[Step, int | None]]:
    """Where a copy went live, and when it ceased to be."""
    begin = None
    for step in steps:
        if step.value == LIVE:
            begin = begin or step
        elif begin is not None:
            yield begin, step.at
            begin = None
    if begin is not None and (removed is None or removed.at >= begin.at):
        yield begin, removed.at if removed else None


def _declared(life: Life, unit: str) -> int | None:
    steps = life.declared_copies.get(unit)
    return min((step.at for step in steps if step.value == LIVE), default=None) if steps else None


def copies_of(lives: Iterable[Life], /, *, until: int) -> tuple[Taken, ...]:
    """Every copy made by `until`, oldest first."""
    return taken_of(planting for life in lives for planting in plantings_of(life, at=until))


def taken_of(plantings: Iterable[Planting], /) -> tuple[Taken, ...]:
    """The copies among deployments that went live, oldest first."""
    found = [
        Taken(
            one.agent,
            one.unit,
            one.source,
            one.at,
            one.commit,
            one.step.change,
            one.step.imported,
            one.step.source != one.source,
            one.is_second_hand,
            one.generation,
        )
        for one in plantings
        if one.source is not None
    ]
    return tuple(sorted(found, key=attrgetter("at", "agent", "unit")))
