"""Addressing columns: by header, by `header[n]` where several are alike, by letter or by position."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from msgspec import Struct

from seedbed.imports.cells import fold

NUMBERED = re.compile(r"(.+)\[([1-9][0-9]{0,3})\]", re.DOTALL)


class Column(Struct, frozen=True, kw_only=True):
    """One column of a table: position from 0, header as written on one line."""

    position: int
    header: str

    @property
    def letter(self) -> str:
        """What a spreadsheet calls it."""
        return letter_of(self.position)

    @property
    def label(self) -> str:
        """Letter and header, for reports."""
        return f"{self.letter} {self.header}".strip()


class Address(Struct, frozen=True, kw_only=True):
    """How a mapping names a column: by position from 0, or by header (`nth` from 1 where several are alike, else 0)."""

    header: str = ""
    nth: int = 0
    position: int | None = None


class Lost(Struct, frozen=True):
    """An address that leads to no column, with the reason and the mend."""

    message: str
    fix: str


def parse_address(data: str | dict[str, str | int], /) -> Address:
    """The address that a mapping states: a header, or one of `letter`, `position`, `header` with `nth`."""
    if isinstance(data, str):
        return Address(header=data)
    if "letter" in data:
        return Address(position=position_of(str(data["letter"])))
    if "position" in data:
        return Address(position=int(data["position"]) - 1)
    return Address(header=str(data["header"]), nth=int(data.get("nth", 0)))


def find_column(address: Address, columns: Sequence[Column], /) -> int | Lost:
    """The position of the column that `address` names."""
    if address.position is not None:
        if address.position < len(columns):
            return address.position
        return Lost(
            f"there is no column {letter_of(address.position)}: the table has {len(columns)}",
            f"The last column is {letter_of(len(columns) - 1)}.",
        )
    named = by_header(address.header, columns)
    if not named and not address.nth and (match := NUMBERED.fullmatch(address.header)):
        return find_column(Address(header=match[1], nth=int(match[2])), columns)
    return _choose(address, named, columns)


def by_header(header: str, columns: Sequence[Column], /) -> list[int]:
    """The positions of the columns with this header, whatever its case and blanks."""
    wanted = fold(header)
    return [column.position for column in columns if fold(column.header) == wanted]


def _choose(address: Address, named: list[int], columns: Sequence[Column]) -> int | Lost:
    if address.nth and address.nth <= len(named):
        return named[address.nth - 1]
    if len(named) == 1 and not address.nth:
        return named[0]
    if named:
        letters = ", ".join(letter_of(position) for position in named)
        return Lost(
            f"{len(named)} columns have the header {address.header!r} ({letters})",
            f"Say which: {address.header}[1] to {address.header}[{len(named)}], or {{letter: {letter_of(named[0])}}}.",
        )
    return Lost(f"no column has the header {address.header!r}", _nearest(address.header, columns))


def _nearest(header: str, columns: Sequence[Column]) -> str:
    headers = {fold(column.header): column for column in columns}
    near = get_close_matches(fold(header), headers, n=1, cutoff=0.6)
    if near:
        column = headers[near[0]]
        return f"Did you mean {column.header!r} ({column.letter})?"
    shown = ", ".join(repr(column.header) for column in columns[:8])
    return f"The headers are: {shown}{' …' if len(columns) > 8 else ''}."


def unclaimed_twins(columns: Sequence[Column], claimed: set[int], /) -> Iterator[tuple[str, list[int]]]:
    """Headers that several columns share while not every one of these columns is claimed by the mapping."""
    shared = Counter(fold(column.header) for column in columns if column.header)
    for header, count in shared.items():
        positions = by_header(header, columns) if count > 1 else []
        if positions and not claimed.issuperset(positions):
            yield columns[positions[0]].header, positions


def letter_of(position: int, /) -> str:
    """The spreadsheet's letters for a position counted from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def position_of(letters: str, /) -> int:
    """The position, counted from 0, of a spreadsheet's column letters."""
    position = 0
    for letter in letters.upper():
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
