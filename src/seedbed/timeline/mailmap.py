"""A mailmap as Git reads it: proper names and addresses for those with which people committed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from msgspec import Struct, field

K = TypeVar("K")

ENTRY = re.compile(r"\s*([^<>]*?)\s*<([^<>]*)>(?:\s*([^<>]*?)\s*<([^<>]*)>)?.*", re.DOTALL)


class _Proper(NamedTuple):
    """What a line puts in place; an empty text leaves what is there."""

    name: str
    email: str


class Mailmap(Struct):
    """Entries by the address of the commit, and by address and name where a line says both; all in lower case."""

    by_email: dict[str, _Proper] = field(default_factory=dict)
    by_both: dict[tuple[str, str], _Proper] = field(default_factory=dict)

    def map(self, signature: tuple[str, str], /) -> tuple[str, str]:
        """The proper name and address of a signature."""
        name, email = signature
        proper = self.by_both.get((email.lower(), name.lower())) or self.by_email.get(email.lower())
        return (proper.name or name, proper.email or email) if proper else signature


def parse_mailmap(text: str, /) -> Mailmap:
    """The entries of a mailmap; lines that are none are passed over. What a later line says of the same counts."""
    mailmap = Mailmap()
    for proper_name, proper_email, name, email in _entries(text):
        if email is None:
            _put(mailmap.by_email, proper_email.lower(), _Proper(proper_name, ""))
        elif name:
            _put(mailmap.by_both, (email.lower(), name.lower()), _Proper(proper_name, proper_email))
        else:
            _put(mailmap.by_email, email.lower(), _Proper(proper_name, proper_email))
    return mailmap


def _entries(text: str) -> Iterator[tuple[str, str, str, str | None]]:
    for line in text.splitlines():
        found = ENTRY.match(line) if not line.startswith("#") else None
        if found:
            yield found[1], found[2], found[3] or "", found[4]


def _put(entries: dict[K, _Proper], key: K, proper: _Proper) -> None:
    known = entries.get(key, _Proper("", ""))
    entries[key] = _Proper(proper.name or known.name, proper.email or known.email)
