"""Spans and copies in time: when something was live where, and from whom it came."""

from datetime import date

import pytest

from seedbed.metrics.growth.spans import copies_of, spans_of
from seedbed.metrics.lives import end_of_day, lives_of
from tests.helpers.chronicle import NOON, seconds, timeline_of

LATE = end_of_day(date(2030, 1, 1))


def spans(text: str, until: int = LATE):
    return {(one.unit, one.begin, one.end) for one in spans_of(lives_of(timeline_of(text)), until=until)}


def copies(text: str, until: int = LATE):
    return {one.unit: one for one in copies_of(lives_of(timeline_of(text)), until=until)}


def noon(day: str) -> int:
    return seconds(day) + NOON


STORY = """
    2026-01-05 letters added by it
    2026-01-05 letters in it live
    2026-02-01 letters in hr planned
    2026-02-10 letters in hr live
    2026-03-01 letters in hr paused
    2026-04-01 letters in hr live
    2026-05-01 letters in hr ended
"""


def test_spans_run_from_live_to_whatever_follows():
    assert spans(STORY) == {
        ("it", noon("2026-01-05"), None),
        ("hr", noon("2026-02-10"), noon("2026-03-01")),
        ("hr", noon("2026-04-01"), noon("2026-05-01")),
    }


def test_what_ends_later_is_open_still_and_what_begins_later_is_not_there():
    assert spans(STORY, until=end_of_day(date(2026, 2, 20))) == {
        ("it", noon("2026-01-05"), None),
        ("hr", noon("2026-02-10"), None),
    }


def test_removal_of_the_agent_ends_its_copies():
    assert spans(f"{STORY}2026-06-01 letters removed") >= {("it", noon("2026-01-05"), noon("2026-06-01"))}


def test_removal_of_the_record_ends_a_copy():
    assert spans(f"{STORY}2026-06-01 letters in it gone") >= {("it", noon("2026-01-05"), noon("2026-06-01"))}


def test_declared_day_stands_beside_the_first_span_only():
    told = f"2026-01-05 letters added by it\n2026-01-05 letters in hr states live 2024-06-01\n{STORY}"
    found = sorted(spans_of(lives_of(timeline_of(told)), until=LATE), key=lambda one: one.begin)
    assert [(one.unit, one.declared) for one in found] == [
        ("it", None),
        ("hr", seconds("2024-06-01")),
        ("hr", None),
    ]


FAMILY = """
    2026-01-05 letters added by a
    2026-01-05 letters in a live
    2026-02-01 letters in b live from a
    2026-03-01 letters in c live from b
    2026-03-01 letters in d live from c
    2026-04-01 letters in e live
    2026-05-01 letters in f live from nowhere
    2026-06-01 letters in g planned from a
"""


def test_copies_tell_source_generation_and_moment():
    found = copies(FAMILY)
    assert {unit: (one.source, one.generation, one.is_second_hand) for unit, one in found.items()} == {
        "b": ("a", 1, False),
        "c": ("b", 2, True),
        "d": ("c", 3, True),
        "e": ("a", 1, False),
        "f": ("nowhere", None, True),
    }
    assert (found["e"].is_assumed, found["b"].is_assumed) == (True, False)
    assert (found["c"].at, found["c"].commit, found["c"].change) == (noon("2026-03-01"), "2026-03-01", 7)


def test_copies_of_a_day_are_those_made_by_then():
    assert set(copies(FAMILY, until=end_of_day(date(2026, 2, 28)))) == {"b"}


def test_circle_of_sources_has_no_generation_and_nobody_is_its_own_source():
    found = copies("""
        2026-01-05 letters added by a
        2026-02-01 letters in b live from c
        2026-02-01 letters in c live from b
        2026-02-01 letters in d live from d
    """)
    assert {unit: one.generation for unit, one in found.items()} == {"b": None, "c": None, "d": 1}
    assert (found["d"].source, found["d"].is_assumed) == ("a", True)


def test_owner_at_the_time_decides_what_is_a_copy():
    found = copies("""
        2026-01-05 letters added by a
        2026-01-05 letters in a live
        2026-02-01 letters in b live from a
        2026-03-01 letters owned by b
        2026-04-01 letters in c live
        2026-05-01 letters in d live from a
    """)
    assert {unit: (one.source, one.generation) for unit, one in found.items()} == {
        "b": ("a", 1),
        "c": ("b", 2),
        "d": ("a", 1),
    }


def test_new_life_makes_new_copies():
    story = f"{FAMILY}2026-07-01 letters removed\n2026-08-01 letters added by a\n2026-09-01 letters in b live from a"
    found = [one for one in copies_of(lives_of(timeline_of(story)), until=LATE) if one.unit == "b"]
    assert [one.commit for one in found] == ["2026-02-01", "2026-08-01"]


def test_chain_of_many_units_is_followed_to_its_end():
    lines = [f"2026-02-01 letters in u{n} live from {f'u{n - 1}' if n else 'a'}" for n in range(3000)]
    found = copies("\n".join(["2026-01-05 letters added by a", *lines]))
    assert found["u2999"].generation == 3000


@pytest.mark.parametrize("until", [-(10**12), 0])
def test_before_everything_there_is_nothing(until):
    assert (spans(STORY, until), copies(FAMILY, until)) == (set(), {})
