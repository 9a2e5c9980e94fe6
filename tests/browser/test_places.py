"""Journeys through the places: an executive, the AI office, a mail, a calendar, a reading path."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LAPTOP, LAPTOP_HEIGHT = 1366, 768
"""What most people open the portal on."""


def _is_in_sight(locator):
    box = locator.bounding_box()
    return box is not None and box["y"] + box["height"] <= locator.page.viewport_size["height"]


@pytest.mark.parametrize(("width", "height"), [(LAPTOP, LAPTOP_HEIGHT), (390, 844)])
def test_each_reader_sees_a_first_step_without_scrolling(visit, width, height):
    page = visit(width=width).go("index.html")
    page.set_viewport_size({"width": width, "height": height})
    for name in ("See what fits your unit", "What it brings, in two minutes", "Today's work list"):
        assert _is_in_sight(page.get_by_role("link", name=name)), name
    assert _is_in_sight(page.get_by_label("What costs you time?"))


def test_an_executive_has_the_picture_and_something_to_show_in_two_minutes(visit):
    here = visit(width=LAPTOP)
    page = here.go("index.html")
    page.get_by_role("link", name="What it brings, in two minutes").click()
    expect(page.get_by_role("heading", name="How far we have come")).to_be_in_viewport()
    expect(page.locator("figure.sb-chart").first).to_contain_text("of the routine work")
    hours = page.locator(".sb-stat", has_text="Hours given back in")
    expect(hours).to_contain_text("measured")
    showing = page.locator(".sb-showing")
    expect(showing).to_contain_text("Gives back the most time")
    showing.get_by_role("link").first.click()
    expect(page.locator(".sb-proof")).to_contain_text("Hours given back")
    assert not here.errors


def test_a_sponsor_speaks_on_the_first_page(visit):
    page = visit().go("index.html")
    expect(page.locator(".sb-home__told")).to_contain_text("sponsor")


def test_the_ai_office_goes_from_its_work_list_to_the_culling_list_and_an_agent(visit):
    here = visit(width=LAPTOP)
    page = here.go("index.html")
    page.get_by_role("link", name="Today's work list").click()
    work = page.locator(".sb-work")
    expect(work.get_by_role("heading", level=2)).to_be_in_viewport()
    assert work.get_by_role("heading", level=3).count() == 4
    asked = int(work.locator("#sb_work_culling .sb-work__count").inner_text())
    work.get_by_role("link", name="To mend or to end").click()
    expect(page.get_by_role("heading", name="Culling list")).to_be_in_viewport()
    agents = page.locator("h2#culling ~ .sb-scroll").first.locator("tbody > tr")
    assert agents.count() == asked > 0
    name = agents.first.get_by_role("rowheader").inner_text()
    agents.first.get_by_role("rowheader").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".sb-note").first).to_contain_text("What speaks against it today")
    assert not here.errors


def test_an_event_goes_into_a_calendar(visit):
    here = visit()
    page = here.go("demos/index.html")
    link = page.get_by_role("link", name="Add to calendar").first
    with page.expect_download() as waiting:
        link.evaluate("link => { link.download = 'event.ics'; link.click() }")
    (event,) = Calendar.from_ical(waiting.value.path().read_bytes()).walk("VEVENT")
    named = page.locator(".sb-dates__name a").first.inner_text()
    assert str(event["SUMMARY"]) == named


@pytest.mark.parametrize("width", [390, LAPTOP])
def test_a_reader_follows_their_own_path(visit, width):
    here = visit(width=width)
    page = here.go("playbooks/index.html")
    path = page.locator("#for-champion")
    path.locator("summary").click()
    steps = path.get_by_role("listitem").get_by_role("link")
    first, second = steps.nth(0).inner_text(), steps.nth(1).inner_text()
    steps.nth(0).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.locator(".sb-tracks li", has_text="champions").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(second)
    assert not here.errors


def test_the_digest_is_copied_with_its_links(visit):
    here = visit()
    page = here.go("news/digest.html")
    page.evaluate("addEventListener('copy', () => { window.copied = getSelection().toString() })")
    page.get_by_role("button", name="Copy for a mail").first.click()
    expect(page.locator(".sb-digest__ways [role=status]").first).to_contain_text("Copied")
    title = page.locator(".sb-digest h2").first.inner_text()
    assert page.evaluate("window.copied").startswith(title)
    assert not here.errors


def test_without_a_script_the_digest_can_be_read_and_has_no_dead_button(visit):
    page = visit(script=False).go("news/digest.html")
    expect(page.get_by_role("button", name="Copy for a mail")).to_have_count(0)
    expect(page.locator(".sb-digest h2").first).to_contain_text("What spread at")


def test_a_person_leads_to_the_ask(visit):
    page = visit().go("people/index.html")
    page.locator("h2#functions ~ .sb-scroll").first.locator("td a").first.click()
    expect(page.locator("aside[aria-label='How to ask']")).to_be_visible()
