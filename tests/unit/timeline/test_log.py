"""Columns of events, what they hold, and what they share with the records' own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.records import Stage
from seedbed.timeline import Kind
from seedbed.timeline.fold import PAST_PROTOTYPE
from seedbed.timeline.log import KINDS, Log, Row, Writer
from seedbed.timeline.told import parse_day

rows = st.builds(
    Row,
    st.sampled_from(KINDS),
    st.sampled_from(["ant", "bee"]),
    st.integers(0, 3),
    st.sampled_from([None, "", "idea", "ant"]),
    st.sampled_from([None, "pilot"]),
    unit=st.sampled_from([None, "it"]),
    day=st.sampled_from([None, None, 0, 86_400]),
)
commits = st.lists(st.lists(rows, max_size=4), max_size=5)


def log_of(commits):
    log = Log()
    writer = Writer(log)
    for commit, told in enumerate(commits):
        writer.write(commit, told)
    return log


@given(commits, st.sets(st.sampled_from(["ant", "bee", "cat", "idea"])))
def test_events_are_found_by_agent_and_by_kind(commits, agents):
    log, told = log_of(commits), [row for rows in commits for row in rows]
    assert log.places_about(agents) == [place for place, row in enumerate(told) if row.agent in agents]
    for kind in KINDS:
        assert list(log.places_of(kind, Kind.ADDED)) == [
            place for place, row in enumerate(told) if row.kind in {kind, Kind.ADDED}
        ]


@given(commits, st.integers(0, 6))
def test_a_log_that_is_cut_tells_what_the_oldest_commits_did(commits, length):
    log, shorter = log_of(commits), log_of(commits[:length])
    log.cut(length)
    assert (log.columns, log.kinds, log.days) == (shorter.columns, shorter.kinds, shorter.days)


def test_the_stages_past_prototype_are_those_of_the_records():
    assert frozenset(Stage) - {Stage.IDEA, Stage.PROTOTYPE} == PAST_PROTOTYPE


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1970-01-02", 86_400),
        ("1969-12-31", -86_400),
        ("2024-02-29", 1_709_164_800),
        *((text, None) for text in ("2023-02-29", "2024-13-01", "20240229", "2024-W09-4", "2024-02", "soon", "", None)),
    ],
)
def test_a_declared_day(text, day):
    assert parse_day(text) == day
