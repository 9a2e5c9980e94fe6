from datetime import date

import pytest

from seedbed.records import ProgramBudget, Session
from seedbed.site.pages.programs import KINDS, by_state, create, opening, state
from tests.helpers.records import policy, program
from tests.helpers.sites import site_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-11-20", None, "running"),
        ("2026-11-21", None, "planned"),
        ("2026-01-01", "2026-11-20", "running"),
        ("2026-01-01", "2026-11-19", "ended"),
    ],
)
def test_state_counts_first_and_last_day(starts, ends, expected):
    assert state(program(starts=starts, ends=ends), today=TODAY) == expected


def test_by_state_orders_by_state_kind_and_name():
    programs = [
        program("gone", ends="2026-02-01"),
        program("fund", kind="funding"),
        program("zeta"),
        program("alpha"),
        program("soon", starts="2027-01-01"),
    ]
    seen = [(key, [one.id for one in group]) for key, _, _, group in by_state(programs, today=TODAY)]
    assert seen == [("running", ["alpha", "zeta", "fund"]), ("planned", ["soon"]), ("ended", ["gone"])]


@pytest.mark.parametrize(
    ("programs", "words"),
    [
        ([], "No programme runs at the moment"),
        ([program(ends="2026-01-10")], "No programme runs at the moment"),
        ([program(kind="reward")], "1 programme runs now."),
        ([program(hours_per_week=1)], "Protected time for each person: 1 hour a week in every unit."),
        (
            [program("a", hours_per_week=1, units=("it",)), program("b", hours_per_week=2.5, units=("it", "hr"))],
            (
                "2 programmes run now. Protected time for each person: "
                "2.5 hours a week in 2 units; 1 hour a week in 1 unit."
            ),
        ),
    ],
)
def test_opening_says_what_runs_and_what_is_protected(programs, words):
    assert words in opening(programs, today=TODAY)


def test_small_sessions_are_not_counted_out():
    sessions = (
        Session(date="2026-02-06", led_by="dora", attended=4),
        Session(date="2026-03-06", led_by="dora", attended=14),
    )
    (page,) = create(site_of(program(sessions=sessions), policy(small_group=5)))
    assert "fewer than 5 people" in page.html
    assert "14 people" in page.html
    assert page.html.index("6 March 2026") < page.html.index("6 February 2026")


def test_a_budget_of_nothing_is_still_said():
    (page,) = create(site_of(program(budget=ProgramBudget(amount=0))))
    assert "<strong>0" in page.html


def test_kinds_cover_the_schema(schema):
    assert set(KINDS) == set(schema("program")["properties"]["kind"]["enum"])
