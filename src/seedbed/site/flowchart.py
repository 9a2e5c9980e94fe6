"""Reads the flowcharts that demos draw in mermaid's notation, as data.

Only the part of the notation that architecture sketches use is read: nodes of the common shapes, arrows with and
without words, chains, `&`, subgraphs (whose frame is dropped) and comments. Anything else makes the whole
chart unread, and the page shows its source instead: a wrong drawing is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

HEAD = re.compile(r"(?:graph|flowchart)\s+(LR|RL|TD|TB|BT)\s*;?")
NODE = re.compile(
    r"(?P<id>[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*)"
    r"(?:\[\((?P<store>[^()]*)\)\]|\(\((?P<circle>[^()]*)\)\)|\(\[(?P<stadium>[^\]]*)\]\)|\[\[(?P<sub>[^\]]*)\]\]"
    r"|\{\{(?P<hex>[^}]*)\}\}|\{(?P<choice>[^}]*)\}|\[/?(?P<box>[^\]]*?)/?\]|\((?P<round>[^)]*)\)|>(?P<flag>[^\]]*)\])?"
)
ARROW = re.compile(
    r"\s*(?:<)?(?:--\s+(?P<said>[^-|>]+?)\s+--+>?|-\.\s+(?P<dotsaid>[^.|>]+?)\s+\.-+>?|(?P<line>--+[>xo]|---+|-\.+->?|==+>|===+)"
    r"(?:\|(?P<word>[^|]*)\|)?)\s*"
)
IGNORED = re.compile(
    r"(?:%%.*|subgraph\b.*|end|direction\s+\w+|classDef\b.*|class\s.*|style\b.*|linkStyle\b.*|click\b.*)?"
)
MOST_NODES = 60


class Arrow(Struct, frozen=True):
    """An edge from one node to another; `word` is what it says, `dotted` how it is drawn."""

    start: str
    end: str
    word: str = ""
    dotted: bool = False


class Flowchart(Struct):
    """Nodes (id → label, shape) in order of appearance, and the arrows between them."""

    across: bool
    labels: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, str] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)


class _UnreadError(ValueError):
    """A line that this reader does not know."""


def parse_flowchart(text: str, /) -> Flowchart | None:
    """The chart of a mermaid text, or None where any part of it is not read here."""
    lines = [line.strip() for line in text.strip().split("\n")]
    head = HEAD.fullmatch(lines[0])
    if not head:
        return None
    chart = Flowchart(across=head[1] in {"LR", "RL"})
    try:
        for line in lines[1:]:
            for statement in line.split(";"):
                _read(statement.strip(), chart)
    except _UnreadError:
        return None
    return chart if 0 < len(chart.labels) <= MOST_NODES else None


def _read(statement: str, chart: Flowchart) -> None:
    if IGNORED.fullmatch(statement):
        return
    before: list[str] = []
    place, arrow = 0, None
    while True:
        group, place = _nodes(statement, place, chart)
        if arrow:
            chart.arrows.extend(_arrows(arrow, before, group))
        if place == len(statement):
            return
        arrow, before = ARROW.match(statement, place), group
        if not arrow:
            raise _UnreadError(statement)
        place = arrow.end()


def _arrows(arrow: re.Match[str], before: list[str], group: list[str]) -> Iterator[Arrow]:
    word = next((arrow[name] for name in ("said", "dotsaid", "word") if arrow[name]), "")
    for start in before:
        for end in group:
            yield Arrow(start, end, _label(word), dotted="." in arrow[0])


def _nodes(statement: str, place: int, chart: Flowchart) -> tuple[list[str], int]:
    """The nodes joined by `&` from `place` on, and the place after them."""
    group: list[str] = []
    while True:
        match = NODE.match(statement, place)
        if not match:
            raise _UnreadError(statement)
        group.append(_note(match, chart))
        place = match.end()
        if statement.startswith(":::", place):
            raise _UnreadError(statement)
        joined = re.compile(r"\s*&\s*").match(statement, place)
        if not joined:
            return group, place
        place = joined.end()


def _note(match: re.Match[str], chart: Flowchart) -> str:
    node = match["id"]
    shape = next((name for name, value in match.groupdict().items() if name != "id" and value is not None), None)
    if shape:
        chart.labels[node], chart.shapes[node] = _label(match[shape]), shape
    chart.labels.setdefault(node, node)
    chart.shapes.setdefault(node, "box")
    return node


def _label(text: str) -> str:
    """The words of a label: quotes taken off, `<br>` as a blank."""
    return re.sub(r"\s+", " ", re.sub(r"<br\s*/?>", " ", text)).strip().strip('"').strip()
