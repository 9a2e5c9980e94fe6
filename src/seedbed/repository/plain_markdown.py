"""Markdown that is nothing but headings, paragraphs and plain lists, as most records are: read without the parser.

The scanner gives up (`None`) at the first line that might be anything else. Checks and pages both stand on it; what it
takes for a paragraph, the parser takes for the same paragraph, and a test holds it to that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

_HEADING = re.compile(r"(#{1,6}) ([^\s#](?:.*[^\s#])?)")
_PARAGRAPH = re.compile(r"(?:[^\s#>+*_=|<\[`~:0-9-]|\*\*?[^\W\d_]|`(?!`)|[0-9]+[^0-9.)])(?:.*[^ ])?")
"""A line that can be nothing but prose: no mark of a list, quote, table, rule, link definition, code or HTML."""

_ITEM = re.compile(r"(?:-|([0-9]{1,9})\.) (.+)")
"""A line that is an item of a list: its number, its text."""

_UNIT = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escaped mark
    r"|\*\*(?<!\S\*\*)([^\W_](?:[^*\\`_\[\]<>&~\n]*[^*\\`_\[\]<>&~\s])?)\*\*(?!\S)"  # a strong phrase between blanks
    r"|\*(?<!\S\*)([^\W_](?:[^*\\`_\[\]<>&~\n]*[^*\\`_\[\]<>&~\s])?)\*(?!\S)"  # a stressed one
    r"|`(?<!``)([^`\s&<>\"](?:[^`\n&<>\"]*[^`\s&<>\"])?)`(?!`)"  # words of a machine
    r"|>|&(?!#|[A-Za-z][A-Za-z0-9]*;)"
)
"""Each choice begins with its own letter: so the search leaps from one such letter to the next."""
_MARK = re.compile(r"[\\`*_\[<>&~]")
"""What may mean something within a paragraph."""


class Piece(Struct, frozen=True):
    """A paragraph (level 0) or a heading: its text as written, its first line and the line behind it (from 0)."""

    level: int
    text: str
    start: int
    end: int


class Listing(Struct, frozen=True):
    """A list without blank lines and without lists in it, each item on one line: its number ('' after a bullet), its
    text. `end` is the line on which something else begins.
    """

    items: tuple[tuple[str, str], ...]
    start: int
    end: int

    @property
    def is_ordered(self) -> bool:
        """Whether the items are numbered."""
        return bool(self.items[0][0])


def scan_prose(text: str, /) -> list[Piece | Listing] | None:
    """The pieces of a body that is prose and plain lists alone; None when any line of it might be more."""
    lines = text.split("\n")
    if not all(map(str.isprintable, lines)):
        return None
    pieces: list[Piece | Listing] = []
    start: int | None = None
    for number, line in enumerate([*lines, ""]):
        heading = _HEADING.fullmatch(line)
        if line and heading is None:
            start = number if start is None else start
            continue
        if start is not None:
            piece = _run(lines[start:number], start)
            if piece is None:
                return None
            pieces.append(piece)
            start = None
        if heading:
            pieces.append(Piece(len(heading[1]), heading[2], number, number + 1))
    return _ended(pieces, len(lines) - (not lines[-1]))


def _run(lines: Sequence[str], start: int) -> Piece | Listing | None:
    """Lines without a blank one between them, as one paragraph or one list."""
    if all(map(_PARAGRAPH.fullmatch, lines)):
        return Piece(0, "\n".join(lines), start, start + len(lines))
    items = [(found[1] or "", found[2]) for line in lines if (found := _ITEM.fullmatch(line))]
    first = items[0][0] if len(items) == len(lines) else "none"
    if first not in {"", "1"} or any(bool(number) != bool(first) for number, _ in items):
        return None
    return (
        Listing(tuple(items), start, start + len(lines)) if all(_PARAGRAPH.fullmatch(one) for _, one in items) else None
    )


def _ended(pieces: list[Piece | Listing], length: int) -> list[Piece | Listing] | None:
    """The same with the blank lines behind a list counted to it, as the parser does; two lists may be one to it."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, Listing):
            following = pieces[place + 1] if place + 1 < len(pieces) else None
            if isinstance(following, Listing):
                return None
            pieces[place] = replace(piece, end=following.start if following else length)
    return pieces


def inline_html(text: str, /) -> str | None:
    """The HTML of inline text with nothing but escaped marks and plain phrases in it; None when there is more."""
    if not _MARK.search(text):
        return text
    if _MARK.search(_UNIT.sub("", text)):
        return None
    return _UNIT.sub(_html, text)


def _html(match: re.Match[str]) -> str:
    escaped, *phrases = match.groups()
    for tag, phrase in zip(("strong", "em", "code"), phrases, strict=True):
        if phrase:
            return f"<{tag}>{phrase}</{tag}>"
    mark = escaped or match[0]
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(mark, mark)
