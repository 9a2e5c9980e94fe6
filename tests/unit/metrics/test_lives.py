"""Lives: what a timeline says an agent was, and when."""

import json
from datetime import date

import pytest

from seedbed.example import Options, write_example
from seedbed.ledger import read_timeline
from seedbed.metrics.lives import Life, end_of_day, live_units_at, lives_of, owner_at, risk_at, stage_at, upto
from seedbed.repository.history_paths import portal_layout
from seedbed.timeline import Event, Kind, Timeline
from tests.helpers.chronicle import seconds, timeline_of


def lives(text: str) -> tuple[Life, ...]:
    return lives_of(timeline_of(text))


def values(steps) -> list[str | None]:
    return [step.value for step in steps]


def test_a_life_holds_what_happened_to_an_agent():
    [life] = lives("""
        2026-01-05 letters added by it
        2026-01-05 letters is pilot
        2026-01-05 letters risk low
        2026-01-05 letters version 1.0.0
        2026-01-05 letters in it live
        2026-02-01 letters is validated
        2026-03-01 letters in hr planned from it
        2026-03-10 letters in hr live from it
        2026-03-11 letters incident leak open
        2026-03-12 letters incident leak closed
    """)
    assert (life.agent, life.ids, life.added.commit, life.removed) == ("letters", ("letters",), "2026-01-05", None)
    assert values(life.stages) == ["pilot", "validated"]
    assert values(life.owners) == ["it"]
    assert (values(life.risks), values(life.versions)) == (["low"], ["1.0.0"])
    assert {unit: values(steps) for unit, steps in life.copies.items()} == {"it": ["live"], "hr": ["planned", "live"]}
    assert life.sources == {"it": None, "hr": "it"}
    assert {name: values(steps) for name, steps in life.incidents.items()} == {"leak.yml": ["open", "closed"]}
    assert life.copies["hr"][1]._replace(at=0) == (0, "live", "2026-03-10", 7, None, None, False, False, "it")


def test_questions_about_a_moment():
    [life] = lives("""
        2026-01-05 letters added by it
        2026-01-05 letters is pilot
        2026-01-05 letters risk low
        2026-02-01 letters is validated
        2026-02-01 letters in hr live
        2026-03-01 letters owned by hr
        2026-04-01 letters in hr paused
        2026-04-01 letters in it live
        2026-05-01 letters removed
    """)
    days = [date(2026, 1, 4), date(2026, 1, 5), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)]
    moments = [end_of_day(day) for day in days]
    assert [stage_at(life, at) for at in moments] == [None, "pilot", "validated", "validated", "validated", None]
    assert [owner_at(life, at) for at in moments] == [None, "it", "it", "hr", "hr", None]
    assert [risk_at(life, at) for at in moments] == [None, "low", "low", "low", "low", None]
    assert [sorted(live_units_at(life, at)) for at in moments] == [[], [], ["hr"], ["hr"], ["it"], []]


def test_a_moment_includes_its_second():
    [life] = lives("""
        2026-01-05 letters added by it
        2026-01-05 letters is validated
    """)
    noon = seconds("2026-01-05") + 43_200
    assert (stage_at(life, noon - 1), stage_at(life, noon)) == (None, "validated")


def test_a_rename_carries_the_life_on():
    [life] = lives("""
        2026-01-05 letters added by it
        2026-01-05 letters is pilot
        2026-02-01 post was letters
        2026-02-02 post is validated
        2026-03-01 mail was post
        2026-03-01 mail in hr live from it
    """)
    assert (life.agent, life.ids) == ("mail", ("letters", "post", "mail"))
    assert (values(life.stages), values(life.copies["hr"])) == (["pilot", "validated"], ["live"])


def test_two_agents_may_exchange_their_ids():
    letters, invoices = lives("""
        2026-01-05 invoices added by it
        2026-01-06 letters added by hr
        2026-02-01 letters was invoices
        2026-02-01 invoices was letters
        2026-02-01 letters is validated
    """)
    assert (letters.ids, values(letters.stages)) == (("invoices", "letters"), ["validated"])
    assert (invoices.ids, invoices.owners[0].value) == (("letters", "invoices"), "hr")


def test_a_return_after_deletion_is_a_new_life():
    first, second = lives("""
        2026-01-05 letters added by it
        2026-01-05 letters is validated
        2026-01-06 letters in hr live
        2026-02-01 letters removed
        2026-02-01 letters in hr gone
        2026-03-01 letters added by it
        2026-03-01 letters is pilot
    """)
    assert (first.removed.commit, second.removed) == ("2026-02-01", None)
    assert values(first.copies["hr"]) == ["live", None]
    assert (second.added.commit, values(second.stages), second.copies) == ("2026-03-01", ["pilot"], {})


def test_a_rename_that_is_declared_later_joins_the_ids_and_not_the_lives():
    first, second = lives("""
        2026-01-05 letters added by it
        2026-02-01 letters removed
        2026-02-01 post added by it
        2026-03-01 post was letters
    """)
    assert (first.ids, first.removed.commit) == (("letters",), "2026-02-01")
    assert (second.ids, second.added.commit) == (("letters", "post"), "2026-02-01")


def test_records_that_came_before_the_blueprint_belong_to_its_life_from_its_birth():
    [life] = lives("""
        2026-01-05 letters in hr live from it
        2026-01-05 letters in it planned
        2026-01-06 letters in it gone
        2026-02-01 letters added by it
    """)
    assert {unit: [step[:3] for step in steps] for unit, steps in life.copies.items()} == {
        "hr": [(life.added.at, "live", "2026-02-01")]
    }
    assert life.sources == {"hr": "it"}


def test_records_that_outlast_a_blueprint_are_there_when_it_returns():
    _, second = lives("""
        2026-01-05 letters added by it
        2026-01-05 letters in hr live
        2026-02-01 letters removed
        2026-02-10 letters in hr paused
        2026-03-01 letters added by it
    """)
    assert values(second.copies["hr"]) == ["paused"]


def test_declared_dates_stand_apart():
    [life] = lives("""
        2026-01-05 import
        2026-01-05 letters added by it
        2026-01-05 letters states validated 2024-06-01
        2026-01-05 letters is validated
        2026-01-05 letters in hr states live 2024-07-01
        2026-01-05 letters in hr live
    """)
    assert [step[:2] for step in life.declared_stages] == [(seconds("2024-06-01"), "validated")]
    assert [step[:2] for step in life.declared_copies["hr"]] == [(seconds("2024-07-01"), "live")]
    assert [(step.declared, step.imported) for step in (*life.stages, *life.copies["hr"])] == [(False, True)] * 2
    assert stage_at(life, seconds("2025-01-01")) is None


@pytest.mark.parametrize(
    ("stage", "is_import", "expected"),
    [("validated", True, True), ("pilot", True, True), ("prototype", True, False), ("validated", False, False)],
)
def test_what_an_import_brings_past_prototype_has_an_unknown_past(stage, is_import, expected):
    mark = "2026-01-05 import" if is_import else ""
    [life] = lives(f"""
        {mark}
        2026-01-05 letters added by it
        2026-01-05 letters is {stage}
        2026-02-05 letters is production
    """)
    assert life.is_unknown_before is expected


def test_the_timeline_of_a_past_day_is_that_which_was_read_then():
    text = """
        2026-01-05 letters added
        2026-02-01 letters is pilot
        2026-02-01b post in hr states live 2020-01-01
        2026-02-01b post in hr live
        2026-03-01 letters in hr states live 2024-01-01
        2026-03-01 letters in hr live
        2026-04-01 post in law live
        2026-04-01 post in law states live 2026-01-20
    """
    timeline = timeline_of(text)
    days = {date(2026, 1, 4): 0, date(2026, 1, 5): 1, date(2026, 2, 1): 4, date(2026, 2, 28): 4, date(2026, 3, 1): 6}
    days |= {date(2026, 3, 31): 6, date(2026, 4, 1): 8}
    for day, count in days.items():
        assert upto(timeline, end_of_day(day)).events == timeline.events[:count]


def test_dates_that_cannot_be_right_do_not_make_a_life_run_backwards():
    facts = {"commit": "a", "agent": "letters"}
    events = (
        Event(at=500, kind=Kind.ADDED, new="letters", **facts),
        Event(at=500, kind=Kind.STAGE, new="pilot", **facts),
        Event(at=100, kind=Kind.STAGE, new="validated", **facts | {"commit": "b"}),
    )
    [life] = lives_of(Timeline(head="b", commits=2, events=events))
    assert [step.at for step in life.stages] == [500, 500]


def test_no_history_has_no_lives():
    assert lives_of(Timeline(head=None, commits=0, events=())) == ()
    assert upto(Timeline(head=None, commits=0, events=()), 0).events == ()


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example") / "portal"
    written = write_example(folder, Options(agents=30, units=8, months=24, seed=5), portal_files={"README.md": b"A\n"})
    timeline = read_timeline(folder, lambda _: portal_layout(), cached=False).timeline
    return timeline, json.loads(written.truth.read_text("utf-8"))


def test_lives_end_as_the_example_truly_does(example):
    timeline, truth = example
    last = {life.agent: life for life in lives_of(timeline)}
    for agent, facts in truth["agents"].items():
        life = last[agent]
        assert life.owners[-1].value == facts["owner"]
        assert set(facts["formerly"]) <= set(life.ids)
        assert (life.removed is None) == (facts["removed_at"] is None)


def test_the_months_of_the_example_add_up(example):
    timeline, truth = example
    found = lives_of(timeline)
    for month in truth["months"][:-1]:
        at = end_of_day(last_day(month["month"]))
        live = [live_units_at(life, at) for life in found]
        stages = [stage for life in found if (stage := stage_at(life, at)) is not None]
        assert sum(map(len, live)) == month["live"]
        assert len(frozenset().union(*live)) == month["units_live"]
        assert {stage: stages.count(stage) for stage in set(stages)} == {
            stage: count for stage, count in month["stages"].items() if count
        }


def last_day(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date.fromordinal(date(year + number // 12, number % 12 + 1, 1).toordinal() - 1)
