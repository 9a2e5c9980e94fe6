"""What truly happened, from the acts themselves: the oracle for whoever reads the history back.

An event is what a commit on the main branch did to the state, in the words of `seedbed timeline`:

- `added`, `removed`: a blueprint came (`to` is its id) or went (`from` is its id); `renamed`: from old id to new.
- `stage`, `risk`, `owner` (the unit), `version` of a blueprint; `from` is null when the blueprint or the field is new.
  A removed blueprint has no such events, only `removed`.
- `deployment`: the status of a unit's copy; `from` is null when the file came, `to` is null when it went.
- `measurement`: the last period in a unit's file; a correction has the same month on both sides.
- `incident`: its status, with the unit in which it happened.

`agent` is the id of that moment. A revert has the events of what it does, like any other commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from seedbed.example.acts import Act, Change
from seedbed.example.facts import Blueprint, Deployment, Incident, Measurements
from seedbed.records import OPEN_STAGES, Stage, Status


class Event(NamedTuple):
    """One thing that happened to an agent; `unit` is empty for what concerns the agent as a whole."""

    kind: str
    agent: str
    unit: str | None
    before: str | None
    after: str | None


FIELDS: dict[str, Callable[[Blueprint], str | None]] = {
    "stage": lambda record: str(record.stage),
    "risk": lambda record: record.risk,
    "owner": lambda record: record.owner,
    "version": lambda record: record.version,
}
"""The fields of a blueprint whose changes are events."""


def events_of(act: Act, changes: tuple[Change, ...], /) -> Iterator[Event]:
    """What these changes of an act did."""
    for old, new in act.moves:
        yield Event("renamed", new, None, old, new)
    for change in changes:
        agent = change.agent
        if agent is None:
            continue
        match change.before, change.after:
            case (Blueprint(), _) | (_, Blueprint()):
                yield from _blueprint_events(agent, change)
            case (Deployment(), _) | (_, Deployment()):
                yield from _changed("deployment", change, lambda record: str(record.status))
            case (Measurements(), _) | (_, Measurements()):
                period = _value(change.before, _last_period), _value(change.after, _last_period)
                yield Event("measurement", agent, change.unit, *period)
            case (Incident(), _) | (_, Incident()):
                yield from _changed("incident", change, lambda record: record.status)
            case _:
                pass


def _blueprint_events(agent: str, change: Change) -> Iterator[Event]:
    before, after = change.before, change.after
    if not isinstance(after, Blueprint):
        yield Event("removed", agent, None, agent, None)
        return
    if before is None:
        yield Event("added", agent, None, None, agent)
    for kind, read in FIELDS.items():
        old, new = read(before) if isinstance(before, Blueprint) else None, read(after)
        if old != new:
            yield Event(kind, agent, None, old, new)


def _changed(kind: str, change: Change, read: Callable[[Any], str]) -> Iterator[Event]:
    old, new = _value(change.before, read), _value(change.after, read)
    if old != new:
        yield Event(kind, str(change.agent), change.unit, old, new)


def _value(record: Any, read: Callable[[Any], str]) -> str | None:
    return None if record is None else read(record)


def _last_period(record: Measurements) -> str:
    return record.last_period


class Life(Struct, kw_only=True):
    """The dates of an agent that the replication figures rest on, as seconds of the epoch."""

    owner: str | None = None
    formerly: tuple[str, ...] = ()
    added_at: int | None = None
    validated_at: int | None = None
    first_replication: tuple[int, str] | None = None
    retired_at: int | None = None
    removed_at: int | None = None


class Chronicle:
    """Follows the events and keeps the life of every agent, under its last id."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.lives: dict[str, Life] = {}

    def note(self, event: Event, at: int, /) -> None:
        """Take an event into account."""
        life = self.lives.setdefault(event.agent, Life())
        match event.kind:
            case "added":
                self.lives[event.agent] = Life(added_at=at, formerly=life.formerly)
            case "removed":
                life.removed_at = at
            case "renamed":
                self._rename(str(event.before), event.agent)
            case "owner":
                life.owner = event.after
            case "stage":
                _note_stage(life, event, at)
            case "deployment":
                _note_deployment(life, event, at)
            case _:
                pass

    def _rename(self, old: str, new: str) -> None:
        life = self.lives.pop(old)
        life.formerly = (*life.formerly, old)
        self.lives[new] = life


def _note_stage(life: Life, event: Event, at: int) -> None:
    """The clock of replication starts at validation, or when production comes without it."""
    if event.after in OPEN_STAGES and event.before not in OPEN_STAGES and life.validated_at is None:
        life.validated_at = at
    if event.after == Stage.RETIRED:
        life.retired_at = at
    elif event.before == Stage.RETIRED:
        life.retired_at = None


def _note_deployment(life: Life, event: Event, at: int) -> None:
    foreign = event.unit is not None and event.unit != life.owner
    if event.after == Status.LIVE and foreign and life.first_replication is None:
        life.first_replication = (at, str(event.unit))
