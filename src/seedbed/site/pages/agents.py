"""The catalogue: the page that finds agents, the lists behind it, and the page of every agent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from seedbed.site.language import Language
from seedbed.site.listing import Facet, create_columns, create_facets, default_order
from seedbed.site.making import Later, make_index
from seedbed.site.own_unit import create_unit_files
from seedbed.site.page import Page, Text
from seedbed.site.pages.agent import create_entries
from seedbed.site.profiles import Profile, create_profiles
from seedbed.site.templates import render
from seedbed.site.views import Site

INDEX = "agents/index.html"
FIRST = 24
"""Cards that are on the page before anybody touches it."""
LINKED = 200
"""Agents up to which the page itself links to every one; beyond, lists of their own do."""
LISTED = 500
"""Agents on one list."""
FEW = 8
"""Choices of a facet that are on the page; the script adds the others when somebody asks for all."""


class ListPage(Struct, frozen=True, kw_only=True):
    """A part of the list by name."""

    uri: str
    label: str
    profiles: Sequence[Profile]


def create(site: Site, /) -> Iterator[Page]:
    """The index, the lists that a large catalogue needs, and one entry for each agent that may be shown."""
    profiles = create_profiles(site)
    by_name = list(profiles.values())
    lists = _lists(site, by_name) if len(by_name) > LINKED else []
    yield _index(site, by_name, lists)
    for part in lists:
        title = site.language.say("Agents {letters}", letters=part.label)
        body = partial(render, "agents_list.html", site=site, uri=part.uri, title=title, profiles=part.profiles)
        summary = site.language.say("Every agent by name.")
        yield Page(uri=part.uri, title=title, summary=summary, body=body, section=INDEX)
    yield from create_entries(site, profiles)


def create_files(site: Site, /) -> dict[str, Text]:
    """The columns that the catalogue's script reads, and what it shows a reader of their own unit."""
    return {"agents/catalogue.js": partial(_columns, site), **create_unit_files(site)}


def _columns(site: Site) -> str:
    ordered = default_order(create_profiles(site).values())
    return create_columns(ordered, _facets(site, ordered))


def _facets(site: Site, profiles: Sequence[Profile]) -> tuple[Facet, ...]:
    return site.once("facets", lambda: create_facets(site, profiles))


def _index(site: Site, by_name: Sequence[Profile], lists: Sequence[ListPage]) -> Page:
    ordered = default_order(by_name)
    sentence = _sentence(ordered, site.language)
    return make_index(
        "agents.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Agents"),
        summary=sentence,
        depth=0,
        profiles=ordered,
        facets=Later(_facets, site, ordered),
        sentence=sentence,
        lists=lists,
        first=FIRST,
        few=FEW,
    )


def _sentence(profiles: Sequence[Profile], language: Language) -> str:
    """What the catalogue holds, in one sentence."""
    opened, count = sum(one.agent.is_open for one in profiles), len(profiles)
    if not opened:
        return language.plural(
            count, "{count} agent; none is open for copying yet.", "{count} agents; none is open for copying yet."
        )
    if not any(one.evidence for one in profiles if one.agent.is_open):
        return language.plural(
            count,
            "{count} agent, {opened} of them open for copying; nobody has measured it here yet.",
            "{count} agents, {opened} of them open for copying; nobody has measured one here yet.",
            opened=opened,
        )
    return language.plural(
        count,
        "{count} agent, {opened} of them open: proven here, with the steps to run it in your unit too.",
        "{count} agents, {opened} of them open: proven here, with the steps to run them in your unit too.",
        opened=opened,
    )


def _lists(site: Site, by_name: Sequence[Profile]) -> list[ListPage]:
    found = []
    for start in range(0, len(by_name), LISTED):
        part = by_name[start : start + LISTED]
        first, last = (one.agent.name[:1].upper() for one in (part[0], part[-1]))
        found.append(
            ListPage(
                uri=f"agents/list/{start // LISTED + 1}.html",
                label=first if first == last else site.language.say("{first} to {last}", first=first, last=last),
                profiles=part,
            )
        )
    return found
