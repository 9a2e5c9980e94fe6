from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.site.pages.digest import create, weeks_of
from tests.helpers.chronicle import timeline_of
from tests.helpers.records import agent, event, story, unit
from tests.helpers.sites import site_of

STORY = """
2026-03-02 letters added by it
2026-03-03 letters is validated
2026-03-03b letters in it live
2026-03-11 letters in hr live from it
2026-03-17 letters in law live from hr
"""
TODAY = date(2026, 3, 18)
"""A Wednesday: the last whole week is that of 9 March."""


def _page(*records, story=STORY, today=TODAY):
    timeline = timeline_of(story) if story else None
    units = [unit(one, function=one) for one in ("it", "hr", "law")]
    (page,) = create(site_of(*units, agent("letters"), *records, today=today, timeline=timeline))
    return LexborHTMLParser(page.html)


@pytest.mark.parametrize("today", [date(2026, 3, 16), date(2026, 3, 18), date(2026, 3, 22)])
def test_the_last_whole_week_comes_first_then_the_one_so_far(today):
    weeks = weeks_of(today)
    assert weeks[:3] == [
        (date(2026, 3, 9), date(2026, 3, 15)),
        (date(2026, 3, 16), today),
        (date(2026, 3, 2), date(2026, 3, 8)),
    ]
    assert all(first.weekday() == 0 for first, _ in weeks)


def test_each_week_tells_what_happened_in_it():
    tree = _page()
    assert "Letters in HR, copied from IT" in tree.css_first('[id="week_2026-w11_words"]').text()
    so_far = tree.css_first('[id="week_2026-w12_words"]').text()
    assert "Letters in LAW" in so_far
    assert "copied from IT" not in so_far
    assert "pilot" not in tree.css_first('[id="week_2026-w10_words"]').text()


def test_links_lead_from_the_page_to_the_pages_of_the_portal():
    week = _page().css_first('[id="week_2026-w11_words"]')
    assert week.css_first("li a").attributes["href"] == "../agents/letters.html"


def test_the_figures_of_today_stand_with_the_week_so_far_alone():
    tree = _page()
    assert "run a live agent" in tree.css_first('[id="week_2026-w12_words"]').text()
    assert "run a live agent" not in tree.css_first('[id="week_2026-w11_words"]').text()


def test_markdown_is_there_to_be_copied():
    text = _page().css_first('[id="week_2026-w11_markdown"]').text()
    assert text.startswith("# What spread at our agents, 9 March 2026 to 15 March 2026\n")
    assert "- **Letters** in HR" in text


def test_without_a_history_the_page_says_so():
    tree = _page(story("2026-03-10-won", on="2026-03-10", title="It won"), story=None)
    assert "No history was read" in tree.css_first(".sb-note").text()
    assert "It won, told by IT" in tree.text()


def test_an_event_to_come_is_told_with_the_week_so_far():
    tree = _page(event("summer", starts="2026-06-20"))
    assert "Summer on 20 June 2026, Hall 2" in tree.css_first('[id="week_2026-w12_words"]').text()
