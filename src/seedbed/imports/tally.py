"""Counting what happens to the values of a table: every change is counted, with the first rows as examples."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct, field

MOST_EXAMPLES = 5
SHOWN = 60
"""Characters of a value that an example shows."""


class Fate(StrEnum):
    """What became of a value on its way from a cell to a record."""

    BLANK = "blank"
    UNKNOWN = "unknown"
    DEFAULT = "default"
    NOTHING = "mapped to nothing"
    DROPPED = "dropped"
    TRUNCATED = "truncated"
    CLEANED = "cleaned"


class Note(Struct, frozen=True):
    """One event: column (from 0), what happened, the field it was meant for ('' for the cell itself), why, the text."""

    column: int
    fate: Fate
    field: str = ""
    reason: str = ""
    text: str = ""


class Example(Struct, frozen=True):
    """The row of an event as a spreadsheet numbers it, and the beginning of the text."""

    row: int
    text: str


class Count(Struct, frozen=True):
    """How often the same thing happened in one column, with the first examples."""

    column: int
    fate: Fate
    field: str
    reason: str
    count: int
    examples: tuple[Example, ...]


class _Slot(Struct):
    count: int = 0
    examples: list[Example] = field(default_factory=list)


class Tally:
    """Collects events; what it gives back is sorted by column and does not grow with the number of rows."""

    def __init__(self) -> None:
        self._slots: dict[tuple[int, Fate, str, str], _Slot] = {}

    def add(self, row: int, note: Note, /, *, times: int = 1) -> None:
        """Count one event of one row."""
        slot = self._slots.setdefault((note.column, note.fate, note.field, note.reason), _Slot())
        slot.count += times
        if len(slot.examples) < MOST_EXAMPLES:
            slot.examples.append(Example(row, shorten(note.text)))

    def counts(self) -> Iterator[Count]:
        """What was counted, by column, then by kind of event."""
        order = list(Fate)
        for (column, fate, name, reason), slot in sorted(
            self._slots.items(), key=lambda item: (item[0][0], order.index(item[0][1]), item[0][2:])
        ):
            yield Count(column, fate, name, reason, slot.count, tuple(slot.examples))


def shorten(text: str, /, *, most: int = SHOWN) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most else line[: most - 1] + "…"
