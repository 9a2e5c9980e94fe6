"""The history of one agent as its page tells it: newest first, one entry a merge, months of rows in one line.

Values stand as they were written in records that may be old, broken or hostile: they are cut to a length and escaped by
whoever puts them into HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup, escape
from msgspec import Struct

from seedbed.metrics.lives import DAY, Step
from seedbed.site.history_words import measured_words, phrases_of, word
from seedbed.site.language import Language
from seedbed.site.page import relative
from seedbed.site.tracing import change_url, commit_url
from seedbed.site.views import Site
from seedbed.site.words import MOST_DAYS
from seedbed.timeline import Event, Kind
from seedbed.timeline.events import moment_of

AGENT = "agents/agent.html"
"""Where every agent's page stands, as far as links go."""
SHORT_ID = 10
STEPS = 6
"""Steps of a life that a line holds."""

TURNS = frozenset({Kind.ADDED, Kind.REMOVED, Kind.RENAMED, Kind.STAGE})


class Who(NamedTuple):
    """Somebody by name; `href` leads from an agent's page to their own, where they have one. `link` is both as HTML."""

    name: str
    href: str | None
    link: Markup


class Entry(Struct, frozen=True, kw_only=True):
    """What one merge did to an agent, or several that only brought measured rows.

    `on` is an ISO day in UTC, `until` the last one where several merges are told as one, `when` the same for
    readers. `label` names the pull request, else the commit, and `url` leads there where the forge is known. A
    `declared` entry has the day that an imported record states; nobody observed it.
    """

    on: str
    when: str
    phrases: tuple[str, ...]
    until: str = ""
    label: str = ""
    url: str | None = None
    author: Who | None = None
    merged_by: Who | None = None
    declared: bool = False
    imported: bool = False

    @property
    def words(self) -> str:
        """What happened, as the beginning of a sentence without its full stop."""
        words = ", ".join(self.phrases)
        return words[:1].upper() + words[1:]


class LifeStep(Struct, frozen=True, kw_only=True):
    """One step of an agent's life: `words` that stand before its day."""

    words: str
    on: str
    declared: bool = False


def life_of(site: Site, agent_id: str, /) -> tuple[LifeStep, ...]:
    """When an agent came and when it entered the stages that it went through last, oldest first."""
    events = site.history_of(agent_id)[::-1]
    came = next((event for event in events if event.kind is Kind.ADDED), None)
    stages = [event for event in events if event.kind is Kind.STAGE and (event.old or event.declared)]
    steps = ([] if came is None else [(site.language.say("Here since"), came)]) + [
        (word(site, one.new), one) for one in stages[-STEPS:]
    ]
    return tuple(LifeStep(words=words, on=_day(event), declared=event.declared) for words, event in steps)


def history_entries(site: Site, agent_id: str, /) -> tuple[Entry, ...]:
    """The history of an agent, newest first; declared dates stand where they belong by their day.

    Merges that only brought rows are told as one, from one turn of the agent's life to the next.
    """
    events = sorted(site.history_of(agent_id), key=attrgetter("at"), reverse=True)
    return tuple(_entries(site, _merges(events)))


def _entries(site: Site, merges: Iterable[Sequence[Event]]) -> Iterator[Entry]:
    rows: list[Event] = []
    others: list[Entry] = []
    for merge in merges:
        if _has_only_rows(merge):
            rows += merge
            continue
        if _is_turn(merge):
            yield from _in_order(site, rows, others)
            rows, others = [], []
        others.append(_entry(site, merge))
    yield from _in_order(site, rows, others)


def _in_order(site: Site, rows: Sequence[Event], others: Sequence[Entry]) -> Iterator[Entry]:
    """The entries between two turns of a life, with the one of the rows where its newest merge stands."""
    if not rows:
        yield from others
        return
    told = _rows(site, rows)
    yield from (one for one in others if one.on > (told.until or told.on))
    yield told
    yield from (one for one in others if one.on <= (told.until or told.on))


def _merges(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Events of one commit together, in the order in which it told them; declared ones by their day."""
    for _, some in groupby(events, key=lambda event: (event.commit, event.declared, event.at)):
        yield list(some)[::-1]


def _has_only_rows(merge: Sequence[Event]) -> bool:
    return all(event.kind is Kind.MEASUREMENT for event in merge)


def _is_turn(merge: Sequence[Event]) -> bool:
    return any(event.kind in TURNS for event in merge)


def _entry(site: Site, merge: Sequence[Event]) -> Entry:
    first = merge[0]
    label, url = origin_of(site, first)
    on = _day(first)
    return Entry(
        on=on,
        when=site.language.day(on),
        phrases=tuple(phrases_of(site, merge)),
        label=label,
        url=url,
        author=_who(site, first.author),
        merged_by=_who(site, first.merged_by) if first.merged_by != first.author else None,
        declared=first.declared,
        imported=site.timeline is not None and first.commit in site.timeline.imports,
    )


def _rows(site: Site, events: Sequence[Event]) -> Entry:
    """Merges that only brought rows, as one entry; a single one keeps its pull request and its people."""
    newest, oldest = events[0], events[-1]
    if newest.commit == oldest.commit:
        return _entry(site, events)
    first, last = _day(oldest), _day(newest)
    return Entry(on=first, until=last, when=_span(site.language, first, last), phrases=(measured_words(site, events),))


def _span(language: Language, first: str, last: str) -> str:
    if first >= last:
        return language.day(first)
    return language.say("{first} to {last}", first=language.day(first), last=language.day(last))


def origin_of(site: Site, event: Event | Step, /) -> tuple[str, str | None]:
    """What names the merge of an event, and where the forge shows it."""
    if event.change is None:
        return site.language.say("commit {id}", id=event.commit[:SHORT_ID]), commit_url(site, event.commit)
    organization = site.catalogue.organization
    is_gitlab = organization is not None and organization.forge is not None and organization.forge.kind == "gitlab"
    return f"{'!' if is_gitlab else '#'}{event.change}", change_url(site, event.change)


def _who(site: Site, person: str | None) -> Who | None:
    """Somebody, made once for all pages: a few hundred people merge tens of thousands of changes."""
    if person is None:
        return None
    known: dict[str, Who] = site.once("who", dict)
    if person not in known:
        uri = site.uri("people", person)
        known[person] = _linked(site.name("people", person), relative(uri, start=AGENT) if uri else None)
    return known[person]


def _linked(name: str, href: str | None) -> Who:
    return Who(name, href, Markup('<a href="{}">{}</a>').format(href, name) if href else escape(name))


def _day(event: Event) -> str:
    return _iso(event.at // DAY)


@lru_cache(MOST_DAYS)
def _iso(day: int) -> str:
    return moment_of(day * DAY).date().isoformat()
