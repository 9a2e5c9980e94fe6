"""The work list of the AI office: what waits, what must be mended or ended, what runs out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from msgspec import Struct

from seedbed.metrics.reasons import Reason, Why
from seedbed.records import Incident
from seedbed.site.certificates import uncovered, validity
from seedbed.site.views import Site
from seedbed.site.visibility import is_withheld, may_tell
from seedbed.site.waiting import Waiting, waiting

MOST = 3
"""Lines of each list; its page has them all."""
SOON = timedelta(days=30)
"""A waiver ends within this time: long enough to mend what it covers."""


class Line(Struct, frozen=True, kw_only=True):
    """One thing to do: what it is about (`uri` None where the site has no page of it), and why now."""

    name: str
    uri: str | None
    why: str


class Lot(Struct, frozen=True, kw_only=True):
    """One list: how many there are, what of it asks for something today in words (`says`), the first of them, the page
    that has them all, and what is said when there is none.
    """

    id: str
    title: str
    count: int
    says: str
    lines: tuple[Line, ...]
    uri: str
    empty: str


def office_work(site: Site, /) -> tuple[Lot, ...]:
    """Every list, empty ones among them: that nothing waits is worth knowing."""
    return (_queue(site), _culling(site), _incidents(site), _endings(site))


def work_says(site: Site, lots: Iterable[Lot], /) -> str:
    """How much there is to do, in a sentence."""
    parts = [lot.says for lot in lots if lot.count and lot.says]
    language = site.language
    return f"{language.listed(parts)}." if parts else language.say("Nothing waits for you today.")


def _queue(site: Site) -> Lot:
    """Agents below validated: those that meet the bar, then those that have stood there for longest."""
    language, history, queued = site.language, site.figures.history, waiting(site)
    ready = sum(one.is_ready for one in queued)
    nothing = language.say("No agent is a prototype or a pilot today.")
    return Lot(
        id="queue",
        title=language.say("Waits for a decision"),
        count=len(queued),
        says=language.plural(ready, "{count} pilot meets the bar", "{count} pilots meet the bar") if ready else "",
        lines=tuple(_agent_line(site, one.queued.agent, _since(site, one)) for one in queued[:MOST]),
        uri="governance/index.html#queue",
        empty=nothing if history else language.say("Nobody knows since when: no history was read."),
    )


def _since(site: Site, one: Waiting) -> str:
    """How long an agent has stood on its stage, and what it lacks."""
    language, queued = site.language, one.queued
    days = language.word(queued.stage)
    if queued.days:
        days = language.plural(queued.days, "{stage} for {count} day", "{stage} for {count} days", stage=days)
    if one.is_ready:
        return language.say("Meets the bar; {days}", days=days)
    return language.say("{days}; lacks {what}", days=days, what=language.listed(one.lacks)) if one.lacks else days


def _agent_line(site: Site, agent: str, why: str) -> Line:
    return Line(name=site.name("agents", agent), uri=site.uri("agents", agent), why=why)


def _culling(site: Site) -> Lot:
    """The culling list, the gravest reason of each."""
    language, culling = site.language, site.figures.fleet.culling
    lines = [_agent_line(site, one.agent, _against(site, one.own[0])) for one in culling[:MOST]]
    return Lot(
        id="culling",
        title=language.say("To mend or to end"),
        count=len(culling),
        says=language.plural(len(culling), "{count} agent asks for mending", "{count} agents ask for mending"),
        lines=tuple(lines),
        uri="fleet/index.html#culling" if culling else "fleet/index.html",
        empty=language.say("No agent asks for a decision today."),
    )


def _against(site: Site, reason: Reason) -> str:
    """A reason with the day since which it holds."""
    language, text = site.language, site.language.retell(reason.text) or ""
    if reason.why is Why.INCIDENT:
        text = language.say("Open incident: {what}", what=text)
    if reason.since is None:
        return text
    return language.say("{reason} since {day}", reason=text, day=language.day(reason.since))


def _incidents(site: Site) -> Lot:
    """Open incidents, the worst first, then the oldest."""
    language = site.language
    told = (one for one in site.catalogue.incidents.values() if one.status == "open" and may_tell(site, one.agent))
    open_ones = sorted(told, key=lambda one: (-one.severity.rank, one.on, one.id))
    return Lot(
        id="incidents",
        title=language.say("Open incidents"),
        count=len(open_ones),
        says=language.plural(len(open_ones), "{count} incident is open", "{count} incidents are open"),
        lines=tuple(_incident_line(site, one) for one in open_ones[:MOST]),
        uri="governance/index.html#incidents",
        empty=language.say("No incident is open."),
    )


def _incident_line(site: Site, incident: Incident) -> Line:
    facts = {"severity": site.language.word(incident.severity), "day": site.language.day(incident.on)}
    why = site.language.say("{severity}, since {day}: {agent}", agent=site.name("agents", incident.agent), **facts)
    return Line(name=incident.title, uri=site.uri("agents", incident.agent), why=why)


def _endings(site: Site) -> Lot:
    """What ends soon, by its last day."""
    language = site.language
    endings = sorted([*_certificates(site), *_waivers(site)], key=lambda one: (one[0], one[1].name))
    return Lot(
        id="endings",
        title=language.say("Ends soon"),
        count=len(endings),
        says=language.plural(
            len(endings), "{count} certificate or waiver ends soon", "{count} certificates or waivers end soon"
        ),
        lines=tuple(line for _, line in endings[:MOST]),
        uri="governance/index.html#waivers",
        empty=language.say("No certificate and no waiver ends within the next weeks."),
    )


def _certificates(site: Site) -> Iterator[tuple[str, Line]]:
    """The certificates that run out soon and that no other of the same course outlasts."""
    for person in site.catalogue.people.values():
        for one in uncovered(person.certificates):
            if validity(one, today=site.today) == "ends soon":
                why = site.language.say(
                    "{course}, until {day}",
                    course=site.name("platform", one.course),
                    day=site.language.day(one.expires),
                )
                yield one.expires, Line(name=person.name, uri=site.uri("people", person.id), why=why)


def _waivers(site: Site) -> Iterator[tuple[str, Line]]:
    first, last = site.today.isoformat(), (site.today + SOON).isoformat()
    for one in site.catalogue.waivers.values():
        if first <= one.expires <= last and not is_withheld(site, one.subject):
            subject = site.name("agents", one.subject)
            why = site.language.say("waiver of {rule}, until {day}", rule=one.rule, day=site.language.day(one.expires))
            yield one.expires, Line(name=subject, uri=site.uri("agents", one.subject), why=why)
