"""Who had a hand in a change: nobody of them agrees to it by a review.

Signatures in commits are free text. Taken at their word they can only take a voice away here, never give one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seedbed.records import Person
from seedbed.repository.proposed import Commit, Signature
from seedbed.repository.reviews import account
from seedbed.timeline.attribution import NO_REPLY


def hands_of(people: Iterable[Person], /, *, accounts: Iterable[str], commits: Iterable[Commit]) -> frozenset[str]:
    """The ids of the people with one of the forge accounts, and of those who signed a commit of the branch.

    Authors, committers and co-authors are told by their address, by the account in an address that a forge made up, and
    by their name where the address belongs to nobody.
    """
    signed = [signature for commit in commits for signature in signatures(commit)]
    emails = {account(one.email) for one in signed}
    handles = {account(one) for one in accounts} | {account(one) for one in _accounts_in(emails)}
    known = list(people)
    addresses = {account(email) for person in known for email in person.emails}
    names = {_plain(one.name) for one in signed if account(one.email) not in addresses}
    return frozenset(
        person.id
        for person in known
        if account(person.forge or "") in handles - {""}
        or emails & {account(email) for email in person.emails}
        or _plain(person.name) in names
    )


def signatures(commit: Commit, /) -> Iterator[Signature]:
    """Everybody whom a commit names."""
    yield commit.author
    yield commit.committer
    yield from commit.co_authors


def _accounts_in(emails: Iterable[str]) -> Iterator[str]:
    found = (NO_REPLY.fullmatch(email) for email in emails)
    return (match[1] for match in found if match)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
