from selectolax.lexbor import LexborHTMLParser

from seedbed.site.markdown import render_markdown


def test_the_empty_corner_of_a_table_is_no_heading():
    text = "| | Figure |\n|---|---|\n| Cost | 3 |\n"
    html = render_markdown(text, resolve=lambda _: None, diagram=lambda _: None).html
    assert "<td></td>\n<th>Figure</th>" in html


def test_cells_of_a_wide_table_name_their_columns():
    rows = '| Class | Case | Cost | `Who` |\n|---|---|---|---|\n| low | a \\| b | | "x" |\n| high |\n'
    html = render_markdown(rows, resolve=lambda _: None, diagram=lambda _: None).html
    cells = [(cell.attributes.get("data-head"), cell.text()) for cell in LexborHTMLParser(html).css("td")]
    low = [(None, "low"), ("Case", "a | b"), ("Cost", ""), ("Who", '"x"')]
    assert cells == [*low, (None, "high"), ("Case", ""), ("Cost", ""), ("Who", "")]


def test_a_table_that_has_room_on_a_phone_stays_as_it_is():
    html = render_markdown(
        "| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n", resolve=lambda _: None, diagram=lambda _: None
    )
    assert "data-head" not in html.html
