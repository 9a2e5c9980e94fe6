"""The search of the whole portal: one box on every page, by keyboard, on a phone, from a file."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.visits import TWO_FRAMES

pytestmark = pytest.mark.browser

KINDS = ["index.html", "agents/invoice-triage.html", "demos/index.html", "governance/rules.html", "about.html"]


def search(page, text):
    field = page.get_by_role("combobox", name="Search the whole portal")
    field.click()
    field.press_sequentially(text)
    wait_for_both(page)
    return field


def wait_for_both(page):
    """Pages and agents have come, and both were searched for all that was typed."""
    expect(page.locator("#sb_search")).to_have_attribute("data-state", "ready")
    page.evaluate(TWO_FRAMES)


def options(page):
    return page.locator("#sb_search_list").get_by_role("option")


@pytest.mark.parametrize("uri", KINDS)
def test_it_works_on_every_kind_of_page(visit, uri):
    here = visit()
    page = here.go(uri)
    search(page, "invoice")
    options(page).filter(has_text="Invoice triage").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Invoice triage")
    assert not here.errors


@pytest.mark.parametrize(
    ("text", "group", "uri"),
    [
        ("champion", "Playbooks", "playbooks/"),
        ("net output", "Definitions", "definitions.html#net-output"),
        ("thornbill", "Platform", "platform/"),
        ("controlling", "Units", "units/controlling.html"),
        ("timeline", "Pages", "timeline.html"),
    ],
)
def test_it_finds_what_is_not_an_agent_in_groups_with_counts(visit, text, group, uri):
    page = visit().go("index.html")
    search(page, text)
    shown = page.get_by_role("group", name=group)
    expect(shown.locator(f"[role=option][href*='{uri}']").first).to_be_visible()
    assert int(shown.locator(".sb-facet__count").first.inner_text()) >= 1


def test_nothing_is_loaded_before_somebody_touches_it(visit):
    here = visit()
    page = here.go("index.html")
    page.wait_for_load_state("networkidle")
    assert not [url for url in here.asked if "search/" in url or url.endswith("catalogue.js")]
    page.locator("#sb_search_field").focus()
    page.wait_for_function("() => window.SEEDBED_PAGES && window.SEEDBED_CATALOGUE")


def test_the_keyboard_alone_finds_and_opens(visit):
    here = visit()
    page = here.go("playbooks/index.html")
    page.keyboard.press("/")
    field = page.locator("#sb_search_field")
    expect(field).to_be_focused()
    page.keyboard.type("draft")
    wait_for_both(page)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options(page).nth(1).get_attribute("id"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    wanted = options(page).first.evaluate("one => one.href")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)
    assert not here.errors


def test_escape_closes_then_empties(visit):
    page = visit().go("index.html")
    field = search(page, "invoice")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".sb-search__panel")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("invoice")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_the_count_is_told_politely(visit):
    page = visit().go("index.html")
    search(page, "invoice")
    said = page.locator("#sb_search [role=status]")
    expect(said).to_contain_text("results: ")
    expect(said).to_contain_text("Agents 1")
    page.locator("#sb_search_field").fill("zzzzzzz")
    expect(said).to_have_text("Nothing found for “zzzzzzz”.")
    expect(page.locator(".sb-search__none").get_by_role("link", name="Ask for an agent")).to_be_visible()


def test_slips_are_forgiven_and_do_not_hide_what_was_written_rightly(visit):
    page = visit().go("index.html")
    search(page, "invocie traige")
    expect(options(page).filter(has_text="Invoice triage").first).to_be_visible()
    page.locator("#sb_search_field").fill("invoice")
    unmarked = page.locator("#sb_search_list .sb-search__option:not(:has(mark)):not(.sb-search__all)")
    expect(unmarked).to_have_count(0)


def test_a_group_that_is_cut_shows_the_rest(visit):
    page = visit().go("index.html")
    search(page, "a")
    more = page.locator("#sb_search_list .sb-search__all:not([href])").first
    head = more.locator("xpath=..").get_attribute("aria-labelledby")
    group = page.locator(f"#sb_search_list [aria-labelledby={head}]")
    count = int(group.locator(".sb-facet__count").inner_text())
    more.click()
    expect(group.get_by_role("option")).to_have_count(count)
    expect(page.locator("#sb_search_field")).to_be_focused()


def test_all_agents_of_a_search_are_a_list_of_their_own(visit):
    here = visit()
    page = here.go("index.html")
    search(page, "dra")
    agents = page.get_by_role("group", name="Agents")
    count = agents.locator(".sb-facet__count").inner_text()
    if agents.locator(".sb-search__all").count():
        agents.locator(".sb-search__all").click()
        expect(page.locator("#sb_count")).to_contain_text(" of ")
        here.expect_query("find=dra")
    else:
        assert agents.get_by_role("option").count() == int(count)


def test_markup_in_the_search_stays_text(visit):
    here = visit()
    page = here.go("index.html")
    search(page, "<img src=x onerror=alert(1)>")
    expect(page.locator("#sb_search [role=status]")).to_contain_text("Nothing found for “<img")
    assert page.locator("#sb_search img").count() == 0
    assert not here.errors


def test_it_works_from_a_file(visit, site):
    here = visit(base=site.as_uri() + "/")
    page = here.go("playbooks/index.html")
    search(page, "invoice tri")
    options(page).filter(has_text="Invoice triage").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Invoice triage")
    assert not here.errors
    assert all(url.startswith("file:") for url in here.asked)


def test_a_phone_opens_it_with_a_button_and_closes_it(visit):
    page = visit(width=390).go("units/index.html")
    button = page.get_by_role("button", name="Search")
    expect(page.locator("#sb_search_field")).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#sb_search_field")).to_be_focused()
    page.keyboard.type("invoice")
    expect(options(page).first).to_be_visible()
    for _ in range(2):
        page.keyboard.press("Escape")
    expect(page.locator("#sb_search_field")).to_be_hidden()
    expect(button).to_be_focused()


def test_it_is_not_there_without_javascript(visit):
    page = visit(script=False).go("index.html")
    expect(page.locator("#sb_search")).to_be_hidden()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False), (320, True)])
def test_axe_finds_nothing_while_it_is_open(visit, width, dark):
    page = visit(width=width, dark=dark).go("agents/index.html")
    if width == 320:
        page.get_by_role("button", name="Search").click()
    search(page, "invoice")
    expect(options(page).first).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
