"""Workbooks (.xlsx): judged as archives first, then read cell by cell; nothing in them is computed or followed."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from seedbed.imports.grid import MOST_CELLS, Grid, RawRow, refuse
from seedbed.imports.mapping import Shape

MOST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 5_000
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that XML cannot hold."""
DAMAGE = (
    *(
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        OSError,
        RuntimeError,
        SyntaxError,
        TypeError,
        ValueError,
    ),
    *(zipfile.BadZipFile, zlib.error, InvalidFileException),
)
"""What the readers of archives, XML and workbooks raise for a file that is none of these."""
SAVE_AS = "Open it in a spreadsheet and save the sheet as a plain .xlsx or as CSV."


def open_xlsx(data: bytes, name: str, shape: Shape, /) -> Grid:
    """Open a workbook's sheet. Raises Refused when it is not one, or holds more than cells."""
    computed = _judge(data, name)
    try:
        values = _sheet(data, name, shape, data_only=True)
        formulas = _sheet(data, name, shape, data_only=False) if computed else None
    except DAMAGE as error:
        raise refuse(name, f"the workbook cannot be read: {error}", SAVE_AS) from error
    return Grid(form="XLSX", rows=_rows(values, formulas, name), notes=(f"worksheet {values.title!r}",))


def _judge(data: bytes, name: str) -> bool:
    """Refuse what is no plain workbook, before anything in it is parsed; whether it holds formulas."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise refuse(name, f"not a workbook: {error}", SAVE_AS) from error
    with archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
            message = f"the workbook unpacks to {unpacked:,} bytes in {len(parts):,} parts"
            raise refuse(name, message, f"At most {MOST_UNPACKED:,} bytes and {MOST_PARTS:,} parts are read.")
        for part in parts:
            _judge_part(part.filename.lower(), name)
        try:
            computed = [_judge_text(archive.read(part), name, part.filename) for part in parts]
        except DAMAGE as error:
            raise refuse(name, f"the workbook is damaged or locked: {error}", SAVE_AS) from error
    return any(computed)


def _judge_part(part: str, name: str) -> None:
    if part.endswith("vbaproject.bin") or "/macrosheets/" in part or "/activex/" in part:
        raise refuse(name, f"the workbook holds macros ({part})", SAVE_AS)
    if "/externallinks/" in part or part.endswith("connections.xml") or "/querytables/" in part:
        raise refuse(name, f"the workbook reaches outside itself ({part})", f"Break its links. {SAVE_AS}")


def _judge_text(text: bytes, name: str, part: str) -> bool:
    """Whether this part is a sheet with formulas. An entity declaration is refused: it is how XML bombs are built."""
    if any(mark in text for mark in DOCTYPES):
        raise refuse(name, f"the workbook declares XML entities ({part})", SAVE_AS)
    return part.startswith("xl/worksheets/") and (b"<f>" in text or b"<f " in text or b"<f/" in text)


def _sheet(data: bytes, name: str, shape: Shape, *, data_only: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which are not read
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)
    titles = [sheet.title for sheet in book.worksheets]
    if shape.sheet is None and len(titles) != 1:
        raise refuse(name, f"the workbook has {len(titles)} worksheets", f"Name one under `table`: {_listed(titles)}.")
    if shape.sheet is not None and shape.sheet not in titles:
        raise refuse(name, f"the workbook has no worksheet {shape.sheet!r}", f"It has {_listed(titles)}.")
    sheet = book[shape.sheet or titles[0]]
    sheet.reset_dimensions()  # the stated size may be a lie that makes every row 16,384 cells wide
    return sheet


def _listed(titles: list[str]) -> str:
    return ", ".join(f"`sheet: {title}`" for title in titles[:20])


def _rows(values: Any, formulas: Any, name: str) -> Iterator[RawRow]:
    twins = formulas.iter_rows(values_only=True) if formulas else iter(())
    pairs = zip_longest(values.iter_rows(values_only=True), twins, fillvalue=())
    number = width = 0
    try:
        for number, (cells, written) in enumerate(pairs, start=1):
            width += len(cells)
            if width > MOST_CELLS:
                raise refuse(name, f"more than {MOST_CELLS:,} cells", "Delete empty columns and rows.", line=number)
            computed = frozenset(n for n, cell in enumerate(written) if isinstance(cell, str) and cell.startswith("="))
            texts = [_text(cell) for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            yield RawRow(number, number, texts, computed)
    except DAMAGE as error:
        raise refuse(name, f"the worksheet is damaged: {error}", SAVE_AS, line=number + 1) from error


def _text(cell: object) -> str:
    """What a cell says, as text: ISO days and moments, numbers without a needless fraction, TRUE and FALSE."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        is_day = cell == cell.replace(hour=0, minute=0, second=0, microsecond=0)
        return cell.date().isoformat() if is_day else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(cell))
