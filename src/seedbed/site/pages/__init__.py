"""The pages of the portal, a module for each place in the navigation; each has `create(site) -> Iterator[Page]`."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.site.page import Page
from seedbed.site.pages import agents, home
from seedbed.site.views import Site


def create_pages(site: Site, /) -> Iterator[Page]:
    """Every page of the portal."""
    yield from home.create(site)
    yield from agents.create(site)


def create_files(site: Site, /) -> dict[str, str]:
    """Every further file of the portal by uri: data for scripts, feeds, the public API."""
    return {}
