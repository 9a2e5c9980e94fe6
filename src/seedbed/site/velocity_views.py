"""Replication Velocity as pages tell it: the headline, the sentence, the curves, and the cuts as rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from seedbed.metrics.programme.passages import Passage
from seedbed.metrics.replication import ReplicationFigures
from seedbed.metrics.replication.strata import NOT_STATED
from seedbed.metrics.replication.trend import TrendPoint
from seedbed.metrics.replication.velocity import Share, Velocity
from seedbed.site.charts import Level, Lines, Series, figure, short_month
from seedbed.site.views import Site
from seedbed.site.words import number, percent, plural

HORIZON = 90
"""Days of the share that is told where there is no median."""
POINTS = 60
"""Days of a curve that are drawn at most; its table has as many rows."""
STEPS = (1, 2, 5, 10, 20, 30, 60, 90, 180)
"""Days between two of them."""
FEW = 5
"""Agents still at risk below which the end of a curve hangs on single ones."""
HALF = 0.5
DIMENSIONS: Mapping[str, str] = {
    "function": "Function",
    "risk": "Risk class at validation",
    "origin": "Origin",
    "strategy": "Strategy of the first copy",
    "quarter": "Quarter of validation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The figure of a card: `value` with the `note` that says how sure it is and what it rests on."""

    value: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRow:
    """One stratum: its name, its figures, and whether it stands for what no record states."""

    name: str
    velocity: Velocity


@dataclass(frozen=True, slots=True, kw_only=True)
class CutTable:
    """The strata of one dimension; `has_median` is false where none can be, and `withheld` strata are too small."""

    title: str
    rows: tuple[CutRow, ...]
    has_median: bool
    withheld: int


def headline(velocity: Velocity, /) -> Headline:
    """The median where half are copied, else the share within 90 days, else that nothing was validated yet."""
    if not velocity.spells:
        return Headline(value="not measured yet", note="no agent was validated on this branch so far")
    waiting = f"{plural(velocity.waiting, 'agent')} still waiting"
    if velocity.median_days is not None:
        return Headline(value=plural(velocity.median_days, "day"), note=f"{interval_words(velocity)}; {waiting}")
    share = velocity.within[HORIZON]
    if share is None:
        return Headline(value=f"{velocity.replicated} of {len(velocity.spells)}", note=f"copied so far; {waiting}")
    return Headline(value=percent(share.share), note=f"copied within {HORIZON} days; {waiting}")


def interval_words(velocity: Velocity, /) -> str:
    """The 95 % interval of the median; an end that the band never reaches is open."""
    low, high = velocity.interval
    if low is not None and high is not None:
        return f"95 % between {number(low)} and {number(high)}"
    return f"95 %: at least {number(low)}" if low is not None else "no interval: too few"


def median_words(timed: Velocity | Passage, /) -> str:
    """A median with its interval in days: `67 (49 to 128)`; an end that the band never reaches is open."""
    low, high = timed.interval
    ends = " to ".join("open" if end is None else number(end) for end in (low, high))
    return f"{number(timed.median_days)} ({ends})"


def share_words(share: Share | None, /) -> str:
    """A share with its interval: `31 % (18 to 46)`."""
    if share is None:
        return "not watched so long"
    low, high = (f"{float(end) * 100:.0f}" for end in (share.low, share.high))
    return f"{percent(share.share)} ({low} to {high})"


def velocity_says(velocity: Velocity, /) -> str:
    """The sentence that matters about the speed of copying."""
    if not velocity.spells:
        return "No agent has been validated on the main branch yet, so nothing can be timed."
    proven = plural(len(velocity.spells), "time", "times")
    tally = (
        f"Agents were opened for copying {proven}: copied {number(velocity.replicated)}, "
        f"still waiting {number(velocity.waiting)}, withdrawn first {number(velocity.retired + velocity.left)}."
    )
    if velocity.median_days is not None:
        return f"Half of the proven agents are copied within {plural(velocity.median_days, 'day')}. {tally}"
    return f"Fewer than half of the proven agents have been copied, so there is no median. {tally}"


def waiting_curve(velocity: Velocity, /) -> Markup:
    """The share copied by each day since validation, and the share that was withdrawn first; '' without spells."""
    last = int(max(velocity.survival.days, default=0))
    if not last:
        return Markup("")
    step = next((step for step in STEPS if last <= step * POINTS), -(-last // POINTS))
    days = range(0, last + step, step)
    return figure(
        Lines(
            id="curve",
            title="Share of proven agents copied, by days since validation",
            says=_curve_says(velocity),
            labels=tuple(str(day) for day in days),
            series=(
                Series(name="Copied", values=tuple(min(velocity.incidence.by(day), 1.0) for day in days)),
                Series(name="Retired first", values=tuple(min(velocity.retirement.by(day), 1.0) for day in days)),
            ),
            format=percent,
            kind="step",
            levels=(Level(value=HALF, name="half"),),
            top=HALF,
            across="Days",
        )
    )


def _curve_says(velocity: Velocity) -> str:
    known = [(days, share) for days, share in velocity.within.items() if share is not None]
    told = ", ".join(f"{percent(share.share)} within {days} days" for days, share in known)
    curve = velocity.survival
    thin = next((day for day, left in zip(curve.days, curve.at_risk, strict=True) if left < FEW), None)
    doubt = f" From day {number(thin)} on fewer than {FEW} were still waiting: the end hangs on single agents."
    says = f"Copied by another unit: {told}." if told else "Nobody has been watched for 30 days yet."
    return says + (doubt if thin is not None else "")


def trend_chart(trend: Sequence[TrendPoint], /) -> Markup:
    """The share copied within 90 days as it stood at each month's end, since a median is not always there."""
    values = tuple(_share(point) for point in trend)
    told = [(point.month, value) for point, value in zip(trend, values, strict=True) if value is not None]
    if len(told) < 2:
        return Markup("")
    first, last = told[0], told[-1]
    change = "risen" if last[1] > first[1] else "fallen" if last[1] < first[1] else "stayed the same"
    return figure(
        Lines(
            id="velocity-trend",
            title=f"Share of proven agents copied within {HORIZON} days, as it stood at each month's end",
            says=f"Since {short_month(first[0])} the share has {change}: {percent(first[1])} then, "
            f"{percent(last[1])} now.",
            labels=tuple(short_month(point.month) for point in trend),
            series=(Series(name=f"Within {HORIZON} days", values=values),),
            format=percent,
        )
    )


def _share(point: TrendPoint) -> float | None:
    share = point.within[HORIZON]
    return None if share is None else share.share


def cut_tables(site: Site, replication: ReplicationFigures, /) -> Iterator[CutTable]:
    """One table for each dimension that has more than one stratum to show."""
    for dimension, title in DIMENSIONS.items():
        strata: Mapping[str, Velocity] = getattr(replication.cuts, dimension)
        withheld = len(replication.cuts.withheld.get(dimension, ()))
        if len(strata) + withheld > 1 and strata:
            rows = tuple(CutRow(name=_name(site, dimension, key), velocity=one) for key, one in strata.items())
            yield CutTable(title=title, rows=rows, has_median=dimension != "strategy", withheld=withheld)


def _name(site: Site, dimension: str, value: str) -> str:
    if value == NOT_STATED:
        return "not stated"
    if dimension == "function":
        return site.function_name(value)
    return value.replace("-Q", ", quarter ") if dimension == "quarter" else value.replace("-", " ")
