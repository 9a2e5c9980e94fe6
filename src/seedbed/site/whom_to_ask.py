"""Whom to ask about what: the people by role, by business function, and by unit, and the way to one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlsplit

from msgspec import Struct

from seedbed.records import Forge, Person, Risk, Unit
from seedbed.site.certificates import classes_of
from seedbed.site.duties import Duties
from seedbed.site.language import marked
from seedbed.site.views import Site

ROLES: Mapping[str, tuple[str, str]] = {
    "champion": (
        marked("Champions"),
        marked("Ask them whether an agent suits your work, and for help in the first week of a copy."),
    ),
    "supervisor": (
        marked("Supervisors"),
        marked("Ask them how well an agent really does, what it gets wrong, and how much watching it needs."),
    ),
    "influencer": (
        marked("Early users"),
        marked("Ask them to show you, over the shoulder, how they work with agents."),
    ),
    "ai-office": (
        marked("AI office"),
        marked("Ask them for access, a course, a risk class, a review of your change or a waiver."),
    ),
    "sponsor": (marked("Sponsors"), marked("Ask them for time, money and backing when an agent meets resistance.")),
    "security": (marked("Security"), marked("Ask them which data may go where, before you build a high-risk agent.")),
}
"""Every role in the order in which staff need it: its people, and what one can ask them."""


class Circle(Struct, frozen=True, kw_only=True):
    """The people of one role, by name; title and `ask` are still to be told in the language of the site."""

    id: str
    title: str
    ask: str
    people: tuple[Person, ...]


class Field(Struct, frozen=True, kw_only=True):
    """A business function: the ids of those who supervise or champion agents in it, whoever has most of them first."""

    function: str
    people: tuple[str, ...]
    agents: int


class Team(Struct, frozen=True, kw_only=True):
    """The people of one unit: ids by role, and the highest risk class that somebody there may supervise."""

    unit: Unit
    roles: Mapping[str, tuple[str, ...]]
    certified: Risk | None


def circles(people: Iterable[Person], /) -> list[Circle]:
    """The people by role, for every role that somebody has; who has two roles stands in both."""
    ordered = _by_name(people)
    made = (
        Circle(id=role, title=title, ask=ask, people=tuple(one for one in ordered if role in one.roles))
        for role, (title, ask) in ROLES.items()
    )
    return [circle for circle in made if circle.people]


def by_function(site: Site, duties: Mapping[str, Duties], /) -> list[Field]:
    """For each function with agents whom to ask about them, in the order of the organisation's functions."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    agents: dict[str, set[str]] = defaultdict(set)
    for person in _by_name(site.catalogue.people.values()):
        for post in duties[person.id].posts if person.id in duties else ():
            found[post.agent.function][person.id] += 1
            agents[post.agent.function].add(post.agent.id)
    known = [one.id for one in site.catalogue.organization.functions] if site.catalogue.organization else []
    order = sorted(found, key=lambda one: (known.index(one) if one in known else len(known), one))
    return [
        Field(function=one, people=tuple(who for who, _ in found[one].most_common()), agents=len(agents[one]))
        for one in order
    ]


def by_unit(site: Site, /) -> list[Team]:
    """The people of each unit that has any, by the name of the unit."""
    members: dict[str, list[Person]] = defaultdict(list)
    for person in _by_name(site.catalogue.people.values()):
        members[person.unit].append(person)
    units = sorted(site.catalogue.units.values(), key=lambda one: (one.name.casefold(), one.id))
    return [_team(site, unit, members[unit.id]) for unit in units if members[unit.id]]


def profile_url(forge: Forge | None, handle: str | None, /) -> str | None:
    """The page of a person on the forge; None where the record or the organisation names none."""
    parts = urlsplit(forge.url) if forge else None
    if not handle or parts is None or parts.scheme != "https":
        return None
    return f"https://{parts.netloc}/{quote(handle, safe='')}"


def _team(site: Site, unit: Unit, people: list[Person]) -> Team:
    classes = [classes_of(one, today=site.today) for one in people]
    highest = max((one for one in classes if one), key=lambda one: one.rank, default=None)
    roles = {role: tuple(one.id for one in people if role in one.roles) for role in ROLES}
    return Team(unit=unit, roles=roles, certified=highest)


def _by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda one: (one.name.casefold(), one.id))
