"""Adoption: the share of routine work, the units with a live agent, the phase, and what is not shown."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from seedbed.metrics import figures_of
from seedbed.metrics.adoption import Phase, phase_of
from seedbed.metrics.periods import LONGEST
from seedbed.records import Function, Organization, Status
from tests.helpers.measuring import baseline, catalogues, table
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import catalogue_of

TODAY = date(2026, 4, 15)
LOOSE = {"judged": 0, "correct": 0}


def _adoption(*records):
    return figures_of(catalogue_of(*records), TODAY).adoption


def _two_units():
    """IT automated 1,000 times 6 ÷ 60 = 100 hours of 1,000, law 200 times 9 ÷ 60 = 30 of 200; sales stated no hours."""
    return [
        policy(),
        agent(),
        unit("it", function="technology", routine_hours_per_month=1000),
        unit("law", function="legal", routine_hours_per_month=200),
        unit("sales", function="legal"),
        deployment("paper-sorter/it", baseline=baseline(6)),
        deployment("paper-sorter/law", baseline=baseline(9)),
        deployment("paper-sorter/sales", baseline=baseline(60)),
        table("paper-sorter/it", month("2026-03", tasks=1100, automated=1000, **LOOSE)),
        table("paper-sorter/law", month("2026-03", tasks=200, automated=200, **LOOSE)),
        table("paper-sorter/sales", month("2026-03", tasks=500, automated=500, **LOOSE)),
    ]


def test_share_is_automated_hours_at_baseline_pace_of_routine_hours():
    adoption = _adoption(*_two_units())
    assert adoption.by_function["technology"].share == Fraction(1, 10)
    assert adoption.by_function["legal"].share == Fraction(30, 200)
    assert adoption.everything.share == Fraction(130, 1200)
    assert adoption.by_unit["law"].share == Fraction(3, 20)


def test_units_without_routine_hours_stand_neither_above_nor_below_the_line():
    adoption = _adoption(*_two_units())
    legal = adoption.by_function["legal"]
    assert (legal.units, legal.units_stating, legal.units_live) == (2, 1, 2)
    assert legal.routine_hours == 200
    assert adoption.by_unit["sales"].share is None


def test_shares_are_exact_at_the_bound_of_a_phase():
    adoption = _adoption(*_two_units())
    assert adoption.by_function["technology"].phase is Phase.CROSSING
    assert adoption.by_function["legal"].phase is Phase.ACCELERATION


@pytest.mark.parametrize(
    ("share", "phase"),
    [
        (Fraction(0), Phase.PLATEAU),
        (Fraction(99999, 1000000), Phase.PLATEAU),
        (Fraction(1, 10), Phase.CROSSING),
        (Fraction(15, 100), Phase.ACCELERATION),
        (Fraction(6, 10), Phase.SATURATION),
        (Fraction(3), Phase.SATURATION),
        (None, None),
    ],
)
def test_phase_begins_at_its_bound(share, phase):
    assert phase_of(share, policy().adoption) is phase


def test_without_a_policy_there_is_no_phase():
    assert phase_of(Fraction(1, 2), None) is None


def test_running_month_is_left_aside():
    now = month("2026-04", tasks=9999, automated=9999, **LOOSE)
    march = month("2026-03", tasks=1000, automated=1000, **LOOSE)
    unit_and_copy = (unit(routine_hours_per_month=1000), deployment(baseline=baseline()))
    adoption = _adoption(*unit_and_copy, table("paper-sorter/it", march, now))
    assert adoption.period == "2026-03"
    assert [one.period for one in adoption.everything.months] == ["2026-03"]


def test_month_without_a_report_is_a_month_of_nothing_offloaded():
    rows = (month("2026-01", tasks=1000, automated=1000), month("2026-03", tasks=1000, automated=1000))
    adoption = _adoption(
        unit(routine_hours_per_month=1000), deployment(baseline=baseline()), table("paper-sorter/it", *rows)
    )
    assert [(one.period, one.share, one.reported) for one in adoption.everything.months] == [
        ("2026-01", Fraction(1, 10), 1),
        ("2026-02", 0, 0),
        ("2026-03", Fraction(1, 10), 1),
    ]


def test_unit_that_stopped_reporting_falls_to_nothing():
    early = month("2026-01", tasks=1000, automated=1000)
    late = month("2026-03", tasks=1000, automated=1000)
    adoption = _adoption(
        unit("it", routine_hours_per_month=1000),
        unit("law", routine_hours_per_month=1000),
        deployment("paper-sorter/it", baseline=baseline()),
        deployment("paper-sorter/law", baseline=baseline()),
        table("paper-sorter/it", early),
        table("paper-sorter/law", late),
    )
    assert adoption.by_unit["it"].share == 0
    assert adoption.by_unit["law"].share == Fraction(1, 10)


def test_nothing_live_is_nothing_offloaded_but_live_without_rows_is_not_known():
    idle, unknown = unit("idle", routine_hours_per_month=100), unit("busy", routine_hours_per_month=100)
    adoption = _adoption(idle, unknown, deployment("paper-sorter/busy"))
    assert adoption.by_unit["idle"].share == 0
    assert adoption.by_unit["busy"].share is None


def test_share_above_one_is_told_as_it_is():
    rows = month("2026-03", tasks=10000, automated=10000, **LOOSE)
    adoption = _adoption(
        unit(routine_hours_per_month=100), deployment(baseline=baseline()), table("paper-sorter/it", rows)
    )
    assert adoption.everything.share == 10


@pytest.mark.parametrize("status", [Status.PLANNED, Status.PAUSED, Status.ENDED])
def test_only_live_deployments_make_a_unit_count(status):
    adoption = _adoption(
        unit("it"), unit("law"), deployment("paper-sorter/it"), deployment("paper-sorter/law", status=status)
    )
    assert (adoption.everything.units_live, adoption.everything.units) == (1, 2)
    assert adoption.everything.units_share == Fraction(1, 2)


def test_functions_stand_in_the_order_of_the_organisation_and_empty_ones_too():
    named = tuple(Function(id=one, name=one) for one in ("zoo", "art"))
    organization = Organization(
        id="organization", path="", name="", currency="", functions=named, programme_start="2026-01-01"
    )
    adoption = _adoption(organization, unit("it", function="other"))
    assert list(adoption.by_function) == ["zoo", "art", "other"]
    assert (adoption.by_function["zoo"].units_share, adoption.by_function["zoo"].share) == (None, None)


@pytest.mark.parametrize(
    ("heads", "is_small"), [((2, 2), True), ((2, 3), False), ((2, None), False), ((None, None), False)]
)
def test_small_groups_are_marked(heads, is_small):
    units = [unit(f"unit-{n}", headcount=count) for n, count in enumerate(heads)]
    assert _adoption(policy(), *units).by_function["it"].is_small is is_small


def test_one_wrong_year_does_not_stretch_the_series():
    rows = (month("1031-01"), month("2026-03"))
    adoption = _adoption(
        unit(routine_hours_per_month=9), deployment(baseline=baseline()), table("paper-sorter/it", *rows)
    )
    assert len(adoption.everything.months) == LONGEST + 1


def test_an_empty_catalogue_has_no_adoption():
    adoption = _adoption()
    assert (adoption.period, adoption.everything.share, adoption.everything.units_share) == (None, None, None)


def test_a_share_names_its_rows_and_its_denominator():
    assert _adoption(*_two_units()).by_function["technology"].paths == (
        "catalog/units/it.yml",
        "catalog/agents/paper-sorter/measurements/it.csv",
    )


@given(catalogues())
def test_hours_of_functions_are_the_hours_of_everything(catalogue):
    adoption = figures_of(catalogue, TODAY).adoption
    for parts in (adoption.by_function, adoption.by_unit):
        assert sum(one.routine_hours for one in parts.values()) == adoption.everything.routine_hours
        assert sum(one.units for one in parts.values()) == adoption.everything.units
        assert sum(one.units_live for one in parts.values()) == adoption.everything.units_live
        for month_ in adoption.everything.months:
            found = [one for part in parts.values() for one in part.months if one.period == month_.period]
            assert sum(one.hours for one in found) == month_.hours
            assert sum(one.reported for one in found) == month_.reported


@given(catalogues())
def test_share_of_units_lies_within_nought_and_one(catalogue):
    adoption = figures_of(catalogue, TODAY).adoption
    for one in (adoption.everything, *adoption.by_function.values()):
        assert 0 <= (one.units_share or 0) <= 1
        assert (one.share or 0) >= 0
