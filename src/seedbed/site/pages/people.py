"""People with a role in the programme: what one can ask them, and what they answer for.

Names only: the addresses and forge handles in the records stay out of the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from seedbed.records import Person
from seedbed.site.certificates import validity, validity_words
from seedbed.site.duties import Duties, duties_by_person
from seedbed.site.making import make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.views import Site

INDEX = "people/index.html"

ROLES: Mapping[str, tuple[str, str]] = {
    "champion": ("Champions", "whether an agent suits your work, and for help in the first week of a copy"),
    "supervisor": ("Supervisors", "how well an agent really does, what it gets wrong, and how much watching it needs"),
    "influencer": ("Early users", "to show you, over the shoulder, how they work with agents"),
    "ai-office": (
        "AI office",
        "for access, a course, a risk class, a review of your change or a waiver",
    ),
    "sponsor": ("Sponsors", "for time, money and backing when an agent meets resistance"),
    "security": ("Security", "which data may go where, before you build a high-risk agent"),
}
"""Every role in the order in which staff need it: its people, and what one can ask them, to follow "Ask them"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The people of one role, by name."""

    id: str
    title: str
    ask: str
    people: tuple[Person, ...]


def create(site: Site, /) -> Iterator[Page]:
    """The index and the page of every person."""
    duties = duties_by_person(site)
    yield _index(site, duties)
    for person in site.catalogue.people.values():
        yield _entry(site, person, duties.get(person.id, Duties()))


def circles(people: Iterable[Person], /) -> list[Circle]:
    """The people by role, for every role that somebody has; who has two roles stands in both."""
    ordered = sorted(people, key=lambda one: (one.name.casefold(), one.id))
    made = (
        Circle(id=role, title=title, ask=ask, people=tuple(one for one in ordered if role in one.roles))
        for role, (title, ask) in ROLES.items()
    )
    return [circle for circle in made if circle.people]


def agents_of(duties: Duties | None, part: str, /) -> list[str]:
    """The ids of the agents in which a person has this part, each once."""
    posts = duties.posts if duties else []
    return list(dict.fromkeys(post.agent.id for post in posts if part in post.parts))


def _index(site: Site, duties: Mapping[str, Duties]) -> Page:
    people = site.catalogue.people.values()
    supervised = {one.id: agents_of(duties.get(one.id), "supervises") for one in people}
    championed = {one.id: agents_of(duties.get(one.id), "champions") for one in people}
    return make_index(
        "people.html",
        site=site,
        uri=INDEX,
        title="People",
        summary="Whom to ask: champions, supervisors, the AI office, sponsors, security.",
        circles=circles(people),
        agents={"supervisor": supervised, "champion": championed},
    )


def _entry(site: Site, person: Person, duties: Duties) -> Page:
    roles = [role for role in ROLES if role in person.roles]
    part = " and ".join(role.replace("-", " ") for role in roles)
    return make_entry(
        "person.html",
        site=site,
        uri=f"people/{person.id}.html",
        record=person,
        summary=f"{part} in {site.name('units', person.unit)}; ask {ROLES[roles[0]][1]}.",
        roles={role: ROLES[role][1] for role in roles},
        duties=duties,
        validity=validity,
        validity_words=validity_words,
    )
