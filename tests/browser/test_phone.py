"""A phone: names in full, nothing pushed sideways, a ring that is read, and what was folded opens by its address."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from tests.browser.visits import kinds_of, saved

pytestmark = pytest.mark.browser

STACKED = [
    "fleet/index.html",
    "governance/index.html",
    "people/index.html",
    "platform/index.html",
    "requests/index.html",
    "units/finance.html",
    "units/index.html",
    "functions/index.html",
    "programs/index.html",
    "demos/index.html",
]
LONG = "Agenten der Vereinigten Norddeutschen Lampenwerke"
WIDE = """() => {
  document.querySelector('.md-content, body').classList.add('sb-whole');
  document.querySelectorAll('main details:not(.sb-save)').forEach(one => { one.open = true; });
  const isPushed = one => one.scrollWidth > one.clientWidth && /auto|scroll/.test(getComputedStyle(one).overflowX);
  const seen = [...document.querySelectorAll('body *:not(pre, code)')].filter(one => one.checkVisibility());
  return seen.filter(isPushed).map(one => `${one.localName}.${one.className} ${one.ariaLabel || ''}`)
    .concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : []);
}"""
"""What a reader would have to push sideways to see all of it, once everything is unfolded; code may be wide."""
NETWORK = "diffusion/network.html"


@pytest.mark.parametrize("uri", STACKED)
def test_tables_of_sentences_break_their_rows_and_hide_nothing(visit, uri):
    page = visit(width=390).go(uri)
    tables = page.locator(".sb-scroll--stacked")
    assert tables.count() > 0
    wide = tables.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.ariaLabel)")
    assert wide == []


def test_the_rows_are_those_of_a_table_where_there_is_room(visit):
    page = visit(width=1280).go("governance/index.html")
    assert (
        page.locator(".sb-table--stacked tbody tr").first.evaluate("one => getComputedStyle(one).display")
        == "table-row"
    )


def test_the_header_holds_a_long_name(visit):
    page = visit(width=390).go("index.html")
    name = page.locator(".sb-brand__name")
    name.evaluate("(one, text) => { one.textContent = text }", LONG)
    assert name.evaluate("one => one.scrollHeight <= one.clientHeight && one.scrollWidth <= one.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    ("dark", "query", "scheme"),
    [(False, "", "default"), (True, "", "slate"), (True, "?scheme=light", "default"), (False, "?scheme=dark", "slate")],
)
def test_the_embedded_list_is_dressed_as_the_reader_or_the_address_asks(visit, dark, query, scheme):
    page = visit(dark=dark).go(f"embed.html{query}")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def test_a_folded_month_opens_by_its_address(visit):
    page = visit().go("news/index.html")
    folded = page.locator("details.sb-past h3").first
    expect(folded).to_be_hidden()
    page.goto(f"{page.url}#{folded.get_attribute('id')}")
    expect(folded).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 360, 320])
def test_nothing_on_any_kind_of_page_is_pushed_sideways(visit, site, width):
    here = visit(width=width)
    wide = {uri: here.go(uri).evaluate(WIDE) for uri in ["index.html", NETWORK, *kinds_of(site)]}
    assert {uri: found for uri, found in wide.items() if found} == {}


@pytest.mark.parametrize(
    "query", ["view=table", "compare=invoice-triage&compare=first-reply-drafts&compare=meeting-summaries"]
)
def test_agents_side_by_side_keep_within_the_screen(visit, query):
    page = visit(width=320).go(f"agents/index.html?{query}")
    page.locator("#sb_rows tr, #sb_compare_table tbody tr").first.wait_for()
    assert page.evaluate(WIDE) == []


def test_a_bar_lies_below_its_name_as_long_as_there_is_room(visit):
    page = visit(width=390).go("units/index.html")
    row = page.locator(".sb-bars tbody tr").first
    name, bar = (row.locator(part).bounding_box() for part in ("th", ".sb-bars__place"))
    assert name["y"] + name["height"] <= bar["y"]
    assert bar["width"] > 250


@pytest.mark.parametrize(("width", "way"), [(390, "down"), (1280, "across")])
def test_a_diagram_goes_the_way_that_has_room(visit, site, width, way):
    uri = next(path for path in sorted(site.glob("demos/*/*.html")) if path.name != "index.html").relative_to(site)
    page = visit(width=width).go(uri.as_posix())
    shown = page.locator(".sb-diagram__drawing").filter(visible=True)
    expect(shown).to_have_count(1)
    expect(shown).to_have_class(f"sb-diagram__drawing sb-diagram__drawing--{way}")


@pytest.mark.parametrize(("width", "paper"), [(1280, "screen"), (1280, "print"), (800, "screen")])
def test_names_at_the_ends_of_lines_stay_within_the_chart(visit, width, paper):
    page = visit(width=width).go("functions/index.html")
    page.emulate_media(media=paper)
    over = page.locator(".sb-chart__end").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().right - one.closest('figure').getBoundingClientRect().right)"
    )
    assert max(over) <= 0


# --- the ring of units -----------------------------------------------------------------------------------------------


def test_a_tap_on_the_ring_picks_the_nearest_unit_and_stays_on_the_page(visit):
    page = visit(width=390).go(NETWORK)
    address = page.url
    dot = page.locator(".sb-ring a").nth(3)
    box = dot.locator("circle").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#sb_ring_unit")).to_have_value(dot.get_attribute("data-unit"))
    expect(page.locator(".sb-ring__told a")).to_have_attribute("href", dot.get_attribute("href"))
    assert page.url == address


def test_what_a_unit_gave_and_took_is_told_below_the_ring_and_leads_on(visit):
    page = visit(width=390).go(NETWORK)
    page.select_option("#sb_ring_unit", index=1)
    partners = page.locator(".sb-ring__partners button")
    ring, told = page.locator(".sb-chart--ring svg").bounding_box(), page.locator(".sb-ring__told").bounding_box()
    assert ring["y"] + ring["height"] <= told["y"]
    assert all(min(box["width"], box["height"]) >= 24 for box in (one.bounding_box() for one in partners.all()))
    name = partners.first.inner_text()
    partners.first.click()
    expect(page.locator(".sb-ring__name")).to_have_text(name)


def test_functions_have_numbers_on_the_ring_and_names_in_the_key(visit):
    page = visit(width=390).go(NETWORK)
    expect(page.locator(".sb-ring a text").first).to_have_css("opacity", "0")
    numbers = page.locator(".sb-ring__number").filter(visible=True).all_text_contents()
    assert numbers == [str(place + 1) for place in range(page.locator(".sb-ring__key li").count())]


def test_paper_and_pictures_have_the_whole_ring(visit):
    page = visit(width=390).go(NETWORK)
    drawing = page.locator(".sb-chart--ring svg")
    whole = f"0 0 {drawing.get_attribute('width')} {drawing.get_attribute('height')}"
    expect(drawing).not_to_have_attribute("viewBox", whole)
    picture = LexborHTMLParser(saved(page, "SVG")[1])
    assert [node.attributes["viewBox"] for node in picture.css("svg svg")] == [whole]
    page.emulate_media(media="print")
    expect(drawing).to_have_attribute("viewBox", whole)
    expect(page.locator(".sb-ring a text").first).to_have_css("opacity", "1")


def test_without_the_script_the_small_ring_keeps_its_key_and_its_table(visit):
    page = visit(width=390, script=False).go(NETWORK)
    assert page.locator(".sb-chart--ring svg").bounding_box()["width"] <= 390
    expect(page.locator(".sb-ring__key")).to_be_visible()
    page.locator(".sb-chart--ring .sb-chart__data > summary").click()
    expect(page.locator(".sb-chart--ring tbody tr").first).to_be_visible()
