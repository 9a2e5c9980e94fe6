"""A MkDocs page whose HTML the engine has already made: nothing is parsed, nothing is rendered."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from seedbed.site.page import Page


class EnginePage(MkDocsPage):
    """MkDocs templates do not escape, so title, summary and headings are escaped here."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        """Takes the place of the page that MkDocs would make for `file`."""
        super().__init__(escape(page.title), file, config)
        self.source_page = page

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown; what the theme reads from front matter comes from the engine."""
        self.markdown = ""
        self.meta = {"description": escape(self.source_page.summary), "search": {"exclude": True}}
        if self.source_page.is_entry:
            self.meta["hide"] = ["toc"]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the finished body."""
        self.content = self.source_page.html
        self.toc = TableOfContents(
            [AnchorLink(escape(heading.text), heading.id, heading.level) for heading in self.source_page.headings]
        )
        self.present_anchor_ids = {heading.id for heading in self.source_page.headings}
