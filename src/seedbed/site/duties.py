"""What each person answers for, gathered once from every record that names a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec import Struct, field

from seedbed.records import Agent, Demo, Event, Stage, Status, Story, Unit
from seedbed.site.language import marked
from seedbed.site.views import Site
from seedbed.site.visibility import told_agents

SUPERVISES, CHAMPIONS, TAKES_INCIDENTS = marked("supervises"), marked("champions"), marked("takes incidents")


class Post(Struct, frozen=True, kw_only=True):
    """A person's part in one agent in one unit: `supervises`, `champions`, `takes incidents`."""

    agent: Agent
    unit: str
    parts: tuple[str, ...]


class Duties(Struct, kw_only=True):
    """Everything that one person answers for or has said."""

    posts: list[Post] = field(default_factory=list)
    leads: list[Unit] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    sponsors: list[Event] = field(default_factory=list)
    demos: list[Demo] = field(default_factory=list)


def duties_by_person(site: Site, /) -> dict[str, Duties]:
    """The duties of everybody who has any.

    Agents that are retired or may not be told, and copies that have ended, are left out.
    """
    found: dict[str, Duties] = defaultdict(Duties)
    for agent in told_agents(site):
        for person, post in _posts(site, agent) if agent.stage is not Stage.RETIRED else ():
            found[person].posts.append(post)
    for unit in site.catalogue.units.values():
        if unit.lead:
            found[unit.lead].leads.append(unit)
    for person, demo in _shown(site):
        found[person].demos.append(demo)
    _add_words(site, found)
    return dict(found)


def _add_words(site: Site, found: dict[str, Duties]) -> None:
    """What people said in stories, and the events that they stand behind, the newest first."""
    for story in sorted(site.catalogue.stories.values(), key=lambda one: one.id, reverse=True):
        if story.quote:
            found[story.quote.who].stories.append(story)
    for event in sorted(site.catalogue.events.values(), key=lambda one: (one.starts, one.id), reverse=True):
        if event.sponsor:
            found[event.sponsor].sponsors.append(event)


def people_by_name(site: Site, /) -> dict[str, str]:
    """The id of every person whose name nobody else has, by the name: teams are written as names."""
    counts = Counter(person.name for person in site.catalogue.people.values())
    return {person.name: person.id for person in site.catalogue.people.values() if counts[person.name] == 1}


def _shown(site: Site) -> Iterator[tuple[str, Demo]]:
    """Who showed which demo, the newest first."""
    ids = people_by_name(site)
    starts = {one.id: one.starts for one in site.catalogue.events.values()}
    demos = sorted(site.catalogue.demos.values(), key=lambda one: (starts.get(one.event, ""), one.id), reverse=True)
    for demo in demos:
        yield from ((ids[name], demo) for name in dict.fromkeys(demo.team) if name in ids)


def _posts(site: Site, agent: Agent) -> list[tuple[str, Post]]:
    """The posts of one agent, a person once for each unit, the owner's unit first."""
    named: list[tuple[str | None, str, str]] = [
        (agent.owner.supervisor, agent.owner.unit, SUPERVISES),
        (agent.owner.champion, agent.owner.unit, CHAMPIONS),
        (agent.incident_contact, agent.owner.unit, TAKES_INCIDENTS),
    ]
    for copy in site.deployments_of.get(agent.id, ()):
        if copy.status is not Status.ENDED:
            named += [(copy.supervisor, copy.unit, SUPERVISES), (copy.champion, copy.unit, CHAMPIONS)]
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person, unit, part in named:
        if person and part not in parts[person, unit]:
            parts[person, unit].append(part)
    return [(person, Post(agent=agent, unit=unit, parts=tuple(does))) for (person, unit), does in parts.items()]
