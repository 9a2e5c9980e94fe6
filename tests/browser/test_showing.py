"""Showing: charts are saved, decks presented, lists embedded, and the network answers who copied from whom."""

import csv
import functools
import html
import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from tests.browser.serving import QuietHandler, serving
from tests.browser.visits import saved

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(params=["served", "file"])
def showing(request, visit, site):
    """A visit on the served site, or on the same site as files."""
    return visit() if request.param == "served" else visit(base=f"{site.as_uri()}/")


# --- saving ----------------------------------------------------------------------------------------------------------


def test_a_chart_is_saved_as_a_drawing_that_stands_alone(showing):
    page = showing.go("diffusion/index.html")
    name, data = saved(page, "SVG")
    texts = " ".join(node.text() for node in LexborHTMLParser(data).css("text"))
    assert name.endswith(".svg")
    assert page.locator("figcaption").first.inner_text().replace("\xa0", " ") in texts.replace("\xa0", " ")
    assert "20 November 2026" in texts
    assert b"var(--" not in data
    assert b"class=" not in data
    assert not showing.errors


def test_names_on_arcs_keep_the_path_they_are_written_on(visit):
    tree = LexborHTMLParser(saved(visit().go("diffusion/network.html"), "SVG")[1])
    ids = {node.attributes["id"] for node in tree.css("path[id]")}
    paths = [node.attributes["href"] for node in tree.root.traverse() if (node.tag or "").lower() == "textpath"]
    assert paths
    assert {path.removeprefix("#") for path in paths} <= ids


def test_a_drawing_has_its_colours_as_the_reader_sees_them(visit):
    light, dark = (saved(visit(dark=is_dark).go("diffusion/index.html"), "SVG")[1] for is_dark in (False, True))
    assert b'fill="#f5f8f4"' in light
    assert b'fill="#0e1511"' in dark


def test_a_chart_is_saved_as_a_picture_of_twice_the_size(showing):
    page = showing.go("diffusion/index.html")
    size = LexborHTMLParser(saved(page, "SVG")[1]).css_first("svg").attributes
    page.reload()
    name, data = saved(page, "PNG")
    assert name.endswith(".png")
    assert data.startswith(PNG)
    assert int.from_bytes(data[16:20]) == 2 * int(size["width"])
    assert int.from_bytes(data[20:24]) == 2 * int(size["height"])


def test_the_table_of_a_chart_is_saved_with_numbers_that_a_machine_reads(showing):
    name, data = saved(showing.go("diffusion/index.html"), "CSV")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert name.endswith(".csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert len({len(row) for row in rows}) == 1
    assert all(float(cell) >= 0 for row in rows[1:] for cell in row[1:] if cell != "not measured yet")


def test_what_a_spreadsheet_would_run_is_quoted(visit):
    page = visit().go("diffusion/index.html")
    page.evaluate(
        """() => document.querySelector('figure.sb-chart table tbody').insertAdjacentHTML('afterbegin',
          '<tr><th>=HYPERLINK("x")</th><td>-12</td></tr><tr><th>@SUM(A1)</th><td>+cmd</td></tr>')"""
    )
    rows = list(csv.reader(io.StringIO(saved(page, "CSV")[1].decode("utf-8-sig"))))
    assert rows[1][:2] == ['\'=HYPERLINK("x")', "-12"]
    assert rows[2][:2] == ["'@SUM(A1)", "'+cmd"]


def test_a_table_of_bars_is_saved_as_a_drawing_too(visit):
    page = visit().go("diffusion/index.html")
    bars = page.locator("figure.sb-chart").evaluate_all("all => all.findIndex(one => one.matches('.sb-chart--bars'))")
    assert len(LexborHTMLParser(saved(page, "SVG", chart=bars)[1]).css("rect")) > 2


def test_without_the_script_there_are_no_dead_buttons(visit):
    page = visit(script=False).go("diffusion/index.html")
    assert page.locator("figure.sb-chart").count() > 0
    assert page.locator(".sb-save").count() == 0


# --- presenting ------------------------------------------------------------------------------------------------------

DECKS = ("present.html", "diffusion/present.html")


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (1024, 768)])
def test_nothing_of_a_slide_is_cut(visit, deck, width, height):
    one = visit()
    one.page.set_viewport_size({"width": width, "height": height})
    page = one.go(deck)
    for _ in range(page.locator(".sb-slide").count()):
        over = page.evaluate(
            """() => {
              const slide = document.querySelector('.sb-slide.is-shown');
              const foot = slide.querySelector('.sb-slide__foot').getBoundingClientRect();
              const seen = [...slide.querySelectorAll('.sb-slide__body *')]
                .filter((node) => node.getClientRects().length && !node.closest('.sb-chart__data, defs'))
                .map((node) => node.getBoundingClientRect());
              return [Math.max(...seen.map((box) => box.bottom)) - foot.top,
                Math.max(...seen.map((box) => box.right)) - innerWidth,
                document.documentElement.scrollHeight - innerHeight];
            }"""
        )
        assert max(over) <= 1, page.url
        page.keyboard.press("ArrowRight")
    assert not one.errors


def test_a_deck_is_led_by_keys_and_its_address(visit):
    page = visit().go("diffusion/present.html")
    last, shown = page.locator(".sb-slide").count(), page.locator(".sb-slide.is-shown")
    expect(shown).to_have_id("slide-1")
    keys = ("ArrowRight", "PageDown", "ArrowLeft", "End", "ArrowRight", "Home")
    for key, number in zip(keys, (2, 3, 2, last, last, 1), strict=True):
        page.keyboard.press(key)
        expect(shown).to_have_id(f"slide-{number}")
    page.keyboard.press("End")
    page.reload()
    expect(shown).to_have_id(f"slide-{last}")
    page.keyboard.press("Escape")
    page.wait_for_url("**/diffusion/index.html")


def test_a_deck_is_dark_on_request(visit):
    page = visit().go("present.html?dark=1")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.keyboard.press("d")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


@pytest.mark.parametrize("script", [True, False])
def test_a_deck_prints_a_slide_a_page(visit, script):
    page = visit(script=script).go("diffusion/present.html")
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))).pages
    assert len(pages) == page.locator(".sb-slide").count()
    assert round(pages[0].mediabox.width) == 720


def test_both_pages_lead_to_their_slides(visit):
    one = visit()
    for uri, deck in (("index.html", "present.html"), ("diffusion/index.html", "diffusion/present.html")):
        one.go(uri).locator(".md-content a[href$='present.html']").first.click()
        one.page.wait_for_url(f"**/{deck}*")


# --- embedding -------------------------------------------------------------------------------------------------------


@pytest.fixture
def intranet():
    """Another site that shows the list in a frame: give it the address, get that of its page."""
    words = {}

    class Intranet(QuietHandler):
        def do_GET(self):  # noqa: N802 - the name that the server calls
            page = (
                f'<!doctype html><title>Intranet</title><iframe src="{words["src"]}" width="600" height="400"></iframe>'
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

    with serving(Intranet) as here:

        def show(address):
            words["src"] = address
            return here

        yield show


@pytest.fixture
def guarded(site):
    """The site as a careful server sends it: the policy of the embedded page for that page, the strict one for others.

    The intranet of the test has no certificate, so that its address is allowed by name.
    """
    policies = {
        name: (site / "assets/seedbed" / f"content-security-policy{name}.txt").read_text("utf-8").strip()
        for name in ("", "-embed")
    }

    class Guarded(QuietHandler):
        def end_headers(self):
            is_embed = self.path.split("?")[0] == "/embed.html"
            policy = policies["-embed"].replace("https:", "http://127.0.0.1:*") if is_embed else policies[""]
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    with serving(functools.partial(Guarded, directory=str(site))) as here:
        yield here


def test_another_site_shows_the_filtered_list_and_no_other_page(visit, intranet, guarded):
    one = visit(base="")
    one.go(intranet(f"{guarded}embed.html?stage=validated"))
    frame = one.page.frames[1]
    frame.wait_for_function("document.querySelector('#sb_embed_all').href.includes('stage=validated')")
    badges = frame.locator(".sb-badge--stage").all_inner_texts()
    assert set(badges) <= {"validated"}
    assert not one.errors
    with one.page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        one.go(intranet(f"{guarded}agents/index.html"))


def test_a_card_in_a_frame_opens_the_agent_in_the_whole_window(visit, intranet, guarded):
    page = visit(base="").go(intranet(f"{guarded}embed.html"))
    page.frame_locator("iframe").locator(".sb-card a").first.click()
    page.wait_for_url(f"{guarded}agents/*.html")


def test_the_frame_counts_as_the_page_does(visit):
    page = visit().go("agents/index.html?stage=production")
    page.wait_for_function("document.querySelector('#sb_chips').children.length > 0")
    count = page.locator("#sb_count").inner_text().split()[0]
    page.goto(page.url.replace("agents/index.html", "embed.html"))
    page.wait_for_function("document.querySelector('#sb_embed_all').href.includes('stage=production')")
    assert page.locator("#sb_embed_said").inner_text().split()[0] == count


def test_a_view_is_shared_as_an_address_and_as_a_frame(showing):
    page = showing.go("agents/index.html?stage=production&compare=x")
    page.get_by_text("Share this view").click()
    expect(page.locator("#sb_share_link")).to_have_value(re.compile(r"agents/index\.html\?stage=production$"))
    expect(page.locator("#sb_share_frame")).to_have_value(re.compile(r"embed\.html\?stage=production"))
    code = page.locator("#sb_share_frame").input_value()
    page.goto(html.unescape(re.search('src="([^"]+)"', code)[1]))
    page.wait_for_function("document.querySelector('#sb_embed_all').href.includes('stage=production')")


def test_without_the_script_the_frame_holds_the_most_copied(visit):
    page = visit(script=False).go("embed.html")
    assert page.locator(".sb-card a[target=_top]").count() > 0


# --- the network -----------------------------------------------------------------------------------------------------


def test_a_unit_is_picked_and_its_ties_are_drawn_and_told(showing):
    page = showing.go("diffusion/network.html")
    page.select_option("#sb_ring_unit", index=1)
    expect(page.locator("a.is-chosen")).to_have_count(1)
    ties = page.locator(".sb-ring__near path").count()
    assert ties == page.locator(".sb-ring__partners li").count() > 0
    page.select_option("#sb_ring_unit", index=0)
    expect(page.locator(".sb-ring__near path")).to_have_count(0)
    assert not showing.errors


def test_the_ring_is_walked_with_the_arrow_keys(visit):
    page = visit().go("diffusion/network.html")
    page.locator(".sb-ring a[tabindex='0']").focus()
    first = page.locator("#sb_ring_unit").input_value()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#sb_ring_unit")).not_to_have_value(first)
    expect(page.locator(".sb-ring a[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".sb-ring--chosen")).to_have_count(0)


def test_passing_over_a_unit_shows_it_and_leaves_no_trace(visit):
    page = visit().go("diffusion/network.html")
    page.locator(".sb-ring a circle").first.hover()
    expect(page.locator(".sb-ring--chosen")).to_have_count(1)
    page.mouse.move(0, 0)
    expect(page.locator(".sb-ring--chosen")).to_have_count(0)


def test_without_the_script_the_network_stands_with_its_table(visit):
    page = visit(script=False).go("diffusion/network.html")
    assert page.locator(".sb-ring__ties path").count() > 0
    page.locator(".sb-chart--ring .sb-chart__data > summary").click()
    assert page.locator(".sb-chart--ring tbody tr").count() == page.locator(".sb-ring a").count()


# --- all of it -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("uri", ["diffusion/network.html", "embed.html?stage=production", *DECKS])
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False)])
def test_axe_finds_nothing(visit, uri, width, dark):
    page = visit(width=width, dark=dark).go(uri)
    page.wait_for_load_state("networkidle")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
