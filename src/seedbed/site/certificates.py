"""Certificates against the day of the build: which hold, which ran out, who holds which course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from seedbed.records import Certificate, Person, Risk
from seedbed.site.language import ENGLISH, Language

SOON = timedelta(days=60)
"""A renewal takes a course; within this time of its end a certificate is said to run out soon."""


class Holder(Struct, frozen=True, kw_only=True):
    """A person with a certificate."""

    person: Person
    certificate: Certificate


def validity(certificate: Certificate, /, *, today: date) -> str:
    """`valid`, `ends soon`, `expired` or `not yet`; first and last day both count as valid."""
    if certificate.on > today.isoformat():
        return "not yet"
    if certificate.expires < today.isoformat():
        return "expired"
    return "ends soon" if certificate.expires < (today + SOON).isoformat() else "valid"


def validity_words(certificate: Certificate, /, *, today: date, language: Language = ENGLISH) -> str:
    """The validity with its date: `valid until 16 September 2028`."""
    state = validity(certificate, today=today)
    if state == "not yet":
        return language.say("valid from {day}", day=language.day(certificate.on))
    last = language.day(certificate.expires)
    if state == "expired":
        return language.say("expired on {day}", day=last)
    return language.say("valid until {day}", day=last)


def holders_of(people: Iterable[Person], /) -> dict[str, list[Holder]]:
    """For each course those who passed it, by name; of a person's certificates those that no better one covers."""
    found: dict[str, list[Holder]] = defaultdict(list)
    for person in sorted(people, key=lambda one: (one.name.casefold(), one.id)):
        for certificate in uncovered(person.certificates):
            found[certificate.course].append(Holder(person=person, certificate=certificate))
    return dict(found)


def uncovered(certificates: Iterable[Certificate], /) -> list[Certificate]:
    """The certificates that no other of the same course matches or beats in class and in last day."""
    best: list[Certificate] = []
    for one in sorted(certificates, key=lambda one: (one.level.rank, one.expires), reverse=True):
        if not any(other.course == one.course and other.expires >= one.expires for other in best):
            best.append(one)
    return best


def classes_of(person: Person, /, *, today: date) -> Risk | None:
    """The highest risk class for which a certificate of a person is in force; None where none is."""
    held = [one.level for one in person.certificates if validity(one, today=today) in {"valid", "ends soon"}]
    return max(held, key=lambda one: one.rank, default=None)
