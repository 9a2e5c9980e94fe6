"""The first page: what this is, how far it has come, and a door for each kind of reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from seedbed.metrics.lives import day_of
from seedbed.metrics.output import MonthHours
from seedbed.records import Event, Status, Story
from seedbed.site.adoption_words import curve, phase_words
from seedbed.site.bed import draw_bed
from seedbed.site.growth_views import journey_says
from seedbed.site.page import Page
from seedbed.site.profiles import Profile, create_profiles
from seedbed.site.templates import render
from seedbed.site.velocity_views import headline
from seedbed.site.views import Site
from seedbed.site.words import month, number, percent

URI = "index.html"
STORIES, PAINS, COPIES = 3, 6, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The figures at the top; `hours` is the last month measured, None where none was."""

    agents: int
    opened: int
    live: int
    copied: int
    hours: MonthHours | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """One of the newest copies: which unit took what from whom, on which day."""

    agent: str
    unit: str
    source: str
    on: date


def create(site: Site, /) -> Iterator[Page]:
    """The home page."""
    profiles = list(create_profiles(site).values())
    html = render(
        "home.html",
        site=site,
        uri=URI,
        head=_headline(site, profiles),
        bed=draw_bed(profiles),
        pains=_pains(site, profiles),
        stories=_stories(site),
        event=_next_event(site),
        hours_words=hours_words,
        velocity=headline(site.figures.history.replication.velocity) if site.figures.history else None,
        copied=newest_copies(site),
        curve=_curve(site),
        journey=journey_says(site.figures.history.standing.journey) if site.figures.history else "",
    )
    name = site.catalogue.organization.name if site.catalogue.organization else "this organisation"
    yield Page(uri=URI, title="Home", summary=f"The agents that work at {name}, and how to copy them.", body=html)


def _headline(site: Site, profiles: Sequence[Profile]) -> Headline:
    live = [one for one in site.catalogue.deployments.values() if one.status is Status.LIVE]
    period = site.figures.adoption.period
    return Headline(
        agents=len(profiles),
        opened=sum(one.agent.is_open for one in profiles),
        live=len(live),
        copied=sum(one.copied_from is not None for one in live),
        hours=next((month for month in site.figures.output.months if month.period == period), None),
    )


def newest_copies(site: Site, /) -> list[Copied]:
    """The copies that went live last, of agents and units that have a page; those of an import have no day."""
    if site.figures.history is None:
        return []
    dated = (one for one in reversed(site.figures.history.spread.copies) if not one.imported)
    shown = (one for one in dated if site.uri("agents", one.agent) and site.uri("units", one.unit))
    newest = sorted(shown, key=lambda one: -one.at)[:COPIES]
    return [Copied(agent=one.agent, unit=one.unit, source=one.source, on=day_of(one.at)) for one in newest]


def _curve(site: Site) -> Markup:
    """The S-curve of the whole, with the phase in words."""
    adoption = site.figures.adoption
    if adoption.everything.share is None or adoption.period is None:
        return Markup("")
    phase = phase_words(adoption.everything.phase)
    says = f"In {month(adoption.period)} agents did {percent(adoption.everything.share)} of the routine work"
    says += f": {phase.lower()}." if phase else "."
    return curve(
        site, [("Organisation", adoption.everything)], id="s-curve", title="Routine work done by agents", says=says
    )


def hours_words(month: MonthHours, /) -> str:
    """How the hours of a month were counted: `1 204 measured, 96 sampled`."""
    return ", ".join(f"{number(hours)} {method}" for method, hours in month.by_method.items())


def _pains(site: Site, profiles: Sequence[Profile]) -> list[str]:
    """The pains that an open agent removes, those first that cost the units most hours."""
    removed = {pain for one in profiles if one.agent.is_open for pain in one.agent.pains}
    hours: Counter[str] = Counter(dict.fromkeys(sorted(removed), 0))
    for unit in site.catalogue.units.values():
        for pain in unit.pains:
            if pain.tag in removed:
                hours[pain.tag] += round(pain.hours_per_month)
    return [tag for tag, _ in hours.most_common(PAINS)]


def _stories(site: Site) -> list[Story]:
    """The newest, those that are dated later than today left aside."""
    told = (one for one in site.catalogue.stories.values() if one.on <= site.today.isoformat())
    return sorted(told, key=lambda one: (one.on, one.id), reverse=True)[:STORIES]


def _next_event(site: Site) -> Event | None:
    """The event that comes next, or else one that is still on."""
    today = site.today.isoformat()
    coming = [one for one in site.catalogue.events.values() if (one.ends or one.starts)[: len(today)] >= today]
    return min(coming, key=lambda one: (one.starts < today, one.starts, one.id), default=None)
