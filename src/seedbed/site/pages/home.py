"""The first page."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.site.page import Page
from seedbed.site.templates import render
from seedbed.site.views import Site


def create(site: Site, /) -> Iterator[Page]:
    """The home page."""
    uri = "index.html"
    yield Page(
        uri=uri, title="Home", summary="The agents that work here.", html=render("home.html", site=site, uri=uri)
    )
