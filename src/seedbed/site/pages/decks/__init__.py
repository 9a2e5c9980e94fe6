"""Decks: the pages Home and Diffusion told slide by slide, for a big screen; a sentence a slide, and what shows it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Fact(Struct, frozen=True, kw_only=True):
    """A large figure: its value, its name, and how it came about."""

    value: str
    name: str
    note: str = ""


class Slide(Struct, frozen=True, kw_only=True):
    """One slide: its sentence, and one thing below it: a drawn figure (which brings its own sentence, so that `says` is
    only its name), facts, or lines of text. `note` is said small under it.
    """

    kind: Literal["title", "facts", "chart", "lines", "quote"]
    says: str
    chart: str = ""
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] = ()
    note: str = ""


class Deck(Struct, frozen=True, kw_only=True):
    """The slides of one page: `uri` is the address of the deck, `back` that of the page, `title` its name."""

    uri: str
    back: str
    title: str
    slides: tuple[Slide, ...]
