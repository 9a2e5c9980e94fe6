from datetime import date

import pytest

from seedbed.records import Baseline, MeasurementTable, Quote, Task
from seedbed.site.news import news_of
from tests.helpers.records import agent, demo, event, incident, month, policy, story, unit, waiver
from tests.helpers.sites import site_of

TASK = Task(
    name="Sort",
    kind="sorting",
    baseline=Baseline(tasks_per_month=200, minutes_per_task=10, people=3, method="measured"),
)
TABLE = MeasurementTable(
    id="paper-sorter/it",
    path="catalog/agents/paper-sorter/measurements/it.csv",
    agent="paper-sorter",
    unit="it",
    rows=(month("2026-08"),),
)


def _lines(*records):
    return [(item.on, item.kind, item.title, item.uri) for item in news_of(site_of(*records))]


@pytest.mark.parametrize(
    ("records", "line"),
    [
        ([story()], ("2026-05-12", "win", "The first copy", "stories/2026-05-12-first-copy.html")),
        ([event(starts="2026-04-21T14:00")], ("2026-04-21", "event", "Spring", "demos/spring/index.html")),
        (
            [agent(), incident()],
            ("2026-09-14", "incident", "Paper sorter: Sorted into the wrong pile", "agents/paper-sorter.html"),
        ),
        (
            [waiver(expires="2026-10-01"), agent()],
            (
                "2026-10-01",
                "waiver",
                "The waiver of review-overdue for Paper sorter ended",
                "governance/index.html",
            ),
        ),
        (
            [policy(), agent(task=TASK), unit(), TABLE],
            ("2026-08-31", "proof", "Paper sorter proven in IT", "agents/paper-sorter.html"),
        ),
    ],
)
def test_each_dated_record_is_an_item(records, line):
    assert _lines(*records) == [line]


def test_a_demo_is_news_on_the_day_of_its_event_with_its_award():
    assert ("2026-04-21", "demo", "Bot (Best in show)", "demos/spring/bot.html") in _lines(
        event(), demo(awards=("Best in show",))
    )
    assert _lines(demo("lost/bot")) == []


@pytest.mark.parametrize("visibility", ["summary", "none"])
def test_news_are_silent_about_agents_that_may_not_be_told(visibility):
    silent = agent(task=TASK, visibility=visibility)
    assert _lines(policy(), silent, unit(), TABLE, incident(), waiver(expires="2026-10-01")) == []


def test_news_are_the_newest_first_and_nothing_of_the_future():
    stories = [story(f"{day}-x", title=day) for day in ("2026-01-02", "2026-03-01", "2026-11-20", "2026-11-21")]
    assert [item.on for item in news_of(site_of(*stories))] == ["2026-11-20", "2026-03-01", "2026-01-02"]


def test_a_story_is_told_by_its_quote_or_its_unit():
    quoted = story(quote=Quote(who="ada", words="It works."))
    plain = story("2026-05-13-other")
    summaries = [item.summary for item in news_of(site_of(quoted, plain, unit(), today=date(2026, 6, 1)))]
    assert summaries == ["Told by IT.", "“It works.”"]
