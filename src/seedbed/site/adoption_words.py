"""Adoption in words and lines: the phases, the curves of functions, the levels of the policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from markupsafe import Markup

from seedbed.metrics.adoption import Adoption, Phase
from seedbed.records import AdoptionPolicy
from seedbed.site.charts import Level, Lines, Series, figure
from seedbed.site.language import ENGLISH, Language, marked
from seedbed.site.views import Site

PHASES: Mapping[Phase, str] = {
    Phase.PLATEAU: marked("Pilot plateau"),
    Phase.CROSSING: marked("Crossing point"),
    Phase.ACCELERATION: marked("Acceleration"),
    Phase.SATURATION: marked("Saturation"),
}
NAMED = 5
"""Functions whose curve carries its name; the others are context."""
TOP = 0.18
"""The axis reaches past the crossing point, so that a first per cent does not look like a summit."""


def phase_words(phase: Phase | None, /, *, language: Language = ENGLISH) -> str:
    """The name of a phase; '' where none can be told."""
    return language.look_up(PHASES[phase]) if phase else ""


def levels_of(policy: AdoptionPolicy | None, /, *, language: Language = ENGLISH) -> tuple[Level, ...]:
    """Where the phases begin, as levels of a chart of shares."""
    if policy is None:
        return ()
    bounds = ((policy.crossing, Phase.CROSSING), (policy.acceleration, Phase.ACCELERATION))
    beyond = ((policy.saturation, Phase.SATURATION),)
    return tuple(
        Level(value=float(bound), name=phase_words(phase, language=language)) for bound, phase in (*bounds, *beyond)
    )


def curve(
    site: Site, groups: Sequence[tuple[str, Adoption]], /, *, id: str, title: str, says: str, faint: bool = False
) -> Markup:
    """The share of routine work offloaded by month, a line for each (name, adoption); '' with fewer than two months.

    The first lines carry their names; with `faint` the first one only.
    """
    shown = [(name, one) for name, one in groups if one.months and not one.is_small]
    periods = sorted({month.period for _, one in shown for month in one.months})
    if len(periods) < 2:
        return Markup("")
    named = 1 if faint else NAMED
    series = tuple(
        Series(name=name, values=_shares(one, periods), is_faint=number >= named)
        for number, (name, one) in enumerate(shown)
    )
    policy = site.catalogue.policy
    return figure(
        Lines(
            id=id,
            title=title,
            says=says,
            labels=tuple(site.language.short_month(period) for period in periods),
            series=series,
            format=site.language.percent,
            levels=levels_of(policy.adoption if policy else None, language=site.language),
            top=TOP,
            language=site.language,
        )
    )


def _shares(adoption: Adoption, periods: Iterable[str]) -> tuple[Fraction | None, ...]:
    by_period = {month.period: month.share for month in adoption.months}
    return tuple(by_period.get(period) for period in periods)
