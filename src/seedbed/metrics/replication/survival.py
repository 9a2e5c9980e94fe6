"""Time to an event when many are still waiting: Kaplan-Meier and cumulative incidence, in a few lines of numpy each.

An agent that nobody has copied yet is *censored*: it counts as waiting for as long as it has waited, and is not
dropped. The median over the copied alone would say that copying is quick, because it forgets who is still waiting. An
agent that is retired before anybody copied it can no longer be copied: a *competing* end, not censoring.

Sources: E. L. Kaplan and P. Meier (1958) for the curve; M. Greenwood (1926) for its variance, on the log-log scale of
J. D. Kalbfleisch and R. L. Prentice for the band; O. Aalen and S. Johansen (1978) for the incidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution: a two-sided 95 % interval."""

HALF = 0.5

ROUNDING = 1e-9
"""More than floating point can have lost along a curve."""


class Survival(Struct, frozen=True, kw_only=True):
    """A Kaplan-Meier curve: at each event time (days, rising) the share still waiting, its 95 % band, those at risk."""

    days: tuple[float, ...]
    share: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    at_risk: tuple[int, ...]
    events: tuple[int, ...]

    @property
    def median(self) -> float | None:
        """Days until half have had the event; None while more than half are waiting. Decided without rounding."""
        near = (place for place, share in enumerate(self.share) if share <= HALF + ROUNDING)
        return next((self.days[place] for place in near if self._is_half_done(place)), None)

    @property
    def median_interval(self) -> tuple[float | None, float | None]:
        """The 95 % interval of the median; an end is None where the band never reaches a half."""
        return _first_at_most(self.days, self.lower, HALF), _first_at_most(self.days, self.upper, HALF)

    def _is_half_done(self, place: int) -> bool:
        """Whether the share is at most a half: in whole numbers where rounding could decide."""
        if self.share[place] < HALF - ROUNDING:
            return True
        at_risk, events = self.at_risk[: place + 1], self.events[: place + 1]
        stayed = math.prod(risk - ended for risk, ended in zip(at_risk, events, strict=True))
        return 2 * stayed <= math.prod(at_risk)

    def within(self, days: float, /) -> tuple[float, float, float]:
        """The share that had the event within `days`, with its 95 % interval (low, high)."""
        place = int(np.searchsorted(self.days, days, side="right")) - 1
        if place < 0:
            return 0.0, 0.0, 0.0
        return 1 - self.share[place], 1 - self.upper[place], 1 - self.lower[place]


def kaplan_meier(days: Sequence[float], observed: Sequence[bool], /) -> Survival:
    """The curve of durations in days; `observed` says which of them ended with the event, the others are censored.

    Raises ValueError when the two differ in length or a duration is negative or not finite.
    """
    time, event = _arrays(days, observed)
    moments: NDArray[np.float64] = np.unique(time[event])
    ordered = np.sort(time)
    at_risk = len(ordered) - np.searchsorted(ordered, moments, side="left")
    ended = _count(time[event], moments)
    share = np.cumprod(1 - ended / at_risk)
    lower, upper = _band(share, at_risk, ended)
    columns: tuple[NDArray[Any], ...] = (moments, share, lower, upper)
    floats = [tuple(float(value) for value in column) for column in columns]
    return Survival(
        days=floats[0],
        share=floats[1],
        lower=floats[2],
        upper=floats[3],
        at_risk=tuple(int(n) for n in at_risk),
        events=tuple(int(n) for n in ended),
    )


def _band(share: NDArray[Any], at_risk: NDArray[Any], ended: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Greenwood's variance on the log-log scale; where everybody has had the event the band closes on zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(ended / (at_risk * (at_risk - ended)))
        width = Z95 * np.sqrt(variance) / np.log(share)
        lower, upper = np.exp(np.log(share) * np.exp(-width)), np.exp(np.log(share) * np.exp(width))
    done = share <= 0
    return np.where(done, 0.0, lower), np.where(done, 0.0, upper)


class Incidence(Struct, frozen=True, kw_only=True):
    """Cumulative incidence of one cause among competing ones: days (rising) and the share that it has ended by then.

    `error` is the standard error of the share (delta method; Marubini and Valsecchi 1995).
    """

    days: tuple[float, ...]
    share: tuple[float, ...]
    error: tuple[float, ...]

    def by(self, days: float, /) -> float:
        """The share ended by this cause within `days`."""
        place = self._place(days)
        return self.share[place] if place >= 0 else 0.0

    def interval(self, days: float, /) -> tuple[float, float]:
        """The 95 % interval of that share on the log-log scale; of none and of all it is the share itself."""
        place = self._place(days)
        if place < 0 or not 0 < self.share[place] < 1:
            return self.by(days), self.by(days)
        share = self.share[place]
        width = Z95 * self.error[place] / (share * -math.log(share))
        return share ** math.exp(width), share ** math.exp(-width)

    def _place(self, days: float) -> int:
        return int(np.searchsorted(self.days, days, side="right")) - 1


def cumulative_incidence(days: Sequence[float], causes: Sequence[int], /, *, cause: int) -> Incidence:
    """The Aalen-Johansen share of `cause`; 0 in `causes` means censored, any other number an end of that kind.

    Raises ValueError when the two differ in length or a duration is negative or not finite.
    """
    time, kinds = _arrays(days, causes, kind=np.int64)
    moments: NDArray[np.float64] = np.unique(time[kinds != 0])
    ordered = np.sort(time)
    at_risk = (len(ordered) - np.searchsorted(ordered, moments, side="left")).astype(np.float64)
    ended, by_cause = _count(time[kinds != 0], moments), _count(time[kinds == cause], moments)
    waiting = np.concatenate([[1.0], np.cumprod(1 - ended / at_risk)])[: len(moments)]
    share = np.cumsum(waiting * by_cause / at_risk)
    error = _error(share, waiting, at_risk, ended, by_cause)
    columns = [tuple(float(value) for value in column) for column in (moments, share, error)]
    return Incidence(days=columns[0], share=columns[1], error=columns[2])


def _count(times: NDArray[Any], moments: NDArray[Any]) -> NDArray[Any]:
    """How many of the times are each of the moments."""
    ordered = np.sort(times)
    until, before = np.searchsorted(ordered, moments, side="right"), np.searchsorted(ordered, moments, side="left")
    return (until - before).astype(np.float64)


def _error(
    share: NDArray[Any], waiting: NDArray[Any], at_risk: NDArray[Any], ended: NDArray[Any], by_cause: NDArray[Any]
) -> NDArray[Any]:
    """The standard error at every moment; sums over all earlier ones, written so that each is a running sum."""
    stayed = at_risk - ended
    left = np.divide(ended, at_risk * stayed, out=np.zeros_like(share), where=stayed > 0)  # nothing follows the last
    own = waiting**2 * by_cause * (at_risk - by_cause) / at_risk**3
    both = waiting * by_cause / at_risk**2
    variance = share**2 * np.cumsum(left) - 2 * share * np.cumsum(share * left) + np.cumsum(share**2 * left)
    variance += np.cumsum(own) - 2 * (share * np.cumsum(both) - np.cumsum(share * both))
    error: NDArray[np.float64] = np.sqrt(np.maximum(variance, 0))
    return error


def _arrays(
    days: Sequence[float], marks: Sequence[bool] | Sequence[int], *, kind: type = np.bool_
) -> tuple[NDArray[np.float64], NDArray[np.generic]]:
    time = np.asarray(days, dtype=np.float64)
    mark: NDArray[np.generic] = np.asarray(marks, dtype=kind)
    if time.shape != mark.shape:
        message = f"{len(time)} durations but {len(mark)} marks"
        raise ValueError(message)
    if not np.all(np.isfinite(time) & (time >= 0)):
        raise ValueError("a duration is negative or not finite")
    return time, mark


def _first_at_most(days: Sequence[float], values: Sequence[float], limit: float) -> float | None:
    return next((day for day, value in zip(days, values, strict=True) if value <= limit), None)
