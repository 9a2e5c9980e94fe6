"""The list as a table, and agents side by side: by mouse, by keyboard, on a phone, by an address somebody sent."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

THREE = "agents/index.html?compare=invoice-triage&compare=first-reply-drafts&compare=meeting-summaries"


def test_the_table_shows_the_same_agents_and_stands_in_the_address(visit):
    here = visit()
    page = here.go("agents/index.html?stage=production")
    here.rest()
    names = here.names
    page.get_by_role("button", name="Table").click()
    expect(page.locator("#sb_cards")).to_be_hidden()
    expect(page.locator("#sb_rows th a")).to_have_text(names)
    here.expect_query("stage=production&view=table")
    page.reload()
    expect(page.get_by_role("button", name="Table")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#sb_rows tr")).to_have_count(len(names))


def test_two_agents_are_picked_and_laid_side_by_side(visit):
    here = visit()
    page = here.go("agents/index.html")
    page.get_by_label("Compare Invoice triage").check()
    expect(page.locator("#sb_compare_open")).to_be_disabled()
    page.get_by_label("Compare Meeting summaries").check()
    page.locator("#sb_compare_open").click()
    shown = page.get_by_role("dialog", name="Side by side")
    expect(shown.get_by_role("link")).to_have_text(["Invoice triage", "Meeting summaries"])
    here.expect_query("compare=invoice-triage&compare=meeting-summaries")
    assert not here.errors


def test_the_same_rows_are_marked_just_where_they_differ(visit):
    page = visit().go(THREE)
    expect(page.locator("#sb_compare thead a")).to_have_count(3)
    rows = page.locator("#sb_compare_table tbody tr").evaluate_all(
        "rows => rows.map(row => [[...row.querySelectorAll('td')].map(cell => cell.textContent),"
        " row.querySelector('th').textContent.endsWith('differs')])"
    )
    assert len(rows) > 10
    assert all(len(texts) == 3 and (len(set(texts)) > 1) == marked for texts, marked in rows)
    assert {marked for _, marked in rows} == {True, False}


def test_an_address_with_agents_that_do_not_exist_compares_the_others(visit):
    here = visit()
    page = here.go(THREE + "&compare=nobody&compare=%3Cimg%20src%3Dx%3E")
    expect(page.locator("#sb_compare thead a")).to_have_count(3)
    assert page.locator("#sb_compare img, #sb_tray img").count() == 0
    assert not here.errors


def test_a_fifth_agent_is_refused_in_words(visit):
    page = visit().go("agents/index.html")
    boxes = page.locator("#sb_cards .sb-pick input")
    for number in range(4):
        boxes.nth(number).check()
    # The tray comes with the data, and moves what is around it.
    expect(page.locator("#sb_tray_said")).to_have_text("4 agents picked.")
    boxes.nth(4).click()
    expect(page.locator("#sb_tray_said")).to_have_text("Four agents at most: take one away first.")
    expect(boxes.nth(4)).not_to_be_checked()
    page.locator("#sb_compare_none").click()
    expect(page.locator("#sb_tray")).to_be_hidden()
    expect(page.locator("#sb_cards .sb-pick :checked")).to_have_count(0)


def test_the_keyboard_compares_and_comes_back(visit):
    here = visit()
    page = here.go("agents/index.html")
    for name in ("Compare Invoice triage", "Compare Meeting summaries"):
        page.get_by_role("checkbox", name=name).focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    expect(page.locator("#sb_compare_open")).to_be_enabled()
    page.locator("#sb_compare_open").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Side by side")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Side by side")).to_be_hidden()
    expect(page.locator("#sb_compare_open")).to_be_focused()
    assert not here.errors


def test_an_agent_is_taken_out_of_the_comparison(visit):
    here = visit()
    page = here.go(THREE)
    page.get_by_role("button", name="Take out First reply drafts").click()
    expect(page.locator("#sb_compare thead a")).to_have_count(2)
    here.expect_query("compare=invoice-triage&compare=meeting-summaries")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
@pytest.mark.parametrize("uri", [THREE, "agents/index.html?view=table&compare=invoice-triage"])
def test_axe_finds_nothing(visit, uri, width, dark):
    page = visit(width=width, dark=dark).go(uri)
    expect(page.locator("#sb_tray_said")).not_to_be_empty()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_who_runs_an_agent_and_its_health_are_filters(visit):
    here = visit()
    page = here.go("agents/index.html")
    for facet in ("runs", "health"):
        box = page.locator(f"[data-facet={facet}] input").first
        promised = box.locator("xpath=../span[last()]").inner_text()
        box.check()
        expect(page.locator("#sb_count")).to_contain_text(f"{promised} of")
        box.uncheck()
        expect(page.locator("#sb_count")).not_to_contain_text(" of ")
    here.expect_query("")


def test_nothing_of_it_is_there_without_javascript(visit):
    page = visit(script=False).go("agents/index.html")
    for part in ("#sb_views", "#sb_tray", "#sb_compare", "#sb_cards .sb-pick >> nth=0"):
        expect(page.locator(part)).to_be_hidden()
