"""Hand the catalogue to other systems: one function for each format, from a site to texts by uri.

What is under `api/v1/` and `data/` is public and keeps its shape within a version (schemas in `schemas/output/`); files
elsewhere in a built site, such as the data of the catalogue page, belong to the portal's own scripts and may change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seedbed.exports.api import export_api
from seedbed.exports.calendar import export_calendar
from seedbed.exports.feeds import export_feeds
from seedbed.exports.tables import export_tables
from seedbed.site.page import Text
from seedbed.site.views import Site

EXPORTS: Mapping[str, Callable[[Site], dict[str, Text]]] = {
    "api": export_api,
    "calendar": export_calendar,
    "csv": export_tables,
    "feed": export_feeds,
}
"""Every export by the name under which the command line knows it."""


def export_all(site: Site, /) -> dict[str, Text]:
    """Every file that other systems may read, by uri; part of each site build."""
    return {uri: text for export in EXPORTS.values() for uri, text in export(site).items()}
