"""Every table that a change may leave, and what is said about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.changes.rows import row_changes
from seedbed.repository.csv_text import HEADER, parse_measurements


def table(*periods):
    """Rows by period; `2026-01*7` is the row of that month with seven tasks."""
    lines = [HEADER]
    for word in periods:
        period, _, tasks = word.partition("*")
        lines.append(f"{period},1.0.0,{tasks or 10},9,5,5,60,,,,,measured,desk")
    rows, problems = parse_measurements("\n".join(lines) + "\n", path="x.csv")
    assert not problems
    return rows


def said(before, after):
    told = row_changes(table(*before), table(*after))
    return [f"{one.event.removeprefix('row ')} {(one.new or one.old).split(',')[0]}" for one in told]


JAN, FEB, MAR = "2026-01", "2026-02", "2026-03"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        ([], [JAN], ["added 2026-01"]),
        ([JAN], [JAN, FEB, MAR], ["added 2026-02", "added 2026-03"]),
        # A correction is a further row for the same month
        ([JAN], [JAN, f"{JAN}*20"], ["added 2026-01"]),
        ([JAN, FEB], [f"{JAN}*20", FEB], ["edited 2026-01"]),
        ([JAN, FEB], [JAN, f"{FEB}*11", MAR], ["edited 2026-02", "added 2026-03"]),
        ([JAN, FEB], [JAN], ["removed 2026-02"]),
        ([JAN, FEB], [FEB], ["removed 2026-01"]),
        ([JAN], [], ["removed 2026-01"]),
        ([JAN, FEB], [FEB, JAN], ["reordered 2026-02", "reordered 2026-01"]),
        # A new row before an old one takes the old one's place
        ([FEB], [JAN, FEB], ["reordered 2026-02", "added 2026-01"]),
        ([JAN, MAR], [JAN, FEB, MAR], ["reordered 2026-03", "added 2026-02"]),
        # Two rows of one month, changed round: the last one counts
        ([JAN, f"{JAN}*20"], [f"{JAN}*20", JAN], ["reordered 2026-01", "reordered 2026-01"]),
        ([JAN, JAN], [JAN], ["removed 2026-01"]),
        ([JAN, FEB], [MAR], ["removed 2026-01", "removed 2026-02", "added 2026-03"]),
    ],
)
def test_what_happened_to_the_rows(before, after, expected):
    assert said(before, after) == expected


WORDS = st.lists(st.sampled_from([JAN, FEB, MAR, f"{JAN}*20", f"{FEB}*20"]), max_size=6)


@given(WORDS, WORDS)
def test_only_appending_is_appending(before, after):
    events = {word.split()[0] for word in said(before, after)}
    is_append = after[: len(before)] == before
    assert (events <= {"added"}) is is_append


@given(WORDS, WORDS)
def test_a_table_is_told_as_unchanged_only_when_it_is(before, after):
    assert (not said(before, after)) is (before == after)
