from seedbed.site.headings import Heading, headings_in


def test_headings_in_reads_second_and_third_level_in_order():
    html = '<h1>No</h1><h2 id="a">One <em>word</em></h2><h3 id="b"><code>x</code> &amp; y</h3><h2>No</h2>'
    assert headings_in(html) == (Heading(level=2, id="a", text="One word"), Heading(level=3, id="b", text="x & y"))


def test_headings_in_keeps_escaped_text_as_text():
    (heading,) = headings_in('<h2 id="a">&lt;b&gt;</h2>')
    assert heading.text == "<b>"
