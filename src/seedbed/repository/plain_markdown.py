"""Markdown that is nothing but headings and paragraphs, as most imported prose is: read without the parser, exactly.

The scanner gives up (`None`) at the first line that might be anything else. Checks and pages both stand on it; what it
takes for a paragraph, the parser takes for the same paragraph, and a test holds it to that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,6}) ([^\s#](?:.*[^\s#])?)")
_PARAGRAPH = re.compile(r"(?:[^\s#>+*_=|<\[`~:0-9-]|\*\*[^\W\d_]|[0-9]+[^0-9.)])(?:.*[^ ])?")
"""A line that can be nothing but prose: no mark of a list, quote, table, rule, link definition, code or HTML."""

_UNIT = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escaped mark
    r"|\*\*(?<!\S\*\*)([^\W_](?:[^*\\`_\[\]<>&~\n]*[^*\\`_\[\]<>&~\s])?)\*\*(?!\S)"  # a strong phrase between blanks
    r"|>|&(?!#|[A-Za-z][A-Za-z0-9]*;)"
)
"""Each choice begins with its own letter: so the search leaps from one such letter to the next."""
_MARK = re.compile(r"[\\`*_\[<>&~]")
"""What may mean something within a paragraph."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph (level 0) or a heading: its text as written, its first line and the line behind it (from 0)."""

    level: int
    text: str
    start: int
    end: int


def scan_prose(text: str, /) -> list[Piece] | None:
    """The pieces of a body that is prose alone; None when any line of it might be more."""
    lines = text.split("\n")
    if not all(map(str.isprintable, lines)):
        return None
    pieces: list[Piece] = []
    start: int | None = None
    for number, line in enumerate([*lines, ""]):
        heading = _HEADING.fullmatch(line)
        if line and heading is None:
            if not _PARAGRAPH.fullmatch(line):
                return None
            start = number if start is None else start
            continue
        if start is not None:
            pieces.append(Piece(0, "\n".join(lines[start:number]), start, number))
            start = None
        if heading:
            pieces.append(Piece(len(heading[1]), heading[2], number, number + 1))
    return pieces


def inline_html(text: str, /) -> str | None:
    """The HTML of inline text with nothing but escaped marks and strong phrases in it; None when there is more."""
    if not _MARK.search(text):
        return text
    if _MARK.search(_UNIT.sub("", text)):
        return None
    return _UNIT.sub(_html, text)


def _html(match: re.Match[str]) -> str:
    escaped, strong = match.groups()
    if strong:
        return f"<strong>{strong}</strong>"
    mark = escaped or match[0]
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(mark, mark)
