"""CSV and TSV files: bytes in, raw rows out, in a declared encoding and with a declared delimiter."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from seedbed.imports.grid import Grid, RawRow, refuse
from seedbed.imports.mapping import Shape

DELIMITERS = {".tsv": "\t", ".tab": "\t"}
MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def open_csv(data: bytes, name: str, shape: Shape, /) -> Grid:
    """Decode and split a text table. Raises Refused when it is not in the declared encoding."""
    text, encoding, notes = decode(data, name, shape)
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    delimiter = shape.delimiter or DELIMITERS.get(suffix, ",")
    rows = _rows(text, name, delimiter)
    return Grid(form="CSV", rows=rows, encoding=encoding, delimiter=delimiter, notes=notes)


def decode(data: bytes, name: str, shape: Shape, /) -> tuple[str, str, tuple[str, ...]]:
    """The text, the encoding that was used, and what the report must say about it."""
    declared = "utf-8-sig" if shape.encoding == "utf-8" else shape.encoding
    try:
        text = data.decode(declared)
    except UnicodeDecodeError as error:
        return _fall_back(data, name, shape, error)
    marked = declared == "utf-8-sig" and data.startswith(codecs.BOM_UTF8)
    return text.removeprefix("\ufeff"), "utf-8 with a byte order mark" if marked else shape.encoding, ()


def _fall_back(data: bytes, name: str, shape: Shape, error: UnicodeDecodeError) -> tuple[str, str, tuple[str, ...]]:
    line = data.count(b"\n", 0, error.start) + 1
    wrong = f"byte 0x{data[error.start]:02x} on line {line} is not {shape.encoding}"
    if shape.fallback is None:
        mark = MARKS.get(data[:2])
        fix = (
            f"The file begins with the mark of {mark}: set `encoding: {mark}` under `table`."
            if mark
            else "Say what it is: `fallback: cp1252` under `table` (Windows, Western Europe), or save it as UTF-8."
        )
        raise refuse(name, wrong, fix, line=line) from error
    try:
        text = data.decode(shape.fallback)
    except UnicodeDecodeError as second:
        line = data.count(b"\n", 0, second.start) + 1
        message = f"{wrong}, and byte 0x{data[second.start]:02x} on line {line} is not {shape.fallback}"
        raise refuse(name, message, "Find out how the file was saved, and say so.", line=line) from second
    return text, shape.fallback, (f"read as {shape.fallback}, the declared fallback: {wrong}",)


def _rows(text: str, name: str, delimiter: str) -> Iterator[RawRow]:
    """Rows with the line on which each begins. Raises Refused where the quoting cannot be understood."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, line = 0, 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fix = "Double every quote inside a quoted cell, close every quote, and check the delimiter."
            message = f"the row that begins here cannot be split: {error} (line {reader.line_num})"
            raise refuse(name, message, fix, line=line) from error
        number += 1
        yield RawRow(number, line, cells)
        line = reader.line_num + 1
