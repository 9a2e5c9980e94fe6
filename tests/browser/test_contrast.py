"""For eyes that need more: high contrast by the system and by choice, forced colours, no motion."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from seedbed.colours import AAA, contrast
from tests.browser.visits import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "index.html",
    "agents/index.html",
    "agents/invoice-triage.html",
    "diffusion/index.html",
    "governance/index.html",
)
TEXTS = ("ink", "ink-soft", "leaf", "good", "note", "warn", "bad", "dim", "violet")
GROUNDS = ("ground", "surface", "sunken")
READ = """names => { const style = getComputedStyle(document.body);
  return Object.fromEntries(names.map(name => [name, style.getPropertyValue("--sb-" + name).trim()])); }"""
BOXES = """() => [...document.querySelectorAll(".sb-button, .sb-badge, .sb-card__title a")]
  .filter(one => one.offsetParent)
  .map(one => [one.textContent.trim(), getComputedStyle(one).color, getComputedStyle(one).backgroundColor])"""
MOVES = """() => [...document.querySelectorAll("*")]
  .flatMap(one => ["", "::before", "::after"].map(part => getComputedStyle(one, part)))
  .flatMap(style => [style.transitionDuration, style.animationDuration].join().split(","))
  .filter(time => parseFloat(time) > 0.01).length"""


@pytest.fixture
def look(chromium, address):
    """Opens a visit of a browser that is set in some way: look(contrast="more")."""
    opened = []

    def start(**settings):
        opened.append(chromium.new_context(viewport={"width": 1280, "height": 800}, **settings))
        return Visit(opened[-1].new_page(), address)

    yield start
    for context in opened:
        context.close()


def chosen(page):
    """The page in the scheme of high contrast, by the switch in its head."""
    page.get_by_title("Switch to dark").click()
    page.get_by_title("Switch to high contrast").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "contrast")
    return page


def assert_sevenfold(page):
    tokens = page.evaluate(READ, [*TEXTS, *GROUNDS])
    low = {
        (text, ground): round(contrast(tokens[text], tokens[ground]), 1)
        for text in TEXTS
        for ground in GROUNDS
        if contrast(tokens[text], tokens[ground]) < AAA
    }
    assert low == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_seven_to_one_where_the_system_asks(look, scheme):
    assert_sevenfold(look(contrast="more", color_scheme=scheme).go("index.html"))


def test_every_text_has_seven_to_one_where_the_reader_chooses(look):
    page = chosen(look(color_scheme="light").go("index.html"))
    assert_sevenfold(page)
    page.emulate_media(color_scheme="dark")
    assert_sevenfold(page)


def test_the_choice_is_remembered_and_leads_back(look):
    page = chosen(look(color_scheme="light").go("index.html"))
    page.goto(page.url.replace("index.html", "agents/index.html"))
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "contrast")
    page.get_by_title("Switch to light").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


@pytest.mark.parametrize("uri", PAGES)
def test_axe_finds_nothing_in_high_contrast(look, uri):
    page = chosen(look(color_scheme="light").go("index.html"))
    page.goto(page.url.replace("index.html", uri))
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_no_text_in_the_colour_of_its_ground(look, scheme):
    page = look(forced_colors="active", color_scheme=scheme).go("agents/invoice-triage.html")
    assert [box for box in page.evaluate(BOXES) if box[1] == box[2]] == []
    names = page.evaluate(READ, ["series-1", "ground", "ink"])
    assert names == {"series-1": "LinkText", "ground": "Canvas", "ink": "CanvasText"}


@pytest.mark.parametrize("uri", PAGES)
def test_nothing_moves_where_motion_is_unwanted(look, uri):
    page = look(reduced_motion="reduce").go(uri)
    assert page.evaluate(MOVES) == 0
