"""Since when something speaks against an agent, where the history knows."""

from datetime import date

import pytest

from seedbed.metrics.fleet import Condition, Fleet
from seedbed.metrics.lives import lives_of
from seedbed.metrics.reasons import Reason, Why
from seedbed.metrics.since import dated_fleet
from seedbed.records import Stage
from tests.helpers.chronicle import timeline_of

STORY = """
    2026-01-05 letters added by it
    2026-01-05 letters is pilot
    2026-01-05 letters version 1.0.0
    2026-02-01 letters is validated
    2026-02-02 letters is pilot
    2026-03-01 letters is validated
    2026-03-05 letters is production
    2026-03-10 letters in hr live from it
    2026-03-20 letters in hr paused
    2026-03-25 letters in hr live
    2026-04-01 letters version 1.1.0
"""


def since(text: str, why: Why, unit: str | None = None, known: str | None = None):
    reason = Reason(why=why, text="Something", path="catalog/agents/letters/blueprint.yml", unit=unit, since=known)
    condition = Condition(agent="letters", stage=Stage.PILOT, live=1, reasons=(reason,))
    fleet = Fleet(conditions={"letters": condition}, drifts=(), ended=())
    return dated_fleet(fleet, lives_of(timeline_of(text))).conditions["letters"].reasons[0].since


@pytest.mark.parametrize(
    ("why", "unit", "day"),
    [
        (Why.UNMEASURED, None, "2026-03-01"),
        (Why.UNMEASURED, "hr", "2026-03-25"),
        (Why.UNMEASURED, "law", None),
        (Why.DRIFT, "hr", "2026-04-01"),
        (Why.IMPORTED, None, None),
        (Why.ORPHANED, None, None),
    ],
)
def test_reason_is_dated_where_the_history_knows(why, unit, day):
    assert since(STORY, why, unit) == day


def test_day_that_the_records_know_stands():
    assert since(STORY, Why.UNMEASURED, known="2025-12-01") == "2025-12-01"


def test_imported_steps_date_nothing_but_the_import():
    imported = "2026-01-05 letters added by it\n2026-01-05 letters is validated\n2026-01-05 import"
    assert since(imported, Why.UNMEASURED) is None
    assert since(imported, Why.IMPORTED) == "2026-01-05"


@pytest.mark.parametrize("text", ["", f"{STORY}2026-05-01 letters removed"])
def test_agent_without_a_life_keeps_its_reasons(text):
    assert since(text, Why.UNMEASURED) is None


def test_agent_that_left_the_open_stages_is_not_open_since():
    assert since(f"{STORY}2026-05-01 letters is suspended", Why.UNMEASURED) is None
    assert date.fromisoformat(since(STORY, Why.UNMEASURED)) == date(2026, 3, 1)
