"""Bars in a table: every bar stands beside its own figure, so the table is the chart and reads aloud as one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from seedbed.site.charts.parts import Cell, figure_cell, frame, join, look, scroller
from seedbed.site.charts.scale import Value, share

THICK = 14
HEAD, ROW, FIGURES, ABREAST = 180, 56, 38, 3
"""Of the figure on a phone, in px: what stands around the rows, a row, and a line of several figures below its bar, so
many of which stand abreast.
"""


class Bar(Struct, frozen=True, kw_only=True):
    """One row: its name, the parts of its bar (None: nothing to draw), the figures beside it, and a mark to compare
    with.
    """

    name: Cell
    parts: tuple[Value, ...]
    cells: tuple[Cell, ...]
    mark: Value = None


class Bars(Struct, frozen=True, kw_only=True):
    """A table of bars on one scale. `heads` names the row names and the figures; `parts` the parts of a stacked bar,
    and `mark` what the marks are.
    """

    title: str
    says: str
    heads: tuple[str, ...]
    bars: tuple[Bar, ...]
    parts: tuple[str, ...] = ()
    mark: str = ""


def draw_bars(chart: Bars, /) -> Markup:
    """The figure of a table of bars; '' without rows."""
    if not chart.bars:
        return Markup("")
    low, high = _bounds(chart.bars)
    first, *rest = chart.heads
    # One figure is what the title says; of several each says on a phone what it is.
    named = rest if len(rest) > 1 else [""] * len(rest)
    table = Markup(
        '<table class="sb-table sb-bars"><caption>{}</caption><thead>'
        '<tr><th scope="col">{}</th><td class="sb-bars__place"></td>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(
        chart.title,
        first,
        join(Markup('<th scope="col" class="sb-num">{}</th>').format(head) for head in rest),
        join(_row(bar, named, low, high) for bar in chart.bars),
    )
    return frame("bars", chart.says, _key(chart), scroller(chart.title, table), height=_height(chart))


def _height(chart: Bars) -> int:
    figures = len(chart.heads) - 1
    lines = math.ceil(figures / ABREAST) if figures > 1 else 0
    return HEAD + (ROW + FIGURES * lines) * len(chart.bars)


def _bounds(bars: Sequence[Bar]) -> tuple[float, float]:
    ends = [end for bar in bars for end in _ends(bar)]
    low, high = min(ends, default=0.0), max(ends, default=0.0)
    return (low, high) if high > low else (0.0, 1.0)


def _ends(bar: Bar) -> Iterator[float]:
    values = [float(part) for part in bar.parts if part is not None]
    yield sum(value for value in values if value > 0)
    yield sum(value for value in values if value < 0)
    if bar.mark is not None:
        yield float(bar.mark)


def _row(bar: Bar, heads: Sequence[str], low: float, high: float) -> Markup:
    return Markup(
        '<tr><th scope="row">{}</th><td class="sb-bars__place">'
        '<svg class="sb-bar" width="100%" height="{}" aria-hidden="true">{}</svg></td>{}</tr>'
    ).format(
        bar.name.html,
        THICK,
        join(_drawing(bar, low, high)),
        join(figure_cell(cell, head) for cell, head in zip(bar.cells, heads, strict=True)),
    )


def _drawing(bar: Bar, low: float, high: float) -> Iterator[Markup]:
    span = high - low
    up = down = 0.0
    for number, part in enumerate(bar.parts):
        value = float(part or 0)
        start = up if value >= 0 else down + value
        up, down = (up + value, down) if value >= 0 else (up, down + value)
        if value:
            yield Markup(
                '<rect class="sb-chart__column sb-series sb-series--{}" x="{}" width="{}" height="{}"/>'
            ).format(look(number), share(start - low, span), share(abs(value), span), THICK)
    if low < 0:
        yield _upright("sb-chart__zero", -low, span)
    if bar.mark is not None:
        yield from (_upright(name, float(bar.mark) - low, span) for name in ("sb-chart__halo", "sb-chart__mark"))


def _upright(name: str, place: float, span: float) -> Markup:
    x = share(place, span)
    return Markup('<line class="{}" x1="{}" x2="{}" y1="0" y2="{}"/>').format(name, x, x, THICK)


def _key(chart: Bars) -> Markup:
    swatch = Markup('<li><svg class="sb-chart__swatch" width="14" height="14">{}</svg> {}</li>')
    box = Markup('<rect class="sb-chart__column sb-series sb-series--{}" width="14" height="14"/>')
    keys = [swatch.format(box.format(look(number)), name) for number, name in enumerate(chart.parts)]
    if chart.mark:
        keys.append(swatch.format(Markup('<line class="sb-chart__mark" x1="7" x2="7" y1="0" y2="14"/>'), chart.mark))
    return (
        Markup('<ul class="sb-chart__key sb-chart__key--always" aria-hidden="true">{}</ul>').format(join(keys))
        if keys
        else Markup("")
    )
