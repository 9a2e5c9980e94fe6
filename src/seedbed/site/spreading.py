"""What spread lately, by the merges that brought copies live: the month in figures, and the newest copies by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from seedbed.metrics.growth.spans import Taken
from seedbed.metrics.lives import day_of
from seedbed.site.views import Site

MONTH = len("2026-01")
NEWEST = 5


class Copied(Struct, frozen=True, kw_only=True):
    """One of the newest copies: which unit took what from whom, on which day."""

    agent: str
    unit: str
    source: str
    on: date


class Spreading(Struct, frozen=True, kw_only=True):
    """The last month in which something was copied: `units` took `copies` of `agents`, `second_hand` of them from a
    unit that did not own the agent; `proven` agents were validated in the same month. `is_now` says that it is the
    month of the build.
    """

    period: str
    is_now: bool
    copies: int
    agents: int
    units: int
    second_hand: int
    proven: int
    newest: tuple[Copied, ...]


def latest_spreading(site: Site, /) -> Spreading | None:
    """The newest month with copies; None where no history was read or nobody was seen to copy anything."""
    history = site.figures.history
    observed = [one for one in history.spread.copies if not one.imported] if history else []
    if not observed:
        return None
    period = _month(max(one.at for one in observed))
    taken = [one for one in observed if _month(one.at) == period]
    return Spreading(
        period=period,
        is_now=period == site.today.isoformat()[:MONTH],
        copies=len(taken),
        agents=len({one.agent for one in taken}),
        units=len({one.unit for one in taken}),
        second_hand=sum(one.is_second_hand for one in taken),
        proven=_proven(site, period),
        newest=_newest(site, observed),
    )


def spreading_says(site: Site, spreading: Spreading | None, /) -> str:
    """The month in one sentence; '' where nothing is known."""
    if spreading is None:
        return ""
    language = site.language
    units = language.counted(spreading.units, "unit")
    agents = language.counted(spreading.agents, "agent")
    copies = language.counted(spreading.copies, "copy", "copies")
    facts = {"month": language.month(spreading.period), "units": units, "agents": agents, "copies": copies}
    if spreading.is_now:
        said = language.say("In {month} so far: {copies}, by which {units} began to run {agents}.", **facts)
    else:
        said = language.say("Last in {month}: {copies}, by which {units} began to run {agents}.", **facts)
    return f"{said} {_rest(site, spreading)}".rstrip()


def _rest(site: Site, spreading: Spreading) -> str:
    language = site.language
    second = language.plural(
        spreading.second_hand,
        "{count} of these copies came from a unit that had copied the agent itself.",
        "{count} of these copies came from units that had copied the agent themselves.",
    )
    proven = language.plural(spreading.proven, "{count} agent was newly proven.", "{count} agents were newly proven.")
    return " ".join([second] * bool(spreading.second_hand) + [proven] * bool(spreading.proven))


def _proven(site: Site, period: str) -> int:
    """How many agents were validated in a month, as the history saw it."""
    history = site.figures.history
    lags = history.replication.agents.values() if history else ()
    return sum(not one.declared and one.validated_at is not None and _month(one.validated_at) == period for one in lags)


def _newest(site: Site, taken: Sequence[Taken]) -> tuple[Copied, ...]:
    """The last ones, of agents and units that have a page."""
    shown = (one for one in taken if site.uri("agents", one.agent) and site.uri("units", one.unit))
    newest = sorted(shown, key=lambda one: (-one.at, one.agent, one.unit))[:NEWEST]
    return tuple(Copied(agent=one.agent, unit=one.unit, source=one.source, on=day_of(one.at)) for one in newest)


def _month(at: int) -> str:
    return day_of(at).isoformat()[:MONTH]
