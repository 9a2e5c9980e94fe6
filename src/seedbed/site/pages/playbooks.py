"""Playbooks: how to do it, in the order in which an organisation needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from seedbed.records import Playbook
from seedbed.site.making import make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.views import Site
from seedbed.site.words import plural

INDEX = "playbooks/index.html"

CHAPTERS: Mapping[str, tuple[str, str]] = {
    "awareness": ("Awareness", "People see with their own eyes what agents can finish today."),
    "space": ("Space", "People get access, time and a stage to try."),
    "governance": ("Governance", "It is clear who may run what, who watches it, and what happens when it goes wrong."),
    "seeding": ("Seeding", "Proven agents are planted where they take root."),
    "scale": ("Scale", "Copies spread faster than they are planned, and savings pay for the next ones."),
}
"""The chapters of the reading path in order: title, and what is true at its end."""

AUDIENCES: Mapping[str, str] = {
    "staff": "everyone",
    "team": "teams that build",
    "supervisor": "supervisors of agents",
    "champion": "champions",
    "unit-lead": "heads of units",
    "ai-office": "the AI office",
    "executive": "executives",
}

PLACES: Mapping[str, str] = {
    "agent": "agents/index.html",
    "deployment": "fleet/index.html",
    "measurement": "value/index.html",
    "incident": "governance/index.html#incidents",
    "demo": "demos/index.html",
    "event": "demos/index.html",
    "request": "requests/index.html",
    "program": "programs/index.html",
    "story": "stories/index.html",
    "unit": "units/index.html",
    "person": "people/index.html",
    "platform-item": "platform/index.html",
    "policy": "governance/index.html#policy",
    "waiver": "governance/index.html#waivers",
}
"""Where the records of a kind can be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the reading path."""

    id: str
    title: str
    purpose: str
    playbooks: tuple[Playbook, ...]


def create(site: Site, /) -> Iterator[Page]:
    """The reading path and the page of every playbook."""
    path = reading_path(site.catalogue.playbooks.values())
    yield _index(site, path)
    neighbours = dict(zip((one.id for one in path), _neighbours(path), strict=True))
    for playbook in path:
        yield _entry(site, playbook, neighbours[playbook.id])


def reading_path(playbooks: Iterable[Playbook], /) -> list[Playbook]:
    """Every playbook in reading order: by chapter, then by its own number."""
    chapters = list(CHAPTERS)
    return sorted(playbooks, key=lambda one: (chapters.index(one.stage), one.order, one.id))


def in_chapters(path: Iterable[Playbook], /) -> list[Chapter]:
    """The chapters that have playbooks, in order."""
    listed = list(path)
    made = (
        Chapter(id=key, title=title, purpose=purpose, playbooks=tuple(one for one in listed if one.stage == key))
        for key, (title, purpose) in CHAPTERS.items()
    )
    return [chapter for chapter in made if chapter.playbooks]


def by_audience(path: Iterable[Playbook], /) -> list[tuple[str, list[str]]]:
    """(kind of reader, ids of the playbooks for them in reading order), for readers that have any."""
    listed = list(path)
    groups = (
        (f"{name[0].upper()}{name[1:]}", [one.id for one in listed if key in one.audience])
        for key, name in AUDIENCES.items()
    )
    return [group for group in groups if group[1]]


def _neighbours(path: list[Playbook]) -> list[tuple[str | None, str | None]]:
    """For each playbook the ids of the one before and the one after."""
    ids = [None, *(one.id for one in path), None]
    return list(zip(ids[:-2], ids[2:], strict=True))


def _index(site: Site, path: list[Playbook]) -> Page:
    return make_index(
        "playbooks.html",
        site=site,
        uri=INDEX,
        title="Playbooks",
        summary=f"{plural(len(path), 'tactic')} for spreading agents, a page each, in reading order.",
        count=len(path),
        chapters=in_chapters(path),
        numbers={one.id: number for number, one in enumerate(path, 1)},
        readers=by_audience(path),
        audiences=AUDIENCES,
    )


def _entry(site: Site, playbook: Playbook, neighbours: tuple[str | None, str | None]) -> Page:
    uri = f"playbooks/{playbook.id}.html"
    return make_entry(
        "playbook.html",
        site=site,
        uri=uri,
        record=playbook,
        summary=playbook.summary,
        chapter=CHAPTERS[playbook.stage][0],
        readers=[AUDIENCES[one] for one in playbook.audience],
        places=PLACES,
        before=neighbours[0],
        after=neighbours[1],
        body=site.markdown(playbook.body, uri=uri, path=playbook.path),
    )
