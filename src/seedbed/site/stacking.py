"""Cells that say what they are: on a phone a row is a block, and the heads of its columns are out of sight."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

CELL = "<td"


def label_cells(rows: str, heads: Sequence[str], /) -> Markup:
    """Rows of a table, trusted HTML, whose cells after the first name their column as `data-head`.

    A cell over several columns names none. Raises ValueError for a row with more cells than heads.
    """
    named = [f'{CELL} data-head="{escape(head)}"' for head in heads[1:]]
    return Markup("<tr".join(_label(row, named) for row in str(rows).split("<tr")))  # noqa: S704 - as it came


def _label(row: str, named: Sequence[str]) -> str:
    first, *cells = row.split(CELL)
    pairs = zip(named[: len(cells)], cells, strict=True)
    return first + "".join([(CELL if cell.startswith(" colspan") else name) + cell for name, cell in pairs])
