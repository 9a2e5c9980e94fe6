"""What happened, as values: one event for each thing that a commit of the main branch did to an agent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import Struct


class Kind(StrEnum):
    """What an event is about; `old` and `new` hold its values."""

    REMOVED = "removed"
    """An agent's blueprint went: its id to nothing."""

    RENAMED = "renamed"
    """A blueprint declared an earlier id: old id to new id, the agent being the new one."""

    ADDED = "added"
    """An agent's blueprint came: nothing to its id."""

    STAGE = "stage"
    VERSION = "version"
    """Of the blueprint; with a unit, of that unit's copy."""

    RISK = "risk"
    OWNER = "owner"
    """The owning unit."""

    DEPLOYMENT = "deployment"
    """The status of a unit's copy; nothing before it came and after it went."""

    INCIDENT = "incident"
    """Its status, with the unit in which it happened."""

    MEASUREMENT = "measurement"
    """The last measured period, whenever the rows of a table changed."""


class Event(NamedTuple):
    """One event; a tuple, since there are hundreds of thousands of them.

    `at` is in seconds of the epoch: the committer date of the first-parent commit, repaired where a clock was wrong; of
    a `declared` event the day that an imported record states, at midnight UTC. `old` and `new` stand as they were
    written (`from` and `to` in JSON). `change` is the number of the pull request. `author` wrote the change,
    `merged_by` brought it onto the branch: ids of catalogued people, else names; those of bots end in `[bot]`. `path`
    is the record from the portal's root, `source` the unit that a deployment was copied from.
    """

    at: int
    commit: str
    kind: Kind
    agent: str
    unit: str | None = None
    old: str | None = None
    new: str | None = None
    change: int | None = None
    author: str | None = None
    merged_by: str | None = None
    declared: bool = False
    path: str = ""
    source: str | None = None

    @property
    def moment(self) -> datetime:
        """When it happened, in UTC; years that no calendar holds are cut to its ends."""
        return moment_of(self.at)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = (datetime(1, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(seconds=1)
LATEST = (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC) - EPOCH) // timedelta(seconds=1)


def moment_of(at: int, /) -> datetime:
    """A moment in seconds of the epoch as one in UTC; years that no calendar holds are cut to its ends."""
    return EPOCH + timedelta(seconds=max(EARLIEST, min(at, LATEST)))


@lru_cache(maxsize=1024)  # the events of a merge share its moment
def moment_text(at: int, /) -> str:
    """A moment in seconds of the epoch as JSON holds it: `2026-03-04T09:12:00Z`."""
    return moment_of(at).isoformat().replace("+00:00", "Z")


class Timeline(Struct, frozen=True, kw_only=True):
    """Everything that the first-parent history of a branch tells about agents.

    `head` is its newest commit (None where there is none yet), `commits` their number. `events` are in topological
    order, oldest first. `skewed` commits had a date that cannot be right. `unreadable` names the versions of records
    that do not parse, as path and commit. `imports` are commits that brought in many agents past prototype: what they
    were before is not known.
    """

    head: str | None
    commits: int
    events: Sequence[Event]
    skewed: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()
    imports: frozenset[str] = frozenset()


def event_json(event: Event, /) -> dict[str, Any]:
    """An event as `seedbed timeline --format json` prints it."""
    return {
        "at": moment_text(event.at),
        "commit": event.commit,
        "kind": event.kind.value,
        "agent": event.agent,
        "unit": event.unit,
        "from": event.old,
        "to": event.new,
        "change": event.change,
        "author": event.author,
        "merged_by": event.merged_by,
        "declared": event.declared,
    }
