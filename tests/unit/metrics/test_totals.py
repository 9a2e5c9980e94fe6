"""Sums of groups of groups are those of adding the groups up one after the other."""

from hypothesis import given
from hypothesis import strategies as st

from seedbed.metrics.columns import Columns
from seedbed.metrics.totals import Totals
from tests.helpers.records import month

ROWS = st.builds(
    month,
    st.sampled_from(["2026-01", "2026-02"]),
    tasks=st.integers(0, 9) | st.integers(10**17, 10**18),
    human_minutes=st.floats(0, 1e9, allow_nan=False),
    cost=st.none() | st.floats(0, 1e9, allow_nan=False),
    method=st.sampled_from(["measured", "survey"]),
)
TABLES = st.lists(st.tuples(st.lists(ROWS, max_size=4), st.integers(0, 2)), max_size=6)


def _one_after_the_other(values):
    stated = [value for value in values if value is not None]
    total = 0
    for value in stated:
        total += value
    return total if stated else None


@given(TABLES)
def test_regrouped_sums_are_sums_of_sums(tables):
    columns, groups = Columns.of([rows for rows, _ in tables]), [group for _, group in tables]
    totals = Totals.of(columns, columns.table, len(tables))
    regrouped = totals.regrouped(groups, 3)
    for name in ("human_minutes", "cost"):
        parts = totals.column(name)
        expected = [
            _one_after_the_other([part for part, group in zip(parts, groups, strict=True) if group == one])
            for one in range(3)
        ]
        assert [value or 0 for value in regrouped.column(name)] == [value or 0 for value in expected]


@given(TABLES)
def test_whole_numbers_stay_whole_and_ways_are_counted(tables):
    columns, groups = Columns.of([rows for rows, _ in tables]), [group for _, group in tables]
    found = Totals.of(columns, columns.table, len(tables)).regrouped(groups, 3)
    rows = [[row for some, group in tables if group == one for row in some] for one in range(3)]
    assert found.column("tasks") == [sum(row.tasks for row in some) for some in rows]
    assert found.rows.tolist() == [len(some) for some in rows]
    for method, counts in found.methods.items():
        assert counts.tolist() == [sum(row.method == method for row in some) for some in rows]


def test_what_no_row_states_is_none():
    columns = Columns.of([[month("2026-01", cost=None)], [month("2026-01", cost=0.0)], []])
    assert Totals.of(columns, columns.table, 3).column("cost") == [None, 0.0, None]
