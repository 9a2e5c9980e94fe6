"""Flowcharts: what is read, what is refused, what is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from seedbed.site.diagrams import draw_flowchart
from seedbed.site.flowchart import parse_flowchart


@pytest.mark.parametrize(
    ("line", "arrows"),
    [
        ("a --> b", [("a", "b", "")]),
        ("a --> b --> c", [("a", "b", ""), ("b", "c", "")]),
        ("a & b --> c", [("a", "c", ""), ("b", "c", "")]),
        ("a -->|yes, twice| b", [("a", "b", "yes, twice")]),
        ("a -- sends it --> b", [("a", "b", "sends it")]),
        ("a -. maybe .-> b", [("a", "b", "maybe")]),
        ("a ==> b; b --- c", [("a", "b", ""), ("b", "c", "")]),
    ],
)
def test_parse_flowchart_reads_arrows(line: str, arrows: list[tuple[str, str, str]]) -> None:
    chart = parse_flowchart(f"flowchart LR\n  {line}\n")
    assert chart is not None
    assert [(arrow.start, arrow.end, arrow.word) for arrow in chart.arrows] == arrows


@pytest.mark.parametrize(
    ("node", "label", "shape"),
    [
        ("a[Mail inbox]", "Mail inbox", "box"),
        ('a["Quoted (twice)"]', "Quoted (twice)", "box"),
        ("a(Round)", "Round", "round"),
        ("a([Stadium])", "Stadium", "stadium"),
        ("a((Circle))", "Circle", "circle"),
        ("a[(Store)]", "Store", "store"),
        ("a{Sure?}", "Sure?", "choice"),
        ("a[Two<br/>lines]", "Two lines", "box"),
        ("a", "a", "box"),
    ],
)
def test_parse_flowchart_reads_shapes(node: str, label: str, shape: str) -> None:
    chart = parse_flowchart(f"graph TD\n{node}")
    assert chart is not None
    assert (chart.labels, chart.shapes) == ({"a": label}, {"a": shape})


@pytest.mark.parametrize(
    "text",
    ["", "sequenceDiagram\nA->>B: x", "flowchart LR\na ~~~ b", "flowchart LR", "flowchart LR\na -->", "pie\n x: 1"],
)
def test_draw_flowchart_leaves_what_it_cannot_read(text: str) -> None:
    assert draw_flowchart(text) is None


def test_draw_flowchart_draws_every_node_and_lists_every_step() -> None:
    drawn = LexborHTMLParser(draw_flowchart("flowchart LR\n a[In] --> b{Sure?}\n b -->|no| c[Person]\n c --> b") or "")
    assert [len(drawing.css("rect")) for drawing in drawn.css("svg")] == [len("abc"), len("abc")]
    assert [item.text() for item in drawn.css("li")] == ["In → Sure?", "Sure? → Person (no)", "Person → Sure?"]


def _drawings(text: str) -> list[tuple[str, float]]:
    """The way and the width of every drawing of a chart."""
    tree = LexborHTMLParser(draw_flowchart(text) or "")
    return [(one.attributes["class"].split("--")[1], float(one.attributes["width"])) for one in tree.css("svg")]


def test_a_long_chart_that_goes_across_is_drawn_downwards_too_for_a_phone() -> None:
    (first, wide), (second, narrow) = _drawings("flowchart LR\n a[Mail] --> b[Sorting agent] --> c[Desk] --> d[Result]")
    assert (first, second) == ("across", "down")
    assert narrow < 200 < wide


@pytest.mark.parametrize("text", ["flowchart LR\n a --> b", "flowchart TD\n a --> b --> c --> d"])
def test_what_has_room_on_a_phone_is_drawn_once(text: str) -> None:
    assert len(_drawings(text)) == 1


def test_two_drawings_of_a_chart_share_no_id() -> None:
    tree = LexborHTMLParser(draw_flowchart("flowchart LR\n a --> b --> c") or "")
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids)) == 2


def test_draw_flowchart_escapes_labels() -> None:
    drawn = draw_flowchart('flowchart LR\n a[x"><script>alert_1</script>] --> b')
    assert drawn
    assert "<script" not in drawn


@given(st.text(alphabet="abc[](){}<>|-.=&;: \n\"'\\", max_size=60))
def test_draw_flowchart_never_raises(text: str) -> None:
    drawn = draw_flowchart("flowchart TD\n" + text)
    assert drawn is None or drawn.startswith('<figure class="sb-diagram">')
