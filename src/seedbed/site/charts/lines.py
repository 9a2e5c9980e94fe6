"""Lines, steps and areas over time.

Across, everything stands in per cent of the width, so that the drawing fills a phone and a desk without shrinking its
letters; downwards, in pixels. The lines themselves lie in an inner drawing that stretches, with strokes that do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from markupsafe import Markup
from msgspec import Struct

from seedbed.site.charts.parts import DASHES, Cell, data_table, draw, figure_of, frame, join, look
from seedbed.site.charts.scale import Format, Scale, Value, apart, plain, scale_of, share
from seedbed.site.language import ENGLISH, Language, marked

HEIGHT = 230
WIDTH = 1000
"""Units of the inner drawing across."""
LABEL_GAP = 15
MOST_LABELS = 7
LONGEST, USUAL = 24, 26
"""Letters of a name at the end of a line, and of a name with its value that the style sheet leaves room for."""
END = 0.98
"""Labels that begin further right than this are drawn from right to left."""


class Series(Struct, frozen=True, kw_only=True):
    """One line: a value for each label of the chart, None where there is none. A faint one is context, without a
    label.
    """

    name: str
    values: tuple[Value, ...]
    href: str | None = None
    is_faint: bool = False


class Level(Struct, frozen=True, kw_only=True):
    """A line across at a value that means something, with its name."""

    value: float
    name: str


class Lines(Struct, frozen=True, kw_only=True):
    """A chart of series over the same labels. `says` is the sentence that it shows; `id` must be free on the page.

    `top` is a value that the axis reaches at least, `across` what the labels are, and `measure` is
    said after the last of them where a bare number would not tell what it counts.
    """

    id: str
    title: str
    says: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    format: Format
    kind: Literal["line", "step", "area"] = "line"
    levels: tuple[Level, ...] = ()
    top: float | None = None
    across: str = marked("Month")
    measure: str = ""
    language: Language = ENGLISH


def draw_lines(chart: Lines, /) -> Markup:
    """The figure of a chart of lines; '' when it has no value at all."""
    stated = [value for one in chart.series for value in one.values if value is not None]
    if not stated:
        return Markup("")
    scale = scale_of(stated, length=HEIGHT, top=chart.top)
    content = _layers(chart, scale)
    drawing = draw(content, id=chart.id, title=chart.title, says=_describe(chart), size=("100%", HEIGHT))
    plot = Markup('<div class="sb-chart__plot{}">{}</div>').format(_room(chart), drawing)
    heads = (chart.language.look_up(chart.across), *(one.name for one in chart.series))
    return frame(
        chart.kind, chart.says, plot, _key(chart), data_table(chart.title, heads, _rows(chart), chart.language)
    )


def _layers(chart: Lines, scale: Scale) -> Iterator[Markup]:
    yield from (grid(tick, scale, chart.format) for tick in scale.ticks)
    yield from _labels(chart)
    yield from _levels(chart, scale)
    yield Markup(
        '<svg class="sb-chart__lines" width="100%" height="{}" viewBox="0 0 {} {}" preserveAspectRatio="none">{}</svg>'
    ).format(HEIGHT, WIDTH, HEIGHT, join(_lines(chart, scale)))
    yield from _ends(chart, scale)


def grid(tick: float, scale: Scale, form: Format, /) -> Markup:
    """The line across at a tick, and its value at the left."""
    y = plain(scale.place(tick))
    return Markup(
        '<line class="sb-chart__grid{}" x1="0" x2="100%" y1="{}" y2="{}"/>'
        '<text class="sb-chart__tick" x="-8" y="{}" dy="4" text-anchor="end">{}</text>'
    ).format("" if tick else " sb-chart__grid--zero", y, y, y, form(tick))


def _across(number: int, count: int) -> float:
    return number / (count - 1) if count > 1 else 0.5


def _labels(chart: Lines) -> Iterator[Markup]:
    """Some of the labels, counted back from the last; every second one steps aside on a phone."""
    count = len(chart.labels)
    step = -(-count // MOST_LABELS)
    for place, number in enumerate(range(count - 1, -1, -step)):
        x = _across(number, count)
        label = chart.labels[number] if place or not chart.measure else f"{chart.labels[number]} {chart.measure}"
        anchor = "end" if x > END else "start" if x < 1 - END else "middle"
        yield Markup('<text class="sb-chart__tick{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
            " sb-chart__tick--wide" if place % 2 else "", share(x, 1), HEIGHT + 18, anchor, label
        )


def _levels(chart: Lines, scale: Scale) -> Iterator[Markup]:
    for level in chart.levels:
        if level.value <= scale.high:
            y = plain(scale.place(level.value))
            yield Markup(
                '<line class="sb-chart__level" x1="0" x2="100%" y1="{}" y2="{}"/>'
                '<text class="sb-chart__tick" x="4" y="{}" dy="-4">{}</text>'
            ).format(y, y, y, level.name)


def _lines(chart: Lines, scale: Scale) -> Iterator[Markup]:
    """Faint lines first, so that the others lie on them."""
    ordered = sorted(enumerate(chart.series), key=lambda pair: not pair[1].is_faint)
    for number, one in ordered:
        kind = "sb-faint" if one.is_faint else f"sb-series sb-series--{look(number)}"
        points = _points(one, scale)
        if chart.kind == "area":
            yield Markup('<path class="sb-chart__area {}" d="{}"/>').format(kind, _area(points, scale))
        yield Markup(
            '<path class="sb-chart__line {}" d="{}" vector-effect="non-scaling-stroke"{}><title>{}</title></path>'
        ).format(kind, _path(points, is_step=chart.kind == "step"), _dash(number, is_faint=one.is_faint), one.name)


def _dash(number: int, *, is_faint: bool) -> Markup:
    dash = "" if is_faint else DASHES[look(number) - 1]
    return Markup(' stroke-dasharray="{}"').format(dash) if dash else Markup("")


Run = list[tuple[float, float]]


def _points(one: Series, scale: Scale) -> list[Run]:
    """Runs of neighbours that have a value."""
    runs: list[Run] = [[]]
    for number, value in enumerate(one.values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((WIDTH * _across(number, len(one.values)), scale.place(float(value))))
    return [run for run in runs if run]


def _path(runs: list[Run], *, is_step: bool) -> str:
    return "".join(_run_path(run, is_step=is_step) for run in runs)


def _run_path(run: Run, *, is_step: bool) -> str:
    (x, y), *rest = run
    start = f"M{plain(x)} {plain(y)}"
    if is_step:
        return start + "".join(f"H{plain(x)}V{plain(y)}" for x, y in rest)
    return start + "".join(f"L{plain(x)} {plain(y)}" for x, y in rest)


def _area(runs: list[Run], scale: Scale) -> str:
    ground = plain(scale.place(0))
    return "".join(f"{_run_path(run, is_step=False)}V{ground}H{plain(run[0][0])}Z" for run in runs)


def _last(one: Series) -> tuple[int, float] | None:
    """The last value of a series and its place."""
    found = [(number, float(value)) for number, value in enumerate(one.values) if value is not None]
    return found[-1] if found else None


def _ends(chart: Lines, scale: Scale) -> Iterator[Markup]:
    """A dot at each last value, and beside it the name and the value."""
    named = [
        (number, one, last) for number, one in enumerate(chart.series) if not one.is_faint and (last := _last(one))
    ]
    places = apart([scale.place(last[1]) for _, _, last in named], gap=LABEL_GAP, length=HEIGHT)
    for (number, one, (place, value)), y in zip(named, places, strict=True):
        x = share(_across(place, len(one.values)), 1)
        yield Markup(
            '<circle class="sb-chart__dot sb-series sb-series--{}" cx="{}" cy="{}" r="3.5"/>'
            '<text class="sb-chart__end sb-series sb-series--{}" x="100%" dx="10" y="{}" dy="4">{} {}</text>'
        ).format(
            look(number), x, plain(scale.place(value)), look(number), plain(y), _short(one.name), chart.format(value)
        )


def _room(chart: Lines) -> str:
    """The class, with a blank before it, of a plot whose names need more room than usual."""
    ends = ((one, last) for one in chart.series if not one.is_faint and (last := _last(one)))
    longest = max((len(f"{_short(one.name)} {chart.format(last[1])}") for one, last in ends), default=0)
    return " sb-chart__plot--long" if longest > USUAL else ""


def _short(name: str) -> str:
    """A name that has room at the end of its line; the key and the table have the whole."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _key(chart: Lines) -> Markup:
    """The names of the lines for a screen that has no room beside them; read out with the drawing, so hidden from
    that.
    """
    named = [(number, one) for number, one in enumerate(chart.series) if not one.is_faint and _last(one)]
    return Markup('<ul class="sb-chart__key" aria-hidden="true">{}</ul>').format(
        join(
            Markup(
                '<li><svg class="sb-chart__swatch" width="28" height="10">'
                '<line class="sb-chart__line sb-series sb-series--{}" x1="0" x2="28" y1="5" y2="5"{}/></svg> {}</li>'
            ).format(look(number), _dash(number, is_faint=False), _end_text(one, chart.format))
            for number, one in named
        )
    )


def _end_text(one: Series, form: Format) -> str:
    last = _last(one)
    return f"{one.name} {form(last[1])}" if last else one.name


def _describe(chart: Lines) -> str:
    told = (_tell(one, chart) for one in chart.series if not one.is_faint)
    return "; ".join(part for part in told if part) + "."


def _tell(one: Series, chart: Lines) -> str:
    found = [(label, float(value)) for label, value in zip(chart.labels, one.values, strict=True) if value is not None]
    if not found:
        return ""
    (first, start), (last, end) = found[0], found[-1]
    facts = {"name": one.name, "start": chart.format(start), "first": first}
    if len(found) == 1:
        return chart.language.say("{name}: {start} in {first}", **facts)
    return chart.language.say("{name}: {start} in {first}, {end} in {last}", end=chart.format(end), last=last, **facts)


def _rows(chart: Lines) -> Iterator[list[Cell]]:
    """Newest first, as in every table of the portal."""
    for number in reversed(range(len(chart.labels))):
        values = [one.values[number] for one in chart.series]
        yield [
            Cell(chart.labels[number]),
            *(figure_of(value, chart.format, chart.language) for value in values),
        ]
