"""A matrix from source to adopter: a table whose cells are shaded by their count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from seedbed.site.charts.parts import Cell, frame, join, scroller
from seedbed.site.language import ENGLISH, Language

SHADES = 5
NONE = Markup('<td class="sb-heat sb-heat--0"><span class="sb-heat__none">0</span></td>')
HEAD, ROW = 366, 105
"""Of the figure on a phone, in px: what stands around the rows, and a row."""


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
    counts = {column: chart.counts.get((row, column), 0) for column in used}
    return Markup('<tr><th scope="row">{}</th>{}{}</tr>').format(
        chart.names[row].html,
        join(_cell(count, most, chart.names[column].text) for column, count in counts.items()),
        _sum(sum(counts.values()), chart.language.say("Given")),
    )


def _cell(count: int, most: int, column: str) -> Markup:
    """A count and its shade; it names its column, whose head is out of sight on a phone."""
    if not count:
        return NONE
    return Markup('<td class="sb-heat sb-heat--{}" data-head="{}">{}</td>').format(
        -(-count * SHADES // most), column, count
    )


def _foot(chart: Matrix, used: Sequence[str]) -> Markup:
    sums = {column: sum(chart.counts.get((row, column), 0) for row in used) for column in used}
    taken = chart.language.say("Taken")
    return Markup('<tr><th scope="row">{}</th>{}{}</tr>').format(
        taken,
        join(_sum(count, chart.names[column].text) for column, count in sums.items()),
        _sum(sum(sums.values()), taken),
    )


def _sum(count: int, head: str) -> Markup:
    return Markup('<td class="sb-matrix__sum" data-head="{}">{}</td>').format(head, count)
