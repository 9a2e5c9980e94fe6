"""Which commit was in force at a moment, whatever the clocks said."""

import pytest

from seedbed.ledger import read_portal_timeline
from seedbed.timeline import Event, Kind, Timeline
from seedbed.timeline.force import find_in_force, head_moment
from tests.helpers.histories import DAY, START, Writer

BLUEPRINT = "catalog/agents/sorter/blueprint.yml"


@pytest.fixture
def written(tmp_path):
    """Commits on days 0, 1, 1, one with a clock of 2100, and day 3; only the first and the last speak of an agent."""
    trees = [
        {BLUEPRINT: b"stage: idea\n"},
        {"a": b"1", BLUEPRINT: b"stage: idea\n"},
        {"a": b"2", BLUEPRINT: b"stage: idea\n"},
        {"a": b"3", BLUEPRINT: b"stage: idea\n"},
        {BLUEPRINT: b"stage: pilot\n"},
    ]
    days = [START, START + DAY, START + DAY, START + 27_000 * DAY, START + 3 * DAY]
    with Writer.init(tmp_path / "repo") as writer:
        marks: list[int] = []
        for tree, at in zip(trees, days, strict=True):
            marks.append(writer.commit(tree, parents=marks[-1:], at=at))
        writer.point("main", marks[-1])
        ids = [writer.id(mark) for mark in marks]
    return read_portal_timeline(tmp_path / "repo", cached=False).timeline, ids


@pytest.mark.parametrize(
    ("after", "place"), [(-1, None), (0, 0), (DAY - 1, 0), (DAY, 2), (2 * DAY, 3), (3 * DAY, 4), (99_999 * DAY, 4)]
)
def test_the_newest_commit_that_had_landed_is_in_force(written, after, place):
    timeline, ids = written
    assert find_in_force(timeline, START + after) == (None if place is None else ids[place])


def test_the_head_landed_last(written):
    assert head_moment(written[0]) == START + 3 * DAY


def test_a_plain_timeline_knows_the_commits_that_have_observed_events():
    events = (
        Event(10, "a" * 40, Kind.ADDED, "sorter"),
        Event(90, "b" * 40, Kind.STAGE, "sorter", declared=True),
    )
    timeline = Timeline(head="b" * 40, commits=2, events=events)
    assert (find_in_force(timeline, 100), find_in_force(timeline, 9)) == ("a" * 40, None)
    assert (head_moment(timeline), head_moment(Timeline(head=None, commits=0, events=()))) == (10, None)
