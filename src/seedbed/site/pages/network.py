"""The network of who copied from whom, on a page of its own below Diffusion."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from seedbed.site.network_views import draw_network, network_says
from seedbed.site.page import Page
from seedbed.site.spread_views import matrix_of
from seedbed.site.templates import render
from seedbed.site.views import Site

URI = "diffusion/network.html"
SECTION = "diffusion/index.html"


def create(site: Site, /) -> Iterator[Page]:
    """The one page, also where nothing was copied yet: then it says so."""
    title = site.language.say("Who copied from whom")
    summary = network_says(site)
    yield Page(uri=URI, title=title, summary=summary, body=partial(_body, site, title, summary), section=SECTION)


def _body(site: Site, title: str, summary: str) -> str:
    return render(
        "network.html",
        site=site,
        uri=URI,
        title=title,
        opening=summary,
        ring=draw_network(site, start=URI),
        matrix=matrix_of(site, start=URI),
    )
