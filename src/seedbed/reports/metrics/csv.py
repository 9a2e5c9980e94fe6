"""The figures as a table for spreadsheets: one row a figure, in the order of the JSON object.

`subject` says of whom or of which month a figure is, as a path: `functions/finance/months/2026-03`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from seedbed.exports.tables import safe_cell
from seedbed.reports.metrics.plain import plain_figures
from seedbed.site.views import Site

HEADER = ("as_of", "commit", "area", "subject", "figure", "value")
SOURCES = frozenset({"commits", "paths"})
"""Where figures come from: lists of thousands that the JSON object holds."""


def report_csv(site: Site, /) -> str:
    """All figures with their header, one a row."""
    data = plain_figures(site)
    origin = (data.pop("as_of"), data.pop("commit") or "")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for path, value in _leaves(data, ()):
        cells = (path[0], "/".join(path[1:-1]), path[-1], value)
        writer.writerow([*origin, *map(safe_cell, cells)])
    return out.getvalue()


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every figure with the way to it; what is not known is an empty cell, a list stands in one cell."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if key not in SOURCES:
                yield from _leaves(one, (*path, key))
    elif len(path) > 1:
        yield path, _cell(value)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join("" if one is None else str(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
