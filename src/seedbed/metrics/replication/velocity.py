"""How long it takes until a proven agent is copied: the figures of a set of spells.

- `median_days`: half of the agents are copied after so many days, by the Kaplan-Meier curve, in which those still
  waiting count as waiting. None while the curve has not come down to a half.
- `within`: the share that was copied within 30, 90 and 180 days: the cumulative incidence, in which an agent that was
  retired first is one that nobody will copy. None where nobody has been watched for so long.
- Retired and removed agents end the curve of waiting like censored ones, and the incidence as what they are; demoted
  and suspended ones are censored in both, since they may come back.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.metrics.lives import DAY
from seedbed.metrics.replication.spells import GONE, Ending, Spell
from seedbed.metrics.replication.survival import Incidence, Survival, cumulative_incidence, kaplan_meier

HORIZONS = (30, 90, 180)
"""Days within which the share of copied agents is told."""

MARKS = (0, 30, 90, 180, 365)
"""Days at which the number still at risk is told."""

CENSORED, COPIED, LOST = 0, 1, 2
"""Causes for the incidence; LOST: retired or removed first."""

CAUSES = dict.fromkeys(Ending, CENSORED) | dict.fromkeys(GONE, LOST) | {Ending.REPLICATED: COPIED}

TAIL = 0.025
"""What a two-sided 95 % interval leaves out at each end."""

FOREVER = np.iinfo(np.int64).max

Numbers = NDArray[np.int64]


class Share(NamedTuple):
    """A share with its 95 % interval."""

    share: float
    low: float
    high: float


class Velocity(Struct, frozen=True, kw_only=True):
    """Replication Velocity of a set of spells, in days.

    `interval` is that of the median (95 %); an end is None where the band never reaches a half. `at_risk` tells how
    many were still waiting at the start of a day; it falls as the curve goes on. `early` and `unknown` agents are
    counted and take no part.
    """

    spells: tuple[Spell, ...]
    median_days: int | None
    interval: tuple[int | None, int | None]
    within: Mapping[int, Share | None]
    at_risk: Mapping[int, int]
    replicated: int
    waiting: int
    retired: int
    left: int
    early: int
    unknown: int
    survival: Survival
    incidence: Incidence
    retirement: Incidence

    @property
    def commits(self) -> tuple[str, ...]:
        """The commits on whose dates the figures rest: those that began and ended the spells."""
        ids = (commit for one in self.spells for commit in (one.start_commit, one.end_commit) if commit)
        return tuple(dict.fromkeys(ids))

    @property
    def paths(self) -> tuple[str, ...]:
        """The records on whose history they rest."""
        blueprints = [f"catalog/agents/{one.agent}/blueprint.yml" for one in self.spells]
        copies = [f"catalog/agents/{one.agent}/deployments/{one.unit}.yml" for one in self.spells if one.unit]
        return tuple(dict.fromkeys([*blueprints, *copies]))


def cause_of(spell: Spell, /) -> int:
    """What ended a spell, as far as the incidence of replication asks."""
    return CAUSES[spell.ending]


class Spans(Struct, frozen=True):
    """Spells as columns, so that the figures of many days come cheap: `spans.until(at)` is what was known at a moment.

    A spell that ended later was waiting then, and one that began later was not there. `closed` marks those whose end
    is known, whatever it was.
    """

    start: Numbers
    end: Numbers
    cause: Numbers

    @staticmethod
    def of(spells: Sequence[Spell], causes: Callable[[Spell], int] = cause_of, /) -> Spans:
        """The columns of some spells."""
        return Spans(
            np.array([one.start for one in spells], dtype=np.int64),
            np.array([FOREVER if one.end is None else one.end for one in spells], dtype=np.int64),
            np.array([causes(one) for one in spells], dtype=np.int64),
        )

    def until(self, at: int, /) -> tuple[Numbers, Numbers, Numbers]:
        """Of the spells begun by then: days, causes, and 1 where the spell is over."""
        begun = self.start <= at
        start, end, cause = self.start[begun], self.end[begun], self.cause[begun]
        is_over = end <= at
        days = np.minimum(end, at) // DAY - start // DAY
        return days, np.where(is_over, cause, CENSORED), is_over.astype(np.int64)


def velocity_of(
    spells: Sequence[Spell],
    /,
    *,
    at: int,
    early: int = 0,
    unknown: int = 0,
    causes: Callable[[Spell], int] = cause_of,
) -> Velocity:
    """The figures as they stood at a moment. `causes` may tell apart replications; only COPIED ones are counted then.

    A median is told only where every replication counts: one for a part of them would ask who of those still waiting
    will belong to it.
    """
    days, cause, is_over = Spans.of(spells, causes).until(at)
    begun = tuple(one for one in spells if one.start <= at)
    survival = kaplan_meier(days.tolist(), (cause == COPIED).tolist())
    incidence = cumulative_incidence(days.tolist(), cause.tolist(), cause=COPIED)
    low, high = survival.median_interval
    is_whole = causes is cause_of
    return Velocity(
        spells=begun,
        median_days=whole_days(survival.median) if is_whole else None,
        interval=(whole_days(low), whole_days(high)) if is_whole else (None, None),
        within=shares_within(days, cause, incidence),
        at_risk={mark: int(np.count_nonzero(days >= mark)) for mark in MARKS},
        replicated=int(np.count_nonzero(cause == COPIED)),
        waiting=int(np.count_nonzero(is_over == 0)),
        retired=int(np.count_nonzero(cause == LOST)),
        left=int(np.count_nonzero((is_over == 1) & (cause == CENSORED))),
        early=early,
        unknown=unknown,
        survival=survival,
        incidence=incidence,
        retirement=cumulative_incidence(days.tolist(), cause.tolist(), cause=LOST),
    )


def shares_within(days: Numbers, cause: Numbers, incidence: Incidence, /) -> dict[int, Share | None]:
    """The share copied within each horizon."""
    return {horizon: _share(days, cause, incidence, horizon) for horizon in HORIZONS}


def _share(days: Numbers, cause: Numbers, incidence: Incidence, horizon: int) -> Share | None:
    """One of them; where none or all are copied the band would close, and the exact binomial end stands in."""
    watched = int(np.count_nonzero(days >= horizon))
    is_settled = not np.any(cause[days == days.max()] == CENSORED) if len(days) else False
    if not watched and not is_settled:
        return None
    share = incidence.by(horizon)
    if share <= 0:
        return Share(0.0, 0.0, 1 - TAIL ** (1 / (watched or len(days))))
    if math.isclose(share, 1):
        return Share(1.0, TAIL ** (1 / np.count_nonzero(cause == COPIED)), 1.0)
    return Share(share, *incidence.interval(horizon))


def whole_days(days: float | None, /) -> int | None:
    """Days of a curve over whole days, as a whole number."""
    return None if days is None else round(days)
