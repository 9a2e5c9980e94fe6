"""Replication Velocity as pages tell it: the headline, the sentence, the curves, and the cuts as rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from seedbed.metrics.programme.passages import Passage
from seedbed.metrics.replication import ReplicationFigures
from seedbed.metrics.replication.strata import NOT_STATED
from seedbed.metrics.replication.trend import TrendPoint
from seedbed.metrics.replication.velocity import Share, Velocity
from seedbed.site.charts import Level, Lines, Series, figure
from seedbed.site.language import ENGLISH, Language, marked
from seedbed.site.views import Site

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
    "function": marked("Function"),
    "risk": marked("Risk class at validation"),
    "origin": marked("Origin"),
    "strategy": marked("Strategy of the first copy"),
    "quarter": marked("Quarter of validation"),
}


class Headline(Struct, frozen=True, kw_only=True):
    """The figure of a card: `value` with the `note` that says how sure it is and what it rests on."""

    value: str
    note: str


class CutRow(Struct, frozen=True, kw_only=True):
    """One stratum: its name, its figures, and whether it stands for what no record states."""

    name: str
    velocity: Velocity


class CutTable(Struct, frozen=True, kw_only=True):
    """The strata of one dimension; `has_median` is false where none can be, and `withheld` strata are too small."""

    title: str
    rows: tuple[CutRow, ...]
    has_median: bool
    withheld: int


def headline(velocity: Velocity, /, *, language: Language = ENGLISH) -> Headline:
    """The median where half are copied, else the share within 90 days, else that nothing was validated yet."""
    if not velocity.spells:
        note = language.say("no agent was validated on this branch so far")
        return Headline(value=language.say("not measured yet"), note=note)
    waiting = language.plural(velocity.waiting, "{count} agent still waiting", "{count} agents still waiting")
    if velocity.median_days is not None:
        surely = interval_words(velocity, language=language)
        return Headline(value=language.counted(velocity.median_days, "day"), note=f"{surely}; {waiting}")
    share = velocity.within[HORIZON]
    if share is None:
        copied = language.say("{some} of {all}", some=velocity.replicated, all=len(velocity.spells))
        return Headline(value=copied, note=f"{language.say('copied so far')}; {waiting}")
    soon = language.say("copied within {days} days", days=HORIZON)
    return Headline(value=language.percent(share.share), note=f"{soon}; {waiting}")


def interval_words(velocity: Velocity, /, *, language: Language = ENGLISH) -> str:
    """The 95 % interval of the median; an end that the band never reaches is open."""
    low, high = velocity.interval
    if low is not None and high is not None:
        return language.say("between {low} and {high} with 95 % certainty", low=low, high=high)
    if low is None:
        return language.say("no interval: too few")
    return language.say("at least {low} with 95 % certainty", low=low)


def median_words(timed: Velocity | Passage, /, *, language: Language = ENGLISH) -> str:
    """A median with its interval in days: `67 (49 to 128)`; an end that the band never reaches is open."""
    low, high = (_end(end, language) for end in timed.interval)
    return language.say("{days} ({low} to {high})", days=timed.median_days, low=low, high=high)


def _end(days: float | None, language: Language) -> str:
    return language.say("open") if days is None else language.number(days)


def share_words(share: Share | None, /, *, language: Language = ENGLISH) -> str:
    """A share with its interval: `31 % (18 to 46)`."""
    if share is None:
        return language.say("not watched so long")
    low, high = (f"{float(end) * 100:.0f}" for end in (share.low, share.high))
    return language.say("{share} ({low} to {high})", share=language.percent(share.share), low=low, high=high)


def velocity_says(velocity: Velocity, /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters about the speed of copying."""
    if not velocity.spells:
        return language.say("No agent has been validated on the main branch yet, so nothing can be timed.")
    tally = language.plural(
        len(velocity.spells),
        "Agents were opened for copying {count} time: copied {copied}, still waiting {waiting}, withdrawn first "
        "{gone}.",
        "Agents were opened for copying {count} times: copied {copied}, still waiting {waiting}, withdrawn first "
        "{gone}.",
        copied=velocity.replicated,
        waiting=velocity.waiting,
        gone=velocity.retired + velocity.left,
    )
    if velocity.median_days is None:
        none = language.say("Fewer than half of the proven agents have been copied, so there is no median.")
        return f"{none} {tally}"
    half = language.plural(
        velocity.median_days,
        "Half of the proven agents are copied within {count} day.",
        "Half of the proven agents are copied within {count} days.",
    )
    return f"{half} {tally}"


def waiting_curve(velocity: Velocity, /, *, language: Language = ENGLISH) -> Markup:
    """The share copied by each day since validation, and the share that was withdrawn first; '' without spells."""
    last = int(max(velocity.survival.days, default=0))
    if not last:
        return Markup("")
    step = next((step for step in STEPS if last <= step * POINTS), -(-last // POINTS))
    days = range(0, last + step, step)
    return figure(
        Lines(
            id="curve",
            title=language.say("Share of proven agents copied, by days since validation"),
            says=_curve_says(velocity, language),
            labels=tuple(str(day) for day in days),
            series=(
                Series(name=language.say("Copied"), values=tuple(min(velocity.incidence.by(day), 1.0) for day in days)),
                Series(
                    name=language.say("Retired first"),
                    values=tuple(min(velocity.retirement.by(day), 1.0) for day in days),
                ),
            ),
            format=language.percent,
            kind="step",
            levels=(Level(value=HALF, name=language.say("half")),),
            top=HALF,
            across=language.say("Days"),
            measure=language.say("days"),
            language=language,
        )
    )


def _curve_says(velocity: Velocity, language: Language) -> str:
    known = [(days, share) for days, share in velocity.within.items() if share is not None]
    told = ", ".join(
        language.say("{share} within {days} days", share=language.percent(share.share), days=days)
        for days, share in known
    )
    curve = velocity.survival
    thin = next((day for day, left in zip(curve.days, curve.at_risk, strict=True) if left < FEW), None)
    says = language.say("Nobody has been watched for 30 days yet.")
    if told:
        says = language.say("Copied by another unit: {shares}.", shares=told)
    if thin is None:
        return says
    doubt = language.say(
        "From day {day} on fewer than {few} were still waiting: the end hangs on single agents.", day=thin, few=FEW
    )
    return f"{says} {doubt}"


def trend_chart(trend: Sequence[TrendPoint], /, *, language: Language = ENGLISH) -> Markup:
    """The share copied within 90 days as it stood at each month's end, since a median is not always there."""
    values = tuple(_share(point) for point in trend)
    told = [(point.month, value) for point, value in zip(trend, values, strict=True) if value is not None]
    if len(told) < 2:
        return Markup("")
    first, last = told[0], told[-1]
    says = language.say(
        "Copied within {days} days: {now} now, {then} in {month}.",
        days=HORIZON,
        now=language.percent(last[1]),
        then=language.percent(first[1]),
        month=language.month(first[0]),
    )
    return figure(
        Lines(
            id="velocity-trend",
            title=language.say(
                "Share of proven agents copied within {days} days, as it stood at each month's end", days=HORIZON
            ),
            says=says,
            labels=tuple(language.short_month(point.month) for point in trend),
            series=(Series(name=language.say("Within {days} days", days=HORIZON), values=values),),
            format=language.percent,
            language=language,
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
            yield CutTable(
                title=site.language.look_up(title), rows=rows, has_median=dimension != "strategy", withheld=withheld
            )


def _name(site: Site, dimension: str, value: str) -> str:
    if value == NOT_STATED:
        return site.language.say("not stated")
    if dimension == "function":
        return site.function_name(value)
    if dimension == "quarter":
        year, quarter = value.split("-Q")
        return site.language.say("{year}, quarter {quarter}", year=year, quarter=quarter)
    return site.language.word(value)
