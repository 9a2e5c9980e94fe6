"""What the search of the base theme finds."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from seedbed.site.page import Page


def index_pages(pages: Iterable[Page], config: MkDocsConfig) -> None:
    """Give the search index the title and summary of every page: its whole text would be megabytes for each visitor."""
    search: Any = config.plugins.get("material/search") or config.plugins.get("search")
    if search:
        search.search_index.entries.extend(
            {"location": page.uri, "title": escape(page.title), "text": escape(page.summary)} for page in pages
        )
