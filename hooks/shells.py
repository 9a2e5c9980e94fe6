"""The shell into which entries are spliced.

The theme needs a millisecond and a half for a page; a catalogue has thousands that differ only in title, summary,
addresses and body. So the theme draws one page for each section and depth with marks in their place, and every entry is
that page with the marks replaced.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from engine_page import EnginePage
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, InclusionLevel
from together import together
from valid import valid

if TYPE_CHECKING:
    import jinja2
    from guarding import Guard
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from seedbed.site.page import Page

MARKS = ("title", "description", "canonical", "edit", "content")


class Shells:
    """One drawn page for each section and depth, with an edit link or without, cut at its marks. Good for one build."""

    def __init__(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files, nav: Navigation, guard: Guard
    ) -> None:
        """What the theme needs to draw a page, and what guards it then."""
        self.env, self.config, self.files, self.nav, self.guard = env, config, files, nav, guard
        self.cut: dict[tuple[str | None, int, bool], list[str]] = {}
        self.addresses: dict[bool, tuple[str, str]] = {}

    def prepare(self, page: Page) -> list[str]:
        """The shell of an entry: text at even places, names of marks at odd ones."""
        key = (page.section, page.uri.count("/"), page.source is None)
        if key not in self.cut:
            self.cut[key] = _cut(self.guard.apply(valid(self._draw(page))))
        return self.cut[key]

    def splice(self, page: Page) -> str:
        """The whole HTML of an entry."""
        canonical, edit = self._addresses(page)
        values = (escape(page.title), escape(page.summary), canonical, edit, together(page.html))
        named = dict(zip(MARKS, values, strict=True))
        return "".join(part if i % 2 == 0 else named[part] or "" for i, part in enumerate(self.prepare(page)))

    def _addresses(self, page: Page) -> tuple[str | None, str | None]:
        """The canonical address and that of the edit link, as MkDocs makes them for one page of each kind.

        Asking it for every page took as long as drawing some of them; a template with other parts of a path is asked.
        """
        if self.config.edit_uri_template:
            own = EnginePage(page, self._file(page), self.config)
            return own.canonical_url, own.edit_url
        kind = page.source is None
        if kind not in self.addresses:
            own = EnginePage(page, self._file(page), self.config)
            self.addresses[kind] = (
                (own.canonical_url or "").removesuffix(page.uri),
                (own.edit_url or "").removesuffix(page.source or ""),
            )
        site, forge = self.addresses[kind]
        return (site and site + page.uri), (forge and forge + (page.source or ""))

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
