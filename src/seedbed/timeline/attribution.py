"""Who wrote a change and who brought it onto the branch: catalogued people by their id, everybody else by name."""

from __future__ import annotations

import re

from msgspec import Struct, field

from seedbed.timeline.mailmap import Mailmap

Signature = tuple[str, str]
"""Name and e-mail address as a commit holds them."""

NO_REPLY = re.compile(r"(?:\d+[+-])?([A-Za-z0-9][A-Za-z0-9._-]*)@users\.noreply\.[a-z0-9.-]+", re.IGNORECASE)
"""The addresses by which forges keep private ones out of commits; what stands before the @ is the account."""

FORGES = frozenset({"github", "gitlab", "gitea", "forgejo", "bitbucket", "web-flow"})
"""Names with which forges themselves sign as committers."""

BOTS = re.compile(r"\[bot\]|(?:^|[\s_.-])bot$|^(?:dependabot|renovate|github-actions|mergify|bors)\b", re.IGNORECASE)
MARK = "[bot]"


class People(Struct, frozen=True, kw_only=True):
    """Catalogued people by e-mail address and by account on the forge, both in lower case."""

    by_email: dict[str, str] = field(default_factory=dict)
    by_account: dict[str, str] = field(default_factory=dict)


class Attribution:
    """Names signatures; each distinct one is looked up once."""

    def __init__(self, mailmap: Mailmap, people: People, /) -> None:
        """Name by the mailmap first, then by the people of the catalogue."""
        self._mailmap, self._people = mailmap, people
        self._names: dict[Signature, str | None] = {}

    def name(self, signature: Signature, /) -> str | None:
        """Who it is: the id of a catalogued person, else a name; None where there is none, or where it is the forge."""
        if signature not in self._names:
            self._names[signature] = self._find(signature)
        return self._names[signature]

    def _find(self, signature: Signature) -> str | None:
        if is_forge(signature):
            return None
        mapped = self._mailmap.map(signature)
        person = self._person(mapped[1]) or self._person(signature[1])
        if person:
            return person
        name = mapped[0].strip() or mapped[1].partition("@")[0].strip()
        return marked(name) if name and (is_bot(mapped) or is_bot(signature)) else name or None

    def _person(self, email: str) -> str | None:
        account = NO_REPLY.fullmatch(email)
        known = self._people.by_account.get(account[1].lower()) if account else None
        return self._people.by_email.get(email.lower()) or known


def is_forge(signature: Signature, /) -> bool:
    """Whether the forge itself signed, on behalf of somebody it does not name."""
    name, email = signature
    return name.lower() in FORGES and "noreply" in email.lower().replace("-", "").partition("@")[0]


def is_bot(signature: Signature, /) -> bool:
    """Whether a program signed, as far as its name or account says so."""
    name, email = signature
    return bool(BOTS.search(name) or MARK in email.partition("@")[0].lower())


def marked(name: str, /) -> str:
    """The name of a bot with the mark at its end."""
    return name if name.endswith(MARK) else f"{name.removesuffix(MARK)} {MARK}"
