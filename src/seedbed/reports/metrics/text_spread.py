"""Velocity, adoption and the network in words: names, values and what to know about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from seedbed.metrics.adoption import Adoption, Phase
from seedbed.metrics.growth import Doubling, Growth
from seedbed.metrics.growth.logistic import Fit
from seedbed.metrics.growth.standing import Journey, Standing, Window
from seedbed.metrics.replication import ReplicationFigures
from seedbed.metrics.replication.velocity import Share, Velocity
from seedbed.reports.findings import count
from seedbed.reports.tabular import Fact
from seedbed.site.adoption_words import phase_words
from seedbed.site.views import Site
from seedbed.site.visibility import may_tell
from seedbed.site.words import day, month, percent
from seedbed.timeline.events import moment_of

PLACES = {
    Window.BEFORE: "before the window of {0} to {1} months",
    Window.WITHIN: "inside the window of {0} to {1} months",
    Window.PAST: "past the window of {0} to {1} months",
}


def velocity_facts(found: ReplicationFigures, /) -> Iterator[Fact]:
    """The figures over observed spells; shares instead of a median where more than half are waiting."""
    one, reproduction = found.velocity, found.reproduction
    if not one.spells:
        yield "median", "not known yet", "no validation was merged so far: the clock starts with the first"
    elif one.median_days is None:
        yield (
            "median",
            "not reached",
            "more than half of the proven agents are waiting; the shares below say how it goes",
        )
    else:
        yield "median", count(one.median_days, "day"), _interval(one)
    for days, share in one.within.items():
        yield f"copied within {days} days", _share(share), _band(share)
    yield "copied", f"{one.replicated:,}", _beside(one)
    yield "waiting", f"{one.waiting:,}", "proven, open for copying and not copied yet"
    if reproduction.r is not None:
        remark = f"copies that a live deployment went on to cause; {_mature(reproduction.r_mature)}"
        yield "R", f"{float(reproduction.r):.2f}", remark
    yield "generations", f"{reproduction.depth:,}", "the longest chain of copies"


def declared_facts(found: ReplicationFigures, /) -> Iterator[Fact]:
    """What imported records state, which nobody observed; nothing without such dates."""
    one = found.declared
    if one.spells:
        median = "not reached" if one.median_days is None else count(one.median_days, "day")
        yield (
            "declared, not observed",
            median,
            f"{one.replicated:,} copied, {one.waiting:,} waiting by imported records",
        )


def _interval(one: Velocity) -> str:
    low, high = (f"{end:,}" if end is not None else "no end" for end in one.interval)
    band = f"between {low} and {high} with 95 % certainty" if low != high else "too few for an interval"
    return f"half are copied within this; {band}"


def _share(share: Share | None) -> str:
    return "too early" if share is None else percent(share.share)


def _band(share: Share | None) -> str:
    if share is None:
        return "no agent has been watched for so long"
    return f"between {percent(share.low)} and {percent(share.high)}"


def _beside(one: Velocity) -> str:
    parts = [
        (one.retired, "retired or removed first"),
        (one.left, "demoted or suspended first"),
        (one.early, "copied before validation, not in the lag"),
        (one.unknown, "came by import, their validation was not seen"),
    ]
    return "; ".join(f"{number:,} {words}" for number, words in parts if number)


def _mature(r: Fraction | None) -> str:
    return "none is old enough to judge" if r is None else f"{float(r):.2f} of those half a year old"


def waiting_rows(site: Site, found: ReplicationFigures, /) -> list[Sequence[str]]:
    """Name, days, owner and risk of each agent that waits, the longest first."""
    return [
        (
            site.name("agents", one.agent),
            f"{one.days:,}{'+' if one.is_at_least else ''}",
            site.name("units", one.owner) if one.owner else "",
            one.risk or "",
        )
        for one in found.waiting
        if may_tell(site, one.agent)
    ]


def adoption_facts(site: Site, /) -> Iterator[Fact]:
    """Everything together."""
    found, history = site.figures.adoption, site.figures.history
    one = found.everything
    standing = history.standing.everything if history else None
    period = f"in {month(found.period)}" if found.period else "nothing was measured yet"
    stating = f"{one.units_stating} of {count(one.units, 'unit')} state their routine hours"
    yield "offloaded", percent(one.share), f"of routine work, {period}; {stating}"
    if one.phase:
        yield "phase", phase_words(one.phase), _since(standing)
    yield (
        "units with a live agent",
        f"{one.units_live} of {one.units}",
        _doubled(history.growth.everything) if history else "",
    )
    if history:
        yield from _journey_facts(history.standing.journey)
        yield from _ceiling_facts(history.growth.everything)


def _since(standing: Standing | None) -> str:
    if standing is None or standing.since is None:
        return ""
    least = " at least" if standing.is_at_least else ""
    stuck = "; stuck: pilot purgatory" if standing.in_purgatory else ""
    return f"since {month(standing.since)}{least}, {count(standing.months, 'month')}{stuck}"


def _doubled(growth: Growth) -> str:
    doubling: Doubling | None = growth.doubling
    if doubling is None:
        return f"{growth.adopters} ever had one"
    words = f"from {doubling.half} to {2 * doubling.half} units in {count(doubling.days, 'day')}"
    return f"{growth.adopters} ever had one; the last doubling, {words}"


def _journey_facts(one: Journey) -> Iterator[Fact]:
    if one.months is not None and one.first is not None:
        place = PLACES[one.place].format(*one.window) if one.place and one.window else ""
        first = day(moment_of(one.first.at).date())
        yield "months since the first", f"{one.months:,}", ", ".join(filter(None, [f"live since {first}", place]))
    if one.progress is not None and one.bar is not None:
        yield "on the way to scaled", percent(one.progress), f"scaled is {percent(one.bar)} in several functions"


def _ceiling_facts(growth: Growth) -> Iterator[Fact]:
    curve = growth.curve
    if isinstance(curve, Fit):
        low, high = (f"{end:.0f}" for end in curve.interval)
        band = f"; between {low} and {high}" if low != high else ""
        yield "the curve levels off at", f"{curve.ceiling:.0f}", f"units, if the past shape goes on{band}"
    else:
        yield "S-curve", "not drawn", curve.reason


def function_rows(site: Site, /) -> list[Sequence[str]]:
    """One row for each function of enough people."""
    found, history = site.figures.adoption.by_function, site.figures.history
    standings = history.standing.by_function if history else {}
    return [_function_row(site, name, one, standings.get(name)) for name, one in found.items() if not one.is_small]


def _function_row(site: Site, name: str, one: Adoption, standing: Standing | None) -> Sequence[str]:
    stuck = ", stuck" if standing and standing.in_purgatory else ""
    since = month(standing.since) if standing and standing.since else ""
    phase: Phase | None = one.phase
    return (
        site.function_name(name),
        f"{one.units_live} of {one.units}",
        percent(one.share),
        f"{phase_words(phase)}{stuck}",
        since,
    )


def network_facts(site: Site, /) -> Iterator[Fact]:
    """Copies, where they came from, and who gives most."""
    found = site.figures.network
    yield "copies", f"{len(found.copies):,}", "deployments in units that do not own the agent, live now or once"
    if found.second_hand_share is not None:
        yield "second hand", percent(found.second_hand_share), "taken from a unit that is not the owner"
    longest = found.longest
    if longest:
        chain = " > ".join(site.name("units", unit) for unit in longest.chain)
        yield "longest chain", f"{longest.depth}", f"{site.name('agents', longest.agent)}: {chain}"
    givers = sorted((one for one in found.trades.values() if one.balance > 0), key=lambda one: (-one.balance, one.unit))
    if givers:
        names = [f"{site.name('units', one.unit)} (+{one.balance})" for one in givers[:3]]
        yield "net exporters", f"{len(givers):,}", ", ".join(names)
    yield "units without any", f"{len(found.without):,}", f"of {count(found.units, 'unit')}"
