"""The platform: what staff may use, how they get it, and which data may go into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from seedbed.records import Agent, PlatformItem
from seedbed.site.certificates import Holder, holders_of, validity_words
from seedbed.site.language import ENGLISH, Language, marked
from seedbed.site.making import make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.views import Site
from seedbed.site.visibility import told_agents

INDEX = "platform/index.html"

RINGS: Mapping[str, tuple[str, str]] = {
    "approved": (marked("Approved"), marked("Free to use, with data up to the class named.")),
    "trial": (marked("Trial"), marked("Use it with the AI office's knowledge; it may change or go.")),
    "hold": (marked("Hold"), marked("Start nothing new on it. What runs may stay for now.")),
    "retired": (marked("Retired"), marked("Move away from it.")),
}
"""Every status from the inside of the radar outwards: title, and what it means."""

KINDS: Mapping[str, str] = {
    "model": marked("Models"),
    "coding-agent": marked("Coding agents"),
    "tool": marked("Tools"),
    "connector": marked("Connectors"),
    "sandbox": marked("Sandboxes"),
    "template": marked("Templates"),
    "training": marked("Training"),
}

LEAVING = frozenset({"hold", "retired"})
"""Statuses that ask whoever uses an item to do something."""
MOST_IN_SECTOR = 8
"""Names in one field of the overview; the list below has them all."""


class Ring(Struct, frozen=True, kw_only=True):
    """The items of one status, by kind in the order of KINDS, then by name; titles are still to be told."""

    id: str
    title: str
    meaning: str
    kinds: tuple[tuple[str, tuple[PlatformItem, ...]], ...]

    @property
    def count(self) -> int:
        """How many items it holds."""
        return sum(len(items) for _, items in self.kinds)


class Usage(Struct, frozen=True, kw_only=True):
    """One agent that uses an item, and what it may do with it."""

    agent: Agent
    access: tuple[str, ...]


def create(site: Site, /) -> Iterator[Page]:
    """The index and the page of every item."""
    usages = usages_by_item(told_agents(site))
    courses = holders_of(site.catalogue.people.values())
    yield _index(site, usages)
    for item in site.catalogue.platform.values():
        yield _entry(site, item, usages.get(item.id, []), courses.get(item.id, []))


def rings(items: Iterable[PlatformItem], /) -> list[Ring]:
    """The items by status and kind, for every status that occurs."""
    ordered = sorted(items, key=lambda one: (one.name.casefold(), one.id))
    made = (
        Ring(id=status, title=title, meaning=meaning, kinds=_by_kind(one for one in ordered if one.status == status))
        for status, (title, meaning) in RINGS.items()
    )
    return [ring for ring in made if ring.kinds]


def _by_kind(items: Iterable[PlatformItem]) -> tuple[tuple[str, tuple[PlatformItem, ...]], ...]:
    listed = list(items)
    groups = ((title, tuple(one for one in listed if one.kind == kind)) for kind, title in KINDS.items())
    return tuple(group for group in groups if group[1])


def usages_by_item(agents: Iterable[Agent], /) -> dict[str, list[Usage]]:
    """For each item the agents that use it, in the given order, each once with all its ways of access."""
    found: dict[str, list[Usage]] = defaultdict(list)
    for agent in agents:
        access: dict[str, list[str]] = defaultdict(list)
        for use in agent.uses:
            access[use.item].append(use.access)
        for item, ways in access.items():
            found[item].append(Usage(agent=agent, access=tuple(ways)))
    return dict(found)


def opening(items: Iterable[PlatformItem], /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters: how much may be used today."""
    counts = {ring.id: ring.count for ring in rings(items)}
    approved, trial = counts.get("approved", 0), counts.get("trial", 0)
    if not approved and not trial:
        return language.say("Nothing has been approved for use yet.")
    said = language.plural(
        approved, "{count} thing is approved for everybody to use.", "{count} things are approved for everybody to use."
    )
    tried = language.plural(trial, "{count} more is on trial.", "{count} more are on trial.")
    return f"{said} {tried}" if trial else said


def in_place_of(item: PlatformItem, items: Iterable[PlatformItem], /) -> list[PlatformItem]:
    """What is approved and of the same kind as an item that people should leave, by name."""
    if item.status not in LEAVING:
        return []
    others = (one for one in items if one.kind == item.kind and one.status == "approved")
    return sorted(others, key=lambda one: (one.name.casefold(), one.id))


def _index(site: Site, usages: Mapping[str, list[Usage]]) -> Page:
    items = site.catalogue.platform.values()
    shown = rings(items)
    return make_index(
        "platform.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Platform"),
        summary=site.language.say("What you may use, how to get it, and which data may go into it."),
        opening=opening(items, language=site.language),
        rings=shown,
        sectors=[title for title in KINDS.values() if any(title in dict(ring.kinds) for ring in shown)],
        most=MOST_IN_SECTOR,
        leaving=LEAVING,
        usages=usages,
    )


def _entry(site: Site, item: PlatformItem, usages: list[Usage], holders: list[Holder]) -> Page:
    title, meaning = RINGS[item.status]
    language = site.language
    return make_entry(
        "platform_item.html",
        site=site,
        uri=f"platform/{item.id}.html",
        record=item,
        summary=item.summary or f"{language.say(title)}: {language.say(meaning)}",
        meaning=language.say(meaning),
        usages=usages,
        leave=item.status in LEAVING,
        instead=in_place_of(item, site.catalogue.platform.values()),
        holders=holders,
        validity_words=partial(validity_words, language=language),
    )
