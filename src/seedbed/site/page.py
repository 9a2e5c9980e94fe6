"""A page as the engine hands it to a site generator."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from seedbed.site.headings import Heading, headings_in

Text: TypeAlias = str | Callable[[], str]
"""A text, or how to make it: what a build of thousands of pages need not hold in memory at once."""


def text_of(text: Text, /) -> str:
    """The text itself."""
    return text if isinstance(text, str) else text()


class Page(Struct, frozen=True, kw_only=True):
    """One page: `uri` is its address below the site's root (`agents/invoice-triage.html`), `body` its HTML.

    `title` and `summary` are plain text, to be escaped by whoever puts them into HTML. `source` is the path of
    the record behind the page, for an edit link. An entry is one of many alike and stays out of the navigation and the
    table of contents; `section` is the uri of the index page that leads to it. `depth` is the lowest level of heading
    in the table of contents of any other page, 0 where it has none.
    """

    uri: str
    title: str
    summary: str
    body: Text
    source: str | None = None
    section: str | None = None
    depth: int = 0

    @property
    def html(self) -> str:
        """The finished body; made anew at each call when the page holds only how to make it."""
        return text_of(self.body)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What its table of contents lists, read from the body."""
        return tuple(one for one in headings_in(self.html) if one.level <= self.depth) if self.depth else ()

    @property
    def is_entry(self) -> bool:
        """Whether the page is one of many alike, reached through its section's index."""
        return self.section is not None

    @property
    def folder(self) -> str:
        """The first folder of its address; the name of the file for a page that lies in none."""
        return self.uri.partition("/")[0]

    @property
    def root(self) -> str:
        """The way from the page to the site's root: `` or `../` or `../../`."""
        return root_of(self.uri)


def root_of(uri: str, /) -> str:
    """The relative way from the page at `uri` to the site's root: `` or `../` or `../../`."""
    return "../" * uri.count("/")


def relative(uri: str, /, *, start: str) -> str:
    """The relative address of the page `uri` as seen from the page `start`."""
    return _way(start.rpartition("/")[0], uri)


@lru_cache(maxsize=20_000)  # thousands of entries in one folder lead to the same pages
def _way(folder: str, uri: str) -> str:
    here, there = folder.split("/") if folder else [], uri.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])
