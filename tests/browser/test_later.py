"""Parts that are laid out when a reader comes near: nobody may miss them, wherever they come from."""

import pytest
from playwright.sync_api import expect

from tests.browser.visits import TWO_FRAMES

SKIPPED = (
    "Array.from(document.querySelectorAll('.sb-chart figcaption, .sb-later table'))"
    ".filter(node => !node.checkVisibility({ contentVisibilityAuto: true })).length"
)


@pytest.fixture
def hurried(visit):
    """The page before it is at rest: the script that would lay out the rest does not come."""
    seen = visit(width=390)
    seen.page.route("**/charts.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    return seen.go("diffusion/index.html")


def test_what_is_far_below_waits_until_the_reader_comes(hurried):
    hurried.evaluate(TWO_FRAMES)
    waiting = hurried.evaluate(SKIPPED)
    assert waiting > 3
    hurried.locator(".sb-later table").last.scroll_into_view_if_needed()
    hurried.wait_for_function(f"waiting => {SKIPPED} < waiting", arg=waiting)


def test_at_rest_everything_is_laid_out(visit):
    page = visit(width=390).go("diffusion/index.html")
    expect(page.locator(":is(.sb-chart, .sb-later .sb-scroll):not(.sb-laid-out)")).to_have_count(0)
    page.wait_for_function(f"() => {SKIPPED} === 0")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("anchor", ["functions", "funnel", "units"])
def test_a_page_opened_at_an_anchor_stands_there(visit, width, anchor):
    page = visit(width=width).go(f"diffusion/index.html#{anchor}")
    page.wait_for_load_state("load")
    place = "document.getElementById('{}').getBoundingClientRect().top".format
    header = page.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
    page.wait_for_function(f"header => header <= {place(anchor)} && {place(anchor)} <= header + 120", arg=header)
    top = page.evaluate(place(anchor))
    page.evaluate(TWO_FRAMES)
    assert page.evaluate(place(anchor)) == pytest.approx(top, abs=1)


def test_paper_holds_everything(hurried):
    hurried.emulate_media(media="print")
    hurried.wait_for_function(f"() => {SKIPPED} === 0")


def test_a_search_in_the_page_finds_what_is_not_laid_out(hurried):
    words = hurried.locator(".sb-later caption").last.text_content()
    assert hurried.evaluate("words => window.find(words)", words)
