"""What an agent lacks for the bar of a policy, on one side of a change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from seedbed.gate.side import Side
from seedbed.metrics.counted import COUNTED, counted_proof, lacks_net_output
from seedbed.metrics.evidence import Evidence, Proof, find_shortfalls, is_stale, is_thin
from seedbed.records import Agent, Catalogue, MeasurementTable, Policy


def evidence_for(agent: Agent, side: Side, /, *, today: date) -> Proof | None:
    """The table that decides on an agent's stage and what it shows of the present version; None without any table.

    Rows that somebody estimated or asked people about count for nothing here.
    """
    tables = list(side.all(MeasurementTable, folder=agent.id))
    measured = (side.deployment(table.id) for table in tables)
    copies = {copy.id: copy for copy in measured if copy}
    return counted_proof(agent, Catalogue(deployments=copies), today=today, tables=tables)


def find_gaps(agent: Agent, evidence: Evidence | None, policy: Policy, /) -> Iterator[str]:
    """Everything that the evidence of an agent lacks, in words; nothing when it meets the bar.

    Every comparison asks whether the bar is met: what cannot be told is not met.
    """
    bar = policy.thresholds
    if evidence is None or evidence.last_period is None:
        yield f"nothing is measured of version {agent.version} ({' or '.join(COUNTED)} rows count)"
        return
    if is_thin(evidence, bar):
        yield (
            f"{evidence.tasks:,} tasks measured ({bar.measured_tasks:,} are due),"
            f" {evidence.judged:,} judged ({bar.judged_tasks:,} are due)"
        )
    if is_stale(evidence, bar):
        yield f"{evidence.last_period} ended {evidence.age_days} days ago (at most {bar.evidence_days})"
    for one in find_shortfalls(evidence, bar):
        yield f"{one.name} is {percent(one.value)} ({percent(one.least)} is due)"
    if lacks_net_output(evidence, bar):
        yield "Net Output cannot be told: no baseline, or no hours of people"


def in_figures(evidence: Evidence, policy: Policy, /) -> str:
    """What the evidence shows, for a rule that holds."""
    told = [f"accuracy {_share(evidence.accuracy)} of {evidence.judged:,} judged (bound {evidence.accuracy_bound:.0%})"]
    told.append(f"automation {_share(evidence.automation)} of {evidence.tasks:,}")
    if evidence.volume >= policy.thresholds.high_volume_tasks_per_month:
        told.append(f"Net Output {_share(evidence.net_output)}")
    return ", ".join([*told, f"last month {evidence.last_period}"])


def percent(share: Fraction, /) -> str:
    """A share as a text, cut and not rounded: 79.96 % is below 80 %."""
    return f"{math.floor(share * 1000) / 10:.1f} %"


def _share(share: Fraction | None) -> str:
    return "unknown" if share is None else percent(share)
