"""Requests by hours, what demos became, protected hours, token budgets, funding."""

from datetime import date
from fractions import Fraction

import pytest

from seedbed.metrics import figures_of
from seedbed.records import Funding, Owner, Pain, ProgramBudget, Session, Stage, TokenBudget
from tests.helpers.measuring import table
from tests.helpers.records import agent, demo, deployment, month, platform_item, program, request, unit
from tests.helpers.sites import catalogue_of

TODAY = date(2026, 4, 15)


def _programme(*records):
    return figures_of(catalogue_of(*records), TODAY).programme


def _request(record_id, hours, status):
    return request(record_id, pain=Pain(tag="replies", hours_per_month=hours), status=status)


def test_requests_are_told_by_state_and_hours():
    records = [_request("a", 10, "open"), _request("b", 30.5, "open"), _request("c", 7, "building")]
    programme = _programme(*records, _request("d", 90, "answered"), _request("e", 90, "declined"))
    assert programme.stakes["open"].requests == ("b", "a")
    assert programme.stakes["open"].hours == Fraction(81, 2)
    assert programme.hours_waiting == Fraction(95, 2)


def test_demos_are_linked_from_either_side_and_counted_once():
    records = (
        demo("spring/one", agent="sorter"),
        demo("spring/two"),
        demo("spring/three"),
        agent("sorter", from_demo="spring/one", stage=Stage.PRODUCTION, owner=Owner(unit="a")),
        agent("reader", from_demo="spring/two", stage=Stage.PILOT),
        agent("ended", from_demo="spring/gone", stage=Stage.RETIRED),
        deployment("sorter/b", copied_from="a"),
    )
    funnel = _programme(*records).funnel
    assert (funnel.demos, funnel.linked, funnel.copied, funnel.agents) == (3, 2, 1, ("reader", "sorter"))
    assert [funnel.reached[stage] for stage in (Stage.PROTOTYPE, Stage.PILOT, Stage.VALIDATED)] == [2, 2, 1]


def test_protected_hours_are_those_of_everybody_who_takes_part():
    """13 hours a week of 6 people are 13 times 6 times 52 ÷ 12 = 338 in a month."""
    units = (unit("it", headcount=6), unit("law", headcount=100))
    programme = _programme(*units, program(units=("it",), hours_per_week=13))
    assert programme.protected_hours.value == 338
    assert programme.protected_hours.paths == ("catalog/programs/fridays.yml",)


def test_program_without_units_is_for_everybody():
    units = (unit("it", headcount=6), unit("law", headcount=6))
    assert _programme(*units, program(hours_per_week=13)).protected_hours.value == 676


@pytest.mark.parametrize("dates", [{"starts": "2026-04-16"}, {"starts": "2025-01-01", "ends": "2026-04-14"}])
def test_program_that_does_not_run_today_protects_nothing(dates):
    found = _programme(unit(headcount=6), program(hours_per_week=13, **dates)).protected_hours
    assert (found.value, bool(found.missing)) == (None, True)


def test_protected_hours_need_every_headcount():
    found = _programme(unit("it", headcount=6), unit("law"), program(hours_per_week=13)).protected_hours
    assert (found.value, found.missing) == (None, "A unit that takes part does not state its headcount.")


def test_tokens_of_usable_items_and_running_programs_are_set_aside():
    records = [
        unit(headcount=10),
        platform_item("small", budget=TokenBudget(tokens_per_person_per_month=100)),
        platform_item("tried", budget=TokenBudget(tokens_per_person_per_month=10), status="trial"),
        platform_item("gone", budget=TokenBudget(tokens_per_person_per_month=999), status="retired"),
        program("pot", kind="budget", budget=ProgramBudget(tokens_per_month=7)),
    ]
    assert _programme(*records).tokens_budget.value == 1107


def test_tokens_used_are_those_of_the_last_month_that_is_over():
    rows = [month("2026-03", input_tokens=5, output_tokens=2), month("2026-04", input_tokens=900)]
    programme = _programme(table("paper-sorter/it", *rows))
    assert (programme.tokens_period, programme.tokens_used) == ("2026-03", 7)


def test_funding_adds_up_by_source_exactly():
    copies = [
        deployment(f"paper-sorter/{one}", funding=Funding(source=source, amount=amount))
        for one, source, amount in [("a", "unit", 0.1), ("b", "unit", 0.2), ("c", "reinvested", 3)]
    ]
    funding = _programme(*copies).funding
    assert {source: one.value for source, one in funding.items()} == {"reinvested": 3, "unit": Fraction(3, 10)}
    assert funding["reinvested"].paths == ("catalog/agents/paper-sorter/deployments/c.yml",)


def test_sessions_are_counted_with_those_who_came():
    sessions = tuple(Session(date="2026-02-01", led_by="ada", attended=count) for count in (4, 9))
    programme = _programme(program(kind="leadership", sessions=sessions))
    assert (programme.sessions, programme.attended) == (2, 13)


def test_an_empty_portal_says_what_is_missing():
    programme = _programme()
    assert (programme.hours_waiting, programme.funding, programme.tokens_used) == (0, {}, None)
    assert programme.tokens_budget.missing == "No platform item and no running program states a token budget."
