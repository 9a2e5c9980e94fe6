"""MkDocs events: ask the engine for the portal and hand over what it made. Works unchanged under ProperDocs.

Nothing is kept between builds but the command: `mkdocs serve` runs every event again with a fresh configuration.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from branding import add_logo, apply_brand
from building import build_portal
from compiled import keep_compiled
from engine_page import EnginePage
from finishing import finish
from framing import apply_frame, prune_nav, speak
from guarding import Guard
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from searching import index_pages
from shells import Shells
from styling import add_sheet
from theme_files import list_quickly
from writing import Writers

from seedbed.resources import shared_path
from seedbed.site.translating import tell_in
from seedbed.workers import collect_again

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


_commands: list[str] = []
"""What the generator was started for, last."""


def on_startup(command: str, dirty: bool) -> None:  # noqa: FBT001 - as MkDocs calls it
    """Remember whether the process ends with the build."""
    _commands.append(command)


@event_priority(50)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the portal, and let its records say what stands around the pages.

    The engine's theme goes below the portal's own overrides: overrides/main.html needs it, so that a build in which
    these hooks did not run fails. Before other plugins, which ask for the language.
    """
    config.theme.dirs.insert(1, str(shared_path("theme")))
    list_quickly(config.theme)
    writers = config.extra["_writers"] = Writers(Path(config.site_dir))
    portal = build_portal(config, begin=writers.begin)
    speak(portal.frame.language, config)
    apply_frame(portal.frame, config)
    apply_brand(portal.frame.brand, config)
    prune_nav(config, uris={page.uri for page in portal.pages})
    config.extra["_portal"], config.extra["_guard"] = portal, Guard(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the places of the navigation and the finished data as generated files; entries are written at the end."""
    for file in files.documentation_pages():
        file.edit_uri = f"{Path(config.docs_dir).name}/{file.src_uri}"
    portal = config.extra["_portal"]
    for page in portal.pages:
        if not page.is_entry:
            file = File.generated(config, page.uri.removesuffix("html") + "md", content="")
            file.edit_uri = page.source
            files.append(file)
            EnginePage(page, file, config)
    for uri, text in portal.files.items():
        if isinstance(text, str):
            files.append(File.generated(config, uri, content=text))
    add_logo(files, config)
    add_sheet(files, config, made=portal.files)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation: the shells of the entries show it."""
    config.extra["_nav"] = nav
    return nav


@event_priority(-100)
def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Hand over what is searched, and what stands around entries: after other plugins, as pages are drawn next."""
    portal = config.extra.pop("_portal")
    tell_in(env, portal.frame.language)
    keep_compiled(env, portal.frame.language)
    entries = [page for page in portal.pages if page.is_entry]
    config.extra["entries"] = [page.uri for page in entries]
    index_pages(portal.pages, portal.frame.language, files=files, config=config)
    guard = config.extra["_guard"]
    shells = Shells(env, config=config, files=files, nav=config.extra.pop("_nav"), guard=guard)
    config.extra["_writers"].finish_with(shells.draw(entries), entries, portal.files)
    return env


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Finish the pages that the theme makes by itself, as that of a page not found."""
    guard: Guard = config.extra["_guard"]
    return finish(output_content, guard) if template_name.endswith(".html") else output_content


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Finish every page that is drawn one by one."""
    guard: Guard = config.extra["_guard"]
    return finish(output, guard)


def on_post_build(config: MkDocsConfig) -> None:
    """Wait until every entry is written; a live preview goes on as a process like any other."""
    config.extra.pop("_writers").finish()
    config.extra.pop("_guard").write(Path(config.site_dir))
    if _commands[-1:] != ["build"]:  # the collector would look through everything once before the process ends
        collect_again()


def on_build_error(error: Exception) -> None:
    """A live preview goes on after a build that failed, too."""
    collect_again()
