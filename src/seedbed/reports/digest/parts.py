"""The nouns of a digest: plain text with links, for whatever voice will write it."""

from __future__ import annotations

from string import Formatter
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from seedbed.site.language import ENGLISH, Language


class Words(NamedTuple):
    """A piece of plain text; a link where `href` is an address, and strong where it carries the item."""

    text: str
    href: str | None = None
    strong: bool = False


Item: TypeAlias = tuple[Words, ...]
"""One line of a list."""


class Section(Struct, frozen=True, kw_only=True):
    """A heading and its items; `rest` says how many further ones did not fit, and `empty` where there are none."""

    title: str
    items: tuple[Item, ...]
    rest: str = ""
    empty: str = ""


class Digest(Struct, frozen=True, kw_only=True):
    """A whole one: `lead` are the sentences under the title; all of it is in `language`."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    language: Language = ENGLISH

    @property
    def told(self) -> tuple[Section, ...]:
        """The sections that say something."""
        return tuple(one for one in self.sections if one.items or one.empty)


def item_of(language: Language, text: str, /, **values: Words | str) -> Item:
    """A sentence of the language as an item, its blanks filled with words that may be links."""
    pieces: list[Words] = []
    for literal, name, _, _ in Formatter().parse(language.look_up(text)):
        value = values[name] if name else None
        pieces += [Words(literal)] if literal else []
        pieces += [value if isinstance(value, Words) else Words(value)] if value is not None else []
    return tuple(pieces)
