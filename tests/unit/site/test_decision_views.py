"""Decisions: what opens, promotes or ends an agent counts once, in its month; what an import brought does not."""

import pytest

from seedbed.metrics.lives import lives_of
from seedbed.site.decision_views import decisions_chart, decisions_of
from tests.helpers.chronicle import timeline_of
from tests.helpers.sites import site_of

STORIES = {
    "opened": ("2026-01-10 letters is pilot\n2026-02-14 letters is validated", [("2026-02", "opened for copying")]),
    "taken over": (
        "2026-02-14 letters is validated\n2026-03-02 letters is production",
        [("2026-02", "opened for copying"), ("2026-03", "taken into production")],
    ),
    "back from production": (
        "2026-02-14 letters is validated\n2026-03-02 letters is production\n2026-04-02 letters is validated",
        [("2026-02", "opened for copying"), ("2026-03", "taken into production")],
    ),
    "ended": (
        "2026-02-14 letters is validated\n2026-05-02 letters is retired",
        [("2026-02", "opened for copying"), ("2026-05", "suspended or retired")],
    ),
    "only tried": ("2026-01-10 letters is prototype\n2026-01-20 letters is pilot", []),
}


@pytest.mark.parametrize("story", STORIES)
def test_decisions_are_counted_in_their_month(story):
    text, told = STORIES[story]
    assert list(decisions_of(lives_of(timeline_of(f"2026-01-02 letters added\n{text}")))) == told


def test_without_a_history_there_is_no_chart():
    assert decisions_chart(site_of()) == ""
