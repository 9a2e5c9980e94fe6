"""Rows of raw cells, whatever the file is: the one shape in which CSV and workbooks reach the rest, and its limits."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from seedbed.imports.refusal import Refused, problem

MOST_BYTES = 256 * 1024 * 1024
MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
MOST_CELLS = 20_000_000
MOST_CELL = 131_072
"""Characters of one cell; a spreadsheet allows 32,767."""


class RawRow(Struct, frozen=True):
    """One row as read: the number that a spreadsheet gives it, the line of the file on which it begins, its texts.

    `formulas` are the positions of cells whose text is a formula's last computed value.
    """

    row: int
    line: int
    cells: list[str]
    formulas: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything but blanks."""
        return not any(cell.strip() for cell in self.cells)


class Grid(Struct, frozen=True, kw_only=True):
    """A file opened: how it was read (for the report), and its rows, to be walked once."""

    form: str
    rows: Iterator[RawRow]
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[str, ...] = ()


def refuse(name: str, message: str, fix: str, /, *, line: int = 1) -> Refused:
    """The refusal of a table file, to be raised."""
    return Refused([problem("import-table", name, message, fix, line=line)])


def within_limits(rows: Iterator[RawRow], name: str, /) -> Iterator[RawRow]:
    """The same rows. Raises Refused at the first that makes the table larger than an inventory can be."""
    cells = count = 0
    for row in rows:
        cells += len(row.cells)
        count += not row.is_empty
        if count > MOST_ROWS:
            raise refuse(name, f"more than {MOST_ROWS:,} rows", "Split the table.", line=row.line)
        if len(row.cells) > MOST_COLUMNS:
            raise refuse(
                name, f"more than {MOST_COLUMNS:,} columns in row {row.row}", "Split the table.", line=row.line
            )
        if cells > MOST_CELLS:
            raise refuse(name, f"more than {MOST_CELLS:,} cells", "Split the table.", line=row.line)
        if any(len(cell) > MOST_CELL for cell in row.cells):
            message = f"a cell of row {row.row} holds more than {MOST_CELL:,} characters"
            raise refuse(name, message, "Shorten the cell; often a quote is not closed.", line=row.line)
        yield row


def without_tail(rows: Iterator[RawRow], /) -> Iterator[RawRow]:
    """The rows up to the last that holds anything: spreadsheets often go on empty to their very end."""
    pending: list[RawRow] = []
    for row in rows:
        if row.is_empty:
            pending.append(row)
            continue
        yield from pending
        pending.clear()
        yield row
