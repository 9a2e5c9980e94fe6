"""What a digest tells: first replications, promotions, thresholds reached, culls, wins, and whom to congratulate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from seedbed.reports.digest.numbers import headline
from seedbed.reports.digest.parts import Digest, Item, Section, Words, item_of
from seedbed.reports.digest.people import congratulations, won_demos
from seedbed.reports.digest.period import Happened, Period, is_end, is_first, is_live, is_promotion
from seedbed.reports.digest.thresholds import phases_reached, proofs_reached
from seedbed.site.gatherings import DATE
from seedbed.site.language import marked
from seedbed.site.tracing import change_url
from seedbed.site.views import Site
from seedbed.timeline import Event

MOST = 20
"""Items of a section; whoever wants all of them has the portal."""
COMING = 3


def create_digest(
    site: Site, before: Site | None, /, *, since: date, until: date | None = None, address: str | None = None
) -> Digest:
    """The digest from `since` to `until`, by default the day of the site.

    `before` is the site as it stood on the day before `since`, None where there was none: then nothing can be compared.
    Of days that are over the figures of that time are not known here: only what happened is told. Links begin with
    `address`, by default that of the site; where neither is known there are none.
    """
    last = until or site.today
    period = Period(site=site, since=since, until=last, address=site.url or None if address is None else address)
    told, say = list(period.told()), site.language.say
    name = site.catalogue.organization.name if site.catalogue.organization else say("our agents")
    first, final = site.language.day(since), site.language.day(last)
    return Digest(
        title=say("What spread at {name}, {first} to {last}", name=name, first=first, last=final),
        lead=tuple(headline(site, before)) if last == site.today else (),
        sections=tuple(_sections(period, told, before)),
        language=site.language,
    )


def _sections(period: Period, told: Sequence[Happened], before: Site | None) -> Iterator[Section]:
    site, say = period.site, period.site.language.say
    is_now = period.until == site.today
    first = _first_copies(period, told)
    yield _section(site, say("Copied for the first time"), first, empty=say("No agent was first copied."))
    yield _section(site, say("Promoted"), _promotions(period, told), empty=say("No agent was promoted."))
    yield _section(site, say("Further copies"), _further(period, told))
    reached = [*proofs_reached(period, told), *(phases_reached(site, before) if is_now else ())]
    yield _section(site, say("Thresholds reached"), reached)
    yield _section(site, say("Ended"), _ends(period, told))
    yield _section(site, say("Won"), _won(period))
    yield _section(site, say("Congratulations to"), congratulations(period, told))
    yield _section(site, say("Coming up"), _coming(period) if is_now else ())


def _section(site: Site, title: str, items: Iterable[Item], *, empty: str = "") -> Section:
    some = tuple(items)
    left = len(some) - MOST
    rest = site.language.say("and {count} more on the portal", count=left) if left > 0 else ""
    return Section(title=title, items=some[:MOST], rest=rest, empty=empty)


def _agent(period: Period, agent: str) -> Words:
    """An agent's name, as a link where the portal's address is known."""
    return period.page("agents", agent)


def _merge(site: Site, event: Event) -> Item:
    """The pull request behind an item, in brackets; nothing where the message named none."""
    if event.change is None:
        return ()
    words = site.language.say("pull request {number}", number=str(event.change))
    return Words(" ("), Words(words, change_url(site, event.change)), Words(")")


def _first_copies(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    site, first = period.site, period.first_copies()
    for one in told:
        if is_first(one, first):
            facts, language = first[one.agent], site.language
            unit = site.name("units", one.event.unit or "")
            item = item_of(language, marked("{agent} in {unit}"), agent=_agent(period, one.agent), unit=unit)
            more = _source(site, one)
            if facts.lag_days is not None:
                more += language.plural(
                    facts.lag_days, ", {count} day after its validation", ", {count} days after its validation"
                )
            more += language.say(", before it was validated") if facts.early else ""
            yield *item, Words(more), *_merge(site, one.event)


def _source(site: Site, one: Happened) -> str:
    copy = site.catalogue.deployments.get(f"{one.agent}/{one.event.unit}")
    source = one.event.source or (copy.copied_from if copy else None)
    return site.language.say(", copied from {unit}", unit=site.name("units", source)) if source else ""


def _further(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    """Copies beyond the first, one item an agent."""
    site, first = period.site, period.first_copies()
    units: dict[str, list[str]] = {}
    for one in told:
        owner = site.catalogue.agents[one.agent].owner.unit
        if is_live(one.event) and one.event.unit != owner and not is_first(one, first):
            units.setdefault(one.agent, []).append(site.name("units", one.event.unit or ""))
    for name, some in units.items():
        where = ", ".join(dict.fromkeys(some))
        yield item_of(site.language, marked("{agent} in {unit}"), agent=_agent(period, name), unit=where)


def _promotions(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    site, language = period.site, period.site.language
    for one in told:
        if is_promotion(one.event):
            item = item_of(
                language,
                marked("{agent} of {unit}: {old} to {new}"),
                agent=_agent(period, one.agent),
                unit=site.name("units", site.catalogue.agents[one.agent].owner.unit),
                old=language.word(one.event.old or "new"),
                new=language.word(one.event.new or ""),
            )
            yield *item, *_merge(site, one.event)


def _ends(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    site, language = period.site, period.site.language
    for one in told:
        if is_end(one.event):
            ended = site.catalogue.agents[one.agent].ended
            stage = language.word(one.event.new or "")
            item = item_of(language, marked("{agent} was {stage}"), agent=_agent(period, one.agent), stage=stage)
            yield *item, Words(f": {ended.reason}" if ended else ""), *_merge(site, one.event)
    gone = period.removed()
    if gone:
        yield (Words(language.plural(gone, "{count} agent left the catalogue", "{count} agents left the catalogue")),)


def _won(period: Period) -> Iterator[Item]:
    """Stories of these days, and the prizes of demos whose event was then."""
    site, language = period.site, period.site.language
    for story in sorted(site.catalogue.stories.values(), key=lambda one: one.on):
        if period.holds(date.fromisoformat(story.on)):
            unit = site.name("units", story.unit)
            yield item_of(
                language, marked("{story}, told by {unit}"), story=period.page("stories", story.id), unit=unit
            )
    for demo, event in won_demos(period):
        facts = {"prizes": ", ".join(demo.awards), "event": event.name}
        yield item_of(language, marked("{demo} won {prizes} at {event}"), demo=period.page("demos", demo.id), **facts)


def _coming(period: Period) -> Iterator[Item]:
    site, language = period.site, period.site.language
    events = sorted(site.catalogue.events.values(), key=lambda one: (one.starts, one.id))
    for event in [one for one in events if one.starts[:DATE] > period.until.isoformat()][:COMING]:
        facts = {"day": language.day(event.starts[:DATE]), "place": event.place}
        yield item_of(language, marked("{event} on {day}, {place}"), event=period.page("events", event.id), **facts)
