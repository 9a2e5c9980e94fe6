"""A family tree of copies: one row for each unit, moved right by a step with every generation.

Its letters do not shrink and its rows do not collide, whatever the number of copies; a very deep family scrolls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct

from seedbed.site.charts.parts import Cell, data_table, draw, frame
from seedbed.site.charts.scale import plain
from seedbed.site.language import ENGLISH, Language, marked

STEP, ROW, PAD, RADIUS = 34, 28, 16, 9
AROUND = 100
"""Of the figure, in px: its sentence, and the line that opens its table."""
LETTER = 7.2
"""Mean width of a letter: what a name needs beside its node."""

HEADS = (marked("Unit"), marked("Copied from"), marked("Generation"))
"""Of the table."""


class Node(Struct, frozen=True, kw_only=True):
    """A unit that runs the agent: where it has it from (None: it is the first), and a word beside its name, as
    `planned`.
    """

    id: str
    name: Cell
    parent: str | None
    note: str = ""
    is_hollow: bool = False


class Lineage(Struct, frozen=True, kw_only=True):
    """The family of one agent. Nodes whose parents run in a circle or are not there stand at the left, after the
    others.
    """

    id: str
    title: str
    says: str
    nodes: tuple[Node, ...]
    language: Language = ENGLISH


class _Placed(Struct, frozen=True):
    node: Node
    depth: int
    row: int


def draw_lineage(chart: Lineage, /) -> Markup:
    """The figure of a family; '' without nodes."""
    if not chart.nodes:
        return Markup("")
    placed = {one.node.id: one for one in _places(chart)}
    height = PAD * 2 + (len(placed) - 1) * ROW
    width = max(_x(one) + PAD + LETTER * len(_words(one.node)) for one in placed.values()) + PAD
    content = (*(_line(one, placed) for one in placed.values()), *(_node(one) for one in placed.values()))
    drawing = draw(
        content, id=chart.id, title=chart.title, says=_describe(placed, chart.language), size=(plain(width), height)
    )
    tree = Markup('<div class="sb-chart__tree">{}</div>').format(drawing)
    heads = [chart.language.look_up(one) for one in HEADS]
    data = data_table(chart.title, heads, _rows(placed, chart.language), chart.language)
    return frame("lineage", chart.says, tree, data, height=AROUND + height)


def _places(chart: Lineage) -> Iterator[_Placed]:
    """Each node after its parent, its descendants right below it; what no parent leads to comes last."""
    children: dict[str | None, list[Node]] = {}
    known = {node.id for node in chart.nodes}
    for node in chart.nodes:
        children.setdefault(node.parent if node.parent in known else None, []).append(node)
    seen: set[str] = set()
    row = 0
    for root in (*children.get(None, ()), *chart.nodes):
        waiting = [(root, 0)]
        while waiting:
            node, depth = waiting.pop()
            if node.id in seen:
                continue
            seen.add(node.id)
            yield _Placed(node, depth, row)
            row += 1
            waiting.extend((child, depth + 1) for child in reversed(children.get(node.id, ())))


def _x(one: _Placed) -> float:
    return PAD + one.depth * STEP


def _y(one: _Placed) -> float:
    return PAD + one.row * ROW


def _words(node: Node) -> str:
    return f"{node.name.text} {node.note}".strip()


def _line(one: _Placed, placed: Mapping[str, _Placed]) -> Markup:
    parent = placed.get(one.node.parent or "")
    if parent is None or parent.row >= one.row:
        return Markup("")
    path = f"M{plain(_x(parent))} {plain(_y(parent) + RADIUS)}V{plain(_y(one) - 8)}q0 8 8 8H{plain(_x(one) - RADIUS)}"
    return Markup('<path class="sb-chart__branch" d="{}"/>').format(path)


def _node(one: _Placed) -> Markup:
    return Markup(
        '<g class="sb-chart__node{}"><circle cx="{}" cy="{}" r="{}"/><text class="sb-chart__count" x="{}" y="{}" dy="4"'
        ' text-anchor="middle">{}</text><text class="sb-chart__name" x="{}" y="{}" dy="4">{}{}</text></g>'
    ).format(
        " sb-chart__node--hollow" if one.node.is_hollow else "",
        plain(_x(one)),
        plain(_y(one)),
        RADIUS,
        plain(_x(one)),
        plain(_y(one)),
        one.depth,
        plain(_x(one) + PAD),
        plain(_y(one)),
        one.node.name.text,
        Markup(' <tspan class="sb-chart__note">{}</tspan>').format(one.node.note) if one.node.note else "",
    )


def _describe(placed: Mapping[str, _Placed], language: Language) -> str:
    told = (
        language.say("{taker} from {source}", taker=one.node.name.text, source=placed[one.node.parent].node.name.text)
        for one in placed.values()
        if one.node.parent and one.node.parent in placed
    )
    return "; ".join(told) + "."


def _rows(placed: Mapping[str, _Placed], language: Language) -> Iterator[list[Cell]]:
    for one in placed.values():
        parent = placed.get(one.node.parent or "")
        name = Cell(_words(one.node), one.node.name.href)
        yield [name, parent.node.name if parent else Cell(language.say("its own")), Cell(str(one.depth))]
