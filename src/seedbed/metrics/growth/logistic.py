"""A logistic through adoptions, drawn only when they bound it; otherwise the reason why not.

N(t) = K ÷ (1 + exp(-r (t - m))): how many units have adopted by month t, of a ceiling K that is never above the number
of units. Before half of the curve is seen anything fits, so four things are asked first: that the dates are known,
eight adoptions, a rate past its peak (both of the last two whole quarters below the best one), and a parametric
bootstrap whose 90 % interval of K spans no more than a factor of two. What is fitted are the adoptions of each month as
Poisson counts, not their running sum: sums of neighbouring months share their errors.

Sources: A. Debecker and T. Modis (1994) on what a fit of a young S-curve is worth; B. Efron (1979) for the bootstrap.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.sentences import Sentence

Array = NDArray[Any]

LEAST = 8
"""Adoptions below which no curve is drawn."""

QUARTER = 3
PAST_PEAK = 2
"""Whole quarters in a row that must lie below the best one."""

WIDEST = 2
"""The factor between the ends of the interval of the ceiling beyond which it counts as not bounded."""

SAMPLES = 200
SEED = 1838
"""Of the bootstrap, so that the same records always give the same interval: the year of Verhulst's logistic."""

SHARES = 1 / (1 + np.exp(-np.linspace(-5, 7, 41)))
RATES = np.geomspace(0.02, 4, 41)
"""Where a maximum is looked for: the share of the curve seen so far, and r for a month."""

ZOOMS = 4
CLOSER = 17
"""Times that the neighbourhood of the best point is searched again, and the steps of each search."""

FAR = 700.0
TINY = np.finfo(np.float64).tiny


class Point(Struct, frozen=True, kw_only=True):
    """Units expected at the end of a month, counted from the first (1), with a 90 % interval."""

    month: int
    units: float
    low: float
    high: float


class Fit(Struct, frozen=True, kw_only=True):
    """A curve that may be drawn: `ceiling` in units with its 90 % interval, `rate` r for a month, `middle` m in months.

    `points` run from the end of the first month on, past today by the months asked for. It tells what comes if the past
    shape goes on, nothing more.
    """

    ceiling: float
    interval: tuple[float, float]
    rate: float
    middle: float
    points: tuple[Point, ...]


class NoFit(Struct, frozen=True, kw_only=True):
    """No curve, and why."""

    reason: str


def fit_logistic(adoptions: Sequence[int], /, *, units: int, undated: int = 0, ahead: int = 0) -> Fit | NoFit:
    """Fit the first adoptions of each whole month, oldest first; units that adopted earlier count in the first month.

    `units` is how many could adopt, `undated` how many did so on a day that nobody knows, `ahead` the months to go on
    after the last.
    """
    reason = _why_not(adoptions, units=units, undated=undated)
    if reason:
        return NoFit(reason=reason)
    counts = np.asarray(adoptions, dtype=np.float64)
    best = _fit(counts, units)
    others = _bootstrap(counts, best, units)
    low, high = (float(one) for one in np.quantile(others[:, 0], (0.05, 0.95)))
    low = max(low, float(counts.sum()))
    high = max(high, low)
    if high > WIDEST * low:
        reason = Sentence(
            "The ceiling is not bounded within a factor of {widest}: between {low} and {high} of {units} units.",
            widest=WIDEST,
            low=round(low),
            high=round(high),
            units=units,
        )
        return NoFit(reason=reason)
    ceiling, rate, middle = best
    points = tuple(_points(best, others, counts, ahead=ahead))
    return Fit(ceiling=ceiling, interval=(low, high), rate=rate, middle=middle, points=points)


def _why_not(adoptions: Sequence[int], *, units: int, undated: int) -> str:
    """What the dates alone rule out, '' if nothing."""
    count = sum(adoptions)
    if undated:
        return Sentence(
            "When {undated} of {all} adopters began is not known: they came with an import.",
            undated=undated,
            all=count + undated,
        )
    if count >= units > 0:
        return Sentence("Every unit has adopted: there is no more to come.")
    if count < LEAST:
        return Sentence(
            "{adopted} of {units} units had adopted by the end of last month; a curve is drawn from {least} on.",
            adopted=count,
            units=units,
            least=LEAST,
        )
    quarters = quarters_of(adoptions)
    last = quarters[-PAST_PEAK:]
    if len(quarters) <= PAST_PEAK or max(last) >= max(quarters):
        return Sentence(
            "Adoption is not past its peak: the last whole quarters brought {counts}, the best one {best}.",
            counts=Sentence("{first} and {second}", first=last[0], second=last[1]) if len(last) == 2 else str(last[0]),
            best=max(quarters),
        )
    return ""


def quarters_of(adoptions: Sequence[int], /) -> list[int]:
    """Sums of three months, counted back from the last one; the oldest may be of fewer months."""
    ends = range(len(adoptions), 0, -QUARTER)
    return [sum(adoptions[max(end - QUARTER, 0) : end]) for end in reversed(ends)]


def _fit(counts: Array, units: int) -> tuple[float, float, float]:
    """Ceiling, rate and middle of the greatest likelihood: on the grid first, then closer and closer around it."""
    grid = _grid(len(counts))
    share, rate = grid.best(counts, units)
    for _ in range(ZOOMS):
        grid = _Grid.of(_around(grid.shares, share), _around(grid.rates, rate), months=len(counts))
        share, rate = grid.best(counts, units)
    return _curve(counts.sum(), share, rate, months=len(counts), units=units)


def _around(values: Array, best: float) -> Array:
    """A closer axis between the neighbours of the best of some values."""
    axis = np.unique(values)
    place = int(np.searchsorted(axis, best))
    return np.linspace(axis[max(place - 1, 0)], axis[min(place + 1, len(axis) - 1)], CLOSER)


def _curve(total: float, share: float, rate: float, *, months: int, units: int) -> tuple[float, float, float]:
    return float(min(total / share, units)), float(rate), float(months - _logit(share) / rate)


def _bootstrap(counts: Array, best: tuple[float, float, float], units: int) -> Array:
    """Ceiling, rate and middle of as many samples, drawn from the best curve and fitted on the grid."""
    expected = np.diff(_value(best, np.arange(1, len(counts) + 1)), prepend=0.0)
    samples = np.random.default_rng(SEED).poisson(expected, size=(SAMPLES, len(counts))).astype(np.float64)
    samples = samples[samples.sum(axis=1) > 0]
    grid = _grid(len(counts))
    places = _likelihood(grid, samples, units).argmax(axis=1)
    found = zip(samples.sum(axis=1), grid.shares[places], grid.rates[places], strict=True)
    return np.array([_curve(*one, months=len(counts), units=units) for one in found])


class _Grid(Struct, frozen=True):
    """Pairs of share seen and rate, with the logarithm of the part of the curve that falls into each month."""

    shares: Array
    rates: Array
    logs: Array

    @classmethod
    def of(cls, shares: Array, rates: Array, *, months: int) -> _Grid:
        """Every share with every rate, the curve ending after so many months."""
        share, rate = (one.ravel() for one in np.meshgrid(shares, rates))
        behind = np.arange(1 - months, 1)
        cumulated = _sigmoid(_logit(share)[:, np.newaxis] + rate[:, np.newaxis] * behind)
        parts = np.diff(cumulated, axis=1, prepend=0.0)
        return cls(share, rate, np.log(np.maximum(parts, TINY)))

    def best(self, counts: Array, units: int) -> tuple[float, float]:
        """The likeliest pair."""
        place = int(_likelihood(self, counts[np.newaxis], units).argmax())
        return self.shares[place], self.rates[place]


@lru_cache(maxsize=2)
def _grid(months: int) -> _Grid:
    """The first grid; kept, since functions are as old as their organisation."""
    return _Grid.of(SHARES, RATES, months=months)


def _likelihood(grid: _Grid, samples: Array, units: int) -> Array:
    """The log-likelihood of every sample (rows) under every pair of the grid (columns).

    Given both, the likeliest ceiling is adoptions ÷ share seen, cut to the number of units.
    """
    totals = samples.sum(axis=1)[:, np.newaxis]
    log_ceiling = np.minimum(np.log(totals) - np.log(grid.shares), math.log(units))
    likelihood: Array = samples @ grid.logs.T
    likelihood += totals * log_ceiling
    likelihood -= np.minimum(totals, units * grid.shares)
    return likelihood


def _logit(share: Any) -> Any:
    return np.log(share / (1 - share))


def _sigmoid(values: Array) -> Array:
    """1 ÷ (1 + exp(-x)); far out it is 0 or 1 to the last digit, and exp would overflow."""
    value: Array = 1 / (1 + np.exp(-np.clip(values, -FAR, FAR)))
    return value


def _value(curve: Any, months: Array) -> Array:
    ceiling, rate, middle = curve
    value: Array = ceiling * _sigmoid(rate * (months - middle))
    return value


def _points(best: tuple[float, float, float], others: Array, counts: Array, *, ahead: int) -> Iterator[Point]:
    """The best curve between the bounds of the others; nobody who has adopted is taken back in the months to come."""
    ends = np.arange(1, len(counts) + ahead + 1)
    middle = _value(best, ends)
    low, high = np.quantile(np.array([_value(one, ends) for one in others]), (0.05, 0.95), axis=0)
    low[len(counts) :] = np.maximum(low[len(counts) :], counts.sum())
    middle[len(counts) :] = np.maximum(middle[len(counts) :], counts.sum())
    for month, units, least, most in zip(ends, middle, np.minimum(low, middle), np.maximum(high, middle), strict=True):
        yield Point(month=int(month), units=float(units), low=float(least), high=float(most))
