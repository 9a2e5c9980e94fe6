"""Rows as columns: what they add up to is what adding them up one by one gives, to the last digit."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.metrics.amounts import exact
from seedbed.metrics.columns import Columns, added, in_parts, sums_of, weighed, words_of
from seedbed.metrics.evidence import evidence_from, evidence_of
from tests.helpers.measuring import baseline
from tests.helpers.records import month

TODAY = date(2026, 11, 22)
AMOUNTS = st.decimals(min_value=0, max_value=999_999_999, places=6).map(float) | st.floats(0, 1e12, allow_nan=False)
COUNTS = st.integers(0, 999) | st.integers(0, 10**15 - 1)
ROWS = st.builds(
    month,
    st.sampled_from(["2025-12", "2026-01", "2026-02"]),
    version=st.sampled_from(["1.0.0", "1.1.0", "2.0.0"]),
    tasks=COUNTS,
    automated=COUNTS,
    judged=COUNTS,
    correct=COUNTS,
    human_minutes=AMOUNTS,
    cost=st.none() | AMOUNTS,
    method=st.sampled_from(["measured", "sampled", "survey"]),
)


@given(st.lists(st.tuples(st.lists(ROWS, max_size=6), st.sampled_from([None, "1.0.0", "2.0.0", "9.9.9"])), max_size=5))
def test_evidence_from_columns_is_that_of_the_rows(tables):
    columns = Columns.of([rows for rows, _ in tables])
    for (rows, version), sums in zip(tables, sums_of(columns, [one for _, one in tables]), strict=True):
        expected = evidence_of(
            [row for row in rows if version in {None, row.version}], baseline=baseline(), today=TODAY
        )
        assert evidence_from(sums, baseline=baseline(), today=TODAY) == expected


@given(st.lists(AMOUNTS, max_size=20))
def test_in_parts_loses_no_digit(values):
    parts, scale = in_parts(np.array(values, dtype=np.float64))
    assert [Fraction(part, scale) for part in parts.tolist()] == [exact(value) for value in values]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**18)), max_size=30))
def test_added_keeps_whole_numbers_whole(pairs):
    expected = [sum(value for group, value in pairs if group == one) for one in range(4)]
    by, values = (np.array([pair[place] for pair in pairs], dtype=np.int64) for place in (0, 1))
    assert added(values, by, 4) == expected


def test_added_keeps_the_order_of_the_rows():
    values = [0.1, 1e16, 0.1, -1e16, 0.1]
    one_by_one = 0.0
    for value in values:
        one_by_one += value
    assert added(np.array(values), np.zeros(5, dtype=np.int64), 1) == [one_by_one]


@pytest.mark.parametrize("weight", [3, 10**17])
def test_weighed_keeps_whole_numbers_whole(weight):
    values, by = np.array([10**9, 7], dtype=np.int64), np.array([1, 0], dtype=np.int64)
    assert weighed(values, [1, weight], by).tolist() == [10**9 * weight, 7]


def test_words_of_a_group_are_told_once():
    columns = Columns.of([[month("2026-01"), month("2026-02", method="survey")], [], [month("2026-01")]])
    assert words_of(columns.method, columns.table, 3) == [{"measured", "survey"}, set(), {"measured"}]


def test_periods_are_numbered_in_order_of_time():
    columns = Columns.of([[month("2026-03")], [month("2025-12"), month("2026-01")]])
    assert columns.period.names == ("2025-12", "2026-01", "2026-03")
    assert columns.period.places.tolist() == [2, 0, 1]
