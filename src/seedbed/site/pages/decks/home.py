"""The deck of the first page: how far it has come, what it gives back, what spread, who says so, what to decide."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.metrics.fleet import Health
from seedbed.records import Status, Story
from seedbed.site.growth_views import units_chart
from seedbed.site.openings import hours_compared, with_comparison
from seedbed.site.pages.decks import Deck, Fact, Slide
from seedbed.site.pages.fleet import opening as fleet_says
from seedbed.site.pages.home import share_curve
from seedbed.site.pages.value import finished
from seedbed.site.pages.value import opening as value_says
from seedbed.site.spreading import latest_spreading, spreading_says
from seedbed.site.value_views import hours_chart
from seedbed.site.views import Site

URI = "present.html"
BACK = "index.html"
LINES = 6
"""Agents to decide about that a slide has room for; the page Fleet has them all."""


def home_deck(site: Site, /) -> Deck:
    """The deck; slides that would have nothing to show are left out."""
    return Deck(uri=URI, back=BACK, title=site.language.say("Agents at work"), slides=tuple(_slides(site)))


def _slides(site: Site) -> Iterator[Slide]:
    yield _title(site)
    yield from _hours(site)
    yield from _chart(site.language.say("How far we have come"), share_curve(site))
    history = site.figures.history
    if history:
        yield from _chart(
            site.language.say("How many units have one"), units_chart(history.growth.everything, language=site.language)
        )
    yield from _spread(site)
    yield from _quote(site)
    yield from _decisions(site)


def _title(site: Site) -> Slide:
    language, everything = site.language, site.figures.adoption.everything
    live = sum(one.status is Status.LIVE for one in site.catalogue.deployments.values())
    name = site.catalogue.organization.name if site.catalogue.organization else language.say("this organisation")
    return Slide(
        kind="title",
        says=language.say("Agents at {name}", name=name),
        lines=(
            language.say(
                "{live} in {units} of {all} units.",
                live=language.counted(live, "live deployment"),
                units=everything.units_live,
                all=everything.units,
            ),
        ),
    )


def _hours(site: Site) -> Iterator[Slide]:
    months = finished(site.figures.output.months, site.figures.adoption.period)
    if not months:
        return
    language, everything = site.language, site.figures.adoption.everything
    says = with_comparison(value_says(months[-1], language=site.language), hours_compared(site, months))
    total = sum(one.hours for one in months)
    facts = [
        Fact(
            value=language.number(round(months[-1].hours)),
            name=language.say("hours given back in {month}", month=language.month(months[-1].period)),
        ),
        Fact(
            value=language.number(round(total)),
            name=language.say("hours given back since {month}", month=language.month(months[0].period)),
        ),
    ]
    if everything.share is not None:
        name = language.say("of the routine work is done by agents")
        facts.append(Fact(value=language.percent(everything.share), name=name))
    yield Slide(kind="facts", says=says, facts=tuple(facts))
    yield from _chart(language.say("Hours given back"), hours_chart(months, language=site.language))


def _spread(site: Site) -> Iterator[Slide]:
    spreading = latest_spreading(site)
    if spreading is None or not spreading.newest:
        return
    language = site.language
    lines = (
        language.say(
            "{day}: {unit} copied {agent} from {source}.",
            day=language.day(one.on),
            unit=site.name("units", one.unit),
            agent=site.name("agents", one.agent),
            source=site.name("units", one.source),
        )
        for one in spreading.newest
    )
    yield Slide(kind="lines", says=spreading_says(site, spreading), lines=tuple(lines))


def _quote(site: Site) -> Iterator[Slide]:
    told = [one for one in site.catalogue.stories.values() if one.quote and one.on <= site.today.isoformat()]
    newest: Story | None = max(told, key=lambda one: (one.on, one.id), default=None)
    if newest and newest.quote:
        who = f"{site.name('people', newest.quote.who)}, {site.name('units', newest.unit)}"
        yield Slide(kind="quote", says=newest.title, lines=(newest.quote.words, who), note=site.language.day(newest.on))


def _decisions(site: Site) -> Iterator[Slide]:
    fleet, language = site.figures.fleet, site.language
    if not fleet.conditions:
        return
    names = {
        Health.SOUND: language.say("sound"),
        Health.WATCH: language.say("to look after"),
        Health.DECIDE: language.say("up for a decision"),
    }
    facts = (Fact(value=language.number(fleet.counts[health]), name=name) for health, name in names.items())
    yield Slide(kind="facts", says=fleet_says(fleet, language=language), facts=tuple(facts))
    lines = tuple(
        f"{site.name('agents', one.agent)}: {language.retell(one.own[0].text)}" for one in fleet.culling[:LINES]
    )
    if lines:
        says = language.say("To decide about, the gravest first")
        if len(lines) < len(fleet.culling):
            says = language.say("The gravest {some} of {all} to decide about", some=len(lines), all=len(fleet.culling))
        yield Slide(kind="lines", says=says, lines=lines)


def _chart(says: str, chart: str) -> Iterator[Slide]:
    if chart:
        yield Slide(kind="chart", says=says, chart=chart)
