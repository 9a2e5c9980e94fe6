"""Phases and since when, purgatory, the window, and what counts as scaled."""

from datetime import date
from fractions import Fraction

import pytest

from seedbed.metrics.adoption import Phase, adoption_figures
from seedbed.metrics.growth import FirstLive
from seedbed.metrics.growth.standing import Window, months_between, standing_figures
from seedbed.metrics.measured import measured_of
from seedbed.metrics.periods import period_of
from tests.helpers.chronicle import seconds
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import catalogue_of

TODAY = date(2026, 4, 15)


def place(shares: dict[str, list[int]], *, first: str | None = None, has_policy: bool = True, **changes):
    """Standings of functions of one unit each, given per cents of the last months up to March 2026."""
    made = [*([policy()] if has_policy else []), agent()]
    for name, percents in shares.items():
        periods = [f"{2026 - (n > 2)}-{(2 - n) % 12 + 1:02}" for n in range(len(percents))][::-1]
        rows = [
            month(period, tasks=1000, automated=percent * 10, judged=0, correct=0)
            for period, percent in zip(periods, percents, strict=True)
        ]
        made += [unit(name, function=name, routine_hours_per_month=100, **changes)]
        made += [deployment(f"paper-sorter/{name}", baseline=baseline(6)), table(f"paper-sorter/{name}", *rows)]
    catalogue = catalogue_of(*made)
    adoption = adoption_figures(catalogue, measured_of(catalogue), this_month=period_of(TODAY))
    live = FirstLive("it", "paper-sorter", seconds(first), "c1", False, None) if first else None
    return standing_figures(catalogue, adoption, live, today=TODAY)


def test_phase_has_lasted_since_the_share_last_entered_it():
    standing = place({"it": [5, 11, 5, 9, 12, 14]}).everything
    assert (standing.phase, standing.since, standing.months) == (Phase.CROSSING, "2026-02", 2)
    assert not standing.is_at_least


def test_phase_of_all_measured_months_may_have_begun_before():
    standing = place({"it": [70, 80]}).everything
    assert (standing.phase, standing.since, standing.is_at_least) == (Phase.SATURATION, "2026-02", True)


@pytest.mark.parametrize(
    ("shares", "stuck"),
    [([1] * 12, True), ([1] * 11, False), ([12, *[9] * 11], False), ([12, *[9] * 12], True), ([9] * 12 + [10], False)],
)
def test_purgatory_is_a_plateau_that_lasts(shares, stuck):
    standings = place({"it": shares})
    assert standings.by_function["it"].in_purgatory is stuck
    assert standings.in_purgatory == (("it",) if stuck else ())


def test_small_function_is_not_named_in_purgatory():
    standings = place({"it": [1] * 12}, headcount=4)
    assert (standings.by_function["it"].in_purgatory, standings.by_function["it"].is_small) == (True, True)
    assert standings.in_purgatory == ()


def test_without_a_policy_no_phase_is_told():
    standings = place({"it": [50]}, has_policy=False)
    assert standings.everything.reason == "The policy is missing: it says where the phases begin."
    assert (standings.everything.phase, standings.journey.progress, standings.journey.place) == (None, None, None)


def _standing_of_units(*units):
    catalogue = catalogue_of(policy(), agent(), *units, deployment("paper-sorter/it"))
    adoption = adoption_figures(catalogue, {}, this_month="2026-04")
    return standing_figures(catalogue, adoption, None, today=TODAY).everything


def test_reasons_why_no_phase_can_be_told():
    assert _standing_of_units(unit("it")).reason == "No unit states its routine hours."
    unmeasured = _standing_of_units(unit("it", routine_hours_per_month=100))
    assert unmeasured.reason == "Agents are live, but nothing they did was measured against a baseline."
    idle = _standing_of_units(unit("law", routine_hours_per_month=100))
    assert (idle.phase, idle.months, idle.in_purgatory) == (Phase.PLATEAU, 0, False)


@pytest.mark.parametrize(
    ("first", "months", "where"),
    [
        ("2026-04-15", 0, Window.BEFORE),
        ("2024-10-16", 17, Window.BEFORE),
        ("2024-10-15", 18, Window.WITHIN),
        ("2023-04-15", 36, Window.WITHIN),
        ("2023-03-16", 36, Window.WITHIN),
        ("2023-03-15", 37, Window.PAST),
    ],
)
def test_window_counts_whole_months_from_the_first_live_agent(first, months, where):
    journey = place({"it": [5]}, first=first).journey
    assert (journey.months, journey.place) == (months, where)


def test_without_a_live_agent_the_clock_has_not_started():
    journey = place({"it": [5]}).journey
    assert (journey.months, journey.place, journey.window) == (None, None, (18, 36))


def test_progress_is_the_share_of_the_way_to_the_bar():
    assert place({"it": [10]}).journey.progress == Fraction(1, 4)
    assert place({"it": [90]}).journey.progress == 1


@pytest.mark.parametrize(
    ("shares", "since"),
    [
        ({"it": [40, 41], "hr": [40, 40]}, "2026-02"),
        ({"it": [40, 41], "hr": [39, 40]}, "2026-03"),
        ({"it": [90, 90], "hr": [39, 39]}, None),
        ({"it": [90, 90]}, None),
        ({"it": [90, 90, 90], "hr": [90, 39, 90]}, "2026-03"),
        ({"it": [90], "hr": [90], "law": [0], "ops": [0], "art": [0]}, None),
    ],
)
def test_scaled_asks_for_the_whole_and_for_two_functions(shares, since):
    journey = place(shares).journey
    assert (journey.scaled_since, journey.is_scaled) == (since, since is not None)


def test_functions_that_have_reached_the_bar_are_named():
    journey = place({"it": [40], "hr": [39]}).journey
    assert (journey.reached, journey.functions) == (("it",), 2)


def test_nothing_at_all_stands_nowhere():
    catalogue = catalogue_of()
    adoption = adoption_figures(catalogue, {}, this_month="2026-04")
    standings = standing_figures(catalogue, adoption, None, today=TODAY)
    assert (standings.by_function, standings.everything.phase, standings.journey.share) == ({}, None, None)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 31), 2),
        (date(2025, 12, 1), date(2026, 1, 1), 1),
        (date(2026, 5, 1), date(2026, 1, 1), 0),
    ],
)
def test_months_between_days_are_whole_ones(first, last, months):
    assert months_between(first, last) == months
