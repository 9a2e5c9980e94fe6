"""Parts that are laid out when a reader comes near: nobody may miss them, wherever they come from."""

import pytest

from tests.browser.visits import TWO_FRAMES

SKIPPED = (
    "Array.from(document.querySelectorAll('.sb-chart figcaption, .sb-later table'))"
    ".filter(node => !node.checkVisibility({ contentVisibilityAuto: true })).length"
)


def test_what_is_far_below_waits_until_the_reader_comes(visit):
    page = visit(width=390).go("diffusion/index.html")
    page.evaluate(TWO_FRAMES)
    waiting = page.evaluate(SKIPPED)
    assert waiting > 3
    page.locator(".sb-later table").last.scroll_into_view_if_needed()
    page.wait_for_function(f"waiting => {SKIPPED} < waiting", arg=waiting)


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


def test_paper_holds_everything(visit):
    page = visit(width=390).go("diffusion/index.html")
    page.emulate_media(media="print")
    page.wait_for_function(f"{SKIPPED} === 0")


def test_a_search_in_the_page_finds_what_is_not_laid_out(visit):
    page = visit(width=390).go("diffusion/index.html")
    words = page.locator(".sb-later caption").last.text_content()
    assert page.evaluate("words => window.find(words)", words)
