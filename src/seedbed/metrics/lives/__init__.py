"""Events folded into lives, commit by commit; and the nouns of `life`, so that others import from one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter

from msgspec import Struct, field

from seedbed.metrics.lives.life import (
    DAY,
    Life,
    Step,
    Steps,
    day_of,
    end_of_day,
    live_units_at,
    owner_at,
    risk_at,
    stage_at,
    upto,
    value_at,
)
from seedbed.timeline.events import Event, Kind, Timeline

__all__ = [
    "DAY",
    "Life",
    "Step",
    "Steps",
    "day_of",
    "end_of_day",
    "live_units_at",
    "lives_of",
    "owner_at",
    "risk_at",
    "stage_at",
    "upto",
    "value_at",
]

# Looked up once: finding a member of an enumeration takes Python a call, and there are hundreds of thousands of events.
ADDED, REMOVED, RENAMED = IDENTITY = (Kind.ADDED, Kind.REMOVED, Kind.RENAMED)
STAGE, OWNER, RISK, VERSION = Kind.STAGE, Kind.OWNER, Kind.RISK, Kind.VERSION
DEPLOYMENT, INCIDENT, MEASUREMENT = Kind.DEPLOYMENT, Kind.INCIDENT, Kind.MEASUREMENT

NO_LIFE_YET = Step(0, None, "")

Rows = defaultdict[str, list[Step]]


def lives_of(timeline: Timeline, /) -> tuple[Life, ...]:
    """Every life that the timeline tells of, in the order in which they began."""
    register = _Register(timeline.imports)
    told = (event for event in timeline.events if event.kind is not MEASUREMENT)
    for _, events in groupby(told, key=attrgetter("commit")):
        register.take(list(events))
    return tuple(draft.life() for draft in register.drafts)


def _rows() -> Rows:
    return defaultdict(list)


class _Draft(Struct, kw_only=True):
    """A life as far as it has been read; or the records of an id that has no blueprint (`added` says nothing then)."""

    added: Step = NO_LIFE_YET
    ids: list[str] = field(default_factory=list)
    removed: Step | None = None
    stages: list[Step] = field(default_factory=list)
    owners: list[Step] = field(default_factory=list)
    risks: list[Step] = field(default_factory=list)
    versions: list[Step] = field(default_factory=list)
    copies: Rows = field(default_factory=_rows)
    incidents: Rows = field(default_factory=_rows)
    declared_stages: list[Step] = field(default_factory=list)
    declared_copies: Rows = field(default_factory=_rows)

    def note(self, event: Event, step: Step) -> None:
        """Take down what an event told of the agent itself or of its copies."""
        kind = event.kind
        if kind is DEPLOYMENT:
            _put((self.declared_copies if event.declared else self.copies)[event.unit or ""], step)
        elif kind is STAGE:
            (self.declared_stages if event.declared else self.stages).append(step)
        elif kind is OWNER:
            self.owners.append(step)
        elif kind is RISK:
            self.risks.append(step)
        elif kind is VERSION and event.unit is None:
            self.versions.append(step)
        elif kind is INCIDENT:
            _put(self.incidents[event.path.rpartition("/")[2]], step)

    def remains(self, added: Step) -> _Draft:
        """What a new life under the same id begins with: the records that stand there already, dated by its birth."""
        heir = _Draft(added=added)
        for rows, kept in ((self.copies, heir.copies), (self.incidents, heir.incidents)):
            for name, steps in rows.items():
                if steps[-1].value is not None:
                    kept[name].append(added._replace(value=steps[-1].value, source=steps[-1].source))
        return heir

    def life(self) -> Life:
        """The life, finished."""
        return Life(
            agent=self.ids[-1],
            ids=tuple(self.ids),
            added=self.added,
            removed=self.removed,
            stages=tuple(self.stages),
            owners=tuple(self.owners),
            risks=tuple(self.risks),
            versions=tuple(self.versions),
            copies=_frozen(self.copies),
            sources={unit: _source(steps) for unit, steps in self.copies.items()},
            incidents=_frozen(self.incidents),
            declared_stages=tuple(self.declared_stages),
            declared_copies=_frozen(self.declared_copies),
        )


def _put(steps: list[Step], step: Step) -> None:
    """Add a step; a commit is one moment, and what it says of a record replaces what the record was before it came."""
    if steps and steps[-1].commit == step.commit:
        steps.pop()
    steps.append(step)


def _frozen(rows: Rows) -> Mapping[str, Steps]:
    return {name: tuple(steps) for name, steps in rows.items()}


def _source(steps: Iterable[Step]) -> str | None:
    return next((step.source for step in reversed(list(steps)) if step.value is not None), None)


class _Register:
    """Who lives under which id, while the timeline is read.

    `here` are the living by id, `last` the latest life of each id, `strays` the records of ids without a blueprint: a
    deployment may come before it, or stay when it goes.
    """

    def __init__(self, imports: frozenset[str], /) -> None:
        self.drafts: list[_Draft] = []
        self.here: dict[str, _Draft] = {}
        self.last: dict[str, _Draft] = {}
        self.strays: dict[str, _Draft] = {}
        self.imports = imports
        self.clock: int | None = None

    def take(self, events: list[Event]) -> None:
        """Go on by one commit: first who came, went or was renamed, all at once; then what happened to each."""
        imported = events[0].commit in self.imports
        at = self.moment(events)
        others = [event for event in events if event.kind not in IDENTITY]
        going = self.take_ids(events, at) if len(others) < len(events) else {}
        for event in others:
            draft = self.here.get(event.agent) or going.get(event.agent) or self.stray(event.agent)
            draft.note(event, _step(event, event.at if event.declared else at, imported=imported))
        for agent, draft in going.items():
            self.strays[agent] = draft.remains(NO_LIFE_YET)

    def moment(self, events: list[Event]) -> int:
        """When the commit was made; never before the one that it follows, even where no date of a branch is right."""
        first = events[0]
        at = next((event.at for event in events if not event.declared), first.at) if first.declared else first.at
        if self.clock is None or at > self.clock:
            self.clock = at
        return self.clock

    def take_ids(self, events: list[Event], at: int) -> dict[str, _Draft]:
        """Give every id its life after the commit; the answer is who went, by id."""
        named: defaultdict[Kind, dict[str, Event]] = defaultdict(dict)
        for event in events:
            if event.kind is not RENAMED:
                named[event.kind][event.agent] = event
        renames = [event for event in events if event.kind is RENAMED]
        went = named[REMOVED]
        moves = [one for one in renames if one.old in self.here and one.old not in went]
        moving = [(one.agent, self.here.pop(one.old or "")) for one in moves]
        going = {agent: self.here.pop(agent) for agent in went if agent in self.here}
        for agent, draft in going.items():
            draft.removed = _step(went[agent], at, imported=False)
        for agent, draft in moving:
            self.settle(agent, draft)
        for agent, event in named[ADDED].items():
            self.begin(agent, _step(event, at, imported=event.commit in self.imports))
        for event in renames:
            if event not in moves:
                self.link(event)
        return going

    def begin(self, agent: str, added: Step) -> None:
        """A new life, with what already stood under its id."""
        earlier = self.strays.get(agent)
        draft = earlier.remains(added) if earlier else _Draft(added=added)
        self.drafts.append(draft)
        self.settle(agent, draft)

    def settle(self, agent: str, draft: _Draft) -> None:
        """Let a life have an id from now on."""
        draft.ids.append(agent)
        self.here[agent] = self.last[agent] = draft
        self.strays.pop(agent, None)

    def link(self, event: Event) -> None:
        """Join the ids of an earlier life to those of the one that says it was its own."""
        draft, earlier = self.here.get(event.agent), self.last.get(event.old or "")
        if draft is not None and earlier is not None and earlier is not draft:
            draft.ids[:0] = [one for one in earlier.ids if one not in draft.ids]

    def stray(self, agent: str) -> _Draft:
        """The records of an id that nobody has."""
        if agent not in self.strays:
            self.strays[agent] = _Draft()
        return self.strays[agent]


def _step(event: Event, at: int, *, imported: bool) -> Step:
    return Step(
        at,
        event.new,
        event.commit,
        event.change,
        event.author,
        event.merged_by,
        event.declared,
        imported,
        event.source,
    )
