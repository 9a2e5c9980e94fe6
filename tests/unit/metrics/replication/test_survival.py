"""Survival figures against hand-worked examples and against lifelines."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.metrics.replication.survival import cumulative_incidence, kaplan_meier
from tests.helpers.examples import examples

DURATIONS = st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=60)


def test_kaplan_meier_by_hand() -> None:
    # Five agents: copied after 10, 20 and 40 days; one waits since 15 days, one since 50.
    curve = kaplan_meier([10, 15, 20, 40, 50], [True, False, True, True, False])
    assert curve.days == (10, 20, 40)
    assert curve.at_risk == (5, 3, 2)
    assert curve.share == pytest.approx((4 / 5, 4 / 5 * 2 / 3, 4 / 5 * 2 / 3 * 1 / 2))
    assert curve.median == 40
    assert curve.within(30)[0] == pytest.approx(1 - 8 / 15)


def test_kaplan_meier_has_no_median_while_most_are_waiting() -> None:
    curve = kaplan_meier([5, 100, 100, 100], [True, False, False, False])
    assert curve.median is None
    assert curve.median_interval[1] is None


def test_kaplan_meier_of_nobody_and_of_nobody_copied() -> None:
    assert kaplan_meier([], []).days == ()
    waiting = kaplan_meier([3, 4], [False, False])
    assert (waiting.median, waiting.within(30)) == (None, (0.0, 0.0, 0.0))


@pytest.mark.parametrize(("days", "observed"), [([1.0], []), ([-1.0], [True]), ([math.nan], [True])])
def test_kaplan_meier_refuses_unsound_input(days: list[float], observed: list[bool]) -> None:
    with pytest.raises(ValueError, match="duration"):
        kaplan_meier(days, observed)


@settings(max_examples=examples(30), deadline=None)
@given(DURATIONS)
def test_kaplan_meier_equals_lifelines(rows: list[tuple[int, bool]]) -> None:
    lifelines = pytest.importorskip("lifelines")
    days, observed = [float(day) for day, _ in rows], [seen for _, seen in rows]
    curve = kaplan_meier(days, observed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = lifelines.KaplanMeierFitter().fit(days, observed)
    for day, share, lower, upper in zip(curve.days, curve.share, curve.lower, curve.upper, strict=True):
        assert share == pytest.approx(float(fitted.survival_function_at_times(day).iloc[0]), abs=1e-9)
        band = fitted.confidence_interval_.loc[:day].iloc[-1]
        if 0 < share < 1:
            assert (lower, upper) == pytest.approx((float(band.iloc[0]), float(band.iloc[1])), abs=1e-6)
    if not any(share == pytest.approx(1 / 2) for share in curve.share):  # there lifelines decides by rounding
        assert (np.inf if curve.median is None else curve.median) == pytest.approx(fitted.median_survival_time_)


def test_cumulative_incidence_by_hand() -> None:
    # Copied after 10 and 30 days, retired uncopied after 20, one still waits after 40.
    copied = cumulative_incidence([10, 20, 30, 40], [1, 2, 1, 0], cause=1)
    retired = cumulative_incidence([10, 20, 30, 40], [1, 2, 1, 0], cause=2)
    assert copied.share == pytest.approx((1 / 4, 1 / 4, 1 / 2))
    assert retired.by(365) == pytest.approx(1 / 4)


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from([0, 1, 2])), min_size=1, max_size=60))
def test_incidences_and_waiting_add_up_to_one(rows: list[tuple[int, int]]) -> None:
    days, causes = [float(day) for day, _ in rows], [cause for _, cause in rows]
    waiting = kaplan_meier(days, [cause != 0 for cause in causes])
    total = sum(cumulative_incidence(days, causes, cause=cause).by(1000) for cause in (1, 2))
    assert total == pytest.approx(1 - (waiting.share[-1] if waiting.share else 1))
