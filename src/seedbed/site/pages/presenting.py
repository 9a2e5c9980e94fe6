"""The decks as pages: whole documents of their own, since a slide has no room for the frame of the portal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from seedbed.site.bare import bare_page
from seedbed.site.page import Text
from seedbed.site.pages.decks import Deck
from seedbed.site.pages.decks.diffusion import URI as DIFFUSION
from seedbed.site.pages.decks.diffusion import diffusion_deck
from seedbed.site.pages.decks.home import URI as HOME
from seedbed.site.pages.decks.home import home_deck
from seedbed.site.views import Site


def create_files(site: Site, /) -> dict[str, Text]:
    """Every deck by its uri."""
    return {HOME: partial(_deck, site, home_deck), DIFFUSION: partial(_deck, site, diffusion_deck)}


def _deck(site: Site, make: Callable[[Site], Deck]) -> str:
    deck = make(site)
    return bare_page(
        "present.html",
        site=site,
        uri=deck.uri,
        title=deck.title,
        deck=deck,
        sheets=("tokens", "parts", "charts", "present"),
        scripts=["present"],
        body="sb-presenting",
    )
