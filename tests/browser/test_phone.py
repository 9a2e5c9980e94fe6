"""A phone: names in full, sentences in sight, captions that stay, and what was folded opens by its address."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

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


def test_a_caption_stays_while_its_table_is_pushed(visit):
    page = visit(width=390).go("fleet/index.html")
    table = page.locator("#health ~ .sb-scroll").first
    before = table.locator("caption").bounding_box()
    table.evaluate("one => { one.scrollLeft = 200 }")
    assert table.evaluate("one => one.scrollLeft") > 0
    after = table.locator("caption").bounding_box()
    assert (before["x"], after["x"] + after["width"] <= 390) == (after["x"], True)


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
