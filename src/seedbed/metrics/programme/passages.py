"""Passages from rung to rung: how many went through, and how long it takes, those still on the way included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from seedbed.metrics.replication.survival import kaplan_meier
from seedbed.metrics.replication.velocity import whole_days


class Rung(StrEnum):
    """How far something has come."""

    DEMO = "demo"
    PROTOTYPE = "prototype"
    VALIDATED = "validated"
    PRODUCTION = "production"
    COPIED = "copied"


class Outcome(StrEnum):
    """How a passage stands."""

    PASSED = "passed"
    WAITING = "waiting"
    LEFT = "left"
    UNKNOWN = "unknown"


class Passing(NamedTuple):
    """One passage: of an agent, or of a demo that led to none; whole days, and the commits that began and ended it."""

    name: str
    days: int
    outcome: Outcome
    commits: tuple[str, ...]


class Passage(Struct, frozen=True, kw_only=True):
    """One step of the funnel, in days. `unknown` ones began on a day that nobody knows; they are not timed.

    `interval` is that of the median (95 %), an end None where the band never reaches a half.
    """

    start: Rung
    end: Rung
    passed: int
    waiting: int
    left: int
    unknown: int
    median_days: int | None
    interval: tuple[int | None, int | None]
    median_of_passed: Fraction | None
    commits: tuple[str, ...]


def passage_of(start: Rung, end: Rung, passings: Sequence[Passing], /) -> Passage:
    """The figures of some passages from one rung to another."""
    timed = [one for one in passings if one.outcome is not Outcome.UNKNOWN]
    count = Counter(one.outcome for one in passings)
    curve = kaplan_meier([one.days for one in timed], [one.outcome is Outcome.PASSED for one in timed])
    low, high = curve.median_interval
    return Passage(
        start=start,
        end=end,
        passed=count[Outcome.PASSED],
        waiting=count[Outcome.WAITING],
        left=count[Outcome.LEFT],
        unknown=count[Outcome.UNKNOWN],
        median_days=whole_days(curve.median),
        interval=(whole_days(low), whole_days(high)),
        median_of_passed=median_of([one.days for one in timed if one.outcome is Outcome.PASSED]),
        commits=tuple(dict.fromkeys(commit for one in timed for commit in one.commits)),
    )


def median_of(days: Iterable[int], /) -> Fraction | None:
    """The middle one, or half-way between the two in the middle."""
    ordered = sorted(days)
    half = len(ordered) // 2
    return Fraction(ordered[half] + ordered[-half - 1], 2) if ordered else None
