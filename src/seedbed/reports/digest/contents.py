"""What a digest tells: first replications, promotions, thresholds reached, culls, wins, and whom to congratulate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from seedbed.reports.digest.numbers import headline
from seedbed.reports.digest.parts import Digest, Item, Section, Words, words
from seedbed.reports.digest.people import DATE, congratulations, won_demos
from seedbed.reports.digest.period import Happened, Period, is_end, is_first, is_live, is_promotion
from seedbed.reports.digest.thresholds import phases_reached, proofs_reached
from seedbed.reports.findings import count
from seedbed.site.tracing import change_url
from seedbed.site.views import Site
from seedbed.site.words import day, plural
from seedbed.timeline import Event

MOST = 20
"""Items of a section; whoever wants all of them has the portal."""
COMING = 3


def create_digest(site: Site, before: Site | None, /, *, since: date) -> Digest:
    """The digest from `since` to the day of the site. `before` is the site as it stood on the day before `since`, None
    where there was none: then nothing can be compared.
    """
    period = Period(site=site, since=since, until=site.today)
    told = list(period.told())
    name = site.catalogue.organization.name if site.catalogue.organization else "our agents"
    return Digest(
        title=f"What spread at {name}, {day(since)} to {day(period.until)}",
        lead=tuple(headline(site, before)),
        sections=(
            _section("Copied for the first time", _first_copies(period, told), empty="No agent was first copied."),
            _section("Promoted", _promotions(period, told), empty="No agent was promoted."),
            _section("Further copies", _further(period, told)),
            _section("Thresholds reached", [*proofs_reached(period, told), *phases_reached(site, before)]),
            _section("Ended", _ends(period, told)),
            _section("Won", _won(period)),
            _section("Congratulations to", congratulations(period, told)),
            _section("Coming up", _coming(period)),
        ),
    )


def _section(title: str, items: Iterable[Item], *, empty: str = "") -> Section:
    some = tuple(items)
    return Section(title=title, items=some[:MOST], left_out=max(len(some) - MOST, 0), empty=empty)


def agent_name(site: Site, agent: str, /) -> Words:
    """An agent's name, as a link where the portal's address is known."""
    return _page(site, site.name("agents", agent), site.uri("agents", agent))


def _page(site: Site, name: str, uri: str | None) -> Words:
    return Words(name, f"{site.url}{uri}" if site.url and uri else None, strong=True)


def _merge(site: Site, event: Event) -> Item:
    """The pull request behind an item, in brackets; nothing where the message named none."""
    if event.change is None:
        return ()
    return words(" ("), Words(f"pull request {event.change}", change_url(site, event.change)), words(")")


def _first_copies(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    site, first = period.site, period.first_copies()
    for one in told:
        if is_first(one, first):
            facts = first[one.agent]
            after = f", {plural(facts.lag_days, 'day')} after its validation" if facts.lag_days is not None else ""
            early = ", before it was validated" if facts.early else ""
            where = words(f"{_where(site, one)}{after}{early}")
            yield agent_name(site, one.agent), where, *_merge(site, one.event)


def _where(site: Site, one: Happened) -> str:
    copy = site.catalogue.deployments.get(f"{one.agent}/{one.event.unit}")
    source = one.event.source or (copy.copied_from if copy else None)
    taken = f", copied from {site.name('units', source)}" if source else ""
    return f" in {site.name('units', one.event.unit or '')}{taken}"


def _further(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    """Copies beyond the first, one item an agent."""
    site, first = period.site, period.first_copies()
    units: dict[str, list[str]] = {}
    for one in told:
        owner = site.catalogue.agents[one.agent].owner.unit
        if is_live(one.event) and one.event.unit != owner and not is_first(one, first):
            units.setdefault(one.agent, []).append(site.name("units", one.event.unit or ""))
    for name, some in units.items():
        yield agent_name(site, name), words(f" in {', '.join(dict.fromkeys(some))}")


def _promotions(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    site = period.site
    for one in told:
        if is_promotion(one.event):
            owner = site.name("units", site.catalogue.agents[one.agent].owner.unit)
            turn = f" of {owner}: {one.event.old or 'new'} to {one.event.new}"
            yield agent_name(site, one.agent), words(turn), *_merge(site, one.event)


def _ends(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    site = period.site
    for one in told:
        if is_end(one.event):
            ended = site.catalogue.agents[one.agent].ended
            why = f": {ended.reason}" if ended else ""
            yield agent_name(site, one.agent), words(f" was {one.event.new}{why}"), *_merge(site, one.event)
    gone = period.removed()
    if gone:
        yield (words(f"{count(gone, 'agent')} left the catalogue"),)


def _won(period: Period) -> Iterator[Item]:
    """Stories of these days, and the prizes of demos whose event was then."""
    site = period.site
    for story in sorted(site.catalogue.stories.values(), key=lambda one: one.on):
        if period.holds(date.fromisoformat(story.on)):
            unit = site.name("units", story.unit)
            yield _page(site, story.title, site.uri("stories", story.id)), words(f", told by {unit}")
    for demo, event in won_demos(period):
        prizes = ", ".join(demo.awards)
        yield _page(site, demo.title, site.uri("demos", demo.id)), words(f" won {prizes} at {event.name}")


def _coming(period: Period) -> Iterator[Item]:
    site = period.site
    events = sorted(site.catalogue.events.values(), key=lambda one: (one.starts, one.id))
    for event in [one for one in events if one.starts[:DATE] > period.until.isoformat()][:COMING]:
        when = day(event.starts[:DATE])
        yield _page(site, event.name, site.uri("events", event.id)), words(f" on {when}, {event.place}")
