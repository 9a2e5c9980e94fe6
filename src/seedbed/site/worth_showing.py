"""What one can show somebody in two minutes: the agent that gives back most, one to watch, one quick to copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from seedbed.records import Demo, Story
from seedbed.site.profiles import Profile
from seedbed.site.views import Site

FEW = 2
"""Units in which an agent must run before it is shown as one that spreads."""


class Showing(Struct, frozen=True, kw_only=True):
    """One thing to show: `why` it and not another, what it is, and the figures or names to say with it.

    `watch` is an address outside the site at which it can be seen at work.
    """

    why: str
    title: str
    uri: str
    summary: str
    facts: str
    watch: str | None = None


def worth_showing(site: Site, profiles: Sequence[Profile], /) -> list[Showing]:
    """At most one of each kind, none of them twice; nothing in a portal where nothing runs."""
    spread = [one for one in profiles if one.is_whole and one.agent.is_open and one.live >= FEW and _stands(one)]
    shown = list(_giver(site, spread))
    shown += _demo(site)
    named = {one.uri for one in shown}
    return shown + [one for one in _quickest(site, spread) if one.uri not in named]


def _stands(profile: Profile) -> bool:
    """Whether nothing asks for a decision about it."""
    return not any(reason.is_grave for reason in profile.against)


def sponsor_words(site: Site, stories: Iterable[Story], /) -> Story | None:
    """The newest story that quotes a sponsor; None where none does. `stories` come newest first."""
    people = site.catalogue.people
    sponsor = site.catalogue.organization.sponsor if site.catalogue.organization else None
    sponsors = {one.id for one in people.values() if "sponsor" in one.roles} | ({sponsor} if sponsor else set())
    return next((one for one in stories if one.quote and one.quote.who in sponsors), None)


def _giver(site: Site, profiles: Sequence[Profile]) -> Iterator[Showing]:
    measured = [one for one in profiles if one.hours]
    if measured:
        best = max(measured, key=lambda one: (one.hours or 0, one.agent.id))
        yield _agent(best, why=site.language.say("Gives back the most time"), facts=_given(site, best))


def _given(site: Site, profile: Profile) -> str:
    """The hours of the month, and Net Output where it may be quoted."""
    language, period = site.language, site.figures.adoption.period
    units = language.plural(profile.live, "Runs in {count} unit", "Runs in {count} units")
    facts = {"units": units, "hours": profile.hours, "month": language.month(period) if period else ""}
    gain = profile.proof.quoted if profile.proof and not profile.proof.reason else None
    if gain is None:
        return language.say("{units}; {hours} hours given back in {month}.", **facts)
    more = language.gain(gain)
    return language.say("{units}; {hours} hours given back in {month}; Net Output {gain}.", gain=more, **facts)


def _quickest(site: Site, profiles: Sequence[Profile]) -> Iterator[Showing]:
    told = [one for one in profiles if one.deploy_hours is not None]
    if told:
        best = min(told, key=lambda one: (one.deploy_hours or 0, -one.live, one.agent.id))
        language = site.language
        facts = language.say(
            "{units}; a copy takes {hours} hours of work.",
            units=language.plural(best.live, "Runs in {count} unit", "Runs in {count} units"),
            hours=best.deploy_hours,
        )
        yield _agent(best, why=language.say("The quickest to copy"), facts=facts)


def _agent(profile: Profile, *, why: str, facts: str) -> Showing:
    agent = profile.agent
    return Showing(why=why, title=agent.name, uri=f"agents/{agent.id}.html", summary=agent.summary, facts=facts)


def _demo(site: Site) -> Iterator[Showing]:
    """The newest demo that can be watched or tried, one with a prize before the others of its day."""
    events, today = site.catalogue.events, site.today.isoformat()
    seen = [one for one in site.catalogue.demos.values() if _watch(one) and one.event in events]
    past = [one for one in seen if events[one.event].starts <= today]
    if past:
        best = max(past, key=lambda one: (events[one.event].starts[: len(today)], bool(one.awards), one.id))
        facts = [*best.awards, events[best.event].name, site.name("units", best.unit)]
        yield Showing(
            why=site.language.say("To watch at work"),
            title=best.title,
            uri=f"demos/{best.id}.html",
            summary=best.summary,
            facts=f"{', '.join(facts)}.",
            watch=_watch(best),
        )


def _watch(demo: Demo) -> str | None:
    addresses = (one for one in (demo.shows.video, demo.shows.app) if one and one.startswith("https://"))
    return next(addresses, None)
