"""Replication the slow way, as an oracle: the organisation lived through day by day, each agent with its clock.

Written apart from the engine and in another manner: it follows events, not lives, and counts midnights instead of
subtracting dates. It knows no declared dates.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

from seedbed.timeline import Event, Timeline

DAY = 86_400
OPEN = {"validated", "production"}
YOUNG = {"idea", "prototype", None}


class Agent:
    """One agent in one life, its clock, and what it has gone through."""

    def __init__(self, *, imported: bool) -> None:
        self.imported, self.newborn, self.gone = imported, True, False
        self.stage: str | None = None
        self.owner: str | None = None
        self.copies: dict[str, str | None] = {}
        self.unknown = self.early = self.copied = self.was_open = self.running = False
        self.clock = 0
        self.spells: list[tuple[str, int]] = []
        """How each spell ended, and after how many midnights."""

    def midnight(self) -> None:
        self.clock += self.running

    def settle(self, before: dict[str, str | None]) -> None:
        """Look at the agent after a commit; `before` are its copies as they were."""
        if self.newborn:
            self.unknown = self.imported and self.stage not in YOUNG
        is_open = self.stage in OPEN and not self.gone
        taken = {"live", "paused", "ended"} if self.newborn else {"live"}
        fresh = [u for u, s in self.copies.items() if s in taken and before.get(u) != s and u != self.owner]
        if self.running and not is_open:
            self.stop("removed" if self.gone else self.stage if self.stage in {"retired", "suspended"} else "demoted")
        if is_open and not self.was_open:
            self.was_open = True
            if self.copied or (fresh and self.newborn):
                self.early = self.early or not self.has_lag
            elif not self.running:
                self.running, self.clock = True, 0
        if not is_open:
            self.was_open = False
        if fresh and not self.copied and not self.gone:
            self.copied = True
            if self.running:
                self.stop("replicated")
            elif not self.spells:
                self.early = True
        self.newborn = False

    @property
    def has_lag(self) -> bool:
        return any(ending == "replicated" for ending, _ in self.spells)

    def stop(self, ending: str | None) -> None:
        self.running = False
        self.spells.append((ending or "demoted", self.clock))


class Organisation:
    """All agents by id; those that left, and records of ids that nobody has."""

    def __init__(self, imports: frozenset[str]) -> None:
        self.imports = imports
        self.here: dict[str, Agent] = {}
        self.all: list[Agent] = []
        self.loose: dict[str, dict[str, str | None]] = {}

    def midnight(self) -> None:
        for agent in self.here.values():
            agent.midnight()

    def commit(self, events: list[Event]) -> None:
        kinds = {kind: [e for e in events if e.kind == kind] for kind in ("removed", "renamed", "added")}
        before = {id(agent): dict(agent.copies) for agent in self.all}
        lost = {e.agent: self.here.pop(e.agent) for e in kinds["removed"]}
        moved = {e.agent: self.here.pop(e.old) for e in kinds["renamed"] if e.old in self.here}
        self.here |= moved
        for name in moved:
            self.loose.pop(name, None)
        for event in kinds["added"]:
            agent = self.here[event.agent] = Agent(imported=event.commit in self.imports)
            agent.copies = {u: s for u, s in self.loose.pop(event.agent, {}).items() if s is not None}
            self.all.append(agent)
        for event in events:
            self.apply(event, self.here.get(event.agent) or lost.get(event.agent))
        for name, agent in lost.items():
            agent.gone = True
            self.loose[name] = agent.copies
        for agent in {id(one): one for one in [*lost.values(), *self.here.values()]}.values():
            agent.settle(before.get(id(agent), {}))

    def apply(self, event: Event, agent: Agent | None) -> None:
        if event.kind == "deployment":
            copies = agent.copies if agent else self.loose.setdefault(event.agent, {})
            copies[event.unit] = event.new
        elif event.kind == "stage" and agent:
            agent.stage = event.new
        elif event.kind == "owner" and agent:
            agent.owner = event.new


def live_through(timeline: Timeline, today: int, /) -> list[Agent]:
    """Every life, in order of birth, as it stands at the end of a day (days since 1970)."""
    world = Organisation(timeline.imports)
    commits = [list(group) for _, group in groupby(timeline.events, key=lambda event: event.commit)]
    day = commits[0][0].at // DAY if commits else today
    while day <= today:
        while commits and commits[0][0].at // DAY == day:
            world.commit(commits.pop(0))
        if day < today:
            world.midnight()
        day += 1
    for agent in world.all:
        if agent.running:
            agent.stop("waiting")
    return world.all


def product_limit(spells: list[tuple[str, int]], /) -> dict[int, Fraction]:
    """The share still waiting after every day, from the definition."""
    share, shares = Fraction(1), {}
    for day in range(max((days + 1 for _, days in spells), default=0)):
        watched = sum(days >= day for _, days in spells)
        copied = sum(days == day and ending == "replicated" for ending, days in spells)
        share *= 1 - Fraction(copied, watched)
        shares[day] = share
    return shares


def incidence(spells: list[tuple[str, int]], /) -> dict[int, Fraction]:
    """The share copied by every day, when those retired or removed first can no longer be."""
    free, copied, shares = Fraction(1), Fraction(0), {}
    for day in range(max((days + 1 for _, days in spells), default=0)):
        watched = sum(days >= day for _, days in spells)
        today = [ending for ending, days in spells if days == day]
        copied += free * Fraction(today.count("replicated"), watched)
        over = sum(ending in {"replicated", "retired", "removed"} for ending in today)
        free *= 1 - Fraction(over, watched)
        shares[day] = copied
    return shares
