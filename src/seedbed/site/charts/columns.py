"""Columns stacked over time: what is above zero grows upwards, what is below it downwards."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from seedbed.site.charts.lines import HEIGHT, MOST_LABELS, Series, grid
from seedbed.site.charts.parts import Cell, data_table, draw, figure_of, frame, join, look
from seedbed.site.charts.scale import Format, Scale, plain, scale_of, share
from seedbed.site.language import ENGLISH, Language, marked

FILLED = 0.72
"""The part of a column's place that is drawn."""


class Columns(Struct, frozen=True, kw_only=True):
    """A chart of columns: for each label the values of all series on top of each other. None counts as nothing.

    `across` is what the labels are.
    """

    id: str
    title: str
    says: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    format: Format
    across: str = marked("Month")
    language: Language = ENGLISH


def draw_columns(chart: Columns, /) -> Markup:
    """The figure of a chart of columns; '' when it has no value at all."""
    if not any(value is not None for one in chart.series for value in one.values):
        return Markup("")
    stacks = [_stack(chart, number) for number in range(len(chart.labels))]
    scale = scale_of([value for stack in stacks for _, *ends in stack for value in ends], length=HEIGHT)
    content = (
        textures(chart.id, len(chart.series)),
        *(grid(tick, scale, chart.format) for tick in scale.ticks),
        *_columns(chart, stacks, scale),
    )
    drawing = draw(content, id=chart.id, title=chart.title, says=_describe(chart), size=("100%", HEIGHT))
    plot = Markup('<div class="sb-chart__plot sb-chart__plot--columns">{}</div>').format(drawing)
    together = [chart.language.say("Together")] if len(chart.series) > 1 else []
    heads = [chart.language.look_up(chart.across), *(one.name for one in chart.series), *together]
    return frame("columns", chart.says, plot, _key(chart), data_table(chart.title, heads, _rows(chart), chart.language))


def textures(chart: str, count: int, /) -> Markup:
    """Textures for the series after the first, so that they differ without colour too."""
    return Markup("<defs>{}</defs>").format(
        join(
            Markup(
                '<pattern id="{}-fill-{}" class="sb-series sb-series--{}" width="6" height="6"'
                ' patternUnits="userSpaceOnUse" patternTransform="rotate({})">'
                '<rect class="sb-chart__weave" width="6" height="6"/>'
                '<rect class="sb-chart__thread" width="{}" height="6"/></pattern>'
            ).format(chart, look(number), look(number), 45 * number, plain(1.5 + number % 3))
            for number in range(1, min(count, 8))
        )
    )


def fill(chart: str, number: int, /) -> Markup:
    """The fill of a series: plain for the first, its texture for the others."""
    return Markup(' fill="url(#{}-fill-{})"').format(chart, look(number)) if number else Markup("")


Piece = tuple[int, float, float]
"""Number of the series, where its piece begins, where it ends."""


def _stack(chart: Columns, place: int) -> list[Piece]:
    pieces: list[Piece] = []
    up = down = 0.0
    for number, one in enumerate(chart.series):
        value = float(one.values[place] or 0)
        start = up if value >= 0 else down
        pieces.append((number, start, start + value))
        up, down = (start + value, down) if value >= 0 else (up, start + value)
    return pieces


def _columns(chart: Columns, stacks: list[list[Piece]], scale: Scale) -> Iterator[Markup]:
    count = len(chart.labels)
    step = -(-count // MOST_LABELS)
    for place, (label, stack) in enumerate(zip(chart.labels, stacks, strict=True)):
        left = place + (1 - FILLED) / 2
        for number, start, end in stack:
            if start != end:
                yield _piece(chart, (number, start, end), scale=scale, left=share(left, count), label=label)
        if (count - 1 - place) % step == 0:
            # The last label ends with its column, so that it does not leave the drawing on a phone.
            is_last, is_wide = place == count - 1 > 0, (count - 1 - place) // step % 2
            yield Markup('<text class="sb-chart__tick{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
                " sb-chart__tick--wide" if is_wide else "",
                "100%" if is_last else share(place + 0.5, count),
                HEIGHT + 18,
                "end" if is_last else "middle",
                label,
            )


def _piece(chart: Columns, piece: Piece, *, scale: Scale, left: str, label: str) -> Markup:
    number, start, end = piece
    top, bottom = sorted((scale.place(start), scale.place(end)))
    return Markup(
        '<rect class="sb-chart__column sb-series sb-series--{}"{} x="{}" width="{}" y="{}" height="{}">'
        "<title>{}</title></rect>"
    ).format(
        look(number),
        fill(chart.id, number),
        left,
        share(FILLED, len(chart.labels)),
        plain(top),
        plain(bottom - top),
        f"{chart.series[number].name}, {label}: {chart.format(end - start)}",
    )


def _key(chart: Columns) -> Markup:
    if len(chart.series) == 1:
        return Markup("")
    return Markup('<ul class="sb-chart__key sb-chart__key--always" aria-hidden="true">{}</ul>').format(
        join(
            Markup(
                '<li><svg class="sb-chart__swatch" width="14" height="14">'
                '<rect class="sb-chart__column sb-series sb-series--{}"{} width="14" height="14"/></svg> {}</li>'
            ).format(look(number), fill(chart.id, number), one.name)
            for number, one in enumerate(chart.series)
        )
    )


def _describe(chart: Columns) -> str:
    sums = [_sum(chart, place) for place in range(len(chart.labels))]
    return chart.language.say(
        "{start} in {first}, {end} in {last}.",
        start=chart.format(sums[0]),
        first=chart.labels[0],
        end=chart.format(sums[-1]),
        last=chart.labels[-1],
    )


def _sum(chart: Columns, place: int) -> float:
    return sum(float(one.values[place] or 0) for one in chart.series)


def _rows(chart: Columns) -> Iterator[list[Cell]]:
    for place in reversed(range(len(chart.labels))):
        cells = [figure_of(one.values[place], chart.format, chart.language) for one in chart.series]
        together = [figure_of(_sum(chart, place), chart.format, chart.language)] if len(chart.series) > 1 else []
        yield [Cell(chart.labels[place]), *cells, *together]
