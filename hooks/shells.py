"""The shell into which entries are spliced.

The theme needs a millisecond and a half for a page; a catalogue has thousands that differ only in title, summary,
addresses and body. So the theme draws one page for each section and depth with marks in their place, and every entry is
that page with the marks replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

from engine_page import EnginePage
from finishing import finish
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, InclusionLevel
from msgspec import Struct
from together import together

if TYPE_CHECKING:
    import jinja2
    from guarding import Guard
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from seedbed.site.page import Page

MARKS = ("title", "description", "canonical", "edit", "content")


Key: TypeAlias = tuple[str | None, int, bool]
"""Section, depth, and whether there is no edit link."""
Addresses: TypeAlias = tuple[str | None, str | None]
"""The canonical address and that of the edit link."""


class Shell(Struct, frozen=True, kw_only=True):
    """What stands around every entry: for each kind of page its text at even places, names of marks at odd ones.

    Plain texts, so that other processes can be told it. `starts` are the beginnings of an entry's addresses, by whether
    it has no edit link; a setting that makes other addresses has them whole, in `addresses` by uri.
    """

    cut: Mapping[Key, Sequence[str]]
    starts: Mapping[bool, Addresses]
    addresses: Mapping[str, Addresses]

    def splice(self, page: Page, body: str) -> str:
        """The whole HTML of an entry with this body."""
        canonical, edit = self._addresses(page)
        values = (escape(page.title), escape(page.summary), canonical, edit, together(body))
        named = dict(zip(MARKS, values, strict=True))
        return "".join(part if i % 2 == 0 else named[part] or "" for i, part in enumerate(self.cut[_key(page)]))

    def _addresses(self, page: Page) -> Addresses:
        if page.uri in self.addresses:
            return self.addresses[page.uri]
        site, forge = self.starts[page.source is None]
        return (site and site + page.uri), (forge and forge + (page.source or ""))


class Shells:
    """Draws one page of each kind of entry with the theme, with marks in place of what differs. Good for one build."""

    def __init__(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files, nav: Navigation, guard: Guard
    ) -> None:
        """What the theme needs to draw a page, and what guards it then."""
        self.env, self.config, self.files, self.nav, self.guard = env, config, files, nav, guard

    def draw(self, entries: Iterable[Page]) -> Shell:
        """The shell of these entries.

        MkDocs is asked for the addresses of one page of each kind: asking it for every page took as long as drawing
        some of them. A template with other parts of a path is asked for each.
        """
        cut: dict[Key, list[str]] = {}
        starts: dict[bool, Addresses] = {}
        addresses: dict[str, Addresses] = {}
        for page in entries:
            key = _key(page)
            if key not in cut:
                cut[key] = _cut(finish(_dense(self._draw(page)), self.guard))
            if self.config.edit_uri_template:
                addresses[page.uri] = self._addresses(page)
            elif (is_without := page.source is None) not in starts:
                site, forge = self._addresses(page)
                starts[is_without] = (
                    (site or "").removesuffix(page.uri),
                    (forge or "").removesuffix(page.source or ""),
                )
        return Shell(cut=cut, starts=starts, addresses=addresses)

    def _addresses(self, page: Page) -> Addresses:
        own = EnginePage(page, self._file(page), self.config)
        return own.canonical_url, own.edit_url

    def _file(self, page: Page) -> File:
        uri = page.uri.removesuffix("html") + "md"
        file = File.generated(self.config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.source
        return file

    def _draw(self, page: Page) -> str:
        stand_in = EnginePage(page, self._file(page), self.config)
        stand_in.read_source(self.config)
        stand_in.title, stand_in.content = _mark("title"), _mark("content")
        stand_in.meta = {**stand_in.meta, "description": _mark("description")}
        stand_in.canonical_url = stand_in.canonical_url and _mark("canonical")
        stand_in.edit_url = stand_in.edit_url and _mark("edit")
        context: dict[str, Any] = dict(get_context(self.nav, self.files, self.config, stand_in))
        index = next((item for item in self.nav.pages if item.url == page.section), stand_in)
        index.active = True  # an entry stands in no menu: the place that leads to it is shown as the present one
        try:
            return self.env.get_template("main.html").render(context)
        finally:
            index.active = False


def _key(page: Page) -> Key:
    return page.section, page.uri.count("/"), page.source is None


def _dense(html: str) -> str:
    """What stands around an entry without the blank lines and indents that loops of the theme leave: a tenth of it.

    There is no `pre` in it; what an entry itself holds is put in later.
    """
    return re.sub(r"\n\s+", "\n", html)


def _mark(name: str) -> str:
    return f"https://seedbed.invalid/{name}-mark"


def _cut(text: str) -> list[str]:
    """Text at even places, names of marks at odd ones."""
    parts = [text]
    for name in MARKS:
        parts = [piece for i, part in enumerate(parts) for piece in (_split(part, name) if i % 2 == 0 else [part])]
    return parts


def _split(text: str, name: str) -> list[str]:
    first, *rest = text.split(_mark(name))
    return [first, *(piece for tail in rest for piece in (name, tail))]
