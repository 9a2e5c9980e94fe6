"""What the records say about the site as a whole, put where the base theme looks for it.

Templates of MkDocs do not escape. The site's name is escaped here, as Markup, so that the few places of the base theme
which do escape leave it alone; the footer's words are escaped by the footer.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from seedbed.site.brand import create_brand

if TYPE_CHECKING:
    from collections.abc import Collection

    from mkdocs.config.defaults import MkDocsConfig

    from seedbed.site.frame import Frame
    from seedbed.site.language import Language

UNNAMED = "Seedbed"
"""The site's name in a mkdocs.yml that leaves the name to organization.yml."""


def apply_frame(frame: Frame, config: MkDocsConfig) -> None:
    """Name the site, say where its sources are edited, and give the footer its words."""
    if config.site_name == UNNAMED and frame.title:
        config.site_name = escape(frame.title)
    if not config.repo_url and frame.repository:
        config.repo_url, config.edit_uri = frame.repository, frame.edit_uri
    config.extra["portal"] = {
        "scripts": ["say.js"] if frame.language.code == "en" else ["texts.js", "say.js"],
        "sheets": [] if create_brand(frame.brand) == {} else ["brand"],
        "notice": frame.notice,
        "made_on": frame.made_on,
        "commit": frame.commit,
        "links": [{"title": link.title, "url": link.url} for link in frame.links],
    }


def speak(language: Language, config: MkDocsConfig) -> None:
    """Put the theme, and what mkdocs.yml says in English, into the language of the portal.

    A theme that mkdocs.yml puts into another language stays in that, and so do titles that nobody translated.
    """
    if config.theme.get("language", "en") == "en":
        config.theme["language"] = language.code
    config.site_description = config.site_description and language.look_up(config.site_description)
    config.nav = config.nav and _told(config.nav, language)
    for scheme in config.theme.get("palette") or ():
        if "toggle" in scheme:
            scheme["toggle"]["name"] = language.look_up(scheme["toggle"]["name"])


def _told(items: list[Any], language: Language) -> list[Any]:
    told: list[Any] = []
    for item in items:
        (title, target) = next(iter(item.items())) if isinstance(item, dict) else (None, item)
        target = _told(target, language) if isinstance(target, list) else target
        told.append({language.look_up(title): target} if title else target)
    return told


def prune_nav(config: MkDocsConfig, *, uris: Collection[str]) -> None:
    """Drop the places of `nav` that this portal has no page for, so that one mkdocs.yml serves every portal."""
    if config.nav is not None:
        config.nav = _pruned(config.nav, Path(config.docs_dir), uris)


def _pruned(items: list[Any], docs: Path, uris: Collection[str]) -> list[Any]:
    kept = []
    for item in items:
        (title, target) = next(iter(item.items())) if isinstance(item, dict) else (None, item)
        if isinstance(target, list):
            target = _pruned(target, docs, uris)
            kept += [{title: target}] if target else []
        elif "://" in target or target.removesuffix("md") + "html" in uris or (docs / target).exists():
            kept.append(item)
    return kept
