"""Who asks for a change: people of the base, told by the account that the forge vouches for, else by signatures."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from seedbed.records import Person
from seedbed.repository.proposed import Commit
from seedbed.repository.reviews import account

OFFICE = "ai-office"


class Asker(Struct, frozen=True, kw_only=True):
    """Who proposes a change.

    `people` are the catalogued people behind it: the one with the forge account, or, where no account was given,
    everybody whose address authored a commit. `strangers` are the accounts or addresses that belong to nobody in the
    catalogue. `is_vouched` tells whether the forge named the account: addresses in commits are free text.
    """

    people: tuple[Person, ...] = ()
    strangers: tuple[str, ...] = ()
    is_vouched: bool = False

    @property
    def is_known(self) -> bool:
        """Whether everybody behind the change is in the catalogue of the base."""
        return bool(self.people) and not self.strangers

    @property
    def is_office(self) -> bool:
        """Whether everybody behind it is of the AI office."""
        return self.is_known and all(OFFICE in person.roles for person in self.people)

    def is_of(self, unit: str, /) -> bool:
        """Whether everybody behind it belongs to a unit."""
        return self.is_known and all(person.unit == unit for person in self.people)

    @property
    def verb(self) -> str:
        """What follows `words`: is, or are."""
        return "are" if len(self.people) + len(self.strangers) > 1 else "is"

    @property
    def words(self) -> str:
        """Who it is, for messages."""
        return ", ".join([*(person.name for person in self.people), *self.strangers]) or "nobody"


def find_asker(people: Iterable[Person], /, *, handle: str | None, commits: Iterable[Commit]) -> Asker:
    """The asker among the people of the base: the forge account `handle` decides where it is given."""
    known = list(people)
    if handle is not None:
        person = owners_of((one.forge, one) for one in known).get(account(handle))
        found = (person,) if person else ()
        return Asker(people=found, strangers=() if found else (handle or "an unnamed account",), is_vouched=True)
    by_email = owners_of((email, one) for one in known for email in one.emails)
    emails = dict.fromkeys(account(commit.author.email) for commit in commits)
    return Asker(
        people=tuple(dict.fromkeys(by_email[email] for email in emails if email in by_email)),
        strangers=tuple(email or "an empty address" for email in emails if email not in by_email),
    )


def owners_of(claims: Iterable[tuple[str | None, Person]], /) -> dict[str, Person]:
    """Each person by an account or address, in lower case; what two people claim belongs to neither."""
    known = [(account(word), person) for word, person in claims if word]
    owners: dict[str, set[str]] = {}
    for word, person in known:
        owners.setdefault(word, set()).add(person.id)
    return {word: person for word, person in known if len(owners[word]) == 1}
