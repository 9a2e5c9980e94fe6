"""Diffusion: how agents spread, by today's records; how fast they do, and since when, by the history of merges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from seedbed.metrics.lives import day_of
from seedbed.metrics.network import Lineage, Network, Trade
from seedbed.metrics.programme import Funnel
from seedbed.metrics.replication.waiting import Waiting
from seedbed.records import LADDER, Agent, Status
from seedbed.site.adoption_words import curve, phase_words
from seedbed.site.charts import Bar, Bars, Cell, figure
from seedbed.site.charts.parts import tall
from seedbed.site.growth_views import (
    copies_chart,
    curve_says,
    functions_chart,
    growth_says,
    journey_says,
    standing_rows,
    standing_words,
    units_chart,
)
from seedbed.site.language import ENGLISH, Language
from seedbed.site.making import make_index
from seedbed.site.openings import copies_compared, with_comparison
from seedbed.site.page import Page
from seedbed.site.spread_views import INDEX, family_tree, generation_chart, matrix_of, reach_chart
from seedbed.site.velocity_views import (
    cut_tables,
    headline,
    median_words,
    share_words,
    trend_chart,
    velocity_says,
    waiting_curve,
)
from seedbed.site.views import Site

MOST = 50
"""Rows of a table; the rest is in the data behind the page."""
SHOWN = 20
"""Of those that wait to be copied, how many are there without being opened."""
FAMILIES = 4
"""Families that are drawn; more of them would be looked at by nobody."""
LARGEST = 60
"""Members of a family that is drawn; a larger one is told in its table only."""
BARS = 15


class Uncopied(Struct, frozen=True, kw_only=True):
    """An agent open for copying that nobody copied: the units that share a pain with it, and the hours they lose to
    it; how long it has waited where the history tells.
    """

    agent: Agent
    units: tuple[str, ...]
    hours: float
    waited: Waiting | None = None


def create(site: Site, /) -> Iterator[Page]:
    """The one page of diffusion."""
    yield make_index(
        "diffusion.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Diffusion"),
        summary=site.language.say(
            "Who copied what from whom, how far agents have come, and which of them still wait to be copied."
        ),
        more=partial(_context, site),
    )


def _context(site: Site) -> dict[str, Any]:
    network = site.figures.network
    families = ranked(network)
    waiting = uncopied(site)
    seeding = site.seeding()
    return {
        "opening": with_comparison(opening(network, language=site.language), copies_compared(site)),
        "network": network,
        "adoption": site.figures.adoption,
        "live": sum(copy.status is Status.LIVE for copy in network.copies),
        "share": _share_chart(site),
        "reach": reach_chart(site, families, most=BARS),
        "generations": generation_chart(network, site.language),
        "funnel": _funnel_chart(site.figures.programme.funnel, site.language),
        "trees": [family_tree(site, one) for one in families[:FAMILIES] if len(one.copies) <= LARGEST],
        "matrix": matrix_of(site, start=INDEX),
        "trades": sorted(network.trades.values(), key=_weight)[:MOST],
        "waiting": waiting[:MOST],
        "shown": SHOWN,
        "all_waiting": len(waiting),
        "without": _without(site),
        "seeds": seeding.top,
        "pairs": seeding.pairs,
        "tall": tall,
        **_over_time(site),
    }


def _over_time(site: Site) -> dict[str, Any]:
    """What only the history tells; without one the page says so."""
    history = site.figures.history
    if history is None:
        return {"history": None, "headline": None}
    replication, growth, standing = history.replication, history.growth, history.standing
    language = site.language
    return {
        "history": history,
        "opened": lambda waited: day_of(waited.since),
        "headline": headline(replication.velocity, language=language),
        "velocity_says": velocity_says(replication.velocity, language=language),
        "declared": replication.declared,
        "curve": waiting_curve(replication.velocity, language=language),
        "trend": trend_chart(replication.trend, language=language),
        "cuts": list(cut_tables(site, replication)),
        "share_words": partial(share_words, language=language),
        "median_words": partial(median_words, language=language),
        "passages": [one for one in history.funnel.passages if one.passed or one.waiting],
        "units_chart": units_chart(growth.everything, language=language),
        "growth_says": growth_says(growth.everything, language=language),
        "curve_says": curve_says(growth.everything, language=language),
        "functions_chart": functions_chart(site, growth),
        "copies_chart": copies_chart(history.spread, language=language),
        "journey_says": journey_says(standing.journey, language=language),
        "standing_rows": list(standing_rows(site, standing)),
        "standing_words": partial(standing_words, language=language),
        "stuck": [site.function_name(one) for one in standing.in_purgatory],
    }


def opening(network: Network, /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters: how many copies there are, how far they reach, and how many came at second hand."""
    if not network.copies:
        return language.say("No agent has been copied by a second unit yet.")
    facts = {
        "units": language.counted(len({copy.unit for copy in network.copies}), "unit"),
        "copies": language.counted(len(network.copies), "copy", "copies"),
        "agents": language.counted(len({copy.agent for copy in network.copies}), "agent"),
    }
    if not network.second_hand_share:
        return language.say("{units} took {copies} of {agents} from others.", **facts)
    return language.say(
        "{units} took {copies} of {agents} from others; {share} of the copies came at second hand.",
        share=language.percent(network.second_hand_share),
        **facts,
    )


def ranked(network: Network, /) -> list[Lineage]:
    """The families with a copy, the largest first; among equals the deepest."""
    families = [one for one in network.lineages.values() if one.copies]
    return sorted(families, key=lambda one: (-len(one.copies), -one.depth, one.agent))


def uncopied(site: Site, /) -> list[Uncopied]:
    """The open agents that nobody copied; those that the most hours wait for first."""
    pains: dict[str, list[tuple[str, float]]] = {}
    for unit in site.catalogue.units.values():
        for pain in unit.pains:
            pains.setdefault(pain.tag, []).append((unit.id, pain.hours_per_month))
    history = site.figures.history
    waited = {one.agent: one for one in history.replication.waiting} if history else {}
    waiting = [
        _uncopied(site.catalogue.agents[agent], pains, waited.get(agent)) for agent in site.figures.network.uncopied
    ]
    return sorted(waiting, key=lambda one: (-one.hours, one.agent.name.casefold()))


def _uncopied(agent: Agent, pains: Mapping[str, Sequence[tuple[str, float]]], waited: Waiting | None) -> Uncopied:
    found = [(unit, hours) for tag in agent.pains for unit, hours in pains.get(tag, ()) if unit != agent.owner.unit]
    return Uncopied(
        agent=agent,
        units=tuple(dict.fromkeys(unit for unit, _ in found)),
        hours=sum(hours for _, hours in found),
        waited=waited,
    )


def _weight(trade: Trade) -> tuple[int, int, str]:
    return -trade.balance, -trade.given, trade.unit


def _without(site: Site) -> list[str]:
    units = site.catalogue.units
    return sorted(site.figures.network.without, key=lambda one: units[one].name.casefold())


def _share_chart(site: Site) -> Markup:
    adoption = site.figures.adoption
    everything = adoption.everything
    if everything.share is None or adoption.period is None:
        return Markup("")
    language = site.language
    phase = phase_words(everything.phase, language=language)
    facts = {"month": language.month(adoption.period), "share": language.percent(everything.share)}
    says = language.say("In {month} agents did {share} of the routine work.", **facts)
    if phase:
        says = language.say(
            "In {month} agents did {share} of the routine work: {phase}.", phase=language.inside(phase), **facts
        )
    groups = [(language.say("Organisation"), everything)]
    title = language.say("Routine work offloaded in the whole organisation")
    return curve(site, groups, id="share", title=title, says=says)


def _funnel_chart(funnel: Funnel, language: Language) -> Markup:
    """What became of the demos, step by step; an agent that was suspended or retired has left the ladder."""
    if not funnel.demos:
        return Markup("")
    agents = len(funnel.agents)
    say, number = language.say, language.number
    steps = [(say("Demos shown"), funnel.demos), (say("Became an agent"), agents)]
    steps += [(say("Now {stage} or further", stage=language.word(one)), funnel.reached[one]) for one in LADDER[1:]]
    steps.append((say("Copied by another unit"), funnel.copied))
    bars = tuple(Bar(name=Cell(name), parts=(count,), cells=(Cell(number(count)),)) for name, count in steps)
    says = say(
        "{demos} led to {agents}; other units copied {copied} of them.",
        demos=language.counted(funnel.demos, "demo"),
        agents=language.counted(agents, "agent"),
        copied=funnel.copied,
    )
    return figure(Bars(title=say("From demo to copy"), says=says, heads=(say("Step"), say("Count")), bars=bars))
