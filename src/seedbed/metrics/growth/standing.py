"""Where a group stands on the S-curve and since when, and how far the whole is on its way to scale.

The phase of a month follows from the measured share of routine work offloaded; a phase has lasted as long as every
month up to the last measured one was in it. A group on the pilot plateau for `purgatory_months` is in *pilot
purgatory*. *Scaled* means: the share of everything has reached the bar of the policy (40 %), and so has that of at
least two functions. The clock of the window (18 to 36 months) starts with the first live deployment in the history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import takewhile
from typing import TypeVar

from msgspec import Struct

from seedbed.metrics.adoption import Adoption, AdoptionFigures, Month, Phase, phase_of
from seedbed.metrics.growth import FirstLive
from seedbed.metrics.lives import day_of
from seedbed.records import AdoptionPolicy, Catalogue
from seedbed.sentences import Sentence

SEVERAL = 2
"""Functions that must have reached the bar before work is offloaded across several of them."""

T = TypeVar("T")


class Window(StrEnum):
    """Where the months since the first live deployment lie against the window of the policy, both ends included."""

    BEFORE = "before"
    WITHIN = "within"
    PAST = "past"


class Standing(Struct, frozen=True, kw_only=True):
    """The phase of one group with the months it has lasted; `reason` says why no phase can be told.

    `since` is the first month in it; `is_at_least` says that nothing was measured before, so that it may have begun
    earlier. `paths` are the records of the share.
    """

    function: str | None
    phase: Phase | None
    since: str | None
    months: int
    is_at_least: bool
    in_purgatory: bool
    reason: str
    is_small: bool
    paths: tuple[str, ...]


class Journey(Struct, frozen=True, kw_only=True):
    """How far everything is on its way to `scaled`.

    `months` since the `first` live deployment are whole ones, at least so many when that one came by import. `share` is
    the last measured one, `bar` what it must reach; `reached` are the functions that have. `scaled_since` is the first
    month of the unbroken run up to the last one in which all conditions held.
    """

    first: FirstLive | None
    months: int | None
    window: tuple[int, int] | None
    place: Window | None
    share: Fraction | None
    bar: Fraction | None
    reached: tuple[str, ...]
    functions: int
    scaled_since: str | None

    @property
    def progress(self) -> Fraction | None:
        """The share of the way to the bar, 1 at most."""
        return min(self.share / self.bar, Fraction(1)) if self.share is not None and self.bar else None

    @property
    def is_scaled(self) -> bool:
        """Whether it is scaled in the last measured month."""
        return self.scaled_since is not None


class StandingFigures(Struct, frozen=True, kw_only=True):
    """Where everything and each function stands, and the way of everything to scale. For a unit: `standing_of`."""

    everything: Standing
    by_function: Mapping[str, Standing]
    journey: Journey

    @property
    def in_purgatory(self) -> tuple[str, ...]:
        """The functions stuck on the pilot plateau, small ones left out; longest first."""
        stuck = [one for one in self.by_function.values() if one.in_purgatory and not one.is_small]
        return tuple(one.function or "" for one in sorted(stuck, key=lambda one: (-one.months, one.function)))


def standing_figures(
    catalogue: Catalogue, adoption: AdoptionFigures, first: FirstLive | None, /, *, today: date
) -> StandingFigures:
    """Where a catalogue stands on a day; `first` is the first live deployment of the history."""
    policy = catalogue.policy.adoption if catalogue.policy else None
    return StandingFigures(
        everything=standing_of(adoption.everything, policy),
        by_function={name: standing_of(one, policy) for name, one in adoption.by_function.items()},
        journey=_journey(adoption, policy, first, today=today),
    )


def standing_of(adoption: Adoption, policy: AdoptionPolicy | None, /) -> Standing:
    """The phase of a group since when."""
    phase = phase_of(adoption.share, policy)
    run = _last_run(adoption.months, lambda month: phase is not None and phase_of(month.share, policy) is phase)
    least = policy.purgatory_months if policy else None
    return Standing(
        function=adoption.function,
        phase=phase,
        since=run[0].period if run else None,
        months=len(run),
        is_at_least=0 < len(run) == len(adoption.months),
        in_purgatory=phase is Phase.PLATEAU and least is not None and len(run) >= least,
        reason="" if phase else _why_unknown(adoption, policy),
        is_small=adoption.is_small,
        paths=adoption.paths,
    )


def _why_unknown(adoption: Adoption, policy: AdoptionPolicy | None) -> str:
    if policy is None:
        return Sentence("The policy is missing: it says where the phases begin.")
    if not adoption.units_stating:
        return Sentence("No unit states its routine hours.")
    return Sentence("Agents are live, but nothing they did was measured against a baseline.")


def _journey(
    adoption: AdoptionFigures, policy: AdoptionPolicy | None, first: FirstLive | None, *, today: date
) -> Journey:
    months = months_between(day_of(first.at), today) if first else None
    bar = policy.scaled if policy else None
    window = (policy.window_months[0], policy.window_months[1]) if policy else None
    return Journey(
        first=first,
        months=months,
        window=window,
        place=_place(months, window) if months is not None and window else None,
        share=adoption.everything.share,
        bar=bar,
        reached=tuple(name for name, one in adoption.by_function.items() if _has_reached(one.share, bar)),
        functions=len(adoption.by_function),
        scaled_since=_scaled_since(adoption, bar),
    )


def _place(months: int, window: tuple[int, int]) -> Window:
    if months < window[0]:
        return Window.BEFORE
    return Window.WITHIN if months <= window[1] else Window.PAST


def _has_reached(share: Fraction | None, bar: Fraction | None) -> bool:
    return share is not None and bar is not None and share >= bar


def _scaled_since(adoption: AdoptionFigures, bar: Fraction | None) -> str | None:
    shares = [
        {month.period for month in one.months if _has_reached(month.share, bar)}
        for one in adoption.by_function.values()
    ]

    def is_scaled(month: Month) -> bool:
        """Whether everything and several functions had reached the bar in a month."""
        return _has_reached(month.share, bar) and sum(month.period in one for one in shares) >= SEVERAL

    run = _last_run(adoption.everything.months, is_scaled)
    return run[0].period if run else None


def _last_run(items: Iterable[T], holds: Callable[[T], bool]) -> list[T]:
    """The items at the end for which something holds without a break."""
    return list(takewhile(holds, reversed(list(items))))[::-1]


def months_between(first: date, last: date, /) -> int:
    """Whole months from one day to a later one: the 31st of January to the 28th of February is none."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(months - (last.day < first.day), 0)
