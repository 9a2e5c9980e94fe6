"""From a figure back to where it comes from: links to rows on the forge, to records, and to definitions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from seedbed.site.charts import Cell
from seedbed.site.page import relative
from seedbed.site.views import Site

FILES: Mapping[str, str] = {
    "github": "{url}/blob/{branch}/{path}",
    "gitlab": "{url}/-/blob/{branch}/{path}",
    "forgejo": "{url}/src/branch/{branch}/{path}",
    "bitbucket": "{url}/src/{branch}/{path}",
}
"""Where each forge shows a file of a branch."""

CHANGES: Mapping[str, str] = {
    "github": "{url}/pull/{number}",
    "gitlab": "{url}/-/merge_requests/{number}",
    "forgejo": "{url}/pulls/{number}",
    "bitbucket": "{url}/pull-requests/{number}",
}
"""Where each forge shows a pull request."""

COMMITS: Mapping[str, str] = {
    "github": "{url}/commit/{commit}",
    "gitlab": "{url}/-/commit/{commit}",
    "forgejo": "{url}/commit/{commit}",
    "bitbucket": "{url}/commits/{commit}",
}
"""Where each forge shows a commit."""

DEFINITIONS = "definitions.html"


def file_url(site: Site, path: str, /) -> str | None:
    """The address of a record on the forge; None when the organisation names no forge that is known here."""
    return _on_forge(site, FILES, path=quote(path))


def change_url(site: Site, number: int, /) -> str | None:
    """The address of a pull request on the forge, likewise."""
    return _on_forge(site, CHANGES, number=str(number))


def commit_url(site: Site, commit: str, /) -> str | None:
    """The address of a commit on the forge, likewise."""
    return _on_forge(site, COMMITS, commit=commit)


def _on_forge(site: Site, patterns: Mapping[str, str], **words: str) -> str | None:
    forge = site.catalogue.organization.forge if site.catalogue.organization else None
    pattern = patterns.get(forge.kind) if forge else None
    if forge is None or pattern is None or not forge.url.startswith("https://"):
        return None
    return pattern.format(url=forge.url.rstrip("/"), branch=_quoted(forge.branch), **words)


@cache
def _quoted(branch: str) -> str:
    """The branch in an address: the same for every merge that a page links to."""
    return quote(branch)


def cell(site: Site, shelf: str, id: str, /, *, start: str) -> Cell:
    """The name of a record, as a link from the page `start` where the site has a page of it."""
    target = site.uri(shelf, id)
    return Cell(site.name(shelf, id), relative(target, start=start) if target else None)


def definition(anchor: str, /, *, start: str) -> str:
    """The address of a definition as seen from the page `start`."""
    return f"{relative(DEFINITIONS, start=start)}#{anchor}"
