"""The pages of the portal, a module for each place in the navigation.

Each has `create(site) -> Iterator[Page]`: its index pages, then its entries one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.site.brand import create_brand
from seedbed.site.page import Page, Text
from seedbed.site.pages import (
    agents,
    audit,
    definitions,
    demos,
    diffusion,
    digest,
    embedding,
    fleet,
    functions,
    governance,
    home,
    network,
    news,
    people,
    platform,
    playbooks,
    presenting,
    programs,
    requests,
    rules,
    stories,
    units,
    value,
)
from seedbed.site.script_texts import create_script_texts
from seedbed.site.views import Site

PLACES = (
    home,
    agents,
    demos,
    requests,
    playbooks,
    units,
    functions,
    platform,
    people,
    stories,
    programs,
    diffusion,
    network,
    value,
    fleet,
    governance,
    audit,
    rules,
    news,
    digest,
    definitions,
)
"""The places in the order of the navigation."""


def create_places(site: Site, /) -> Iterator[Iterator[Page]]:
    """The pages of each place, one place after the other; none is made before it is asked for."""
    return (place.create(site) for place in PLACES)


def create_files(site: Site, /) -> dict[str, Text]:
    """Every further file that the portal's own scripts read, by uri."""
    made = agents.create_files(site) | presenting.create_files(site) | embedding.create_files(site)
    return made | create_script_texts(site.language) | create_brand(site.brand)
