"""People with a role in the programme: what one can ask them, and what they answer for.

E-mail addresses stay out of the site: a static page is read by whoever finds it. The way to a person is the profile on
the forge that the record names, and the places that the organisation names for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from seedbed.records import Person
from seedbed.site.certificates import classes_of, validity, validity_words
from seedbed.site.duties import Duties, duties_by_person
from seedbed.site.making import Later, make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.proposals import forge_of
from seedbed.site.views import Site
from seedbed.site.whom_to_ask import ROLES, by_function, by_unit, circles, profile_url

INDEX = "people/index.html"
MOST = 24
"""Names of a role that stand open; the rest unfolds."""


def create(site: Site, /) -> Iterator[Page]:
    """The index and the page of every person."""
    duties = duties_by_person(site)
    yield _index(site, duties)
    for person in site.catalogue.people.values():
        yield _entry(site, person, duties.get(person.id, Duties()))


def _index(site: Site, duties: Mapping[str, Duties]) -> Page:
    return make_index(
        "people.html",
        site=site,
        uri=INDEX,
        title=site.language.say("People"),
        summary=site.language.say("Whom to ask: champions, supervisors, the AI office, sponsors, security."),
        circles=Later(circles, site.catalogue.people.values()),
        fields=Later(by_function, site, duties),
        teams=Later(by_unit, site),
        most=MOST,
    )


def _entry(site: Site, person: Person, duties: Duties) -> Page:
    language = site.language
    roles = [role for role in ROLES if role in person.roles]
    part = language.listed([language.word(role) for role in roles])
    unit = site.name("units", person.unit)
    return make_entry(
        "person.html",
        site=site,
        uri=f"people/{person.id}.html",
        record=person,
        summary=language.say("{roles} in {unit}. {ask}", roles=part, unit=unit, ask=language.say(ROLES[roles[0]][1])),
        roles={role: ROLES[role][1] for role in roles},
        duties=duties,
        certified=classes_of(person, today=site.today),
        profile=profile_url(forge_of(site), person.forge),
        places=site.catalogue.organization.links if site.catalogue.organization else (),
        validity=validity,
        validity_words=partial(validity_words, language=language),
    )
