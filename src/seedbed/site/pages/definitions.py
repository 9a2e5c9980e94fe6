"""Definitions: every word and every figure of the portal, with its formula and a worked example."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from seedbed.site.making import make_index
from seedbed.site.page import Page
from seedbed.site.pages.fleet import DEFINITIONS
from seedbed.site.people_words import small_group
from seedbed.site.views import Site
from seedbed.site.worked_example import AGENT, worked_example

URI = "definitions.html"


def create(site: Site, /) -> Iterator[Page]:
    """The one page of definitions."""
    yield make_index(
        "definitions.html",
        site=site,
        uri=URI,
        title=site.language.say("Definitions"),
        summary=site.language.say(
            "What each word and each figure of this portal means, with its formula and a worked example."
        ),
        more=partial(_context, site),
    )


def _context(site: Site) -> dict[str, Any]:
    example = worked_example()
    figures = example.figures
    return {
        "policy": site.catalogue.policy,
        "guard": small_group(site),
        "row": example.rows["accounting"],
        "baseline": example.baseline,
        "proof": figures.output.by_deployment[f"{AGENT}/accounting"].evidence,
        "usage": figures.usage.by_deployment[f"{AGENT}/accounting"],
        "shrinkage": figures.output.shrinkage[0],
        "everything": figures.adoption.everything,
        "network": figures.network,
        "reasons": DEFINITIONS,
        "money": site.language.money,
    }
