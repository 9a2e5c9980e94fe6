"""The logistic: drawn only when adoptions bound it, at the greatest likelihood, never above the number of units."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.metrics.growth.logistic import Fit, NoFit, fit_logistic, quarters_of
from tests.helpers.examples import examples

RISEN = [1, 0, 2, 3, 4, 6, 7, 6, 5, 3, 2, 1, 1, 0, 1]
"""42 adoptions, nearly over."""


HALF_WAY = [1, 2, 3, 6, 9, 11, 12, 9, 8, 8, 8, 8, 8]
"""93 adoptions, just past the peak: by themselves they would point beyond 97."""


def expit(score: np.ndarray) -> np.ndarray:
    """The share of a score."""
    return 1 / (1 + np.exp(-score))


def logit(share: float) -> float:
    """The score of a share."""
    return float(np.log(share / (1 - share)))


def expected(ceiling: float, rate: float, middle: float, months: int) -> np.ndarray:
    return np.diff(ceiling * expit(rate * (np.arange(1, months + 1) - middle)), prepend=0)


def simulated(share: float, chance: np.random.Generator) -> list[int]:
    """Forty months of a hundred units that adopt sooner or later, each on its own; so much of the curve is seen."""
    moments = chance.logistic(40 - logit(share) / 0.25, 1 / 0.25, size=100)
    return np.histogram(moments, bins=[-np.inf, *range(1, 41)])[0].tolist()


def likelihood(adoptions: list[int], ceiling: float, rate: float, middle: float) -> float:
    """Of Poisson counts, but for what does not depend on the curve."""
    mean = np.maximum(expected(ceiling, rate, middle, len(adoptions)), 1e-300)
    return float((np.array(adoptions) * np.log(mean) - mean).sum())


@pytest.mark.parametrize(
    ("adoptions", "undated", "reason"),
    [
        ([], 0, "0 of 60 units had adopted by the end of last month; a curve is drawn from 8 on."),
        ([3, 4], 0, "7 of 60 units had adopted by the end of last month; a curve is drawn from 8 on."),
        ([9], 0, "Adoption is not past its peak: the last whole quarters brought 9, the best one 9."),
        ([2, 6, 3, 1], 0, "Adoption is not past its peak: the last whole quarters brought 2 and 10, the best one 10."),
        (
            [9, 0, 0, 1, 0, 0, 9, 0, 0],
            0,
            "Adoption is not past its peak: the last whole quarters brought 1 and 9, the best one 9.",
        ),
        ([20, 30, 10], 0, "Every unit has adopted: there is no more to come."),
        (RISEN, 3, "When 3 of 45 adopters began is not known: they came with an import."),
    ],
)
def test_no_curve_where_the_dates_warrant_none(adoptions, undated, reason):
    assert fit_logistic(adoptions, units=60, undated=undated) == NoFit(reason=reason)


def test_no_curve_where_its_ceiling_is_not_bounded():
    fit = fit_logistic([1, 1, 1, 2, 1, 2, 1, 2, 1, 1, 1, 2], units=5000)
    assert isinstance(fit, NoFit)
    assert fit.reason.startswith("The ceiling is not bounded within a factor of 2: between ")


def test_quarters_are_counted_back_from_the_last_month():
    assert quarters_of([1, 2, 3, 4, 5, 6, 7]) == [1, 9, 18]


def test_curve_tells_its_ceiling_its_middle_and_what_may_come():
    fit = fit_logistic(RISEN, units=60, ahead=6)
    assert isinstance(fit, Fit)
    assert fit.ceiling == pytest.approx(42, abs=1)
    assert fit.interval[0] <= fit.ceiling <= fit.interval[1]
    assert 6 < fit.middle < 8
    assert [point.month for point in fit.points] == list(range(1, 22))


def test_same_adoptions_give_the_same_interval():
    assert fit_logistic(RISEN, units=60) == fit_logistic(RISEN, units=60)


@pytest.mark.parametrize(("adoptions", "units"), [(RISEN, 43), (RISEN, 400), (HALF_WAY, 97), (HALF_WAY, 130)])
def test_likelihood_is_the_greatest_that_scipy_finds(adoptions, units):
    from scipy.optimize import minimize  # noqa: PLC0415 - half a second, for this test alone

    fit = fit_logistic(adoptions, units=units)
    ours = likelihood(adoptions, fit.ceiling, fit.rate, fit.middle)
    bounds = [(1, units), (0.02, 4), (-50, 80)]
    starts = [(min(units, 50), rate, middle) for rate in (0.1, 0.4, 1) for middle in (3, 7, 12)]
    found = [minimize(lambda x: -likelihood(adoptions, *x), one, bounds=bounds, method="L-BFGS-B") for one in starts]
    assert ours >= max(-one.fun for one in found) - 1e-3


def test_ceiling_is_never_above_the_number_of_units():
    assert fit_logistic(HALF_WAY, units=97).ceiling == 97


def test_interval_holds_the_truth_about_as_often_as_it_says():
    chance = np.random.default_rng(7)
    fits = [fit_logistic(simulated(0.9, chance), units=400) for _ in range(60)]
    drawn = [fit.interval for fit in fits if isinstance(fit, Fit)]
    assert len(drawn) > 40
    assert sum(low <= 100 <= high for low, high in drawn) / len(drawn) >= 0.9


def test_half_a_curve_is_hardly_ever_drawn():
    chance = np.random.default_rng(7)
    fits = [fit_logistic(simulated(0.5, chance), units=400) for _ in range(60)]
    assert sum(isinstance(fit, Fit) for fit in fits) < 6


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.integers(0, 30), max_size=150), st.integers(0, 400))
def test_whatever_the_adoptions_a_curve_keeps_within_its_bounds(adoptions, more):
    units = max(1, sum(adoptions) + more)
    fit = fit_logistic(adoptions, units=units, ahead=12)
    if isinstance(fit, NoFit):
        assert fit.reason.endswith(".")
        return
    low, high = fit.interval
    assert sum(adoptions) <= low <= high <= min(units, 2 * low)
    assert fit.ceiling <= units
    assert all(point.low <= point.units <= point.high <= units + 1e-9 for point in fit.points)
    assert all(point.low >= sum(adoptions) - 1e-9 for point in fit.points[len(adoptions) :])
    assert sorted(point.units for point in fit.points) == [point.units for point in fit.points]
