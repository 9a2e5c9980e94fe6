"""What happened between two days to the agents that may be told: one walk over their histories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from seedbed.metrics.lives import DAY, day_of, end_of_day
from seedbed.metrics.replication import AgentVelocity
from seedbed.records import LADDER, Stage
from seedbed.reports.digest.parts import Words
from seedbed.site.views import Site
from seedbed.site.visibility import told_agents
from seedbed.timeline import Event, Kind

ENDS = frozenset({Stage.SUSPENDED.value, Stage.RETIRED.value})
RANKS = {stage.value: place for place, stage in enumerate(LADDER)}


class Happened(Struct, frozen=True, kw_only=True):
    """Something that a merge did to an agent of today's catalogue; `agent` is the id that it has now."""

    agent: str
    event: Event


class Period(Struct, frozen=True, kw_only=True):
    """A site and the days that are told, both included; `address` is where links begin, None where there are none."""

    site: Site
    since: date
    until: date
    address: str | None = None

    def page(self, shelf: str, id: str, /) -> Words:
        """The name of a record, as a link to its page where there is one."""
        uri = self.site.uri(shelf, id)
        href = f"{self.address}{uri}" if self.address is not None and uri else None
        return Words(self.site.name(shelf, id), href, strong=True)

    def holds(self, day: date, /) -> bool:
        """Whether a day is one of them."""
        return self.since <= day <= self.until

    def told(self) -> Iterator[Happened]:
        """Every observed event of these days, agent by agent. What came by an import happened some other day."""
        imports = self.site.timeline.imports if self.site.timeline else frozenset()
        before, last = end_of_day(self.since) - DAY, end_of_day(self.until)
        for agent in told_agents(self.site):
            for event in reversed(self.site.history_of(agent.id)):
                if before < event.at <= last and not event.declared and event.commit not in imports:
                    yield Happened(agent=agent.id, event=event)

    def first_copies(self) -> Mapping[str, AgentVelocity]:
        """The agents that another unit first ran in these days, by what the history says of it."""
        history = self.site.figures.history
        found = history.replication.agents if history else {}
        return {name: one for name, one in found.items() if self._was_copied(one)}

    def _was_copied(self, one: AgentVelocity) -> bool:
        at = one.first_replication_at
        return at is not None and not one.declared and self.holds(day_of(at))

    def removed(self) -> int:
        """How many agents left the catalogue and did not return; no page names them."""
        history = self.site.figures.history
        here = self.site.catalogue.agents
        lives = history.lives if history else ()
        return sum(
            life.removed is not None and life.agent not in here and self.holds(day_of(life.removed.at))
            for life in lives
        )


def is_live(event: Event, /) -> bool:
    """Whether a unit's copy went live."""
    return event.kind is Kind.DEPLOYMENT and event.new == "live" and event.old != "paused"


def is_first(one: Happened, first: Mapping[str, AgentVelocity], /) -> bool:
    """Whether this is the first copy of its agent, given those of the period."""
    facts = first.get(one.agent)
    return (
        facts is not None
        and is_live(one.event)
        and (one.event.unit, one.event.commit in facts.commits) == (facts.unit, True)
    )


def is_promotion(event: Event, /) -> bool:
    """Whether an agent became validated or entered production, coming from below."""
    if event.kind is not Kind.STAGE or event.new not in {Stage.VALIDATED.value, Stage.PRODUCTION.value}:
        return False
    return event.old is None or RANKS.get(event.old, -1) < RANKS[event.new]


def is_end(event: Event, /) -> bool:
    """Whether an agent was suspended or retired."""
    return event.kind is Kind.STAGE and event.new in ENDS
