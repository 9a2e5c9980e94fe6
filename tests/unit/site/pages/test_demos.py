from datetime import date

import pytest

from seedbed.site.duties import people_by_name
from seedbed.site.gatherings import accepts_demos, coming_up, gone_by, opening, when
from seedbed.site.pages.demos import gallery, grown_from
from tests.helpers.records import agent, demo, event, person
from tests.helpers.sites import site_of

TODAY = date(2026, 11, 20)
PAST = event("past", starts="2026-11-19T10:00")
OLDER = event("older", starts="2025-11-19")
NOW = event("now", starts="2026-11-20T09:00")
LONG = event("long", starts="2026-01-10", ends="2026-12-10T10:00")
NEXT = event("next", starts="2026-12-01")
EVENTS = [NEXT, OLDER, LONG, PAST, NOW]


def _ids(records):
    return [one.id for one in records]


def test_coming_up_holds_what_runs_or_is_to_come_soonest_first():
    assert _ids(coming_up(EVENTS, today=TODAY)) == ["long", "now", "next"]


def test_gone_by_holds_the_rest_latest_first():
    assert _ids(gone_by(EVENTS, today=TODAY)) == ["past", "older"]


def test_gallery_shows_awards_first_then_the_newest_event_then_titles():
    demos = [demo("new/b"), demo("old/a", awards=("First",)), demo("new/a"), demo("old/c"), demo("lost/x")]
    assert _ids(gallery(demos, {"new": "2026-05-01", "old": "2025-05-01"})) == [
        "old/a",
        "new/a",
        "new/b",
        "old/c",
        "lost/x",
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2026-04-21", None, "21 April 2026"),
        ("2026-04-21T14:00", None, "21 April 2026, 14:00"),
        ("2026-04-21", "2026-04-21", "21 April 2026"),
        ("2026-04-21T14:00", "2026-04-21T16:30", "21 April 2026, 14:00 to 16:30"),
        ("2026-04-21", "2026-05-02", "21 April 2026 to 2 May 2026"),
        ("2026-04-21T12:00", "2026-04-22T13:30", "21 April 2026, 12:00 to 22 April 2026, 13:30"),
        ("2026-04-21T14:00", "2026-04-21", "21 April 2026, 14:00"),
        ("2026-04-21", "2026-04-21T16:30", "21 April 2026, until 16:30"),
    ],
)
def test_when_says_days_and_hours(starts, ends, words):
    assert when(event(starts=starts, ends=ends)) == words


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"starts": "2026-12-01"}, True),
        ({"starts": "2026-12-01", "deadline": "2026-11-20"}, True),
        ({"starts": "2026-12-01", "deadline": "2026-11-19"}, False),
        ({"starts": "2026-11-19"}, False),
        ({"starts": "2026-12-01", "kind": "office-hours"}, False),
    ],
)
def test_demos_are_accepted_until_the_deadline(changes, expected):
    assert accepts_demos(event(**changes), today=TODAY) is expected


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (None, "No event is planned"),
        (NEXT, "Next: Next, 1 December 2026, Hall 2."),
        (event("deadline", starts="2026-12-01", deadline="2026-11-24"), "handed in until 24 November 2026."),
        (event("shut", starts="2026-12-01", deadline="2026-11-01"), "Next: Shut, 1 December 2026, Hall 2."),
        (LONG, "Running now: Long, until 10 December 2026, Hall 2."),
        (NOW, "Running now: Now, until 20 November 2026, Hall 2."),
    ],
)
def test_opening_says_what_is_next(one, words):
    assert words in opening(one, today=TODAY)


def test_grown_from_joins_both_ends_and_names_nobody_hidden():
    grown = grown_from(
        site_of(
            demo("spring/a", agent="one"),
            demo("spring/b", agent="hidden"),
            agent("one", from_demo="spring/a"),
            agent("two", from_demo="spring/a"),
            agent("hidden", visibility="none"),
        )
    )
    assert grown == {"spring/a": ["one", "two"], "spring/b": []}


def test_people_by_name_leaves_out_names_that_two_people_share():
    people = [person("ada"), person("bo", name="Bo"), person("bob", name="Bo")]
    assert people_by_name(site_of(*people)) == {"Ada": "ada"}
