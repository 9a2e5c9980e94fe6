"""The nouns of a digest: plain text with links, for whatever voice will write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Words(NamedTuple):
    """A piece of plain text; a link where `href` is an address, and strong where it carries the item."""

    text: str
    href: str | None = None
    strong: bool = False


Item: TypeAlias = tuple[Words, ...]
"""One line of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its items; `left_out` further ones did not fit, and `empty` is said where there are none."""

    title: str
    items: tuple[Item, ...]
    left_out: int = 0
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A whole one: `lead` are the sentences under the title."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


def words(text: str, /) -> Words:
    """Plain words of our own between two names."""
    return Words(text)
