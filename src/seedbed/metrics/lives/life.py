"""The life of every agent, from the timeline: what its stage, its owner and its copies were at any moment.

A rename carries a life on; an id that returns after its deletion begins a new one. Dates that an imported record states
(*declared*) stand apart from those that the history shows (*observed*), so that no figure can mix them by accident.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, takewhile
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from seedbed.records import Stage, Status
from seedbed.timeline.events import Timeline

DAY = 86_400
"""Seconds."""

EPOCH = date(1970, 1, 1).toordinal()
AT = attrgetter("at")
AT_PROTOTYPE = frozenset({Stage.IDEA.value, Stage.PROTOTYPE.value})


class Step(NamedTuple):
    """From `at` (seconds of the epoch) on a field had this value, as it was written; None where it had none.

    `imported` says that its commit brought in many agents at once; `source` is the unit that a copy was taken from.
    """

    at: int
    value: str | None
    commit: str
    change: int | None = None
    author: str | None = None
    merged_by: str | None = None
    declared: bool = False
    imported: bool = False
    source: str | None = None


Steps = tuple[Step, ...]


class Life(Struct, frozen=True, kw_only=True):
    """One life of one agent. All steps are oldest first and observed, but those of the two `declared` fields.

    `ids` are all its ids, oldest first, with those that a later `formerly` joined to it; `agent` is the last one.
    `copies` holds the status of every unit's copy, the owner's own among them (value None: the record went), and
    `sources` the unit that each was last said to be taken from. `incidents` go by the name of their file.
    """

    agent: str
    ids: tuple[str, ...]
    added: Step
    removed: Step | None = None
    stages: Steps = ()
    owners: Steps = ()
    risks: Steps = ()
    versions: Steps = ()
    copies: Mapping[str, Steps]
    sources: Mapping[str, str | None]
    incidents: Mapping[str, Steps]
    declared_stages: Steps = ()
    declared_copies: Mapping[str, Steps]

    @property
    def is_unknown_before(self) -> bool:
        """Whether it came by an import when it was past prototype already: what went before was not seen."""
        born = next((step.value for step in self.stages if step.commit == self.added.commit), None)
        return self.added.imported and born is not None and born not in AT_PROTOTYPE


def stage_at(life: Life, at: int, /) -> str | None:
    """The stage at a moment, after what happened in that second; None before the agent came and after it went."""
    return _value_at(life, life.stages, at)


def owner_at(life: Life, at: int, /) -> str | None:
    """The owning unit at a moment, likewise."""
    return _value_at(life, life.owners, at)


def risk_at(life: Life, at: int, /) -> str | None:
    """The risk class at a moment, likewise."""
    return _value_at(life, life.risks, at)


def live_units_at(life: Life, at: int, /) -> frozenset[str]:
    """The units in which it was live at a moment, the owner's among them; none once the agent was removed."""
    return frozenset(unit for unit, steps in life.copies.items() if _value_at(life, steps, at) == Status.LIVE)


def _value_at(life: Life, steps: Sequence[Step], at: int) -> str | None:
    return None if life.removed is not None and life.removed.at <= at else value_at(steps, at)


def value_at(steps: Sequence[Step], at: int, /) -> str | None:
    """What steps say at a moment, whether the agent is there or not; None before the first."""
    if len(steps) == 1:  # most owners and classes never change
        return steps[0].value if steps[0].at <= at else None
    place = bisect_right(steps, at, key=AT)
    return steps[place - 1].value if place else None


def end_of_day(day: date, /) -> int:
    """The last second of a day in UTC, in seconds of the epoch."""
    return (day.toordinal() - EPOCH + 1) * DAY - 1


def day_of(at: int, /) -> date:
    """The day in UTC of a moment; years that no calendar holds are cut to its ends."""
    return date.fromordinal(max(1, min(at // DAY + EPOCH, date.max.toordinal())))


def upto(timeline: Timeline, at: int, /) -> Timeline:
    """The timeline as it stood at a moment: without what later commits told.

    `head` and `commits` remain those of the history that was read.
    """
    events = timeline.events
    first, last = 0, len(events)
    while first < last:
        middle = (first + last) // 2
        if _observed_at(timeline, middle) <= at:
            first = middle + 1
        else:
            last = middle
    return timeline if first == len(events) else replace(timeline, events=events[:first])


def _observed_at(timeline: Timeline, place: int) -> int:
    """When an event's commit was made: a declared event has the stated day, but observed ones stand on either side."""
    events, commit = timeline.events, timeline.events[place].commit
    sides = (range(place, len(events)), range(place - 1, -1, -1))
    beside = chain.from_iterable(takewhile(lambda n: events[n].commit == commit, side) for side in sides)
    return next((events[n].at for n in beside if not events[n].declared), events[place].at)
