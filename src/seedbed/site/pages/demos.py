"""Demos and events: what can be seen, what was shown, who won, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from seedbed.records import Demo, Event
from seedbed.site.making import make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.views import Site
from seedbed.site.visibility import named
from seedbed.site.words import day, plural

INDEX = "demos/index.html"
DATE = len("2026-01-31")
Grown = dict[str, list[str]]


def create(site: Site, /) -> Iterator[Page]:
    """The index, the page of every event, the page of every demo."""
    grown, people = grown_from(site), people_by_name(site)
    yield _index(site, grown)
    for event in site.catalogue.events.values():
        yield _event(site, event, grown)
    for demo in site.catalogue.demos.values():
        yield _demo(site, demo, grown.get(demo.id, []), people)


def coming_up(events: Iterable[Event], /, *, today: date) -> list[Event]:
    """The events that run today or are to come, soonest first."""
    return sorted((one for one in events if _last_day(one) >= today.isoformat()), key=lambda one: (one.starts, one.id))


def gone_by(events: Iterable[Event], /, *, today: date) -> list[Event]:
    """The events that are over, latest first."""
    over = (one for one in events if _last_day(one) < today.isoformat())
    return sorted(over, key=lambda one: (one.starts, one.id), reverse=True)


def gallery(demos: Iterable[Demo], starts: dict[str, str], /) -> list[Demo]:
    """Demos with an award first, then those of the newest event (`starts` by event id), then by title."""
    by_title = sorted(demos, key=lambda one: (one.title.casefold(), one.id))
    newest = sorted(by_title, key=lambda one: starts.get(one.event, ""), reverse=True)
    return sorted(newest, key=lambda one: not one.awards)


def when(event: Event, /) -> str:
    """The time of an event in words: one day with its hours, or a span."""
    if not event.ends:
        return day(event.starts)
    if event.ends[:DATE] > event.starts[:DATE]:
        return f"{day(event.starts)} to {day(event.ends)}"
    hour = event.ends[DATE + 1 :]
    until = f"{' to' if 'T' in event.starts else ', until'} {hour}" if hour else ""
    return f"{day(event.starts)}{until}"


def accepts_demos(event: Event, /, *, today: date) -> bool:
    """Whether a demo can still be handed in. Nobody hands in at office hours."""
    return event.kind != "office-hours" and (event.deadline or _last_day(event)) >= today.isoformat()


def grown_from(site: Site, /) -> Grown:
    """For each demo the agents that it became and that may be named: stated by the demo, or by the agent."""
    grown: Grown = {demo.id: [demo.agent] for demo in site.catalogue.demos.values() if demo.agent}
    for agent in site.shown_agents:
        if agent.from_demo and agent.id not in grown.get(agent.from_demo, ()):
            grown.setdefault(agent.from_demo, []).append(agent.id)
    return {demo: named(site, agents) for demo, agents in grown.items()}


def opening(event: Event | None, /, *, today: date) -> str:
    """The sentence that matters: what is next."""
    if event is None:
        return "See what colleagues built and ask for it. No event is planned at the moment."
    if event.starts[:DATE] <= today.isoformat():
        return f"Running now: {event.name}, until {day(_last_day(event))}, {event.place}."
    close = f" Demos can be handed in until {day(event.deadline)}." if event.deadline else ""
    return f"Next: {event.name}, {when(event)}, {event.place}.{close}"


def people_by_name(site: Site, /) -> dict[str, str]:
    """The id of every person whose name nobody else has, by the name: teams are written as names."""
    counts = Counter(person.name for person in site.catalogue.people.values())
    return {person.name: person.id for person in site.catalogue.people.values() if counts[person.name] == 1}


def _last_day(event: Event) -> str:
    return (event.ends or event.starts)[:DATE]


def _index(site: Site, grown: Grown) -> Page:
    events = site.catalogue.events.values()
    demos = gallery(site.catalogue.demos.values(), {one.id: one.starts for one in events})
    coming = coming_up(events, today=site.today)
    fresh = next((one for one in coming if one.starts[:DATE] > site.today.isoformat()), coming[0] if coming else None)
    return make_index(
        "demos.html",
        site=site,
        uri=INDEX,
        title="Demos and events",
        summary=f"{plural(len(demos), 'demo')} of working agents, and the events at which they are shown.",
        opening=opening(fresh, today=site.today),
        coming=coming,
        past=gone_by(events, today=site.today),
        demos=demos,
        open_event=next((one for one in coming if accepts_demos(one, today=site.today)), None),
        when=when,
        grown=grown,
    )


def _event(site: Site, event: Event, grown: Grown) -> Page:
    shown = gallery((one for one in site.catalogue.demos.values() if one.event == event.id), {})
    return make_entry(
        "event.html",
        site=site,
        uri=f"demos/{event.id}/index.html",
        record=event,
        summary=event.summary or f"{event.kind.replace('-', ' ')}, {when(event)}, {event.place}.",
        when=when(event),
        demos=shown,
        is_over=_last_day(event) < site.today.isoformat(),
        is_open=accepts_demos(event, today=site.today),
        grown=grown,
    )


def _demo(site: Site, demo: Demo, became: list[str], people: dict[str, str]) -> Page:
    uri = f"demos/{demo.id}.html"
    return make_entry(
        "demo.html",
        site=site,
        uri=uri,
        record=demo,
        summary=demo.summary,
        body=site.markdown(demo.body, uri=uri, path=demo.path),
        became=became,
        people=people,
    )
