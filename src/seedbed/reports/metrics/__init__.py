"""The figures of a portal on a day, in several voices behind one interface: from a site to the whole text.

The site has taken out what its records keep from readers, and groups of too few people are taken out here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from seedbed.reports import Format
from seedbed.reports.metrics.csv import report_csv
from seedbed.reports.metrics.json import report_json
from seedbed.reports.metrics.text import report_text
from seedbed.site.views import Site

MetricsReport: TypeAlias = Callable[[Site], str]

METRICS_REPORTS: Mapping[Format, MetricsReport] = {
    Format.TEXT: report_text,
    Format.JSON: report_json,
    Format.CSV: report_csv,
}
