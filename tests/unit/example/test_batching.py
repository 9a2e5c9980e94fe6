"""What lands together, and how the wished length of the history is reached."""

from datetime import date

import pytest

from seedbed.example.acts import Act, Change, merged
from seedbed.example.batching import Census, grouped, plan_for, take_census
from seedbed.example.facts import Document
from seedbed.example.options import Month
from seedbed.example.simulate import MonthOfActs, Tally

TALLY = Tally(month="2026-06", agents=0, stages={}, live=0, copies_live=0, units_live=0)


def change(path, before=None, after=b""):
    old, new = (None if text is None else Document(content=text) for text in (before, after))
    return Change(path=path, before=old, after=new)


def act(path, batch=None):
    return Act(title=path, author="a", changes=(change(path),), topic="t", batch=batch)


def test_a_batch_lands_as_one_where_its_first_part_stood():
    acts, carried = grouped([act("1"), act("2", "k"), act("3"), act("4", "k"), act("5", "l")], 0.0)
    assert [[one.path for one in group.changes] for group in acts] == [["1"], ["2", "4"], ["3"], ["5"]]
    assert carried == 0.0


def test_a_share_of_one_lets_every_part_land_by_itself():
    acts, _ = grouped([act(str(place), "k") for place in range(5)], 1.0)
    assert len(acts) == 5


def test_a_share_is_kept_over_the_months():
    carried, count = 0.0, 0
    for _ in range(10):
        acts, carried = grouped([act(str(place), "k") for place in range(6)], 0.25, carried)
        count += len(acts)
    assert count == 10 + 12


def test_changes_of_one_file_become_one():
    both = merged([change("a", None, b"1"), change("b"), change("a", b"1", b"2")])
    assert [(one.path, one.before, one.after) for one in both] == [
        ("a", None, Document(content=b"2")),
        ("b", None, Document(content=b"")),
    ]


def test_a_census_counts_what_lands():
    month = Month(index=0, first=date(2026, 6, 1), last=date(2026, 6, 30))
    two_files = Act(title="2", author="a", changes=(change("x"), change("y")), topic="t")
    acts = (act("1"), act("2", "k"), act("3", "k"), two_files)
    census = take_census(MonthOfActs(month=month, acts=acts, tally=TALLY))
    assert census == Census(single=2, batches=1, batched=2, splitting=1)


MONTHS = (Census(single=10, batches=2, batched=12), Census(single=30, batches=4, batched=44))


@pytest.mark.parametrize(
    ("wished", "share", "extra"),
    [
        (None, 0.0, (0, 0)),  # what the acts need: 46
        (20, 0.0, (0, 0)),  # fewer cannot be
        (46 + 25, 0.5, (0, 0)),
        (96, 1.0, (0, 0)),
        (96 + 96, 1.0, (22, 74)),  # more than there is: small acts, in proportion
    ],
)
def test_a_plan_reaches_the_wished_length(wished, share, extra):
    plan = plan_for(wished, MONTHS)
    assert (plan.share, plan.extra) == (share, extra)


def test_a_plan_for_nothing_has_nothing_to_share():
    assert plan_for(10, [Census()]).share == 0.0
