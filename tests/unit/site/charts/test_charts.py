"""What every chart keeps: a sentence, a table with the same figures, names and looks beside colour, no inline style."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.site.charts import (
    Bar,
    Bars,
    Cell,
    Columns,
    Level,
    Lineage,
    Lines,
    Matrix,
    Node,
    Series,
    figure,
    sparkline,
)
from tests.helpers.golden import assert_golden

EVIL = "<script>alert(1)</script>\"'&"


def _lines(name="Finance", **changes):
    facts = {
        "id": "curves",
        "title": "Work offloaded",
        "says": "Finance leads.",
        "labels": ("Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026"),
        "series": (
            Series(name=name, values=(0.1, 0.2, None, 0.25)),
            Series(name="Legal", values=(None, 0.05, 0.06, 0.07)),
            Series(name="Sales", values=(0.01, 0.01, 0.01, 0.01), is_faint=True),
        ),
        "format": lambda value: f"{value:.0%}",
        "levels": (Level(value=0.15, name="Acceleration"), Level(value=0.6, name="Saturation")),
    }
    return Lines(**facts | changes)


def _columns(name="Finance", **changes):
    facts = {
        "id": "hours",
        "title": "Hours",
        "says": "More than before.",
        "labels": ("Jan 2026", "Feb 2026"),
        "series": (Series(name=name, values=(10.0, 20.0)), Series(name="estimated", values=(-5.0, None))),
        "format": lambda value: f"{value:.0f}",
    }
    return Columns(**facts | changes)


def _bars(name="Finance", **changes):
    facts = {
        "title": "Net Output",
        "says": "One of two.",
        "heads": ("Unit", "Own"),
        "bars": (
            Bar(name=Cell(name, "finance.html"), parts=(0.5,), cells=(Cell("+50 %"),), mark=0.8),
            Bar(name=Cell("Legal").beside("in part"), parts=(-0.2,), cells=(Cell("-20 %"),)),
        ),
        "mark": "the claim",
    }
    return Bars(**facts | changes)


def _matrix(name="Finance", **changes):
    facts = {
        "title": "Copies",
        "says": "Two crossed.",
        "rows": "From",
        "columns": "to",
        "names": {"finance": Cell(name, "finance.html"), "legal": Cell("Legal"), "sales": Cell("Sales")},
        "counts": {("finance", "legal"): 5, ("legal", "legal"): 1},
    }
    return Matrix(**facts | changes)


def _family(name="Finance", **changes):
    facts = {
        "id": "family-sorter",
        "title": "Family",
        "says": "It went far.",
        "nodes": (
            Node(id="a", name=Cell(name, "finance.html"), parent=None, note="owner"),
            Node(id="c", name=Cell("Legal"), parent="b"),
            Node(id="b", name=Cell("Sales"), parent="a"),
            Node(id="d", name=Cell("IT"), parent="a", note="planned", is_hollow=True),
        ),
    }
    return Lineage(**facts | changes)


MAKERS = {"lines": _lines, "columns": _columns, "bars": _bars, "matrix": _matrix, "lineage": _family}
EMPTY = {
    "lines": {"series": (Series(name="Finance", values=(None,) * 4),)},
    "columns": {"series": (Series(name="Finance", values=(None, None)),)},
    "bars": {"bars": ()},
    "matrix": {"counts": {}},
    "lineage": {"nodes": ()},
}


def _tree(markup):
    return LexborHTMLParser(str(markup))


@pytest.mark.parametrize("kind", MAKERS)
def test_chart_is_the_golden_one(kind):
    assert_golden(f"charts/{kind}.html", str(figure(MAKERS[kind]())).replace("><", ">\n<") + "\n")


@pytest.mark.parametrize("kind", MAKERS)
def test_chart_says_what_it_shows_and_has_a_table(kind):
    tree = _tree(figure(MAKERS[kind]()))
    assert tree.css_first("figure > figcaption").text().endswith(".")
    assert tree.css("table caption")
    assert "Finance" in tree.css_first("table").text()


@pytest.mark.parametrize("kind", MAKERS)
def test_chart_brings_no_style_script_or_handler(kind):
    for node in _tree(figure(MAKERS[kind]())).css("*"):
        assert node.tag not in {"style", "script"}
        assert [name for name in node.attributes if name == "style" or name.startswith("on")] == []


@pytest.mark.parametrize("kind", MAKERS)
def test_names_are_shown_as_text(kind):
    markup = figure(MAKERS[kind](EVIL))
    assert _tree(markup).css("script") == []
    assert EVIL in _tree(markup).css_first("table").text()


@pytest.mark.parametrize("kind", MAKERS)
def test_chart_without_figures_is_not_drawn(kind):
    assert figure(MAKERS[kind](**EMPTY[kind])) == ""


@pytest.mark.parametrize("kind", ["lines", "columns", "lineage"])
def test_drawing_is_named_and_described_for_those_who_do_not_see_it(kind):
    tree = _tree(figure(MAKERS[kind]()))
    drawing = tree.css_first("svg[role=img]")
    ids = drawing.attributes["aria-labelledby"].split()
    assert [tree.css_first(f"#{one}").text() != "" for one in ids] == [True, True]


def test_what_is_no_chart_is_refused():
    with pytest.raises(TypeError, match="str is not a chart"):
        figure("Finance")


def test_lines_carry_their_names_and_last_values():
    ends = [node.text() for node in _tree(figure(_lines())).css("text.sb-chart__end")]
    assert ends == ["Finance 25%", "Legal 7%"]


def test_lines_differ_by_dashes():
    dashes = {node.attributes.get("stroke-dasharray") for node in _tree(figure(_lines())).css("path.sb-series")}
    assert len(dashes) == 2


def test_gap_ends_a_line_and_begins_another():
    path = _tree(figure(_lines())).css_first("path.sb-series--1").attributes["d"]
    assert [len(re.findall(letter, path)) for letter in "ML"] == [2, 1]


def test_steps_go_across_and_then_up():
    path = _tree(figure(_lines(kind="step"))).css_first("path.sb-series--2").attributes["d"]
    assert re.fullmatch(r"M[\d.]+ [\d.]+(H[\d.]+V[\d.]+){2}", path)


def test_area_is_closed_on_the_ground():
    path = _tree(figure(_lines(kind="area"))).css_first("path.sb-chart__area.sb-series--2").attributes["d"]
    assert path.endswith("Z")


def test_levels_out_of_reach_are_left_out():
    assert [node.text() for node in _tree(figure(_lines())).css("line.sb-chart__level + text")] == ["Acceleration"]


def test_one_month_is_a_dot():
    tree = _tree(figure(_lines(labels=("Jan 2026",), series=(Series(name="A", values=(0.1,)),))))
    assert [node.attributes["cx"] for node in tree.css("circle.sb-chart__dot")] == ["50%"]


def test_table_of_lines_begins_with_the_newest_and_tells_gaps():
    rows = [[cell.text() for cell in row.css("th, td")] for row in _tree(figure(_lines())).css("tbody tr")]
    assert rows[0] == ["Apr 2026", "25%", "7%", "1%"]
    assert rows[1][1] == "not measured yet"


def test_columns_grow_from_nought_both_ways():
    pieces = _tree(figure(_columns())).css(".sb-chart__plot rect.sb-chart__column")
    ground = 230 * 20 / 25
    tops = [float(piece.attributes["y"]) for piece in pieces]
    assert tops == pytest.approx([ground * 10 / 20, ground, 0])


def test_columns_after_the_first_have_a_texture_that_is_defined():
    tree = _tree(figure(_columns()))
    fills = {node.attributes["fill"] for node in tree.css("rect.sb-chart__column[fill]")}
    assert fills == {"url(#hours-fill-2)"}
    assert tree.css_first("pattern#hours-fill-2")


@pytest.mark.parametrize("kind", ["lines", "columns"])
def test_every_column_of_a_table_has_a_name(kind):
    heads = [node.text() for node in _tree(figure(MAKERS[kind]())).css("thead th")]
    assert heads[:2] == ["Month", "Finance"]
    assert all(heads)


def test_columns_add_up_in_the_table():
    rows = [[cell.text() for cell in row.css("th, td")] for row in _tree(figure(_columns())).css("tbody tr")]
    assert rows == [["Feb 2026", "20", "not measured yet", "20"], ["Jan 2026", "10", "-5", "5"]]


def test_bars_share_one_scale_with_their_marks():
    first, second = _tree(figure(_bars())).css("svg.sb-bar")
    rect, mark = first.css_first("rect"), first.css_first(".sb-chart__mark")
    assert (rect.attributes["x"], rect.attributes["width"], mark.attributes["x1"]) == ("20%", "50%", "100%")
    assert (second.css_first("rect").attributes["x"], second.css_first("rect").attributes["width"]) == ("0%", "20%")


def test_matrix_leaves_out_who_neither_gave_nor_took_and_adds_up():
    rows = [[cell.text() for cell in row.css("th, td")] for row in _tree(figure(_matrix())).css("tbody tr, tfoot tr")]
    assert rows == [["Finance", "0", "5", "5"], ["Legal", "0", "1", "1"], ["Taken", "0", "6", "6"]]


def test_matrix_is_darkest_where_the_most_is():
    cells = _tree(figure(_matrix())).css("td.sb-heat")
    assert [cell.attributes["class"].split("--")[1] for cell in cells] == ["0", "5", "0", "1"]


def test_family_stands_below_its_parents_whatever_the_order():
    rows = [[cell.text() for cell in row.css("th, td")] for row in _tree(figure(_family())).css("tbody tr")]
    assert rows == [
        ["Finance owner", "its own", "0"],
        ["Sales", "Finance", "1"],
        ["Legal", "Sales", "2"],
        ["IT planned", "Finance", "1"],
    ]


def test_family_in_a_circle_is_drawn_all_the_same():
    nodes = tuple(Node(id=one, name=Cell(one), parent=other) for one, other in [("a", "b"), ("b", "a"), ("c", "c")])
    tree = _tree(figure(_family(nodes=nodes)))
    assert len(tree.css("g.sb-chart__node")) == 3


def test_deep_family_is_drawn_without_climbing_the_stack():
    nodes = tuple(Node(id=str(n), name=Cell(str(n)), parent=str(n - 1) if n else None) for n in range(3000))
    assert str(figure(_family(nodes=nodes))).count("sb-chart__branch") == 2999


def test_sparkline_keeps_its_shape_and_text():
    spark = _tree(sparkline([1, None, 2, 4], says=f"from 1 to 4 {EVIL}"))
    path = spark.css_first("path").attributes["d"]
    assert path.count("L") == 2
    assert spark.css_first("svg").attributes["aria-label"] == f"from 1 to 4 {EVIL}"


@pytest.mark.parametrize("values", [[], [1], [None, 1], [None, None]])
def test_fewer_than_two_values_have_no_shape(values):
    assert sparkline(values, says="nothing") == ""


def test_flat_sparkline_runs_through_the_middle():
    assert "M3 12L97 12" in sparkline([5, 5], says="level")


@pytest.mark.parametrize(("name", "is_long"), [("Finance", False), ("Research and development", True)])
def test_long_names_at_the_ends_of_lines_get_more_room(name, is_long):
    assert ("sb-chart__plot--long" in figure(_lines(name))) == is_long


@pytest.mark.parametrize(("heads", "named"), [(("Unit", "Own"), []), (("Unit", "Own", "Claim"), ["Own", "Claim"])])
def test_several_figures_of_a_bar_say_what_they_are(heads, named):
    bar = Bar(name=Cell("Finance"), parts=(1,), cells=tuple(Cell("1") for _ in heads[1:]))
    tree = LexborHTMLParser(figure(_bars(heads=heads, bars=(bar,))))
    assert [one.attributes["data-head"] for one in tree.css("td[data-head]")] == named


def test_a_cell_of_the_matrix_says_who_got_what_it_counts():
    tree = LexborHTMLParser(figure(_matrix()))
    heads = [one.text() for one in tree.css("thead th span")]
    for row in tree.css("tbody tr"):
        cells = row.css("td.sb-heat")
        assert all(cell.attributes.get("data-head", head) == head for cell, head in zip(cells, heads, strict=True))
        assert all((cell.text() != "0") == ("data-head" in cell.attributes) for cell in cells)
