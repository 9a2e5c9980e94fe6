from seedbed.site.markdown import render_markdown


def test_the_empty_corner_of_a_table_is_no_heading():
    text = "| | Figure |\n|---|---|\n| Cost | 3 |\n"
    html = render_markdown(text, resolve=lambda _: None, diagram=lambda _: None).html
    assert "<td></td>\n<th>Figure</th>" in html
