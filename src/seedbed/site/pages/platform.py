"""The platform: what staff may use, how they get it, and which data may go into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from seedbed.records import Agent, PlatformItem
from seedbed.site.certificates import Holder, holders_of, validity_words
from seedbed.site.making import make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.views import Site
from seedbed.site.visibility import told_agents
from seedbed.site.words import number

INDEX = "platform/index.html"

RINGS: Mapping[str, tuple[str, str]] = {
    "approved": ("Approved", "Free to use, with data up to the class named."),
    "trial": ("Trial", "Use it with the AI office's knowledge; it may change or go."),
    "hold": ("Hold", "Start nothing new on it. What runs may stay for now."),
    "retired": ("Retired", "Move away from it."),
}
"""Every status from the inside of the radar outwards: title, and what it means."""

KINDS: Mapping[str, str] = {
    "model": "Models",
    "coding-agent": "Coding agents",
    "tool": "Tools",
    "connector": "Connectors",
    "sandbox": "Sandboxes",
    "template": "Templates",
    "training": "Training",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """The items of one status, by kind in the order of KINDS, then by name."""

    id: str
    title: str
    meaning: str
    kinds: tuple[tuple[str, tuple[PlatformItem, ...]], ...]

    @property
    def count(self) -> int:
        """How many items it holds."""
        return sum(len(items) for _, items in self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
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


def opening(items: Iterable[PlatformItem], /) -> str:
    """The sentence that matters: how much may be used today."""
    counts = {ring.id: ring.count for ring in rings(items)}
    approved, trial = counts.get("approved", 0), counts.get("trial", 0)
    if not approved and not trial:
        return "Nothing has been approved for use yet."
    tried = f" {number(trial)} more {'is' if trial == 1 else 'are'} on trial." if trial else ""
    return f"{number(approved)} {'thing is' if approved == 1 else 'things are'} approved for everybody to use.{tried}"


def _index(site: Site, usages: Mapping[str, list[Usage]]) -> Page:
    items = site.catalogue.platform.values()
    return make_index(
        "platform.html",
        site=site,
        uri=INDEX,
        title="Platform",
        summary="What you may use, how to get it, and which data may go into it.",
        opening=opening(items),
        rings=rings(items),
        users={item: len(agents) for item, agents in usages.items()},
    )


def _entry(site: Site, item: PlatformItem, usages: list[Usage], holders: list[Holder]) -> Page:
    title, meaning = RINGS[item.status]
    return make_entry(
        "platform_item.html",
        site=site,
        uri=f"platform/{item.id}.html",
        record=item,
        summary=item.summary or f"{title}: {meaning}",
        meaning=meaning,
        usages=usages,
        holders=holders,
        validity_words=validity_words,
    )
