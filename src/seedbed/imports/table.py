"""A table read and cleaned: columns, rows of texts, and the name of every row that could not become one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from seedbed.imports.cells import BlankWords, clean, one_line
from seedbed.imports.columns import Address, Column, Lost, find_column, letter_of, unclaimed_twins
from seedbed.imports.csv_file import open_csv
from seedbed.imports.grid import MOST_BYTES, Grid, RawRow, refuse, within_limits, without_tail
from seedbed.imports.mapping import ImportMap, Shape
from seedbed.imports.refusal import Refused
from seedbed.imports.tally import Count, Fate, Note, Tally
from seedbed.imports.xlsx_file import open_xlsx
from seedbed.problems import Problem
from seedbed.repository.yaml_text import Path

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SPREADSHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".numbers")
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})


class Row(Struct, frozen=True):
    """One entry of a table: its row in a spreadsheet, its line in the file, one clean text for each column."""

    row: int
    line: int
    cells: tuple[str, ...]


class NamedRow(Struct, frozen=True):
    """A row that is no entry, and why."""

    row: int
    line: int
    reason: str


class Table(Struct, frozen=True, kw_only=True):
    """Every row of a file, as an entry in `rows` or by name in `named`; `index` says where each mentioned column is."""

    name: str
    form: str
    encoding: str
    delimiter: str
    columns: tuple[Column, ...]
    index: Mapping[str, int]
    dropped: Mapping[int, str]
    rows: tuple[Row, ...]
    named: tuple[NamedRow, ...]
    counts: tuple[Count, ...]
    notes: tuple[str, ...]


def read_table(data: bytes, name: str, mapping: ImportMap, /) -> Table:
    """Read a CSV, TSV or XLSX file as the mapping describes it. Raises Refused when that cannot be done faithfully."""
    grid = _open(data, name, mapping)
    rows = without_tail(within_limits(grid.rows, name))
    above, header = _header(rows, name, mapping)
    columns = _columns(header, name)
    index, dropped = _resolve(columns, mapping)
    reader = _Reader(mapping.table, len(columns), workbook=grid.form == "XLSX")
    entries = tuple(reader.read(rows))
    return Table(
        name=name,
        form=grid.form,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        columns=columns,
        index=index,
        dropped=dropped,
        rows=entries,
        named=(*above, *reader.named),
        counts=tuple(reader.tally.counts()),
        notes=grid.notes,
    )


def _open(data: bytes, name: str, mapping: ImportMap) -> Grid:
    if len(data) > MOST_BYTES:
        raise refuse(name, f"{len(data):,} bytes; at most {MOST_BYTES:,} are read", "Split the table.")
    if not data.strip():
        raise refuse(name, "the file is empty", "Name the file that holds the inventory.")
    if data.startswith(OLE):
        message = "an old .xls workbook, or one locked with a password"
        raise refuse(name, message, "Save it as .xlsx without a password, or as CSV.")
    if data.startswith(ZIP):
        return open_xlsx(data, name, mapping.table)
    if name.lower().endswith(SPREADSHEETS):
        raise refuse(name, "not a workbook, whatever its name says", "Save it again as .xlsx, or as CSV.")
    return open_csv(data, name, mapping.table)


def _header(rows: Iterator[RawRow], name: str, mapping: ImportMap) -> tuple[list[NamedRow], RawRow]:
    due = mapping.table.header_row
    above: list[NamedRow] = []
    for raw in rows:
        if raw.row < due:
            above.append(NamedRow(raw.row, raw.line, "above the header"))
        elif not raw.is_empty:
            return above, raw
        else:
            raise refuse(name, f"row {due}, the header, is empty", "Set `header_row` under `table`.", line=raw.line)
    raise refuse(name, f"the table has no row {due} to be the header", "Set `header_row` under `table`.")


def _columns(header: RawRow, name: str) -> tuple[Column, ...]:
    texts = [one_line(clean(text)[0]) for text in header.cells]
    while texts and not texts[-1]:
        texts.pop()
    other = next((mark for mark in (";", "\t", "|") if mark in texts[0]), None)
    if len(texts) == 1 and other:
        raise refuse(
            name, "the header is a single column", f"Set `delimiter: {other!r}` under `table`.", line=header.line
        )
    return tuple(Column(position=position, header=text) for position, text in enumerate(texts))


def _resolve(columns: tuple[Column, ...], mapping: ImportMap) -> tuple[dict[str, int], dict[int, str]]:
    """Where every column that the mapping mentions stands. Raises Refused with every mention that leads nowhere."""
    mentions: list[tuple[str, Address, Path]] = [
        (alias, address, ("columns", alias)) for alias, address in mapping.columns.items()
    ]
    mentions += [
        (reference, mapping.address(reference), at)
        for reference, at in mapping.references()
        if reference not in mapping.columns
    ]
    mentions += [("", address, ("drop", number)) for number, (address, _) in enumerate(mapping.drop)]
    found = [(reference, find_column(address, columns), at) for reference, address, at in mentions]
    lost = [mapping.problem(at, place.message, place.fix) for _, place, at in found if isinstance(place, Lost)]
    index = {reference: place for reference, place, _ in found if isinstance(place, int)}
    drops = [place for reference, place, _ in found if isinstance(place, int) and not reference]
    problems = lost or list(_twins(columns, {*index.values(), *drops}, mapping))
    if problems:
        raise Refused(dict.fromkeys(problems))
    return index, dict(zip(drops, (why for _, why in mapping.drop), strict=True))


def _twins(columns: tuple[Column, ...], claimed: set[int], mapping: ImportMap) -> Iterator[Problem]:
    for header, positions in unclaimed_twins(columns, claimed):
        letters = ", ".join(letter_of(position) for position in positions)
        yield mapping.problem(
            ("columns",) if mapping.columns else (),
            f"{len(positions)} columns have the header {header!r} ({letters}), and not all of them are addressed",
            f"Name each in `columns` or `drop`: {header}[1] to {header}[{len(positions)}], or by letter.",
        )


class _Reader:
    """Turns raw rows into clean entries, and keeps the name of every row that is none."""

    def __init__(self, shape: Shape, width: int, *, workbook: bool) -> None:
        self.width, self.workbook = width, workbook
        self.filled = workbook or shape.short_rows == "fill"
        self.remove_emails = shape.remove_emails
        self.blanks = BlankWords(shape.blank)
        self.named: list[NamedRow] = []
        self.tally = Tally()

    def read(self, rows: Iterator[RawRow], /) -> Iterator[Row]:
        """The rows that are entries, cleaned; the others are kept by name."""
        for raw in rows:
            reason = self._reason(raw)
            if reason:
                self.named.append(NamedRow(raw.row, raw.line, reason))
            else:
                yield Row(raw.row, raw.line, tuple(self._cells(raw)))

    def _reason(self, raw: RawRow) -> str:
        """Why a row is no entry; '' when it is one."""
        if raw.is_empty:
            return "empty row"
        surplus = any(cell.strip() for cell in raw.cells[self.width :])
        if surplus or (len(raw.cells) < self.width and not self.filled):
            return f"{len(raw.cells)} cells where the header has {self.width}"
        return ""

    def _cells(self, raw: RawRow) -> Iterator[str]:
        for position in range(self.width):
            text = raw.cells[position] if position < len(raw.cells) else ""
            cleaned, done = clean(text, remove_emails=self.remove_emails)
            for word in done:
                self.tally.add(raw.row, Note(position, Fate.CLEANED, reason=word, text=cleaned))
            if self.workbook:
                cleaned = self._computed(raw, position, cleaned)
            if cleaned in self.blanks:
                self.tally.add(raw.row, Note(position, Fate.BLANK, reason="in words" if cleaned else "", text=cleaned))
            yield cleaned

    def _computed(self, raw: RawRow, position: int, text: str) -> str:
        """The text of a workbook's cell, with what is said about formulas."""
        if text in ERRORS:
            self.tally.add(raw.row, Note(position, Fate.DROPPED, reason="error value", text=text))
            return ""
        if position in raw.formulas:
            fate = Fate.CLEANED if text else Fate.DROPPED
            reason = "formula: its last computed value taken" if text else "formula without a computed value"
            self.tally.add(raw.row, Note(position, fate, reason=reason, text=text))
        return text
