"""The figures of a set of spells, worked out by hand and held to lifelines."""

import warnings
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.metrics.lives import DAY, end_of_day
from seedbed.metrics.replication.spells import Ending, Spell
from seedbed.metrics.replication.survival import cumulative_incidence, kaplan_meier
from seedbed.metrics.replication.trend import MOST_MONTHS, trend_of
from seedbed.metrics.replication.velocity import Velocity, velocity_of
from tests.helpers.chronicle import seconds
from tests.helpers.examples import examples

TODAY = date(2026, 12, 31)
NOW = end_of_day(TODAY)


def spell(days: int, ending: str = "replicated", start: str = "2026-01-01", agent: str = "letters") -> Spell:
    """A spell of so many days; one that waits has begun so many days ago."""
    facts = {"agent": agent, "start_commit": f"{start}-{agent}", "owner": "it", "risk": "low"}
    if ending == "waiting":
        return Spell(start=NOW - days * DAY, **facts)
    over = {"ending": Ending(ending), "end": seconds(start) + days * DAY, "end_commit": "b", "unit": "hr"}
    return Spell(start=seconds(start), **facts | over)


def velocity(*spells: Spell) -> Velocity:
    return velocity_of(spells, at=NOW)


def test_those_still_waiting_count_as_waiting():
    # Copied after 10 and 20 days, two wait since 100: 4 -> 3/4 -> 2/4, so half are copied after 20 days.
    found = velocity(spell(10), spell(20), spell(100, "waiting"), spell(100, "waiting"))
    assert (found.median_days, found.replicated, found.waiting) == (20, 2, 2)
    assert found.survival.share == (3 / 4, 1 / 2)
    assert found.at_risk == {0: 4, 30: 2, 90: 2, 180: 0, 365: 0}


def test_there_is_no_median_while_most_wait_and_shares_stand_in():
    found = velocity(spell(10), spell(100, "waiting"), spell(100, "waiting"))
    assert (found.median_days, found.interval[1]) == (None, None)
    assert found.within[30].share == pytest.approx(1 / 3)
    assert found.within[90].share == pytest.approx(1 / 3)
    assert found.within[180] is None  # nobody has been watched for so long


def test_dropping_the_waiting_would_flatter():
    copied = [spell(days) for days in (10, 20, 30, 40)]
    waiting = [spell(days, "waiting") for days in (60, 90, 120, 150, 180)]
    assert velocity(*copied).median_days == 20
    assert velocity(*copied, *waiting).median_days is None
    assert velocity(*copied, *waiting, *waiting).within[90].share < velocity(*copied).within[90].share


def test_the_retired_compete_and_the_demoted_may_come_back():
    # After 10 days one is retired, another copied; of the two left one is copied after 20: 1/4 + 2/4 * 1/2 = 1/2.
    spells = [spell(10, "retired"), spell(10), spell(20), spell(20, "waiting")]
    found = velocity(*spells)
    assert found.incidence.by(20) == pytest.approx(1 / 2)
    assert found.retirement.by(20) == pytest.approx(1 / 4)
    demoted = velocity(spell(10, "demoted"), *spells[1:])
    assert demoted.incidence.by(20) == pytest.approx(1 / 4 + 3 / 4 * 1 / 2)
    assert (found.retired, found.left, demoted.retired, demoted.left) == (1, 0, 0, 1)
    assert velocity(spell(10, "removed"), *spells[1:]).incidence == found.incidence


def test_a_half_is_a_half_however_it_rounds():
    # 23/24 * 22/23 * ... * 12/13 is a half, and 0.5000000000000001 in floating point.
    found = velocity(*[spell(day) for day in range(1, 13)], *[spell(99, "waiting")] * 12)
    assert found.survival.share[-1] > 1 / 2
    assert found.median_days == 12


def test_shares_of_none_and_of_all_have_an_interval_too():
    # None of 10 in 30 days: with 95 % certainty less than 1 - 0.025 ** (1 / 10); all of 10 likewise.
    none, full = velocity(*[spell(40, "waiting")] * 10), velocity(*[spell(5)] * 10)
    assert none.within[30] == pytest.approx((0, 0, 0.3085), abs=1e-4)
    assert full.within[30] == pytest.approx((1, 0.6915, 1), abs=1e-4)
    assert full.within[180] == full.within[30]  # nobody is left to be watched


def test_nobody_has_no_figures():
    found = velocity()
    assert (found.median_days, found.interval, found.replicated, found.waiting) == (None, (None, None), 0, 0)
    assert set(found.within.values()) == {None}
    assert (found.commits, found.paths) == ((), ())


def test_everything_happens_on_the_first_day():
    found = velocity(spell(0), spell(0))
    assert (found.median_days, found.within[30].share) == (0, 1)


def test_the_figures_of_an_earlier_day_know_nothing_of_later_ones():
    copied = spell(100, start="2026-01-01")
    then = velocity_of([copied, spell(5, start="2026-06-01")], at=end_of_day(date(2026, 3, 1)))
    assert (then.replicated, then.waiting, len(then.spells)) == (0, 1, 1)
    assert then.at_risk[30] == 1


def test_figures_name_the_commits_and_records_they_rest_on():
    found = velocity(spell(10), spell(3, "waiting", agent="post"))
    assert found.commits == ("2026-01-01-letters", "b", "2026-01-01-post")
    assert found.paths == (
        "catalog/agents/letters/blueprint.yml",
        "catalog/agents/post/blueprint.yml",
        "catalog/agents/letters/deployments/hr.yml",
    )


ENDINGS = st.sampled_from([ending.value for ending in Ending])
SPELLS = st.lists(st.tuples(st.integers(0, 300), ENDINGS), min_size=1, max_size=40)
CALM = settings(max_examples=examples(60), deadline=None)


@CALM
@given(SPELLS)
def test_facts_that_hold_for_all_spells(rows):
    found = velocity(*[spell(days, ending) for days, ending in rows])
    assert found.replicated + found.waiting + found.retired + found.left == len(rows)
    shares = [share for share in found.within.values() if share is not None]
    assert all(0 <= one.low <= one.share + 1e-12 and one.share <= one.high + 1e-12 <= 1 + 1e-9 for one in shares)
    assert [one.share for one in shares] == sorted(one.share for one in shares)
    for day in found.survival.days:
        assert found.incidence.by(day) <= found.survival.within(day)[0] + 1e-9
        assert found.incidence.by(day) + found.retirement.by(day) <= 1 + 1e-9


@CALM
@given(SPELLS, st.integers(0, 300))
def test_one_more_who_waits_never_makes_copying_look_quicker(rows, days):
    before = kaplan_meier([d for d, _ in rows], [e == "replicated" for _, e in rows])
    after = kaplan_meier([*(d for d, _ in rows), days], [*(e == "replicated" for _, e in rows), False])
    assert all(new >= old - 1e-12 for old, new in zip(before.share, after.share, strict=True))


@CALM
@given(SPELLS)
def test_the_copied_alone_are_never_slower(rows):
    spells = [spell(days, ending) for days, ending in rows]
    whole = velocity(*spells).median_days
    alone = velocity(*[one for one in spells if one.ending is Ending.REPLICATED]).median_days
    assert whole is None or alone <= whole


@settings(CALM, max_examples=examples(15))
@given(st.lists(st.sampled_from([0, 1, 2]), min_size=3, max_size=40), st.randoms(use_true_random=False))
def test_the_interval_of_an_incidence_equals_lifelines(causes, shuffle):
    lifelines = pytest.importorskip("lifelines")
    days = [float(day) for day in shuffle.sample(range(1, 400), len(causes))]  # without ties: lifelines breaks them
    found = cumulative_incidence(days, causes, cause=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitter = lifelines.AalenJohansenFitter(calculate_variance=True)
        fitted = fitter.fit(days, causes, event_of_interest=1) if 1 in causes else None
    for place, day in enumerate(found.days if fitted else ()):
        assert found.share[place] == pytest.approx(float(fitted.cumulative_density_.loc[day].iloc[0]), abs=1e-9)
        if not np.isnan(fitted.variance_.loc[day]):  # of the last day, when nobody is left, it tells none
            assert found.error[place] ** 2 == pytest.approx(float(fitted.variance_.loc[day]), abs=1e-9)
        if 0 < found.share[place] < 1 - 1e-9 and fitted.variance_.loc[day] > 0:
            assert found.interval(day) == pytest.approx(fitted.confidence_interval_.loc[day].tolist(), abs=1e-6)


def test_the_trend_is_the_figure_of_every_month_end():
    spells = [spell(10, start="2026-01-20"), spell(40, start="2026-02-01"), spell(2, "retired", start="2026-03-30")]
    points = trend_of(spells, today=date(2026, 4, 15))
    assert [point.month for point in points] == ["2026-01", "2026-02", "2026-03", "2026-04"]
    ends = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 15)]
    for point, day in zip(points, ends, strict=True):
        whole = velocity_of(spells, at=end_of_day(day))
        assert (point.median_days, point.interval, point.within) == (whole.median_days, whole.interval, whole.within)
        assert (point.spells, point.replicated, point.waiting) == (
            len(whole.spells),
            whole.replicated,
            whole.waiting,
        )


def test_a_trend_without_spells_or_with_a_stopped_clock_is_short():
    assert trend_of([], today=TODAY) == ()
    assert trend_of([spell(1, start="2027-01-01")], today=TODAY) == ()
    assert len(trend_of([spell(1, start="1970-01-01")], today=TODAY)) == MOST_MONTHS
