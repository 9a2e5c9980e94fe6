"""From a catalogue to the pages of a portal: the second half of the walk, and all that it loads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from seedbed.problems import Problem
from seedbed.site.frame import Frame, create_frame
from seedbed.site.page import Page, Text
from seedbed.site.pages import create_files, create_places
from seedbed.site.views import Site

Begin: TypeAlias = Callable[[Sequence[Page]], object]
"""What is done with the pages that are known so far, while the rest is being made."""


class Portal(Struct, frozen=True, kw_only=True):
    """A finished portal in memory: pages, further files by uri, what stands around every page, problems let pass.

    Entries, and the files that are many, hold how to make their text; every other text is made.
    """

    pages: tuple[Page, ...]
    files: Mapping[str, Text]
    frame: Frame
    problems: tuple[Problem, ...]


def create_portal(site: Site, /, *, begin: Begin | None = None) -> Portal:
    """The portal of a site; whoever would `begin` with its pages is called after each place that is made."""
    pages: list[Page] = []
    for place in create_places(site):
        pages += map(_drawn, place)
        if begin:
            begin(pages)
    from seedbed.exports import export_all  # noqa: PLC0415 - a preview exports nothing

    files = create_files(site) | export_all(site)
    return Portal(pages=tuple(pages), files=files, frame=_frame(site), problems=tuple(site.problems))


def create_preview(site: Site, path: str, /) -> Portal:
    """The page of the record at `path`, if it has one, among the empty places of the navigation."""
    uri = site.page_of_file(path)
    kept = [page for place in create_places(site) for page in _kept(site, place, uri or "")]
    return Portal(pages=tuple(kept), files={}, frame=_frame(site), problems=tuple(site.problems))


def _frame(site: Site) -> Frame:
    return create_frame(site.catalogue.organization, today=site.today, commit=site.commit, language=site.language)


def _drawn(page: Page) -> Page:
    """The page, or that of a place with its body made: what it looks at is then at hand for the entries."""
    return page if page.is_entry else replace(page, body=page.html)


def _kept(site: Site, place: Iterable[Page], uri: str) -> Iterator[Page]:
    """The pages of one place without what they say, and the entry at `uri`; entries of other places are not made."""
    for page in place:
        if not page.is_entry:
            yield _left_out(site, page)
        elif page.uri == uri:
            yield page
            return
        elif page.folder != uri.partition("/")[0]:
            return


def _left_out(site: Site, page: Page) -> Page:
    """A place that would tell of records which a preview has not read."""
    words = site.language.say("This place is no part of the preview of one record; the whole portal has it.")
    html = Markup("<h1>{}</h1>\n<p>{}</p>").format(page.title, words)
    return replace(page, body=str(html), depth=0)
