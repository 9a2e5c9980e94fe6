"""The ring: every unit once and in its function, all ties for the script, few lines for the eye, the same each time."""

from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.site.charts import Cell, Cluster, Dot, Ring, figure
from seedbed.site.charts.ring import MOST_TIES, drawn_ties

EVIL = '<b onclick="x">'


def _ring(units=6, functions=2, **changes):
    names = [f"u{number}" for number in range(units)]
    dots = [Dot(id=one, name=Cell(one, f"../units/{one}.html"), given=number) for number, one in enumerate(names)]
    facts = {
        "id": "network",
        "title": "Who copied from whom",
        "says": "Each line is a copy.",
        "clusters": tuple(
            Cluster(name=f"Function {number}", dots=tuple(dots[number::functions])) for number in range(functions)
        ),
        "ties": {(names[0], names[1]): 3, (names[2], names[1]): 1},
        "heads": ("Unit", "Gave"),
        "rows": tuple((one.name, Cell(str(one.given))) for one in dots),
    }
    return Ring(**facts | changes)


def _tree(chart):
    return LexborHTMLParser(str(figure(chart)))


def test_every_unit_stands_once_with_its_link():
    dots = _tree(_ring()).css("a[data-unit]")
    assert sorted(dot.css_first("text").text() for dot in dots) == [f"u{n}" for n in range(6)]
    assert [dot.attributes["data-unit"] for dot in dots] == [str(n) for n in range(6)]
    assert {dot.attributes["href"] for dot in dots} == {f"../units/u{n}.html" for n in range(6)}


def test_units_of_a_function_are_neighbours():
    dots = _tree(_ring()).css("a[data-unit]")
    assert [dot.css_first("text").text() for dot in dots] == ["u0", "u2", "u4", "u1", "u3", "u5"]


def test_the_script_gets_every_tie():
    assert _tree(_ring()).css_first(".sb-ring").attributes["data-ties"] == "0:3*3;1:3"


def test_the_table_is_the_same_as_the_drawing():
    tree = _tree(_ring())
    assert len(tree.css("tbody tr")) == len(tree.css("a[data-unit]"))


def test_few_ties_are_all_drawn():
    assert len(_tree(_ring()).css(".sb-ring__ties path")) == 2


def test_of_many_ties_the_chief_one_of_each_unit_is_drawn():
    ties = {(f"s{source}", f"t{taker}"): source + 1 for source in range(20) for taker in range(10)}
    assert len(ties) > MOST_TIES
    assert drawn_ties(ties) == [("s19", f"t{taker}") for taker in range(10)]


@pytest.mark.parametrize("units", [1, 2, 14, 240])
def test_nothing_is_drawn_outside_and_the_letters_keep_apart(units):
    tree = _tree(_ring(units=max(units, 3), functions=min(units, 10)))
    turns = sorted(float(dot.attributes["transform"][7:-1]) for dot in tree.css("a[data-unit]"))
    radius = float(tree.css_first(".sb-ring").attributes["data-radius"])
    gaps = [(after - before) / 360 * 2 * 3.1416 * radius for before, after in pairwise(turns)]
    assert min(gaps) >= 10.5


def test_hostile_names_stay_text():
    bad = Dot(id="u0", name=Cell(EVIL), given=1)
    good = Dot(id="u1", name=Cell("Good"), given=0)
    chart = _ring(clusters=(Cluster(name=EVIL, dots=(bad, good)),), ties={("u0", "u1"): 1})
    tree = _tree(chart)
    assert not tree.css("b")
    assert tree.css_first("a[data-unit] text").text() == EVIL


def test_every_function_has_its_number_near_the_ring_and_in_the_key():
    tree = _tree(_ring(units=9, functions=3))
    assert [one.text() for one in tree.css(".sb-ring__number")] == ["1", "2", "3"]
    assert [one.text() for one in tree.css(".sb-ring__key li")] == ["Function 0", "Function 1", "Function 2"]


@pytest.mark.parametrize("units", [3, 14, 240])
def test_numbers_have_their_size_where_the_drawing_is_cut_to_a_phone(units):
    tree = _tree(_ring(units=units, functions=min(units, 10)))
    reach = float(tree.css_first(".sb-ring").attributes["data-reach"])
    scale = float(tree.css_first(".sb-ring__number").attributes["transform"].split("scale(")[1][:-1])
    assert scale * 340 / (2 * reach) == pytest.approx(1, abs=0.02)


def test_without_ties_there_is_no_figure():
    assert figure(_ring(ties={})) == ""


def test_the_same_units_give_the_same_ring():
    assert figure(_ring()) == figure(_ring())
