"""Demos and events: what can be seen, what was shown, who won, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from seedbed.records import Demo, Event
from seedbed.site.duties import people_by_name
from seedbed.site.gatherings import (
    CALENDAR,
    DATE,
    accepts_demos,
    calendar_uri,
    coming_up,
    gone_by,
    last_day,
    opening,
    when,
)
from seedbed.site.making import Later, make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.proposals import url_of_what_becomes
from seedbed.site.views import Site
from seedbed.site.visibility import named

INDEX = "demos/index.html"
MOST_DEMOS = 48
"""Cards of the gallery; the rest stands on the pages of the events."""
Grown = dict[str, list[str]]


def create(site: Site, /) -> Iterator[Page]:
    """The index, the page of every event, the page of every demo."""
    grown, people = grown_from(site), people_by_name(site)
    yield _index(site, grown)
    for event in site.catalogue.events.values():
        yield _event(site, event, grown)
    for demo in site.catalogue.demos.values():
        yield _demo(site, demo, grown.get(demo.id, []), people)


def gallery(demos: Iterable[Demo], starts: dict[str, str], /) -> list[Demo]:
    """Demos with an award first, then those of the newest event (`starts` by event id), then by title."""
    by_title = sorted(demos, key=lambda one: (one.title.casefold(), one.id))
    newest = sorted(by_title, key=lambda one: starts.get(one.event, ""), reverse=True)
    return sorted(newest, key=lambda one: not one.awards)


def grown_from(site: Site, /) -> Grown:
    """For each demo the agents that it became and that may be named: stated by the demo, or by the agent."""
    grown: Grown = {demo.id: [demo.agent] for demo in site.catalogue.demos.values() if demo.agent}
    for agent in site.shown_agents:
        if agent.from_demo and agent.id not in grown.get(agent.from_demo, ()):
            grown.setdefault(agent.from_demo, []).append(agent.id)
    return {demo: named(site, agents) for demo, agents in grown.items()}


def shown_at(demos: Iterable[Demo], /) -> Counter[str]:
    """How many demos each event has seen."""
    return Counter(one.event for one in demos)


def _index(site: Site, grown: Grown) -> Page:
    events, language = site.catalogue.events.values(), site.language
    demos = gallery(site.catalogue.demos.values(), {one.id: one.starts for one in events})
    coming = coming_up(events, today=site.today)
    fresh = next((one for one in coming if one.starts[:DATE] > site.today.isoformat()), coming[0] if coming else None)
    return make_index(
        "demos.html",
        site=site,
        uri=INDEX,
        title=language.say("Demos and events"),
        summary=language.plural(
            len(demos),
            "{count} demo of a working agent, and the events at which they are shown.",
            "{count} demos of working agents, and the events at which they are shown.",
        ),
        opening=opening(fresh, today=site.today, language=language),
        coming=coming,
        past=gone_by(events, today=site.today),
        demos=demos,
        most=MOST_DEMOS,
        shown_at=shown_at(demos),
        open_event=next((one for one in coming if accepts_demos(one, today=site.today)), None),
        calendar=CALENDAR,
        calendar_uri=calendar_uri,
        when=partial(when, language=language),
        grown=grown,
    )


def _event(site: Site, event: Event, grown: Grown) -> Page:
    shown = gallery((one for one in site.catalogue.demos.values() if one.event == event.id), {})
    words = when(event, language=site.language)
    is_over = last_day(event) < site.today.isoformat()
    return make_entry(
        "event.html",
        site=site,
        uri=f"demos/{event.id}/index.html",
        record=event,
        summary=event.summary or f"{site.language.word(event.kind)}, {words}, {event.place}.",
        when=words,
        demos=shown,
        is_over=is_over,
        is_open=accepts_demos(event, today=site.today),
        calendar=None if is_over else calendar_uri(event),
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
        body=Later(site.markdown, demo.body, uri=uri, path=demo.path),
        became=became,
        begin=Later(url_of_what_becomes, site, demo.id) if not became else None,
        people=people,
    )
