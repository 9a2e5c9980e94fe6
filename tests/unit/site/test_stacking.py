"""Cells of a broken row say what they are, whatever stands in them."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.site.stacking import label_cells

HEADS = ("Agent", "Tasks", "Right")


def _heads(rows, heads=HEADS):
    tree = LexborHTMLParser(f"<table>{label_cells(rows, heads)}</table>")
    return [[cell.attributes.get("data-head") for cell in row.css("th, td")] for row in tree.css("tr")]


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ("", []),
        ('<tr><th scope="row">A</th><td>1</td><td class="sb-num">2</td></tr>', [[None, "Tasks", "Right"]]),
        (
            "<tr><th>A</th><td>1</td></tr>\n<tr><th>B</th><td></td><td>2</td></tr>",
            [[None, "Tasks"], [None, "Tasks", "Right"]],
        ),
        ('<tr><th>A</th><td colspan="2">not shown</td></tr>', [[None, None]]),
        ("<tr><th>&lt;td</th><td>&lt;tr&gt;</td></tr>", [[None, "Tasks"]]),
    ],
)
def test_cells_name_their_columns(rows, heads):
    assert _heads(rows) == heads


def test_a_head_is_no_markup():
    assert _heads("<tr><th>A</th><td>1</td></tr>", ("Agent", '"><b onclick=x>')) == [[None, '"><b onclick=x>']]


def test_a_row_with_more_cells_than_heads_is_a_mistake():
    with pytest.raises(ValueError, match="longer"):
        label_cells("<tr><th>A</th><td>1</td><td>2</td><td>3</td></tr>", HEADS)
