"""What spread lately, on small histories."""

from datetime import date

import pytest

from seedbed.site.spreading import Copied, latest_spreading, spreading_says
from tests.helpers.chronicle import timeline_of
from tests.helpers.records import agent, unit
from tests.helpers.sites import site_of

STORY = """
2026-02-05 letters added by it
2026-03-05 letters is validated
2026-03-05b letters in it live
2026-03-14 letters in hr live from it
2026-03-20 letters in law live from hr
"""


def _site(story, today, **changes):
    units = [unit(one, function=one) for one in ("it", "hr", "law")]
    return site_of(*units, agent("letters", **changes), today=today, timeline=timeline_of(story) if story else None)


def test_a_month_counts_its_copies_and_names_the_newest():
    found = latest_spreading(_site(STORY, date(2026, 3, 31)))
    assert (found.period, found.is_now, found.copies, found.units, found.agents) == ("2026-03", True, 2, 2, 1)
    assert (found.second_hand, found.proven) == (1, 1)
    assert found.newest == (
        Copied(agent="letters", unit="law", source="hr", on=date(2026, 3, 20)),
        Copied(agent="letters", unit="hr", source="it", on=date(2026, 3, 14)),
    )


def test_the_month_is_told_in_a_sentence():
    assert spreading_says(*_told(STORY, date(2026, 3, 31))) == (
        "In March 2026 so far: 2 copies, by which 2 units began to run 1 agent. "
        "1 of these copies came from a unit that had copied the agent itself. 1 agent was newly proven."
    )


def test_a_quiet_month_tells_of_the_last_one_that_was_not():
    assert spreading_says(*_told(STORY, date(2026, 5, 2))).startswith("Last in March 2026: 2 copies, by which")


def _told(story, today):
    site = _site(story, today)
    return site, latest_spreading(site)


@pytest.mark.parametrize("story", [None, "2026-02-05 letters added by it\n2026-02-05 letters in it live"])
def test_without_a_history_or_a_copy_nothing_is_said(story):
    site, found = _told(story, date(2026, 3, 31))
    assert found is None
    assert spreading_says(site, found) == ""


def test_an_agent_that_may_not_be_named_is_not():
    found = latest_spreading(_site(STORY, date(2026, 3, 31), visibility="none"))
    assert found is None or found.newest == ()
