"""Dates that run backwards are repaired, as few as possible, and everything else stays."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.timeline.clock import DAY, FIRST_GIT, repair_dates

NOON = 1_767_614_400
"""5 January 2026."""
IN_1970, IN_2100 = 0, 4_102_444_800


def days(*numbers):
    """Dates so many days after 5 January 2026; what is no small number stands for itself."""
    return [NOON + number * DAY if abs(number) < 1_000 else number for number in numbers]


@pytest.mark.parametrize(
    ("dates", "repaired", "wrong"),
    [
        ((), (), 0),
        ((3,), (3,), 0),
        ((1, 1, 2, 9), (1, 1, 2, 9), 0),
        ((1, 9, 3), (1, 2, 3), 1),  # one clock was fast
        ((5, 1, 7), (1, 1, 7), 1),  # either of two may be wrong: the later commit is believed
        ((1, 2, -IN_2100, 4), (1, 2, 3, 4), 1),
        ((-IN_2100, 2, 3), (2, 2, 3), 1),  # nothing before it to count from
        ((1, 2, IN_2100), (1, 2, IN_2100), 0),  # who knows no present takes the last date
        ((1, 20, 21, 22, 5), (1, 20, 21, 22, 22), 1),
        ((1, 30, 31, 4, 5, 6, 7), (1, 2, 3, 4, 5, 6, 7), 2),  # the few are wrong, whichever way
    ],
)
def test_dates(dates, repaired, wrong):
    assert repair_dates(days(*dates)) == (repair_dates(days(*repaired))[0], wrong)


def test_1970_and_2100_are_replaced_by_even_steps():
    dates = [*days(0), IN_1970, IN_2100, *days(3)]
    repaired, wrong = repair_dates(dates, latest=NOON + 3 * DAY)
    assert (list(repaired), wrong) == (days(0, 1, 2, 3), 2)


@pytest.mark.parametrize(("ahead", "wrong"), [(0, 0), (DAY, 0), (DAY + 1, 1)])
def test_a_clock_may_be_a_day_ahead_of_ours(ahead, wrong):
    repaired, found = repair_dates([NOON, NOON + ahead], latest=NOON)
    assert (repaired[-1], found) == (NOON if wrong else NOON + ahead, wrong)


@pytest.mark.parametrize(("date", "wrong"), [(FIRST_GIT, 0), (FIRST_GIT - 1, 1)])
def test_nothing_was_committed_before_git(date, wrong):
    assert repair_dates([date, NOON])[1] == wrong


def test_where_no_date_can_be_right_all_stay():
    assert list(repair_dates([3, 1, 2])[0]) == [3, 1, 2]


def test_one_commit_from_2100_moves_no_other():
    """A running maximum would move every later one."""
    dates = days(*range(500))
    dates[100] = IN_2100
    repaired, wrong = repair_dates(dates)
    assert (list(repaired), wrong) == (days(*range(500)), 1)


small = st.lists(st.integers(0, 12), max_size=9).map(lambda numbers: days(*numbers))


@given(small)
def test_the_result_never_falls_and_what_it_keeps_is_the_longest(dates):
    repaired, wrong = repair_dates(dates)
    assert all(one <= other for one, other in pairwise(repaired))
    assert sum(one != other for one, other in zip(dates, repaired, strict=True)) <= wrong
    longest = max((size for size in range(len(dates) + 1) if rising_of(dates, size)), default=0)
    assert wrong == len(dates) - longest


def rising_of(dates, size):
    """Whether so many of the dates do not fall."""
    return any(all(one <= other for one, other in pairwise(chosen)) for chosen in combinations(dates, size))


@given(small.map(sorted))
def test_what_cannot_be_right_never_moves_what_can(dates):
    assert list(repair_dates([*dates, IN_1970, *dates[-1:]])[0][: len(dates)]) == dates
