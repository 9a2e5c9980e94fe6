"""Effort month by month: what was put in, what came out, and what nothing states."""

from datetime import date
from fractions import Fraction

from seedbed.metrics import figures_of
from seedbed.metrics.periods import LONGEST
from seedbed.metrics.programme.effort import effort_of
from seedbed.records import Funding, ProgramBudget, Session
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, program, unit
from tests.helpers.sites import catalogue_of

TODAY = date(2026, 4, 15)


def effort(*records):
    catalogue = catalogue_of(*records)
    found = figures_of(catalogue, TODAY)
    return effort_of(catalogue, found.usage, found.output, found.programme, today=TODAY)


def test_hours_are_protected_in_the_months_at_whose_end_a_program_runs():
    fridays = program(hours_per_week=13, starts="2026-01-09", ends="2026-03-30")
    months = effort(unit(headcount=6), fridays).months
    assert [(one.period, one.protected_hours) for one in months] == [
        ("2026-01", 338),
        ("2026-02", 338),
        ("2026-03", None),
    ]


def test_sessions_are_counted_in_their_month():
    held = [Session(date="2026-02-03", led_by="ada", attended=9), Session(date="2026-02-17", led_by="ada", attended=4)]
    months = effort(
        program(
            kind="leadership",
            starts="2026-02-01",
            sessions=(*held, Session(date="2026-04-01", led_by="ada", attended=7)),
        )
    ).months
    assert [(one.period, one.sessions, one.attended) for one in months] == [("2026-02", 2, 13), ("2026-03", 0, 0)]


def test_tokens_are_a_share_of_the_budget_of_today():
    rows = [month("2026-02", input_tokens=200, output_tokens=100), month("2026-03", cost=12.5)]
    pot = program(kind="budget", starts="2026-03-01", budget=ProgramBudget(tokens_per_month=1200))
    months = effort(unit(), agent(), deployment(), table("paper-sorter/it", *rows), pot).months
    assert [(one.tokens, one.token_share, one.cost) for one in months] == [
        (300, Fraction(1, 4), None),
        (None, None, 12.5),
    ]


def test_without_a_budget_tokens_have_no_share():
    rows = [month("2026-03", input_tokens=200, output_tokens=100)]
    [found] = effort(unit(), agent(), deployment(), table("paper-sorter/it", *rows)).months
    assert (found.tokens, found.token_share) == (300, None)


def test_what_was_saved_is_told_in_hours():
    rows = [month("2026-02", human_minutes=600), month("2026-03", tasks=600, human_minutes=600)]
    copy = deployment(baseline=baseline(6))
    months = effort(unit(), agent(), copy, table("paper-sorter/it", *rows)).months
    assert [one.hours_given_back for one in months] == [10, 50]
    bare = effort(unit(), agent(), deployment(), table("paper-sorter/it", *rows)).months
    assert [one.hours_given_back for one in bare] == [None, None]


def test_reinvested_money_is_a_share_of_all():
    copies = [
        deployment("paper-sorter/it", funding=Funding(source="central", amount=300)),
        deployment("paper-sorter/law", funding=Funding(source="reinvested", amount=100)),
    ]
    found = effort(agent(), *copies)
    assert (found.funded, found.reinvested, found.reinvested_share) == (400, 100, Fraction(1, 4))


def test_without_programs_rows_or_money_there_is_no_effort():
    found = effort(unit())
    assert (found.months, found.reinvested_share, found.paths) == ((), None, ())


def test_future_program_has_no_months_and_an_old_one_not_more_than_an_axis():
    assert effort(program(starts="2026-05-01")).months == ()
    months = effort(program(starts="1926-05-01")).months
    assert (len(months), months[-1].period) == (LONGEST, "2026-03")
