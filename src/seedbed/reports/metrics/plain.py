"""All figures as plain data: mappings by name, so that every figure has an address.

Shares are numbers from 0 to 1, moments UTC, None what is not known. A group or unit with fewer people than the policy
lets be shown is not there; `withheld` counts them.
"""

from __future__ import annotations

from typing import Any

from seedbed.reports.metrics.plain_adoption import plain_adoption, plain_network
from seedbed.reports.metrics.plain_programme import plain_programme
from seedbed.reports.metrics.plain_records import plain_fleet, plain_output, plain_usage
from seedbed.reports.metrics.plain_replication import plain_replication
from seedbed.site.views import Site


def plain_figures(site: Site, /) -> dict[str, Any]:
    """Everything that `seedbed metrics` tells, as schemas/output/metrics.json describes it."""
    return {
        "as_of": site.figures.as_of.isoformat(),
        "commit": site.commit,
        "replication": plain_replication(site),
        "adoption": plain_adoption(site),
        "output": plain_output(site),
        "usage": plain_usage(site),
        "fleet": plain_fleet(site),
        "network": plain_network(site),
        "programme": plain_programme(site),
    }
