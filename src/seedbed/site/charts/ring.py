"""A ring of units by function: who copied from whom, readable with a dozen units and with two hundred.

Neighbours on the ring are units of one function. With few ties each is drawn; with many only the chief one of every
unit, the one it copied most from, since thousands of lines show nothing. The page's script draws all ties of the unit
that is chosen; they lie in the drawing as numbers. Nothing is left to chance: the same units give the same ring.

A phone has no room for the names: there the style sheet leaves them out, each function has its number, a key below says
which is which, and the script cuts the drawing to `data-reach` and tells the unit that is chosen.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from seedbed.site.charts.parts import Cell, data_table, draw, frame, join, scroller
from seedbed.site.charts.scale import plain
from seedbed.site.language import ENGLISH, Language

PITCH, LETTER, GROUP_LETTER = 11.5, 6.4, 7.6
"""Pixels along the ring for a unit, and for a letter of a unit's and of a function's name."""
GAP, INNER, LEAST = 16.0, 14, 160.0
"""Between two functions, between the ring and a name, and the smallest radius."""
BAND = 26
"""The outer band that holds the names of functions."""
MOST_TIES = 150
"""Ties that are drawn one by one; the chief ones only where there are more."""
CLOSE, PHONE = 12, 340.0
"""On a phone: between the ring and the arcs of the functions, and the width of the drawing, in px."""
MARK = 26
"""Between such an arc and the edge of the drawing, for its number."""
PULL = 0.42
"""How far out the lines bend, as a part of the radius; the script draws with the same."""
SMALLEST, LARGEST = 2.5, 8.0
ASIDE = Markup('<div class="sb-ring__ask" data-aside></div>')
"""Where the script puts the choice of a unit, and what it gave and took; on a phone it tells the latter below."""


class Dot(Struct, frozen=True, kw_only=True):
    """A unit on the ring; its dot grows with the copies that others took from it."""

    id: str
    name: Cell
    given: int


class Cluster(Struct, frozen=True, kw_only=True):
    """Units that stand together, under one name."""

    name: str
    dots: tuple[Dot, ...]


class Ring(Struct, frozen=True, kw_only=True):
    """Clusters of units, and how many copies went from one unit to another, by (source, taker).

    `heads` and `rows` are the same as a table; `id` must be free on the page.
    """

    id: str
    title: str
    says: str
    clusters: tuple[Cluster, ...]
    ties: Mapping[tuple[str, str], int]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    language: Language = ENGLISH


class _Place(Struct, frozen=True):
    dot: Dot
    number: int
    angle: float
    middle: float
    """Degrees from the right, clockwise: of the dot, and of the middle of its cluster."""


class _Sector(Struct, frozen=True):
    cluster: Cluster
    begin: float
    end: float


def draw_ring(chart: Ring, /) -> Markup:
    """The figure of a ring; '' without ties."""
    if not chart.ties:
        return Markup("")
    radius = _radius(chart.clusters)
    sectors = list(_sectors(chart.clusters, radius))
    places = {one.dot.id: one for one in _places(sectors)}
    outer = radius + INNER + LETTER * max(len(one.dot.name.text) for one in places.values())
    size = math.ceil(2 * (outer + BAND))
    content = Markup(
        '<g class="sb-ring" transform="translate({0} {0})" data-radius="{1}" data-reach="{2}" data-ties="{3}">{4}</g>'
    ).format(
        plain(size / 2),
        plain(radius),
        math.ceil(radius + CLOSE + MARK * _growth(radius)),
        _numbers(chart.ties, places),
        join(_layers(chart, sectors, places, radius, outer)),
    )
    drawing = draw([content], id=chart.id, title=chart.title, says=chart.says, size=(str(size), size), is_whole=True)
    table = data_table(chart.title, chart.heads, chart.rows, chart.language)
    return frame("ring", chart.says, ASIDE, scroller(chart.title, drawing), _key(chart.clusters), table)


def _key(clusters: Iterable[Cluster]) -> Markup:
    """The numbers of the functions on a phone; a list counts them as the drawing does."""
    return Markup('<ol class="sb-ring__key" data-aside>{}</ol>').format(
        join(Markup("<li>{}</li>").format(one.name) for one in clusters)
    )


def _growth(radius: float) -> float:
    """How much larger a letter is drawn to have its size where the ring is as wide as a phone."""
    return (radius + CLOSE) / (PHONE / 2 - MARK)


def _layers(
    chart: Ring, sectors: Sequence[_Sector], places: Mapping[str, _Place], radius: float, outer: float
) -> Iterator[Markup]:
    most = max(one.dot.given for one in places.values())
    largest = min(LARGEST, math.pi * radius / len(places) * 0.9)
    yield Markup('<g class="sb-ring__ties">{}</g>').format(
        join(_line(chart.ties[pair], places[pair[0]], places[pair[1]], radius) for pair in drawn_ties(chart.ties))
    )
    for number, one in enumerate(sectors):
        yield _band(f"{chart.id}-{number}", one, outer + 8)
        yield _close(number + 1, one, radius)
    yield from (_dot(one, radius, _size(one.dot.given, most, largest)) for one in places.values())


def drawn_ties(ties: Mapping[tuple[str, str], int], /) -> list[tuple[str, str]]:
    """All ties where they are few; else of each unit the one to the source it copied most from."""
    if len(ties) <= MOST_TIES:
        return sorted(ties)
    chief: dict[str, tuple[int, str]] = {}
    for (source, taker), count in sorted(ties.items()):
        if count > chief.get(taker, (0, ""))[0]:
            chief[taker] = (count, source)
    return [(source, taker) for taker, (_, source) in sorted(chief.items())]


def _span(cluster: Cluster, radius: float) -> float:
    """Pixels along the ring: room for every unit, and for the name of the cluster further out."""
    name = GROUP_LETTER * len(cluster.name) * radius / (radius + 150)
    return max(PITCH * len(cluster.dots), name)


def _radius(clusters: Iterable[Cluster]) -> float:
    around = sum(_span(one, LEAST) + GAP for one in clusters)
    return max(LEAST, around / (2 * math.pi))


def _sectors(clusters: Sequence[Cluster], radius: float) -> Iterator[_Sector]:
    """Each cluster with its share of the ring, from the top clockwise."""
    spans = [_span(one, LEAST) for one in clusters]
    free = 2 * math.pi * radius - sum(spans)
    degree = 360 / (2 * math.pi * radius)
    at = -90.0
    for cluster, span in zip(clusters, spans, strict=True):
        gap = free / len(clusters) * degree
        yield _Sector(cluster, at + gap / 2, at + gap / 2 + span * degree)
        at += gap + span * degree


def _places(sectors: Iterable[_Sector]) -> Iterator[_Place]:
    number = 0
    for one in sectors:
        step = (one.end - one.begin) / len(one.cluster.dots)
        for place, dot in enumerate(one.cluster.dots):
            yield _Place(dot, number, one.begin + step * (place + 0.5), (one.begin + one.end) / 2)
            number += 1


def _point(angle: float, radius: float) -> str:
    turn = math.radians(angle)
    return f"{radius * math.cos(turn):.0f} {radius * math.sin(turn):.0f}"


def _line(count: int, source: _Place, taker: _Place, radius: float) -> Markup:
    bends = (_point((one.angle + one.middle) / 2, radius * PULL) for one in (source, taker))
    path = f"M{_point(source.angle, radius)}C{' '.join(bends)} {_point(taker.angle, radius)}"
    return Markup('<path d="{}" stroke-width="{}"/>').format(path, plain(round(0.9 + math.log2(count) * 0.5, 1)))


def _band(id: str, one: _Sector, radius: float) -> Markup:
    """The arc over a cluster, and its name on a longer one, since letters beyond the end of a path are not drawn.

    In the lower half the name runs the other way, to stand upright.
    """
    middle = (one.begin + one.end) / 2
    half = math.degrees(GROUP_LETTER * len(one.cluster.name) / radius)
    is_low = 0 < middle % 360 < 180
    ends = (middle + half, middle - half) if is_low else (middle - half, middle + half)
    return Markup(
        '<path class="sb-ring__band" d="{}"/><path class="sb-ring__way" id="{}" d="{}"/>'
        '<text class="sb-ring__group" dy="{}"><textPath href="#{}" startOffset="50%" text-anchor="middle">{}</textPath>'
        "</text>"
    ).format(_arc(one.begin, one.end, radius), id, _arc(*ends, radius), 15 if is_low else -6, id, one.cluster.name)


def _close(number: int, one: _Sector, radius: float) -> Markup:
    """The arc of a cluster near the ring, and its number."""
    growth = _growth(radius)
    return Markup(
        '<path class="sb-ring__close" d="{}"/>'
        '<text class="sb-ring__number" transform="translate({}) scale({})" dy="5" text-anchor="middle">{}</text>'
    ).format(
        _arc(one.begin, one.end, radius + CLOSE),
        _point((one.begin + one.end) / 2, radius + CLOSE + MARK / 2 * growth),
        plain(round(growth, 2)),
        number,
    )


def _arc(begin: float, end: float, radius: float) -> str:
    large, sweep = int(abs(end - begin) > 180), int(end > begin)
    return f"M{_point(begin, radius)}A{radius:.0f} {radius:.0f} 0 {large} {sweep} {_point(end, radius)}"


def _size(given: int, most: int, largest: float) -> float:
    """The radius of a dot: its area grows with the copies given."""
    return max(SMALLEST, largest * math.sqrt(given / most)) if given else SMALLEST


def _dot(one: _Place, radius: float, size: float) -> Markup:
    is_left = 90 < one.angle % 360 < 270
    name = Markup('<text x="{}" dy="3.5"{}>{}</text>').format(
        plain(-radius - INNER if is_left else radius + INNER),
        Markup(' text-anchor="end" transform="rotate(180)"') if is_left else "",
        one.dot.name.text,
    )
    return Markup(
        '<a{} data-unit="{}" data-middle="{}" transform="rotate({})"><circle{} cx="{}" r="{}"/>{}</a>'
    ).format(
        Markup(' href="{}" tabindex="-1"').format(one.dot.name.href) if one.dot.name.href else "",
        one.number,
        plain(round(one.middle, 1)),
        plain(round(one.angle, 2)),
        "" if one.dot.given else Markup(' class="sb-ring__hollow"'),
        plain(radius),
        plain(round(size, 1)),
        name,
    )


def _numbers(ties: Mapping[tuple[str, str], int], places: Mapping[str, _Place]) -> str:
    """Every tie for the script, by source: `0:3*2,7;4:…` says that 3 took two copies from 0 and 7 took one."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (source, taker), count in ties.items():
        taken[places[source].number].append((places[taker].number, count))
    return ";".join(
        f"{source}:{','.join(f'{taker}*{count}' if count > 1 else str(taker) for taker, count in sorted(takers))}"
        for source, takers in sorted(taken.items())
    )
