"""Sections of facts and small tables for people at a terminal, as styled lines of safe text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TypeAlias

from rich.cells import cell_len

from seedbed.reports.findings import safe_text
from seedbed.reports.text import Line

LABEL = 24
"""Columns of the name of a fact."""
VALUE = 30
"""Most columns of the values of a section; a longer one pushes its remark aside."""
WIDTH = 100
"""Columns of a line, as far as words can be broken."""

Fact: TypeAlias = tuple[str, str, str]
"""A name, its value, and what to know about it."""


def heading(words: str, /) -> Iterator[Line]:
    """A section's heading, with an empty line before it."""
    yield ()
    yield ((safe_text(words), "bold"),)


def fact_lines(facts: Iterable[Fact], /) -> Iterator[Line]:
    """One line for each fact; remarks stand in a column of their own, and go on there."""
    safe = [(safe_text(name), safe_text(value), safe_text(remark)) for name, value, remark in facts]
    column = min(max((cell_len(value) for _, value, _ in safe), default=0), VALUE)
    indent = LABEL + column + 6
    for name, value, remark in safe:
        first, *rest = wrap(remark, WIDTH - indent, break_long_words=False) or [""]
        fits = cell_len(value) <= column
        shown = _padded(value, column if fits and first else 0)
        yield (f"  {_padded(name, LABEL)}  ", ""), (shown, "bold"), (f"  {first}".rstrip(), "dim")
        for more in rest:
            yield ((f"{' ' * indent}{more}", "dim"),)


def table_lines(
    heads: Sequence[str], rows: Sequence[Sequence[str]], /, *, numbers: Iterable[int] = ()
) -> Iterator[Line]:
    """A table as wide as its cells, two blanks between columns; `numbers` are the columns set to the right."""
    right = set(numbers)
    cells = [[safe_text(cell) for cell in row] for row in rows]
    widths = [max(cell_len(row[place]) for row in [list(heads), *cells]) for place in range(len(heads))]

    def line(row: Sequence[str], style: str) -> Line:
        """One row, its cells as wide as their columns."""
        padded = [_padded(cell, widths[place], right=place in right) for place, cell in enumerate(row)]
        return ((f"  {'  '.join(padded)}".rstrip(), style),)

    yield line(heads, "dim")
    for row in cells:
        yield line(row, "")


def _padded(text: str, width: int, *, right: bool = False) -> str:
    blanks = " " * (width - cell_len(text))
    return f"{blanks}{text}" if right else f"{text}{blanks}"
