"""What the search of the whole portal finds: the engine's pages, and those written by hand in docs/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING

from engine_page import EnginePage
from mkdocs.structure.files import File

from seedbed.site.searching import URI, Found, create_search, findable

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from seedbed.site.language import Language
    from seedbed.site.page import Page

LONGEST = 200
"""Letters of a page written by hand that stand for its summary, where it gives none itself."""


def index_pages(pages: Iterable[Page], language: Language, *, files: Files, config: MkDocsConfig) -> None:
    """Add the file that the search reads, after every page written by hand was rendered."""
    text = create_search([*findable(pages), *_written(files)], language)
    files.append(File.generated(config, URI, content=text))


def _written(files: Files) -> Iterator[Found]:
    """The pages written by hand, with the words they begin with."""
    for file in files.documentation_pages():
        page = file.page
        if page is None or isinstance(page, EnginePage) or page.meta.get("search", {}).get("exclude"):
            continue
        body = re.sub(r"<h1\b.*?</h1>", " ", page.content or "", flags=re.DOTALL)
        words = " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
        summary = str(page.meta.get("description") or words[:LONGEST])
        yield Found("pages", file.dest_uri, unescape(str(page.title)), summary)
