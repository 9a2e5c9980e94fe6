"""MkDocs events: ask the engine for the portal and hand over what it made. Works unchanged under ProperDocs.

Nothing is kept between builds: `mkdocs serve` runs every event again with a fresh configuration.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from building import build_portal
from engine_page import EnginePage
from framing import apply_frame, prune_nav
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from shells import Shells

from seedbed.resources import shared_path

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the portal, and let its records say what stands around the pages.

    The engine's theme goes below the portal's own overrides: overrides/main.html needs it, so that a build in which
    these hooks did not run fails.
    """
    config.theme.dirs.insert(1, str(shared_path("theme")))
    portal = build_portal(config)
    apply_frame(portal.frame, config)
    prune_nav(config, uris={page.uri for page in portal.pages})
    config.extra["_portal"] = portal
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and data of the portal as generated files."""
    for file in files.documentation_pages():
        file.edit_uri = f"{Path(config.docs_dir).name}/{file.src_uri}"
    portal = config.extra.pop("_portal")
    for page in portal.pages:
        level = InclusionLevel.NOT_IN_NAV if page.is_entry else InclusionLevel.UNDEFINED
        file = File.generated(config, page.uri.removesuffix("html") + "md", content="", inclusion=level)
        file.edit_uri = page.source
        files.append(file)
        EnginePage(page, file, config)
    for uri, text in portal.files.items():
        files.append(File.generated(config, uri, content=text))
    return files


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give the search index the title and summary of every page, instead of its whole text."""
    config.extra["_shells"] = Shells(env)
    search = config.plugins.get("material/search") or config.plugins.get("search")
    pages = [file.page for file in files.documentation_pages() if isinstance(file.page, EnginePage)]
    if search:
        search.search_index.entries.extend(
            {"location": p.url, "title": p.title, "text": escape(p.source_page.summary)} for p in pages
        )
    return env


@event_priority(-100)
def on_page_context(context: dict[str, Any], page: Any, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Splice an entry into the shell of its section, which the theme draws once."""
    if isinstance(page, EnginePage) and page.source_page.is_entry:
        context["spliced"] = config.extra["_shells"].splice(page, context)
    return context
