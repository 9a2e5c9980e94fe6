"""The figures as JSON; the shape is schemas/output/metrics.json."""

from __future__ import annotations

import json

from seedbed.reports.metrics.plain import plain_figures
from seedbed.site.views import Site


def report_json(site: Site, /) -> str:
    """All figures as one JSON object, in ASCII."""
    return json.dumps(plain_figures(site), indent=2) + "\n"
