"""The network over time: months, traders, and reach along time against a search of every path."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.metrics.growth.spread import reach_of, spread_figures
from seedbed.metrics.lives import lives_of
from tests.helpers.chronicle import timeline_of
from tests.helpers.examples import examples
from tests.helpers.stories import random_story

TODAY = date(2026, 5, 15)


def spread(text: str, today: date = TODAY):
    return spread_figures(lives_of(timeline_of(text)), today=today)


STORY = """
    2026-01-05 letters added by a
    2026-01-05 letters in a live
    2026-02-01 letters in b live from a
    2026-03-01 letters in c live from b
    2026-03-10 post added by c
    2026-04-01 post in d live from c
    2026-04-02 post in a live from c
"""


def test_months_add_up_what_was_copied_so_far():
    found = [
        (one.period, one.copies, one.second_hand, one.adopters, one.sources, one.depth) for one in spread(STORY).months
    ]
    assert found == [
        ("2026-02", 1, 0, 1, 1, 1),
        ("2026-03", 2, 1, 2, 2, 2),
        ("2026-04", 4, 1, 4, 3, 2),
        ("2026-05", 4, 1, 4, 3, 2),
    ]
    assert spread(STORY).months[-1].second_hand_share == Fraction(1, 4)


def test_reach_follows_copies_of_any_agent_in_order_of_time():
    traders = spread(STORY).traders
    assert {unit: one.reach for unit, one in traders.items()} == {"a": 3, "b": 3, "c": 2, "d": 0}


def test_exporters_gave_to_more_units_than_they_took_from():
    assert [(one.unit, one.adopters, one.sources, one.balance) for one in spread(STORY).exporters] == [("c", 2, 1, 1)]


def test_longest_chain_ends_where_its_last_copy_is():
    assert (spread(STORY).longest.unit, spread(STORY).longest.generation) == ("c", 2)


def test_copies_lead_to_their_commits():
    assert spread(STORY).commits == ("2026-02-01", "2026-03-01", "2026-04-01", "2026-04-02")


def test_imported_copies_are_counted_but_have_no_place_in_time():
    found = spread("""
        2026-01-05 letters added by a
        2026-01-05 letters in b live from a
        2026-01-05 import
        2026-02-01 letters in c live from b
    """)
    assert (found.undated, len(found.copies)) == (1, 2)
    assert {unit: one.reach for unit, one in found.traders.items()} == {"a": 0, "b": 1, "c": 0}


def test_without_copies_there_is_no_network():
    found = spread("2026-01-05 letters added by a\n2026-01-05 letters in a live")
    assert (found.copies, found.months, found.traders, found.exporters, found.longest) == ((), (), {}, (), None)


@pytest.mark.parametrize(
    ("edges", "reach"),
    [
        ([], {}),
        ([(1, "a", "b"), (2, "b", "c")], {"a": 2, "b": 1}),
        ([(2, "a", "b"), (1, "b", "c")], {"a": 1, "b": 1}),
        ([(1, "a", "b"), (1, "b", "c"), (1, "c", "a")], {"a": 2, "b": 2, "c": 2}),
        ([(1, "a", "b"), (2, "b", "a")], {"a": 1, "b": 1}),
        ([(1, "a", "b"), (5, "a", "b")], {"a": 1}),
    ],
)
def test_reach_by_hand(edges, reach):
    assert reach_of(edges) == reach


def test_long_chain_of_one_moment_is_followed_to_its_end():
    assert reach_of((1, f"u{n}", f"u{n + 1}") for n in range(300))["u0"] == 300


def _walk(edges, unit, moment) -> set[str]:
    """Every unit on a path whose moments never fall."""
    found, waiting = set(), [(unit, moment)]
    seen = set(waiting)
    while waiting:
        here, when = waiting.pop()
        for at, giver, taker in edges:
            if giver == here and at >= when and (taker, at) not in seen:
                seen.add((taker, at))
                found.add(taker)
                waiting.append((taker, at))
    return found


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=14))
def test_reach_equals_a_walk_along_every_path(edges):
    expected = {giver: len(_walk(edges, giver, -1) - {giver}) for _, giver, _ in edges}
    assert reach_of(edges) == expected


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 80))
def test_figures_of_the_spread_hold_together(seed, acts):
    found = spread(random_story(seed, acts=acts), date(2027, 1, 1))
    assert sum(one.given for one in found.traders.values()) == len(found.copies)
    assert sum(one.taken for one in found.traders.values()) == len(found.copies)
    assert (found.months[-1].copies if found.months else 0) == len(found.copies)
    for earlier, later in zip(found.months, found.months[1:], strict=False):
        assert all(
            getattr(earlier, name) <= getattr(later, name) for name in ("copies", "adopters", "sources", "depth")
        )
