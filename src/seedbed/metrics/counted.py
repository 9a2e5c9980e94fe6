"""What counts when an agent is judged, and whether it meets the bar: one measure for gate, figures and pages.

Rows that were measured or sampled prove something; what somebody estimated or asked people about does not. The checks
and the fleet look at all rows, since they ask how an agent fares and not whether it may climb.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from seedbed.metrics.evidence import (
    Evidence,
    Proof,
    evidence_of_agent,
    find_shortfalls,
    is_high_volume,
    is_stale,
    is_thin,
)
from seedbed.records import Agent, Catalogue, MeasurementTable, Thresholds

COUNTED = ("measured", "sampled")
"""Methods whose rows prove something."""


def counted_proof(
    agent: Agent, catalogue: Catalogue, /, *, today: date, tables: Sequence[MeasurementTable]
) -> Proof | None:
    """The table that decides whether an agent may climb and what its counted rows show; None without any table.

    `tables` are those of the agent; of the catalogue only their deployments are asked for.
    """
    some = [_counted(table) for table in tables]
    return evidence_of_agent(agent, catalogue, today=today, tables=some)


def _counted(table: MeasurementTable) -> MeasurementTable:
    return replace(table, rows=tuple(row for row in table.standing if row.method in COUNTED))


def meets_bar(evidence: Evidence | None, bar: Thresholds, /) -> bool:
    """Whether counted rows meet the bar of a policy; what cannot be told is not met."""
    if evidence is None or evidence.last_period is None or is_thin(evidence, bar) or is_stale(evidence, bar):
        return False
    return not (lacks_net_output(evidence, bar) or any(find_shortfalls(evidence, bar)))


def lacks_net_output(evidence: Evidence, bar: Thresholds, /) -> bool:
    """Whether Net Output is demanded and cannot be told: no baseline, or no hours of people."""
    return evidence.net_output is None and is_high_volume(evidence, bar)
