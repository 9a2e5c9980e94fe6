"""R and generations, from small histories that can be counted by hand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from seedbed.metrics.lives import end_of_day, lives_of
from seedbed.metrics.replication.generations import Reproduction, plantings_of, reproduction_of
from tests.helpers.chronicle import timeline_of
from tests.helpers.eventful import histories
from tests.helpers.examples import examples

BORN = "2026-01-01 letters added by it\n2026-01-02 letters in it live\n"


def reproduction(text: str, *, today: date = date(2026, 12, 31)) -> Reproduction:
    return reproduction_of(lives_of(timeline_of(text)), at=end_of_day(today))


def generations(text: str) -> dict[str, int | None]:
    return {one.unit: one.generation for one in reproduction(text).plantings}


def test_r_counts_what_each_live_deployment_went_on_to_cause():
    # it -> hr, it -> legal, hr -> sales: three copies by four deployments; two of them caused nothing.
    found = reproduction(
        BORN
        + """2026-02-01 letters in hr live from it
        2026-03-01 letters in legal live from it
        2026-12-01 letters in sales live from hr"""
    )
    assert (found.deployments, found.copies, found.caused) == (4, 3, 3)
    assert (found.r, found.counts) == (Fraction(3, 4), {0: 2, 1: 1, 2: 1})
    assert (found.mature, found.r_mature) == (3, Fraction(3, 3))  # sales has had a month only
    assert (found.generations, found.depth) == ({1: 2, 2: 1}, 2)
    assert found.commits == ("2026-01-02", "2026-02-01", "2026-03-01", "2026-12-01")
    assert found.paths[0] == "catalog/agents/letters/deployments/it.yml"


def test_nothing_live_has_no_r():
    found = reproduction("2026-01-01 letters added by it\n2026-01-02 letters in hr planned from it")
    assert (found.deployments, found.r, found.r_mature, found.depth, found.counts) == (0, None, None, 0, {})


CASES = {
    "a chain": (
        "2026-02-01 letters in hr live from it\n2026-03-01 letters in legal live from hr",
        {"it": 0, "hr": 1, "legal": 2},
    ),
    "no source named: the owner's": ("2026-02-01 letters in hr live", {"it": 0, "hr": 1}),
    "taken from itself: nonsense, so the owner's": ("2026-02-01 letters in hr live from hr", {"it": 0, "hr": 1}),
    "from a unit that went live only later": (
        "2026-02-01 letters in legal live from hr\n2026-03-01 letters in hr live from it",
        {"it": 0, "hr": 1, "legal": None},
    ),
    "from a unit that never went live": ("2026-02-01 letters in legal live from hr", {"it": 0, "legal": None}),
    "from each other in one commit": (
        "2026-02-01 letters in legal live from hr\n2026-02-01 letters in hr live from legal",
        {"it": 0, "hr": None, "legal": None},
    ),
    "a chain in one commit": (
        "2026-02-01 letters in hr live from legal\n2026-02-01 letters in legal live from it",
        {"it": 0, "hr": 2, "legal": 1},
    ),
    "the copier became the owner: its copy stays a copy, and what it passes on is one further": (
        """2026-02-01 letters in hr live from it
        2026-02-02 letters owned by hr
        2026-03-01 letters in legal live from hr""",
        {"it": 0, "hr": 1, "legal": 2},
    ),
    "copied, stopped, and copied again: the first counts": (
        """2026-02-01 letters in hr live from it
        2026-03-01 letters in hr gone
        2026-04-01 letters in hr live from legal""",
        {"it": 0, "hr": 1},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_generations(text, expected):
    assert generations(BORN + text) == expected


def test_an_owner_that_runs_nothing_itself_passes_on_all_the_same():
    found = reproduction("2026-01-01 letters added by it\n2026-02-01 letters in hr live from it")
    assert [(one.unit, one.generation, one.cause) for one in found.plantings] == [("hr", 1, None)]
    assert (found.copies, found.caused, found.r) == (1, 0, Fraction(0))


def test_what_came_later_than_the_moment_is_not_there():
    text = BORN + "2026-02-01 letters in hr live from it"
    found = reproduction(text, today=date(2026, 1, 31))
    assert (found.deployments, found.r) == (1, Fraction(0))


def test_two_lives_of_one_id_are_two_families():
    found = reproduction(
        BORN
        + """2026-02-01 letters in hr live from it
        2026-03-01 letters removed
        2026-03-01 letters in it gone
        2026-03-01 letters in hr gone
        2026-04-01 letters added by hr
        2026-05-01 letters in legal live from hr"""
    )
    assert (found.deployments, found.copies, found.caused) == (3, 2, 1)


@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_facts_that_hold_for_all_families(text):
    found = reproduction(text, today=date(2030, 1, 1))
    by_unit = [{one.unit: one for one in family} for family in families(text)]
    assert sum(one.caused for one in found.plantings) == sum(one.cause is not None for one in found.plantings)
    assert sum(number * count for number, count in found.counts.items()) == found.caused <= found.copies
    assert sum(found.generations.values()) == found.copies
    for family in by_unit:
        for one in family.values():
            assert (one.generation == 0) is not one.is_copy
            if one.cause is not None and family[one.cause].generation is not None:
                assert one.generation == family[one.cause].generation + 1
                assert family[one.cause].at <= one.at


def families(text: str):
    return [plantings_of(life, at=end_of_day(date(2030, 1, 1))) for life in lives_of(timeline_of(text))]
