"""Playbooks: how to do it, in the order in which an organisation needs it, and who needs which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seedbed.records import Playbook
from seedbed.site.making import Later, make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.reading import (
    AUDIENCES,
    CHAPTERS,
    Step,
    in_chapters,
    minutes_to_read,
    paths_of,
    reading_path,
    steps_of,
)
from seedbed.site.views import Site
from seedbed.site.yields import Yield, yields_of

INDEX = "playbooks/index.html"


def create(site: Site, /) -> Iterator[Page]:
    """The reading path and the page of every playbook."""
    path = reading_path(site.catalogue.playbooks.values())
    yield _index(site, path)
    yields = yields_of(site) if path else {}
    steps = steps_of(paths_of(path))
    for number, playbook in enumerate(path):
        around = (path[number - 1] if number else None, path[number + 1] if number + 1 < len(path) else None)
        yield _entry(site, playbook, around, steps.get(playbook.id, []), yields)


def _index(site: Site, path: list[Playbook]) -> Page:
    return make_index(
        "playbooks.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Playbooks"),
        summary=site.language.plural(
            len(path),
            "{count} tactic for spreading agents, on a page.",
            "{count} tactics for spreading agents, a page each, in reading order.",
        ),
        count=len(path),
        minutes=sum(minutes_to_read(one) for one in path),
        chapters=in_chapters(path),
        numbers={one.id: number for number, one in enumerate(path, 1)},
        paths=paths_of(path),
        minutes_to_read=minutes_to_read,
        audiences=AUDIENCES,
    )


def _entry(
    site: Site,
    playbook: Playbook,
    around: tuple[Playbook | None, Playbook | None],
    steps: list[Step],
    yields: Mapping[str, Yield],
) -> Page:
    uri = f"playbooks/{playbook.id}.html"
    before, after = around
    return make_entry(
        "playbook.html",
        site=site,
        uri=uri,
        record=playbook,
        summary=playbook.summary,
        chapter=CHAPTERS[playbook.stage][0],
        minutes=minutes_to_read(playbook),
        steps=steps,
        yields=[yields[kind] for kind in playbook.produces],
        before=before.id if before else None,
        after=after.id if after else None,
        body=Later(site.markdown, playbook.body, uri=uri, path=playbook.path),
    )
