"""Flowcharts drawn as SVG at build time: no script, legible in print and in the dark, with their steps as text beside.

One that goes across is drawn downwards too: a phone shows that, since it is too narrow for the other.

The layout is the plain layered one: a node stands one layer after the latest of those that lead to it (arrows that
close a circle are left out of the counting), and within a layer nodes stand near those that they belong to.
"""

from __future__ import annotations

import textwrap
import zlib
from collections import defaultdict
from collections.abc import Iterator

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from seedbed.site.flowchart import Arrow, Flowchart, parse_flowchart
from seedbed.site.language import ENGLISH, Language, marked

LINE, LETTER, PAD = 17, 7.4, 12
"""Height of a line of text, mean width of a letter, padding inside a node: units of the drawing."""
WRAP, NARROW_WRAP = 20, 15
"""Letters in a line of a label: of a drawing that goes across, and of one that goes down, where boxes stand abreast."""
FEW_LAYERS = 2
"""As many have room side by side on a phone."""
GAP_ALONG, GAP_BESIDE = 64, 22


class _Box(Struct, frozen=True):
    """A placed node: centre, width, height, lines of its label."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


def draw_flowchart(text: str, /, *, language: Language = ENGLISH) -> str | None:
    """The figure of a mermaid flowchart as trusted HTML, or None for a text that is not read here."""
    chart = parse_flowchart(text)
    if chart is None:
        return None
    # Two diagrams of one page must not share an id.
    mark = f"sb-arrow-{zlib.crc32(text.encode()):08x}"
    name = language.say(NAME)
    layers = _layers(chart)
    drawn = _draw(chart, layers, mark, name)
    if chart.across and len(layers) > FEW_LAYERS:
        drawn += _draw(replace(chart, across=False), layers, f"{mark}-down", name)
    return str(FIGURE.format(drawn, language.say("The diagram as a list"), _steps(chart)))


NAME = marked("Architecture diagram; its steps follow as a list")

FIGURE = Markup(
    '<figure class="sb-diagram">{}<figcaption><details><summary>{}</summary><ul>{}</ul></details></figcaption></figure>'
)
DRAWING = Markup(
    '<svg class="sb-diagram__drawing sb-diagram__drawing--{}" viewBox="0 0 {width} {height}" width="{width}"'
    ' height="{height}" role="img" aria-label="{}">'
    '<defs><marker id="{}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path class="sb-diagram__head" d="M0 0 8 4 0 8z"/></marker></defs>{}</svg>'
)


def _draw(chart: Flowchart, layers: list[list[str]], mark: str, name: str) -> Markup:
    boxes = _place(chart, layers)
    width = max(box.x + box.width / 2 for box in boxes.values()) + PAD
    height = max(box.y + box.height / 2 for box in boxes.values()) + PAD
    drawn = Markup("").join(
        [
            *(_draw_arrow(arrow, boxes, mark, across=chart.across) for arrow in chart.arrows),
            *(_draw_box(box, chart.shapes[node]) for node, box in boxes.items()),
        ]
    )
    way = "across" if chart.across else "down"
    return DRAWING.format(way, name, mark, drawn, width=f"{width:.0f}", height=f"{height:.0f}")


def _steps(chart: Flowchart) -> Markup:
    return Markup("").join(
        Markup("<li>{} → {}{}</li>").format(
            chart.labels[arrow.start], chart.labels[arrow.end], f" ({arrow.word})" if arrow.word else ""
        )
        for arrow in chart.arrows
    )


def _layers(chart: Flowchart) -> list[list[str]]:
    """Nodes by layer, each layer ordered by the mean place of the nodes before it."""
    import networkx as nx  # noqa: PLC0415 - a fifth of a second that a portal without diagrams need not pay

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(chart.labels)
    for arrow in chart.arrows:
        if arrow.start != arrow.end and not (arrow.end in graph and nx.has_path(graph, arrow.end, arrow.start)):
            graph.add_edge(arrow.start, arrow.end)
    layers = [sorted(layer, key=list(chart.labels).index) for layer in nx.topological_generations(graph)]
    place = {node: i for layer in layers for i, node in enumerate(layer)}
    for layer in layers[1:]:
        layer.sort(key=lambda node: _mean([place[one] for one in graph.predecessors(node)]))
        place |= {node: i for i, node in enumerate(layer)}
    return layers


def _mean(values: list[int]) -> float:
    return sum(values) / len(values) if values else 0.0


def _place(chart: Flowchart, layers: list[list[str]]) -> dict[str, _Box]:
    wrap = WRAP if chart.across else NARROW_WRAP
    sizes = {node: _size(label, wrap) for node, label in chart.labels.items()}
    words = defaultdict(int, {arrow.start: 0 for arrow in chart.arrows})
    for arrow in chart.arrows:
        words[arrow.start] = max(words[arrow.start], len(arrow.word))
    spans = [sum(_beside(sizes[node], across=chart.across) + GAP_BESIDE for node in layer) for layer in layers]
    boxes: dict[str, _Box] = {}
    along = float(PAD)
    for layer, span in zip(layers, spans, strict=True):
        thick = max(_along(sizes[node], across=chart.across) for node in layer)
        beside = PAD + (max(spans) - span) / 2
        for node in layer:
            breadth = _beside(sizes[node], across=chart.across)
            centre = (along + thick / 2, beside + breadth / 2)
            x, y = centre if chart.across else centre[::-1]
            boxes[node] = _Box(x, y, *sizes[node][:2], sizes[node][2])
            beside += breadth + GAP_BESIDE
        room = max((words[node] for node in layer), default=0) * (LETTER if chart.across else 0)
        along += thick + max(GAP_ALONG, room + PAD * 2)
    return boxes


def _size(label: str, wrap: int) -> tuple[float, float, tuple[str, ...]]:
    lines = tuple(textwrap.wrap(label, wrap)) or ("",)
    return max(map(len, lines)) * LETTER + PAD * 2, len(lines) * LINE + PAD * 1.5, lines


def _along(size: tuple[float, float, tuple[str, ...]], *, across: bool) -> float:
    return size[0] if across else size[1]


def _beside(size: tuple[float, float, tuple[str, ...]], *, across: bool) -> float:
    return size[1] if across else size[0]


def _draw_box(box: _Box, shape: str) -> Markup:
    radius = {"round": 10, "stadium": box.height / 2, "circle": box.height / 2, "store": 10}.get(shape, 3)
    text = "".join(f'<tspan x="{box.x:.1f}" y="{y:.1f}">{escape(line)}</tspan>' for line, y in _text_rows(box))
    # Markup.format takes ten times as long, and a gallery has tens of thousands of boxes.
    return Markup(  # noqa: S704 - what is written by others is escaped
        f'<g class="sb-diagram__node sb-diagram__node--{escape(shape)}"><rect x="{box.x - box.width / 2:.1f}"'
        f' y="{box.y - box.height / 2:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="{radius:.1f}"/>'
        f'<text text-anchor="middle">{text}</text></g>'
    )


def _text_rows(box: _Box) -> Iterator[tuple[str, float]]:
    top = box.y - (len(box.lines) - 1) * LINE / 2 + 4.5
    for number, line in enumerate(box.lines):
        yield line, top + number * LINE


def _draw_arrow(arrow: Arrow, boxes: dict[str, _Box], mark: str, *, across: bool) -> Markup:
    start, end = boxes[arrow.start], boxes[arrow.end]
    points = _ends(start, end, across=across)
    (x1, y1), (x2, y2) = points
    bend = (
        f"{(x1 + x2) / 2:.1f} {y1:.1f} {(x1 + x2) / 2:.1f} {y2:.1f}"
        if across
        else f"{x1:.1f} {(y1 + y2) / 2:.1f} {x2:.1f} {(y1 + y2) / 2:.1f}"
    )
    line = Markup(  # noqa: S704 - numbers, and a mark of our own
        f'<path class="sb-diagram__line{" sb-diagram__line--dotted" if arrow.dotted else ""}"'
        f' d="M{x1:.1f} {y1:.1f}C{bend} {x2:.1f} {y2:.1f}" marker-end="url(#{mark})"/>'
    )
    if not arrow.word:
        return line
    return line + Markup('<text class="sb-diagram__word" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        f"{(x1 + x2) / 2:.1f}", f"{(y1 + y2) / 2 - 5:.1f}", escape(arrow.word)
    )


def _ends(start: _Box, end: _Box, *, across: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a line leaves one box and meets the other: on the sides that face each other along the drawing."""
    if across:
        side = 1 if end.x >= start.x else -1
        return (start.x + side * start.width / 2, start.y), (end.x - side * end.width / 2, end.y)
    side = 1 if end.y >= start.y else -1
    return (start.x, start.y + side * start.height / 2), (end.x, end.y - side * end.height / 2)
