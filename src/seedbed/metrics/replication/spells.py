"""Spells: the times in which an agent stood open for copying and nobody had copied it yet.

- A spell begins when the agent becomes validated, or goes into production without that.
- It ends with the first *replication*: the first copy that goes live in a unit which does not own the agent then. An
  owner that changes later makes or unmakes no replication.
- A demotion, a suspension, a retirement or the removal of the blueprint ends it without one. A later validation begins
  another spell. Nobody can copy for the first time twice: after the first copy there are no more spells.
- A copy made before the validation is *early*: there is no spell after it. So is one that came in the very commit that
  brought the agent: nobody saw when it was made.
- An agent that came by an import when it was past prototype has an unknown past, and no spells. When its record states
  the day of its validation, its spells are *declared*; so are those that end with a copy whose record states its day.

Moments are seconds of the epoch; a duration is the number of midnights (UTC) passed, so that whoever looks at the two
dates counts the same. A commit is one moment: what it says of the stage and of the owner holds for its copies too.
A stage that is no stage ("valdated") says nothing, and the last one stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from seedbed.metrics.lives import DAY, Life, Step, value_at
from seedbed.records import OPEN_STAGES, Stage, Status

LIVE = Status.LIVE.value
STAGES = frozenset(stage.value for stage in Stage)
BEGUN = frozenset({Status.LIVE.value, Status.PAUSED.value, Status.ENDED.value})


class Ending(StrEnum):
    """How a spell ended."""

    REPLICATED = "replicated"
    DEMOTED = "demoted"
    SUSPENDED = "suspended"
    RETIRED = "retired"
    REMOVED = "removed"
    WAITING = "waiting"
    """It has not."""


GONE = frozenset({Ending.RETIRED, Ending.REMOVED})
"""After these nobody can copy it any more: they compete with replication, and are not mere ends of observation."""


class Basis(StrEnum):
    """What the dates of an agent rest on."""

    OBSERVED = "observed"
    DECLARED = "declared"
    UNKNOWN = "unknown"


class FirstCopy(NamedTuple):
    """An agent's first replication: where, when (seconds of the epoch), taken from whom, and the commit that says so.

    `is_stated` tells that the moment is the day that the copy's record states; `is_inborn` that it came with the agent.
    """

    at: int
    unit: str
    source: str | None
    commit: str
    is_stated: bool
    is_inborn: bool


class Spell(Struct, frozen=True, kw_only=True):
    """One spell of an agent: from `start` to `end` (None: it goes on); `unit` is the one that copied.

    `owner` and `risk` are those of the start.
    """

    agent: str
    start: int
    start_commit: str
    owner: str | None
    risk: str | None
    ending: Ending = Ending.WAITING
    end: int | None = None
    end_commit: str | None = None
    unit: str | None = None

    def days(self, at: int, /) -> int:
        """How long it lasted, or has lasted at a moment, in days."""
        end = at if self.end is None else min(self.end, at)
        return end // DAY - self.start // DAY


class Wait(Struct, frozen=True, kw_only=True):
    """What one life tells about its replication.

    `opened` is the first step into an open stage (None: never open), `reopened` the last one when it is open still.
    `is_early` says that the first copy was made
    before a validation, or that none has followed it yet.
    """

    life: Life
    basis: Basis
    opened: Step | None
    reopened: Step | None
    spells: tuple[Spell, ...]
    first: FirstCopy | None
    is_early: bool

    @property
    def counted(self) -> Spell | None:
        """The spell that speaks for the agent: the one that ended with its first copy, else the last one."""
        return self.spells[-1] if self.spells else None


class _Open(Struct, frozen=True, kw_only=True):
    """A time in an open stage, copied or not."""

    start: Step
    end: Step | None


def wait_of(life: Life, /) -> Wait:
    """The spells of a life, and what is known of its first copy."""
    opens = list(_opens(life))
    stated = _stated_validation(life)
    first = _first_copy(life)
    basis = _basis(life, opens, stated, first)
    if stated is not None and basis is Basis.DECLARED:
        opens[0] = _Open(start=stated, end=opens[0].end)
    seen = opens if basis is not Basis.UNKNOWN else []
    spells = tuple(_spell(life, one, first) for one in seen if first is None or not _is_before(first, one.start))
    is_seen = basis is not Basis.UNKNOWN and first is not None
    return Wait(
        life=life,
        basis=basis,
        opened=opens[0].start if opens else None,
        reopened=opens[-1].start if opens and opens[-1].end is None else None,
        spells=spells,
        first=first,
        is_early=is_seen and len(spells) < max(len(opens), 1) and not _has_copy(spells),
    )


def _has_copy(spells: tuple[Spell, ...]) -> bool:
    return any(spell.ending is Ending.REPLICATED for spell in spells)


def _opens(life: Life) -> Iterator[_Open]:
    """The times in an open stage, oldest first; the removal of the agent ends the last one."""
    start: Step | None = None
    for step in life.stages:
        if step.value not in STAGES:
            continue
        if start is None and step.value in OPEN_STAGES:
            start = step
        elif start is not None and step.value not in OPEN_STAGES:
            yield _Open(start=start, end=step)
            start = None
    if start is not None:
        yield _Open(start=start, end=life.removed)


def _basis(life: Life, opens: list[_Open], stated: Step | None, first: FirstCopy | None) -> Basis:
    """What the dates rest on. A validation that is stated but over when the record came cannot be dated to its end."""
    if stated is not None:
        is_open = bool(opens) and opens[0].start.commit == life.added.commit
        is_dated = first is None or first.is_stated or not first.is_inborn
        return Basis.DECLARED if is_open and is_dated and not _has_undated(life) else Basis.UNKNOWN
    if life.is_unknown_before:
        return Basis.UNKNOWN
    return Basis.DECLARED if first is not None and first.is_stated else Basis.OBSERVED


def _stated_validation(life: Life) -> Step | None:
    """The validation that the record stated when it came, never later than that."""
    for step in life.declared_stages:
        if step.commit == life.added.commit and step.value in OPEN_STAGES:
            return step._replace(at=min(step.at, life.added.at))
    return None


def _has_undated(life: Life) -> bool:
    """Whether a copy came with the agent that had begun on a day nobody states."""
    owner = value_at(life.owners, life.added.at)
    inborn = {unit: [step for step in steps if step.commit == life.added.commit] for unit, steps in life.copies.items()}
    return any(
        unit != owner
        and any(step.value in BEGUN for step in steps)
        and not any(step.commit == life.added.commit for step in life.declared_copies.get(unit, ()))
        for unit, steps in inborn.items()
    )


def _first_copy(life: Life) -> FirstCopy | None:
    found = (copy for unit, steps in life.copies.items() for step in steps if (copy := _copy(life, unit, step)))
    return min(found, key=lambda copy: (copy.at, copy.unit), default=None)


def _copy(life: Life, unit: str, step: Step) -> FirstCopy | None:
    """The replication that a step of a unit's copy is: it went live, or it had once, as its record states."""
    if step.value not in BEGUN:
        return None
    stated = next((one.at for one in life.declared_copies.get(unit, ()) if one.commit == step.commit), None)
    is_inborn = step.commit == life.added.commit
    has_begun = step.value == LIVE or is_inborn or stated is not None
    is_last = life.removed is not None and step.commit == life.removed.commit
    if not has_begun or is_last or value_at(life.owners, step.at) == unit:
        return None
    return FirstCopy(
        at=step.at if stated is None else min(stated, step.at),
        unit=unit,
        source=step.source,
        commit=step.commit,
        is_stated=stated is not None,
        is_inborn=is_inborn,
    )


def _is_before(first: FirstCopy, start: Step) -> bool:
    """Whether the copy was there before the validation. A stated day is compared with days."""
    if first.is_stated or start.declared:
        return first.at // DAY < start.at // DAY
    return first.is_inborn or first.at < start.at


def _spell(life: Life, one: _Open, first: FirstCopy | None) -> Spell:
    since = one.start
    known = life.added.at if since.declared else since.at
    is_copied = first is not None and (one.end is None or first.at < one.end.at)
    end = first if is_copied else one.end
    return Spell(
        agent=life.agent,
        start=since.at,
        start_commit=since.commit,
        owner=value_at(life.owners, known),
        risk=value_at(life.risks, known),
        ending=Ending.REPLICATED if is_copied else _ending(life, one.end),
        end=end.at if end else None,
        end_commit=end.commit if end else None,
        unit=first.unit if first and is_copied else None,
    )


def _ending(life: Life, step: Step | None) -> Ending:
    if step is None:
        return Ending.WAITING
    if step is life.removed:
        return Ending.REMOVED
    if step.value == Stage.RETIRED:
        return Ending.RETIRED
    return Ending.SUSPENDED if step.value == Stage.SUSPENDED else Ending.DEMOTED
