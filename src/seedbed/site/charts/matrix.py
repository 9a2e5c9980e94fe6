"""A matrix from source to adopter: a table whose cells are shaded by their count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from seedbed.site.charts.parts import Cell, frame, join, scroller
from seedbed.site.language import ENGLISH, Language

SHADES = 5
HEAD, ROW = 335, 30
"""Of the figure, in px: what stands over the first row, and a row."""


class Matrix(Struct, frozen=True, kw_only=True):
    """Counts by (row, column) for the same names down and across; `rows` and `columns` say what these are."""

    title: str
    says: str
    rows: str
    columns: str
    names: Mapping[str, Cell]
    counts: Mapping[tuple[str, str], int]
    language: Language = ENGLISH


def draw_matrix(chart: Matrix, /) -> Markup:
    """The figure of a matrix; '' without counts. Names that neither gave nor took are left out."""
    used = [one for one in chart.names if any(one in pair and count for pair, count in chart.counts.items())]
    if not used:
        return Markup("")
    most = max(chart.counts.values())
    table = Markup(
        '<table class="sb-matrix"><caption>{}</caption><thead>'
        '<tr><td class="sb-matrix__corner">{} ↓<br>{} →</td>{}<th scope="col" class="sb-matrix__sum">{}</th>'
        "</tr></thead><tbody>{}</tbody><tfoot>{}</tfoot></table>"
    ).format(
        chart.title,
        chart.rows,
        chart.columns,
        join(Markup('<th scope="col"><span>{}</span></th>').format(chart.names[one].text) for one in used),
        chart.language.say("Given"),
        join(_row(chart, one, used, most) for one in used),
        _foot(chart, used),
    )
    return frame("matrix", chart.says, scroller(chart.title, table), height=HEAD + ROW * len(used))


def _row(chart: Matrix, row: str, used: Sequence[str], most: int) -> Markup:
    counts = [chart.counts.get((row, column), 0) for column in used]
    return Markup('<tr><th scope="row">{}</th>{}<td class="sb-matrix__sum">{}</td></tr>').format(
        chart.names[row].html, join(_cell(count, most) for count in counts), sum(counts)
    )


def _cell(count: int, most: int) -> Markup:
    shade = -(-count * SHADES // most)
    return Markup('<td class="sb-heat sb-heat--{}">{}</td>').format(
        shade, count or Markup('<span class="sb-heat__none">0</span>')
    )


def _foot(chart: Matrix, used: Sequence[str]) -> Markup:
    sums = [sum(chart.counts.get((row, column), 0) for row in used) for column in used]
    return Markup('<tr><th scope="row">{}</th>{}<td class="sb-matrix__sum">{}</td></tr>').format(
        chart.language.say("Taken"),
        join(Markup('<td class="sb-matrix__sum">{}</td>').format(one) for one in sums),
        sum(sums),
    )
