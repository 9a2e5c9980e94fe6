"""A MkDocs page whose HTML the engine has already made, and the shell into which entries are spliced.

The theme needs a millisecond and a half for a page; a catalogue has thousands that differ only in title, summary,
addresses and body. So the theme draws one page for each section and depth with marks in their place, and every entry is
that page with the marks replaced.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from seedbed.site.page import Page

MARKS = ("title", "description", "canonical", "edit", "content")


def _mark(name: str) -> str:
    return f"https://seedbed.invalid/{name}-mark"


class EnginePage(MkDocsPage):
    """A page that comes finished: nothing is parsed, nothing is rendered."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        """MkDocs templates do not escape, so title and summary are escaped here."""
        super().__init__(escape(page.title), file, config)
        self.source_page = page

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown; what the theme reads from front matter comes from the engine."""
        self.markdown = ""
        self.meta = {"description": escape(self.source_page.summary), "search": {"exclude": True}}
        if self.source_page.is_entry:
            self.meta |= {"template": "entry.html", "hide": ["toc"]}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the finished body."""
        self.content = self.source_page.html
        self.toc = TableOfContents(
            [AnchorLink(escape(heading.text), heading.id, heading.level) for heading in self.source_page.headings]
        )
        self.present_anchor_ids = {heading.id for heading in self.source_page.headings}


class Shells:
    """One drawn page for each section and depth, cut at its marks."""

    def __init__(self, env: jinja2.Environment) -> None:
        """`env` is the theme's environment."""
        self.env = env
        self.cut: dict[tuple[str | None, str], list[str]] = {}

    def splice(self, page: EnginePage, context: dict[str, Any]) -> str:
        """The whole HTML of an entry."""
        key = (page.source_page.section, context["base_url"])
        if key not in self.cut:
            self.cut[key] = self._draw(page, context)
        values = dict(
            zip(
                MARKS,
                (page.title, page.meta["description"], page.canonical_url, page.edit_url, page.content),
                strict=True,
            )
        )
        return "".join(part if i % 2 == 0 else str(values[part] or "") for i, part in enumerate(self.cut[key]))

    def _draw(self, page: EnginePage, context: dict[str, Any]) -> list[str]:
        stand_in = EnginePage(page.source_page, page.file, context["config"])
        page.file.page = page
        stand_in.title, stand_in.content = _mark("title"), _mark("content")
        stand_in.meta = {**page.meta, "description": _mark("description")}
        stand_in.canonical_url = page.canonical_url and _mark("canonical")
        stand_in.edit_url = page.edit_url and _mark("edit")
        stand_in.parent = self._section(page, context)
        stand_in.active = True
        try:
            text = self.env.get_template("main.html").render(context | {"page": stand_in})
        finally:
            stand_in.active = False
        return _cut(text)

    @staticmethod
    def _section(page: EnginePage, context: dict[str, Any]) -> Any:
        uri = page.source_page.section
        return next((item.parent for item in context["nav"].pages if item.url == uri), None)


def _cut(text: str) -> list[str]:
    """Text at even places, names of marks at odd ones."""
    parts = [text]
    for name in MARKS:
        parts = [piece for i, part in enumerate(parts) for piece in (_split(part, name) if i % 2 == 0 else [part])]
    return parts


def _split(text: str, name: str) -> list[str]:
    first, *rest = text.split(_mark(name))
    return [first, *(piece for tail in rest for piece in (name, tail))]
