"""The first page: what this is, how far it has come, and where each kind of reader goes from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from seedbed.metrics.adoption import Phase
from seedbed.metrics.output import MonthHours
from seedbed.records import Event, Status, Story
from seedbed.site.adoption_words import curve, phase_words
from seedbed.site.bed import draw_bed
from seedbed.site.gatherings import calendar_uri, when
from seedbed.site.growth_views import journey_says
from seedbed.site.language import ENGLISH, Language, marked
from seedbed.site.office_work import office_work, work_says
from seedbed.site.page import Page
from seedbed.site.profiles import Profile, create_profiles
from seedbed.site.spreading import latest_spreading, spreading_says
from seedbed.site.templates import render
from seedbed.site.velocity_views import headline
from seedbed.site.views import Site
from seedbed.site.worth_showing import sponsor_words, worth_showing

URI = "index.html"
STORIES, PAINS = 3, 5
PHASES: Mapping[Phase | None, str] = {
    Phase.PLATEAU: marked(
        "In {month} agents did {share} of the routine work: the pilot plateau, where they are tried here and there."
    ),
    Phase.CROSSING: marked(
        "In {month} agents did {share} of the routine work: the crossing point, where it takes commitment to get on."
    ),
    Phase.ACCELERATION: marked(
        "In {month} agents did {share} of the routine work: acceleration, where units copy what they see at others."
    ),
    Phase.SATURATION: marked(
        "In {month} agents did {share} of the routine work: saturation, where tending them counts more than new ones."
    ),
}
"""How far the organisation is, by the phase of its S-curve."""


class Headline(Struct, frozen=True, kw_only=True):
    """The figures at the top; `hours` is the last month measured, None where none was."""

    agents: int
    opened: int
    live: int
    copied: int
    hours: MonthHours | None


def create(site: Site, /) -> Iterator[Page]:
    """The home page."""
    name = site.catalogue.organization.name if site.catalogue.organization else site.language.say("this organisation")
    summary = site.language.say("The agents that work at {name}, and how to copy them.", name=name)
    yield Page(uri=URI, title=site.language.say("Home"), summary=summary, body=partial(_body, site))


def _body(site: Site) -> str:
    profiles = list(create_profiles(site).values())
    spreading, work, told = latest_spreading(site), office_work(site), _stories(site)
    return render(
        "home.html",
        site=site,
        uri=URI,
        head=_headline(site, profiles),
        offer=offer(profiles, language=site.language),
        bed=draw_bed(profiles, language=site.language),
        phase_words=phase_words,
        pains=_pains(site, profiles),
        stories=told[:STORIES],
        sponsored=sponsor_words(site, told),
        event=_next_event(site),
        when=partial(when, language=site.language),
        calendar_uri=calendar_uri,
        hours_words=partial(hours_words, language=site.language),
        velocity=headline(site.figures.history.replication.velocity, language=site.language)
        if site.figures.history
        else None,
        spreading=spreading,
        spreading_says=spreading_says(site, spreading),
        showing=worth_showing(site, profiles),
        work=work,
        work_says=work_says(site, work),
        standing=_standing(site),
        curve=share_curve(site),
        journey=journey_says(site.figures.history.standing.journey, language=site.language)
        if site.figures.history
        else "",
    )


def offer(profiles: Iterable[Profile], /, *, language: Language = ENGLISH) -> str:
    """What every unit may copy, and whether somebody has measured it."""
    opened = [one for one in profiles if one.agent.is_open]
    if not opened:
        return language.say("No agent is open for every unit yet; ask for the one that you need.")
    if not any(one.evidence for one in opened):
        return language.plural(
            len(opened),
            "{count} agent is open for every unit; nobody has measured it here yet.",
            "{count} agents are open for every unit; nobody has measured one here yet.",
        )
    return language.plural(
        len(opened),
        "{count} agent is open for every unit, each with its proof and its steps.",
        "{count} agents are open for every unit, each with its proof and its steps.",
    )


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


def _standing(site: Site) -> str:
    """How much of the routine work has moved, and the phase, in words; what is missing where it is not known."""
    adoption, language = site.figures.adoption, site.language
    if adoption.everything.share is None or adoption.period is None:
        return language.say("Nobody has measured yet how much of the routine work agents do.")
    said = PHASES.get(adoption.everything.phase, marked("In {month} agents did {share} of the routine work."))
    share = language.percent(adoption.everything.share)
    return language.say(said, month=language.month(adoption.period), share=share)


def share_curve(site: Site, /) -> Markup:
    """The S-curve of the whole, with the phase in words."""
    adoption = site.figures.adoption
    if adoption.everything.share is None or adoption.period is None:
        return Markup("")
    groups = [(site.language.say("Organisation"), adoption.everything)]
    title = site.language.say("Routine work done by agents")
    return curve(site, groups, id="s-curve", title=title, says=_standing(site))


def hours_words(month: MonthHours, /, *, language: Language) -> str:
    """How the hours of a month were counted: `1 204 measured, 96 sampled`."""
    return ", ".join(f"{language.number(hours)} {language.word(method)}" for method, hours in month.by_method.items())


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
    """Newest first, those that are dated later than today left aside."""
    told = (one for one in site.catalogue.stories.values() if one.on <= site.today.isoformat())
    return sorted(told, key=lambda one: (one.on, one.id), reverse=True)


def _next_event(site: Site) -> Event | None:
    """The event that comes next, or else one that is still on."""
    today = site.today.isoformat()
    coming = [one for one in site.catalogue.events.values() if (one.ends or one.starts)[: len(today)] >= today]
    return min(coming, key=lambda one: (one.starts < today, one.starts, one.id), default=None)
