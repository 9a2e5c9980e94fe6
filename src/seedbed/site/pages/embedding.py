"""The list of agents for the frame of another site: one page outside the portal's frame, filtered by its address."""

from __future__ import annotations

from functools import partial

from seedbed.site.bare import bare_page
from seedbed.site.content_policy import embed_header_words
from seedbed.site.listing import default_order
from seedbed.site.page import Text
from seedbed.site.profiles import create_profiles
from seedbed.site.views import Site

URI = "embed.html"
HEADER = "assets/seedbed/content-security-policy-embed.txt"
"""The value of the header for this one page: other sites may frame it."""
MOST = 24
"""Agents in the frame, unless its address asks for fewer or more."""


def create_files(site: Site, /) -> dict[str, Text]:
    """The page, and the policy that lets other sites show it."""
    return {URI: partial(_page, site), HEADER: f"{embed_header_words()}\n"}


def _page(site: Site) -> str:
    profiles = [one for one in default_order(create_profiles(site).values()) if one.agent.is_open]
    return bare_page(
        "embed.html",
        site=site,
        uri=URI,
        title=site.language.say("Agents"),
        profiles=profiles[:MOST],
        count=len(profiles),
        most=MOST,
        sheets=("tokens", "parts", "pages", "embed"),
        scripts=["matching", "listing", "embed"],
        body="sb-embed",
    )
