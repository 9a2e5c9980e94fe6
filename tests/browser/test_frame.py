"""The frame of every page: menu, search, colours, and nothing asked of anybody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.browser

KINDS = ["index.html", "agents/index.html", "agents/invoice-triage.html", "playbooks/index.html", "about.html"]


def test_no_page_asks_anything_of_another_site(visit, site, address):
    here = visit()
    for path in sorted(site.rglob("index.html")):
        here.go(path.relative_to(site).as_posix()).wait_for_load_state("networkidle")
    assert len(here.asked) > 50
    assert not [url for url in here.asked if not url.startswith(address)]
    assert not here.errors


@pytest.mark.parametrize("uri", KINDS)
def test_nothing_is_wider_than_a_phone(visit, uri):
    page = visit(width=320).go(uri)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_menu_of_a_phone_opens_walks_and_closes_by_keyboard(visit):
    page = visit(width=390).go("agents/invoice-triage.html")
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".sb-menu a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    page.locator(".sb-menu").get_by_role("link", name="Playbooks").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Playbooks")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_meets_nothing_that_cannot_be_seen(visit, width):
    page = visit(width=width).go("agents/index.html")
    for _ in range(30):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const e = document.activeElement;"
            " const b = (e.closest('.md-header__option') || e).getBoundingClientRect();"
            " return [b.width, b.height, b.right > 0 && b.left < innerWidth, e.outerHTML.slice(0, 80)] })()"
        )
        assert box[2], box
        assert box[0] > 0, box


def test_single_keys_do_nothing_by_themselves(visit):
    page = visit().go("agents/invoice-triage.html")
    for key in "fsp,n.":
        page.keyboard.press(key)
    assert page.url.endswith("agents/invoice-triage.html")
    assert page.evaluate("document.activeElement === document.body")


def test_the_dark_is_chosen_and_remembered(visit):
    page = visit().go("index.html")
    page.get_by_title("Switch to dark").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(page.url.replace("index.html", "agents/index.html"))
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_who_chose_nothing_follows_the_system(visit):
    page = visit().go("index.html")
    body = page.locator("body")
    for scheme, name in (("dark", "slate"), ("light", "default")):
        page.emulate_media(color_scheme=scheme)
        expect(body).to_have_attribute("data-md-color-scheme", name)
        page.goto(page.url.replace("index.html", "agents/index.html"), wait_until="commit")
        expect(body).to_have_attribute("data-md-color-scheme", name)
        page.go_back()
    page.emulate_media(color_scheme="dark")
    page.get_by_title("Switch to high contrast").click()
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "contrast")


def test_the_head_gives_the_browser_its_colour(visit):
    page = visit().go("index.html")
    tint = page.locator("meta[name='theme-color']")
    light = tint.get_attribute("content")
    page.get_by_title("Switch to dark").click()
    expect(tint).not_to_have_attribute("content", light)


def test_the_first_stop_of_the_keyboard_leads_past_the_frame(visit):
    page = visit().go("agents/invoice-triage.html")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    expect(page.locator("#sb-content")).to_be_focused()


def test_every_link_and_anchor_of_the_site_leads_somewhere(site):
    pages = {
        path.relative_to(site).as_posix(): LexborHTMLParser(path.read_text("utf-8")) for path in site.rglob("*.html")
    }
    ids = {uri: {node.attributes["id"] for node in tree.css("[id]")} for uri, tree in pages.items()}
    broken = [
        (uri, href)
        for uri, tree in pages.items()
        if uri != "404.html"
        for node in tree.css("a[href], link[href], script[src], img[src]")
        if not leads(site, ids, uri, href := node.attributes.get("href") or node.attributes.get("src") or "")
    ]
    assert not broken


def leads(site, ids, uri, href):
    """Whether a link of the page `uri` leads to a file of the site and, with an anchor, to an id in it."""
    if "://" in href or href.startswith(("mailto:", "javascript:")):
        return not href.startswith("javascript:")
    path, _, anchor = href.partition("#")
    target = (site / uri).parent.joinpath(path.partition("?")[0]).resolve() if path else site / uri
    name = target.relative_to(site.resolve()).as_posix() if target.is_relative_to(site.resolve()) else "?"
    return target.is_file() and (not anchor or name not in ids or anchor in ids[name])
