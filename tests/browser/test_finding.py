"""Finding an agent: by pain, by filter, by keyboard, without JavaScript, from a file."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_visitor_finds_an_agent_by_what_costs_time_and_reads_how_to_copy_it(visit):
    here = visit()
    page = here.go("index.html")
    page.get_by_label("What costs you time?").fill("invoices")
    page.get_by_role("button", name="Find agents").click()
    page.get_by_role("link", name="Invoice triage").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Invoice triage")
    expect(page.locator("#sb_copy")).to_be_visible()
    expect(page.locator("#sb_copy_plain pre code")).to_have_text("seedbed new deployment invoice-triage/UNIT")
    assert not here.errors


def test_what_scripts_serve_has_its_place_before_they_come(visit):
    """Else the whole list moves down when the theme's own script has run."""
    page = visit().page
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(f"{visit().base}agents/index.html")
    expect(page.locator("#sb_find")).to_be_visible()
    expect(page.locator("#sb_mine")).to_be_visible()


def test_a_pain_on_the_first_page_leads_to_the_agents_that_remove_it(visit):
    here = visit()
    page = here.go("index.html")
    page.locator(".sb-band__pains a", has_text="invoice coding").click()
    expect(page.locator("#sb_count")).to_contain_text("1 of")
    assert here.names == ["Invoice triage"]


def test_filters_narrow_the_list_and_stand_in_the_address(visit):
    here = visit()
    page = here.go("agents/index.html")
    box = page.locator("[data-facet=stage] input[value=pilot]")
    promised = box.locator("xpath=../span[last()]").inner_text()
    box.check()
    expect(page.locator("#sb_count")).to_contain_text(f"{promised} of")
    here.expect_query("stage=pilot")
    assert len(here.names) == int(promised)
    page.get_by_role("button", name="Take away the filter pilot").click()
    expect(page.locator("#sb_count")).not_to_contain_text(" of ")
    here.expect_query("")
    expect(page.locator("#sb_find")).to_be_focused()


def test_choices_of_one_facet_are_alternatives(visit):
    here = visit()
    page = here.go("agents/index.html?stage=validated&stage=production")
    expect(page.locator("#sb_count")).to_contain_text(" of ")
    open_agents = here.count.split(" of ")[0]
    page.locator("[data-facet=risk] input[value=low]").check()
    expect(page.locator("#sb_count")).not_to_contain_text(f"{open_agents} of")
    assert 0 < len(here.names) < int(open_agents)
    here.expect_query("stage=validated&stage=production&risk=low")


def test_an_address_brings_back_the_whole_view(visit):
    here = visit()
    page = here.go("agents/index.html?find=draft&stage=production&sort=name")
    expect(page.locator("#sb_find")).to_have_value("draft")
    expect(page.locator("[data-facet=stage] input[value=production]")).to_be_checked()
    expect(page.locator("#sb_sort")).to_have_value("name")
    here.rest()
    assert here.names == sorted(here.names)
    assert "First reply drafts" in here.names


@pytest.mark.parametrize("slip", ["invocie", "invoce triage", "triage invoice", "INVOICE"])
def test_slips_of_the_keyboard_are_forgiven(visit, slip):
    here = visit()
    page = here.go("agents/index.html")
    page.locator("#sb_find").fill(slip)
    expect(page.locator("#sb_count")).to_contain_text(" of ")
    assert "Invoice triage" in here.names
    expect(page.locator("#sb_sort option").first).to_have_text("Best match")


def test_what_was_found_is_marked_and_can_be_put_in_another_order(visit):
    here = visit()
    page = here.go("agents/index.html")
    page.locator("#sb_find").fill("draft")
    expect(page.locator("#sb_cards mark").first).to_have_text("draft", ignore_case=True)
    expect(page.locator("#sb_cards .sb-card:not(:has(mark))")).to_have_count(0)
    here.rest()
    by_match = here.names
    page.locator("#sb_sort").select_option("copied")
    assert sorted(here.names) == sorted(by_match)
    page.locator("#sb_find").fill("")
    expect(page.locator("#sb_sort")).to_have_value("")


def test_a_tool_that_no_card_names_is_told_on_the_card(visit):
    page = visit().go("agents/index.html")
    page.locator("#sb_find").fill("thornbill")
    expect(page.locator("#sb_count")).to_contain_text(" of ")
    expect(page.locator("#sb_cards .sb-card__line mark").first).to_have_text("Thornbill")


def test_the_count_is_told_once_typing_has_stopped(visit):
    here = visit()
    page = here.go("agents/index.html")
    expect(page.locator("#sb_said")).to_have_attribute("role", "status")
    page.locator("#sb_find").press_sequentially("invoice")
    here.rest()
    expect(page.locator("#sb_said")).to_contain_text(" of ")


def test_arrows_lead_from_the_search_along_what_it_found_and_back(visit):
    page = visit().go("agents/index.html")
    page.locator("#sb_find").fill("draft")
    expect(page.locator("#sb_count")).to_contain_text(" of ")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#sb_cards h3 a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#sb_cards h3 a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#sb_find")).to_be_focused()


def test_the_keyboard_alone_gets_from_the_search_past_the_filters_to_an_agent(visit):
    here = visit()
    page = here.go("agents/index.html")
    page.keyboard.press("/")
    page.keyboard.type("invoce")
    here.rest()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.sb-jump-over')"):
            break
    expect(page.locator(".sb-jump-over")).to_be_focused()
    expect(page.locator(".sb-jump-over")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(4):
        if page.evaluate("document.activeElement.textContent") == "Invoice triage":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Invoice triage")
    assert not here.errors


def test_a_long_filter_shows_all_its_choices_and_finds_among_them(visit):
    here = visit()
    page = here.go("agents/index.html")
    facet = page.locator(".sb-facet:has(.sb-facet__more)").first
    name = facet.get_attribute("data-facet")
    before = facet.locator("label.sb-facet__choice").count()
    facet.get_by_role("button").click()
    page.wait_for_function("() => window.SEEDBED_CATALOGUE")
    shown = facet.locator("label.sb-facet__choice")
    total = page.evaluate("name => SEEDBED_CATALOGUE.lists[name].length", name)
    expect(shown).to_have_count(total)
    assert total > before
    last = shown.last
    expect(last.locator(".sb-facet__count")).not_to_be_empty()
    promised = last.locator(".sb-facet__count").inner_text()
    last.locator("input").check()
    expect(page.locator("#sb_count")).to_contain_text(f"{promised} of")
    page.reload()
    expect(facet.locator(":checked")).to_have_count(1)


def test_a_name_typed_fast_stands_in_the_address_that_one_leaves(visit):
    here = visit()
    page = here.go("agents/index.html")
    page.locator("#sb_find").press_sequentially("invoice")
    page.get_by_role("link", name="Invoice triage").click()
    page.go_back()
    expect(page.locator("#sb_find")).to_have_value("invoice")
    here.expect_query("find=invoice")


def test_the_search_is_on_the_first_screen_of_a_phone_where_a_unit_was_chosen(visit):
    page = visit(width=390).go("agents/index.html")
    page.get_by_role("button", name="Choose your unit").click()
    page.get_by_label("Your unit", exact=True).select_option(index=1)
    expect(page.locator("#sb_mine_ways")).to_be_visible()
    page.reload()
    expect(page.locator("#sb_mine_ways")).to_be_visible()
    expect(page.locator("#sb_mine_body")).to_be_hidden()
    assert page.locator("#sb_find").bounding_box()["y"] < 300


def test_what_nobody_built_leads_on(visit):
    here = visit()
    page = here.go("agents/index.html?find=invoice+zzzzzzzz&stage=production")
    expect(page.locator("#sb_none")).to_contain_text("No agent fits “invoice zzzzzzzz” here.")
    expect(page.locator("#sb_count")).to_contain_text("0 of")
    expect(page.locator(".sb-part")).to_contain_text("Ask for it")
    way = page.get_by_role("button", name="Without the word “zzzzzzzz”")
    promised = way.inner_text().rpartition(": ")[2].split()[0]
    way.click()
    expect(page.locator("#sb_none")).to_be_hidden()
    assert here.count.startswith(f"{promised} of ")
    expect(page.locator("#sb_find")).to_have_value("invoice")
    expect(page.locator("#sb_find")).to_be_focused()


def test_a_filter_that_leaves_nothing_is_loosened_with_one_step(visit):
    here = visit()
    page = here.go("agents/index.html?stage=idea&risk=prohibited")
    expect(page.locator("#sb_none")).to_contain_text("No agent fits these filters.")
    page.get_by_role("button", name="All agents").click()
    expect(page.locator("#sb_cards")).to_be_visible()
    here.expect_query("")


def test_a_broken_address_shows_everything(visit):
    here = visit()
    here.go("agents/index.html?stage=nonsense&sort=evil&find=%E0%A4%A")
    expect(here.page.locator("#sb_said")).not_to_be_empty()
    assert not here.errors


def test_markup_in_the_search_stays_text(visit):
    here = visit()
    page = here.go("agents/index.html?find=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&stage=%3Cb%3Ex")
    expect(page.locator("#sb_count")).to_contain_text("0 of")
    assert page.locator("#sb_finder img").count() == 0


def test_the_slash_key_leads_to_the_search_and_can_be_told_not_to(visit):
    here = visit()
    page = here.go("agents/index.html")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#sb_find")).to_be_focused()
    expect(page.locator("#sb_find")).to_have_value("")
    page.locator("#sb_facets").get_by_label("key leads to the search").uncheck()
    for uri in ("agents/index.html", "playbooks/index.html"):
        page.goto(here.base + uri)
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(page.locator("#sb_find, #sb_search_field").first).not_to_be_focused()
        expect(page.locator("#sb_search_field")).not_to_be_focused()


def test_more_results_come_on_demand_and_take_the_focus_along(visit):
    here = visit()
    page = here.go("agents/index.html?sort=name")
    total = int(here.count.split()[0])
    if total <= 24:
        expect(page.locator("#sb_more")).to_be_hidden()
        assert len(here.names) == total
    else:
        page.locator("#sb_more").click()
        assert len(here.names) > 24


def test_the_columns_are_loaded_at_the_first_touch_only(visit):
    here = visit()
    page = here.go("agents/index.html")
    page.wait_for_load_state("networkidle")
    assert not [url for url in here.asked if url.endswith("agents/catalogue.js")]
    page.locator("#sb_find").focus()
    page.wait_for_function("() => window.SEEDBED_CATALOGUE")


def test_every_agent_is_reached_without_javascript(visit, site):
    page = visit(script=False).go("agents/index.html")
    entries = {path.name for path in (site / "agents").glob("*.html")} - {"index.html"}
    links = page.locator("#sb_finder a:not(.sb-part a, .sb-jump-over)").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert set(links) == entries
    expect(page.locator("#sb_form")).to_be_hidden()


def test_the_catalogue_works_from_a_file(visit, site):
    here = visit(base=site.as_uri() + "/")
    page = here.go("agents/index.html?stage=production")
    expect(page.locator("#sb_count")).to_contain_text(" of ")
    page.locator("#sb_find").fill("invoice")
    expect(page.locator("#sb_cards .sb-card")).to_have_count(1)
    page.get_by_role("link", name="Invoice triage").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Invoice triage")
    assert not here.errors
    assert all(url.startswith("file:") for url in here.asked)


def test_the_first_page_searches_from_a_file(visit, site):
    page = visit(base=site.as_uri() + "/").go("index.html")
    page.get_by_label("What costs you time?").fill("minutes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Meeting summaries")).to_be_visible()
