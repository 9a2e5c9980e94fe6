"""When and how acts land: order, working hours, forms, numbers."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from seedbed.example.acts import Act, Change
from seedbed.example.facts import Document
from seedbed.example.landing import DAY, HOUR, Forge, Form, scheduled, splits, working_hour
from seedbed.example.options import Month, Options
from seedbed.example.settle import settle

MONTH = Month(index=0, first=date(2026, 6, 1), last=date(2026, 6, 30))


def act(*paths, title="Do", batch=None, **facts):
    changes = tuple(Change(path=path, before=None, after=Document(content=b"")) for path in paths)
    return Act(title=title, author="nobody", changes=changes, topic="t", batch=batch, **facts)


@pytest.fixture
def world():
    return settle(Options(agents=3, units=3, months=2), {})


def test_acts_on_the_same_subject_keep_their_order():
    acts = [act("a" if place % 3 else "b", title=str(place)) for place in range(60)]
    landed = [one for _, one in scheduled(acts, Random(4))]
    for subject in ("a", "b"):
        titles = [int(one.title) for one in landed if subject in one.subjects]
        assert titles == sorted(titles)
    assert [one.title for one in landed] != [one.title for one in acts]


def test_an_act_waits_for_all_its_subjects():
    acts = [act("a", title="1", window=(0.8, 0.9)), act("b", title="2", window=(0.1, 0.2))]
    acts += [act("a", "b", title="3", window=(0.0, 0.1)), act("b", title="4", window=(0.0, 0.1))]
    assert [one.title for _, one in scheduled(acts, Random(1))] == ["2", "1", "3", "4"]


def test_a_rename_waits_for_both_ids():
    acts = [act("x", title="1", window=(0.8, 0.9)), act("y", title="2", window=(0.1, 0.2), moves=(("o", "n"),))]
    assert acts[1].subjects == ("y", "agents/o", "agents/n")


def test_landings_follow_each_other_in_working_hours(world):
    landings = list(Forge(world).land(MONTH, [act(str(place)) for place in range(400)]))
    times = [landing.at for landing in landings]
    assert times == sorted(set(times))
    moments = [datetime.fromtimestamp(at, UTC) for at in times]
    assert {moment.month for moment in moments} == {6}
    assert {moment.weekday() for moment in moments} == {0, 1, 2, 3, 4}
    assert all(7 <= moment.hour < 21 for moment in moments)
    assert all(landing.written < landing.at for landing in landings)


def test_whoever_merges_is_of_the_ai_office_and_awake(world):
    for landing in Forge(world).land(MONTH, [act(str(place)) for place in range(200)]):
        assert landing.merger in world.office
        assert 8 <= (landing.at + world.zones[landing.merger] * 60) % DAY / HOUR < 19


def test_numbers_are_unique_and_only_for_pull_requests(world):
    landings = list(Forge(world).land(MONTH, [act(str(place)) for place in range(300)]))
    numbers = [landing.number for landing in landings if landing.number]
    assert len(numbers) == len(set(numbers))
    assert numbers != sorted(numbers)
    assert {landing.form for landing in landings} == {Form.MERGE, Form.SQUASH, Form.REBASE}
    assert all((landing.number is None) == (landing.form is Form.REBASE) for landing in landings)


def test_a_direct_act_has_no_number_and_no_second_person(world):
    one = Act(title="Push", author=world.office[1], changes=(), topic="t", direct=True)
    (landing,) = Forge(world).land(MONTH, [one])
    assert (landing.form, landing.number, landing.merger) == (Form.DIRECT, None, one.author)
    assert landing.written == landing.at


def test_a_revert_knows_the_number_of_what_it_reverts(world):
    first = act("a", title="First")
    landings = list(Forge(world).land(MONTH, [first, first.reverted("somebody")]))
    assert landings[1].undoes == landings[0].number
    assert landings[1].act.title == 'Revert "First"'


@pytest.mark.parametrize(
    ("paths", "facts", "expected"),
    [
        (("a", "b"), {}, True),
        (("a",), {}, False),
        (("a", "b"), {"whole": True}, False),
        (("a", "b"), {"batch": "k"}, False),
    ],
)
def test_only_several_files_of_their_own_act_may_land_as_two_commits(paths, facts, expected):
    assert splits(act(*paths, **facts)) is expected


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        ("2026-06-05T12:00", {"2026-06-05"}),  # a Friday at noon stays
        ("2026-06-05T06:00", {"2026-06-04"}),  # early: the evening before
        ("2026-06-05T23:00", {"2026-06-05"}),  # late: the same evening
        ("2026-06-07T12:00", {"2026-06-05"}),  # Sunday: Friday
        ("2026-06-08T03:00", {"2026-06-05"}),  # Monday night: Friday
    ],
)
def test_nobody_writes_at_night_or_at_weekends(moment, days):
    local = int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp())
    written = datetime.fromtimestamp(working_hour(local, Random(2)), UTC)
    assert f"{written:%Y-%m-%d}" in days
    assert 8 <= written.hour < 19
