"""The deck of the page Diffusion: how fast agents spread, how far they have come, and where to seed next."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.site.growth_views import copies_chart, functions_chart, units_chart
from seedbed.site.openings import copies_compared
from seedbed.site.pages.decks import Deck, Fact, Slide
from seedbed.site.pages.diffusion import opening, ranked
from seedbed.site.spread_views import INDEX, matrix_of, reach_chart
from seedbed.site.velocity_views import headline, trend_chart, velocity_says, waiting_curve
from seedbed.site.views import Site

URI = "diffusion/present.html"
LINES, AGENTS = 5, 8


def diffusion_deck(site: Site, /) -> Deck:
    """The deck; slides that would have nothing to show are left out."""
    return Deck(uri=URI, back=INDEX, title=site.language.say("Diffusion"), slides=tuple(_slides(site)))


def _slides(site: Site) -> Iterator[Slide]:
    language, say, network, history = site.language, site.language.say, site.figures.network, site.figures.history
    lines = tuple(one for one in (opening(network, language=language), copies_compared(site)) if one)
    yield Slide(kind="title", says=say("How agents spread"), lines=lines)
    yield from _facts(site)
    if history:
        yield from _chart(
            say("How fast proven agents spread"), waiting_curve(history.replication.velocity, language=language)
        )
        yield from _chart(say("How fast they did"), trend_chart(history.replication.trend, language=language))
        yield from _chart(say("How many units have one"), units_chart(history.growth.everything, language=language))
        yield from _chart(say("Functions"), functions_chart(site, history.growth))
        yield from _chart(say("Copies"), copies_chart(history.spread, language=language))
    yield from _chart(say("How far agents have come"), reach_chart(site, ranked(network), most=AGENTS))
    yield from _chart(say("From function to function"), matrix_of(site, start=INDEX))
    yield from _seeds(site)


def _facts(site: Site) -> Iterator[Slide]:
    language, network, history = site.language, site.figures.network, site.figures.history
    if not network.copies:
        return
    facts = []
    if history:
        velocity = headline(history.replication.velocity, language=language)
        facts.append(Fact(value=velocity.value, name=language.say("Replication Velocity"), note=velocity.note))
    facts.append(Fact(value=language.number(len(network.copies)), name=language.say("copies made")))
    facts.append(Fact(value=language.percent(network.second_hand_share), name=language.say("at second hand")))
    if network.longest:
        depth = language.number(network.longest.depth)
        facts.append(Fact(value=depth, name=language.say("generations from the first owner")))
    says = (
        velocity_says(history.replication.velocity, language=language)
        if history
        else language.say("How many copies, and how far")
    )
    yield Slide(kind="facts", says=says, facts=tuple(facts))


def _seeds(site: Site) -> Iterator[Slide]:
    language = site.language
    lines = tuple(
        language.say(
            "{agent} in {unit}: {hours} hours a month at stake",
            agent=site.name("agents", one.agent),
            unit=site.name("units", one.unit),
            hours=round(one.hours),
        )
        for one in site.seeding().top[:LINES]
    )
    if lines:
        says = language.say("Where to seed next, by hours lost, appetite, autonomy, contacts and peers who have it")
        yield Slide(kind="lines", says=says, lines=lines)


def _chart(says: str, chart: str) -> Iterator[Slide]:
    if chart:
        yield Slide(kind="chart", says=says, chart=chart)
