"""Measurement tables: strict CSV in, typed rows with the position of every cell out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from seedbed.problems import Finding, Place, Problem, printable, rule

COLUMNS = (
    "period",
    "version",
    "tasks",
    "automated",
    "judged",
    "correct",
    "human_minutes",
    "cost",
    "input_tokens",
    "output_tokens",
    "escalations",
    "method",
    "source",
)
HEADER = ",".join(COLUMNS)
COUNTS = frozenset({"tasks", "automated", "judged", "correct", "input_tokens", "output_tokens", "escalations"})
AMOUNTS = frozenset({"human_minutes", "cost"})
OPTIONAL = frozenset({"cost", "input_tokens", "output_tokens", "escalations"})

MOST_PROBLEMS = 50
"""Problems that are listed of one table; a file with more is not a table that somebody mistyped."""

CELL = re.compile(r'"((?:[^"]|"")*)"|([^",]*)')
COUNT = re.compile(r"0|[1-9][0-9]{0,14}")
FORMULA = ("=", "+", "-", "@", "\t")
"""How a text begins that a spreadsheet runs when it opens the table."""
AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?")


class Row(Struct, frozen=True):
    """One line: typed values by column (an empty optional cell is absent), its line, the column of each cell."""

    line: int
    data: Mapping[str, Any]
    columns: Mapping[str, int]


def parse_measurements(text: str, /, *, path: str) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """Read a measurement table. Rows with a problem are left out of the result; the problems say why."""
    lines = text.removesuffix("\n").split("\n")
    problems = list(csv_header(path, lines[0]))
    if problems:
        return (), tuple(problems)
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        row, found = _parse_row(line, number, path)
        problems.extend(found)
        if row and not found:
            rows.append(row)
        if len(problems) >= MOST_PROBLEMS:
            break
    return tuple(rows), tuple(problems)


def _parse_row(line: str, number: int, path: str) -> tuple[Row | None, list[Problem]]:
    cells = _split(line)
    if cells is None or len(cells) != len(COLUMNS):
        return None, list(csv_cells(Place(path=path, line=number), line, None if cells is None else len(cells)))
    data: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, (column, text) in zip(COLUMNS, cells, strict=True):
        place = Place(path=path, line=number, column=column)
        value = _typed(name, text)
        if value is None:
            problems.extend(csv_value(place, name, text))
        elif text or name not in OPTIONAL:
            data[name] = value
    return Row(number, data, {name: column for name, (column, _) in zip(COLUMNS, cells, strict=True)}), problems


def _split(line: str) -> list[tuple[int, str]] | None:
    """The cells of a line with the column at which each begins, or None when a quote is left open or stray."""
    cells: list[tuple[int, str]] = []
    start = 0
    while True:
        match = CELL.match(line, start)
        if match is None or (match.end() < len(line) and line[match.end()] != ","):
            return None
        quoted, bare = match.groups()
        cells.append((start + 1, bare if quoted is None else quoted.replace('""', '"')))
        if match.end() == len(line):
            return cells
        start = match.end() + 1


def _typed(name: str, text: str) -> int | float | str | None:
    """The value of a cell; None when it is not of the column's type. An empty optional cell is the empty text."""
    if not text:
        return "" if name in OPTIONAL else None
    if name in COUNTS:
        return int(text) if COUNT.fullmatch(text) else None
    if name in AMOUNTS:
        value = float(text) if AMOUNT.fullmatch(text) else math.nan
        return value if math.isfinite(value) else None
    return None if text.startswith(FORMULA) else text


@rule("csv-header", family="reading")
def csv_header(path: str, first: str, /) -> Iterator[Finding]:
    """A measurement table begins with exactly the header that the format names, in that order.

    A missing, renamed or added column makes a table that two readers understand differently.
    """
    if first != HEADER:
        yield Finding(
            Place(path=path), "the header is not that of a measurement table", f"Make the first line: {HEADER}"
        )


@rule("csv-cells", family="reading")
def csv_cells(place: Place, line: str, count: int | None, /) -> Iterator[Finding]:
    """Every line of a measurement table has one cell for each column; texts with a comma stand in double quotes."""
    if count is None:
        yield Finding(
            place,
            "a quote is not closed, or stands inside an unquoted cell",
            'Put the whole text in double quotes and double each quote inside: "say ""yes"""',
        )
    elif not line.strip():
        yield Finding(place, "an empty line", "Remove the line.")
    else:
        yield Finding(place, f"{count} cells where {len(COLUMNS)} are due", f"The columns are: {HEADER}")


@rule("csv-value", family="reading")
def csv_value(place: Place, name: str, text: str, /) -> Iterator[Finding]:
    """A cell of a measurement table is of its column's type.

    Counts are whole numbers without sign, separator or leading zero; minutes and cost are plain decimals; only cost,
    tokens and escalations may be empty. Percentages are refused: counts are asked for, shares are computed. A text does
    not begin like a formula, since a spreadsheet would run it.
    """
    what = "a whole number" if name in COUNTS else "a plain number" if name in AMOUNTS else "a text"
    like = ", like 1240" if name in COUNTS else ", like 86.5" if name in AMOUNTS else ""
    if text:
        fix = "Write the number alone: no sign, blank, separator, unit or per cent."
        if name not in COUNTS | AMOUNTS:
            fix = f"Begin with another character than {text[0]!r}: a spreadsheet would run it as a formula."
        yield Finding(place, f'{name} is "{printable(text[:30])}" where {what} is due{like}', fix)
    else:
        yield Finding(place, f"{name} is empty where {what} is due", "Fill the cell in.")
