"""From demo to copy: who came how far, the time of each step, and what is not known."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.metrics.lives import end_of_day, lives_of, upto
from seedbed.metrics.programme.funnel import funnel_figures
from seedbed.metrics.programme.passages import Outcome, Passing, Rung, median_of, passage_of
from seedbed.metrics.replication import replication_figures
from tests.helpers.chronicle import timeline_of
from tests.helpers.examples import examples
from tests.helpers.records import agent, demo, event, unit
from tests.helpers.sites import catalogue_of
from tests.helpers.stories import UNITS, random_story

TODAY = date(2026, 6, 30)


def funnel(text: str, *records, today: date = TODAY):
    catalogue = catalogue_of(*(unit(one) for one in UNITS), *records)
    lives = lives_of(upto(timeline_of(text), end_of_day(today)))
    velocity = replication_figures(catalogue, lives, today=today).velocity
    return funnel_figures(catalogue, lives, velocity, today=today)


def passage(text: str, end: Rung, *records, **options):
    return next(one for one in funnel(text, *records, **options).passages if one.end is end)


STORY = """
    2026-01-01 letters added by a
    2026-01-01 letters is prototype
    2026-01-11 letters is pilot
    2026-01-21 letters is validated
    2026-02-01 post added by a
    2026-02-01 post is prototype
    2026-02-10 minutes added by a
    2026-02-10 minutes is pilot
    2026-02-20 letters in b live from a
    2026-03-01 letters is production
    2026-04-01 post is retired
    2026-05-01 minutes is validated
    2026-06-20 notes added by a
    2026-06-20 notes is prototype
"""


def test_everybody_who_ever_came_to_a_rung_is_counted():
    assert dict(funnel(STORY).reached) == {
        Rung.DEMO: 0,
        Rung.PROTOTYPE: 4,
        Rung.VALIDATED: 2,
        Rung.PRODUCTION: 1,
        Rung.COPIED: 1,
    }


def test_step_counts_those_that_passed_wait_and_left():
    found = passage(STORY, Rung.VALIDATED)
    assert (found.passed, found.waiting, found.left, found.unknown) == (1, 1, 1, 0)
    assert found.median_of_passed == 20
    assert found.commits == ("2026-01-01", "2026-01-21", "2026-02-01", "2026-04-01", "2026-06-20")


def test_rung_that_was_skipped_is_not_timed():
    assert passage("2026-01-01 a added\n2026-01-01 a is idea\n2026-02-01 a is validated", Rung.VALIDATED).passed == 0


def test_straight_to_production_has_passed_validated():
    text = "2026-01-01 a added by a\n2026-01-01 a is prototype\n2026-02-01 a is production"
    found = passage(text, Rung.VALIDATED)
    assert (found.passed, found.median_days) == (1, 31)


def test_step_down_does_not_end_a_passage():
    text = """
        2026-01-01 a added by a
        2026-01-01 a is validated
        2026-02-01 a is pilot
        2026-03-01 a is validated
        2026-04-01 a is production
    """
    assert passage(text, Rung.PRODUCTION).median_days == 90


@pytest.mark.parametrize("end", ["a is suspended", "a is retired", "a removed"])
def test_whoever_left_does_not_wait(end):
    found = passage(f"2026-01-01 a added by a\n2026-01-01 a is prototype\n2026-02-01 {end}", Rung.VALIDATED)
    assert (found.passed, found.waiting, found.left, found.median_days) == (0, 0, 1, None)


def test_those_still_waiting_lengthen_the_median():
    lines = [f"2026-01-01 a{n} added by a\n2026-01-01 a{n} is prototype" for n in range(5)]
    lines += ["2026-01-06 a0 is validated", "2026-01-11 a1 is validated"]
    found = passage("\n".join(lines), Rung.VALIDATED)
    assert (found.passed, found.waiting, found.median_of_passed) == (2, 3, Fraction(15, 2))
    assert found.median_days is None
    lines.append("2026-03-02 a2 is validated")
    assert passage("\n".join(lines), Rung.VALIDATED).median_days == 60


def test_what_came_by_import_is_counted_and_not_timed():
    text = """
        2026-01-01 a added by a
        2026-01-01 a is prototype
        2026-01-01 b added by a
        2026-01-01 b is validated
        2026-01-01 import
        2026-02-01 a is validated
        2026-03-01 b is production
    """
    figures = funnel(text)
    assert (figures.reached[Rung.VALIDATED], figures.reached[Rung.PRODUCTION]) == (2, 1)
    assert [(one.passed, one.waiting, one.unknown) for one in figures.passages[1:3]] == [(0, 0, 1), (0, 1, 1)]


def test_step_that_ended_in_an_import_is_not_timed():
    text = "2026-01-01 a added by a\n2026-01-01 a is prototype\n2026-02-01 a is validated\n2026-02-01 import"
    found = passage(text, Rung.VALIDATED)
    assert (found.passed, found.unknown, found.median_of_passed) == (0, 1, None)


def test_last_step_is_replication_velocity():
    found = passage(STORY, Rung.COPIED)
    assert (found.start, found.passed, found.waiting, found.median_of_passed) == (Rung.VALIDATED, 1, 1, 30)
    assert found.commits == ("2026-01-21", "2026-02-20", "2026-05-01")


SPRING = event(starts="2026-01-01")


def test_demo_is_timed_until_its_agent_is_a_prototype():
    records = [SPRING, agent("letters"), demo("spring/bot", agent="letters"), demo("spring/toy")]
    text = "2026-01-31 letters added by a\n2026-01-31 letters is idea\n2026-02-10 letters is prototype"
    figures = funnel(text, *records)
    first = figures.passages[0]
    assert (first.passed, first.waiting, first.median_of_passed) == (1, 1, 40)
    assert (figures.reached[Rung.DEMO], figures.of_demos[Rung.PROTOTYPE]) == (2, 1)


def test_agent_may_name_its_demo_and_may_be_older_than_it():
    records = [SPRING, agent("letters", from_demo="spring/bot"), demo("spring/bot")]
    found = passage("2025-12-01 letters added by a\n2025-12-01 letters is pilot", Rung.PROTOTYPE, *records)
    assert (found.passed, found.median_days) == (1, 0)


def test_demo_of_tomorrow_or_of_no_event_is_not_counted():
    records = [event(starts="2026-07-01T09:00"), demo("spring/bot"), demo("lost/toy")]
    assert funnel("", *records).reached[Rung.DEMO] == 0


def test_without_anything_every_step_is_empty():
    figures = funnel("")
    assert set(figures.reached.values()) == {0}
    assert [one.median_days for one in figures.passages] == [None] * 4


@pytest.mark.parametrize(("days", "middle"), [([], None), ([3], 3), ([1, 2], Fraction(3, 2)), ([9, 1, 5], 5)])
def test_median_by_hand(days, middle):
    assert median_of(days) == middle


def test_unknown_passages_take_no_part_in_the_curve():
    some = [Passing("a", 10, Outcome.PASSED, ("c1",)), Passing("b", 0, Outcome.UNKNOWN, ("c2",))]
    found = passage_of(Rung.PROTOTYPE, Rung.VALIDATED, some)
    assert (found.median_days, found.unknown, found.commits) == (10, 1, ("c1",))


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 80))
def test_figures_of_the_funnel_hold_together(seed, acts):
    figures = funnel(random_story(seed, acts=acts), today=date(2027, 1, 1))
    rungs = (Rung.PROTOTYPE, Rung.VALIDATED, Rung.PRODUCTION)
    counts = [figures.reached[rung] for rung in rungs]
    assert counts == sorted(counts, reverse=True)
    for one in figures.passages[1:3]:
        entered = one.passed + one.waiting + one.left + one.unknown
        assert entered <= figures.reached[one.start]
        assert (one.median_of_passed is None) is (one.passed == 0)
