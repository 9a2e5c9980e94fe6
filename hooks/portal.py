"""MkDocs events: ask the engine for the portal and hand over what it made. Works unchanged under ProperDocs."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from engine_page import EnginePage, Shells
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from seedbed.pipeline import BadRecordsError, OnError, Portal, build
from seedbed.repository.git import Git, GitError
from seedbed.repository.tree import WorkingTree
from seedbed.resources import shared_path

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = get_plugin_logger("portal")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the engine's theme below the portal's own overrides; `overrides/main.html` needs it, so a build without these hooks fails."""
    theme = str(shared_path("theme"))
    if theme not in config.theme.dirs:
        config.theme.dirs.insert(1, theme)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Make the portal and add its pages and data as generated files."""
    root = Path(config.config_file_path).parent
    on_error = OnError(config.extra.get("seedbed", {}).get("on_error", "stop"))
    portal = _portal(root, url=config.site_url or "", on_error=on_error)
    for page in portal.pages:
        level = InclusionLevel.NOT_IN_NAV if page.is_entry else InclusionLevel.UNDEFINED
        file = File.generated(config, page.uri.removesuffix("html") + "md", content="", inclusion=level)
        file.edit_uri = page.source
        files.append(file)
        EnginePage(page, file, config)
    for uri, text in portal.files.items():
        files.append(File.generated(config, uri, content=text))
    return files


def _portal(root: Path, *, url: str, on_error: OnError) -> Portal:
    """Build the portal of the records in `root`; bad records end the build with the list of what to mend."""
    try:
        portal = build(WorkingTree(root), today=_today(), commit=_commit(root), url=url, on_error=on_error)
    except BadRecordsError as error:
        lines = "\n".join(
            f"{p.path}:{p.line}:{p.column}: {p.rule}: {p.message}\n    fix: {p.fix}" for p in error.problems
        )
        raise PluginError(f"{error}\n{lines}") from error
    if portal.problems:
        log.info("%d problems were let pass; see governance/index.html", len(portal.problems))
    return portal


def _today() -> date:
    """The day of the build, or that of SOURCE_DATE_EPOCH for a build that can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


def _commit(root: Path) -> str | None:
    try:
        return Git.open(root).commit("HEAD")
    except GitError:
        return None


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give the search index the title and summary of every page, instead of its whole text."""
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
        shells = config.extra.setdefault("_shells", Shells(config.theme.get_env()))
        context["spliced"] = shells.splice(page, context)
    return context
