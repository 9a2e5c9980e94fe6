"""Whom to congratulate: the people of the catalogue who stand behind what spread, each with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from seedbed.records import Demo, Event, Stage
from seedbed.reports.digest.parts import Item, Words
from seedbed.reports.digest.period import Happened, Period, is_first, is_promotion
from seedbed.site.gatherings import DATE
from seedbed.site.views import Site


def congratulations(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    """One item a person, whoever has most reasons first. Teams of demos are named as their record names them."""
    site = period.site
    reasons: dict[str, list[str]] = {}
    for person, reason in _reasons(period, told):
        if person in site.catalogue.people:
            reasons.setdefault(site.name("people", person), []).append(reason)
    for demo, event in won_demos(period):
        for name in demo.team:
            won = site.language.say("won {prizes} at {event}", prizes=", ".join(demo.awards), event=event.name)
            reasons.setdefault(name, []).append(won)
    for name, some in sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield Words(name, strong=True), Words(f": {'; '.join(dict.fromkeys(some))}")


def won_demos(period: Period, /) -> Iterator[tuple[Demo, Event]]:
    """The demos with a prize whose event was in these days, by the day of the event."""
    events = period.site.catalogue.events
    dated = [(demo, events[demo.event]) for demo in period.site.catalogue.demos.values() if demo.event in events]
    for demo, event in sorted(dated, key=lambda pair: (pair[1].starts, pair[0].id)):
        if demo.awards and period.holds(date.fromisoformat(event.starts[:DATE])):
            yield demo, event


def _reasons(period: Period, told: Sequence[Happened]) -> Iterator[tuple[str, str]]:
    """(person, what for); those who own an agent, and those who brought it into another unit."""
    site, first = period.site, period.first_copies()
    say = site.language.say
    for one in told:
        agent, event = site.catalogue.agents[one.agent], one.event
        owners = [who for who in (agent.owner.supervisor, agent.owner.champion) if who]
        name = site.name("agents", one.agent)
        if is_promotion(event):
            if event.new == Stage.PRODUCTION:
                turn = say("{agent} is now in production", agent=name)
            else:
                turn = say("{agent} is validated", agent=name)
            yield from ((who, turn) for who in owners)
        elif is_first(one, first):
            yield from ((who, say("{agent} was copied for the first time", agent=name)) for who in owners)
            copiers = _copiers(site, one.agent, event.unit or "")
            yield from ((who, say("first to copy {agent}", agent=name)) for who in copiers)


def _copiers(site: Site, agent: str, unit: str) -> Iterator[str]:
    copy = site.catalogue.deployments.get(f"{agent}/{unit}")
    if copy:
        yield from (who for who in (copy.supervisor, copy.champion) if who)
