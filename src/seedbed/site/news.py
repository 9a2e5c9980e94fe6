"""What is new, from the dates that records carry themselves: stories, events, incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seedbed.site.views import Site

DATE = len("2026-01-31")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One dated thing: ISO date, kind (story, event, incident), what happened, and the page that tells it."""

    on: str
    kind: str
    title: str
    summary: str
    uri: str
    path: str


def news_of(site: Site, /) -> tuple[NewsItem, ...]:
    """Everything dated up to the day of the build, newest first."""
    items = [item for item in _all(site) if item.on <= site.today.isoformat()]
    return tuple(sorted(items, key=lambda item: (item.on, item.uri, item.title), reverse=True))


def _all(site: Site) -> Iterator[NewsItem]:
    for story in site.catalogue.stories.values():
        words = f"“{story.quote.words}”" if story.quote else f"Told by {site.name('units', story.unit)}."
        yield NewsItem(
            on=story.on, kind="story", title=story.title, summary=words, uri=f"stories/{story.id}.html", path=story.path
        )
    for event in site.catalogue.events.values():
        uri = f"demos/{event.id}/index.html"
        summary = event.summary or f"{event.kind.replace('-', ' ')}, {event.place}"
        yield NewsItem(
            on=event.starts[:DATE], kind="event", title=event.name, summary=summary, uri=uri, path=event.path
        )
    for incident in site.catalogue.incidents.values():
        target = site.uri("agents", incident.agent)
        if target:
            title = f"{site.name('agents', incident.agent)}: {incident.title}"
            yield NewsItem(
                on=incident.on, kind="incident", title=title, summary=incident.happened, uri=target, path=incident.path
            )
