"""One agent at a glance: what its page and its card show, each figure with its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seedbed.metrics.evidence import Evidence
from seedbed.metrics.fleet import Condition
from seedbed.metrics.measured import Measured, in_order
from seedbed.metrics.network import Lineage
from seedbed.metrics.output import MonthHours, Output, Shrinkage, hours_by_month
from seedbed.metrics.reasons import Proof
from seedbed.metrics.usage import Usage, combine, usage_by_month
from seedbed.records import Agent, Deployment, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentSummary:
    """Everything measured about one agent.

    `live` are the units where it runs today, of `units` in all. `proof` is the evidence on which its stage is
    decided, from the file `proof_path` (None: no unit has measured it). `usage` adds up all copies and all time,
    `months` each month, `hours` the hours given back. `condition` is None for an agent outside the fleet: an idea, or
    one that has ended.
    """

    agent: str
    live: tuple[str, ...]
    units: int
    lineage: Lineage | None
    proof: Evidence | None
    proof_path: str | None
    outputs: tuple[Output, ...]
    shrinkage: tuple[Shrinkage, ...]
    usage: Usage
    measured: tuple[Measured, ...]
    condition: Condition | None

    @property
    def months(self) -> Mapping[str, Usage]:
        """Usage of all copies month by month, oldest first."""
        return usage_by_month(self.measured)

    @property
    def hours(self) -> tuple[MonthHours, ...]:
        """Hours given back by all copies month by month, oldest first."""
        return hours_by_month(self.outputs)

    @property
    def copies(self) -> int:
        """Copies by other units that are or were live."""
        return len(self.lineage.copies) if self.lineage else 0

    @property
    def owner_output(self) -> Output | None:
        """What the proof's own deployment shows, the claim that others compare with."""
        return next((one for one in self.outputs if one.path == self.proof_path), None)

    @property
    def net_output(self) -> Fraction | None:
        """The Net Output that may be quoted for it."""
        return self.owner_output.quoted if self.owner_output else None

    @property
    def methods(self) -> tuple[str, ...]:
        """How the rows of the proof were made, the strongest way first."""
        return in_order(set(self.proof.methods)) if self.proof else ()

    @property
    def hours_given_back(self) -> float | None:
        """Hours given back by all copies over all time; None where nothing was measured against a baseline."""
        months = self.hours
        return sum(month.hours for month in months) if months else None

    @property
    def cost_per_task(self) -> float | None:
        """Running cost of one task over all copies and months that state a cost."""
        return self.usage.cost_per_task


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is known about one agent before it is summed up."""

    deployments: Sequence[Deployment]
    proof: Proof | None
    measured: Sequence[Measured]
    outputs: Sequence[Output]
    shrinkage: Sequence[Shrinkage]
    usages: Sequence[Usage]
    lineage: Lineage | None
    condition: Condition | None


def summary_from(agent: Agent, material: Material, /, *, units: int) -> AgentSummary:
    """The summary of one agent from its own records; `units` there are in all."""
    proof = material.proof
    return AgentSummary(
        agent=agent.id,
        live=tuple(sorted(one.unit for one in material.deployments if one.status is Status.LIVE)),
        units=units,
        lineage=material.lineage,
        proof=proof[1] if proof else None,
        proof_path=proof[0].path if proof else None,
        outputs=tuple(material.outputs),
        shrinkage=tuple(material.shrinkage),
        usage=combine(material.usages),
        measured=tuple(material.measured),
        condition=material.condition,
    )
