"""One agent at a glance: what its page and its card show, each figure with its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from msgspec import Struct

from seedbed.metrics.evidence import Evidence, Proof
from seedbed.metrics.fleet import Condition, Fleet
from seedbed.metrics.given_back import GivenBack, MonthHours
from seedbed.metrics.measured import in_order
from seedbed.metrics.network import Lineage, Network
from seedbed.metrics.output import Output, OutputFigures, Shrinkage
from seedbed.metrics.usage import NOTHING, Usage, UsageFigures
from seedbed.records import Catalogue, Status

T = TypeVar("T")


class AgentSummary(Struct, frozen=True, kw_only=True):
    """Everything measured about one agent.

    `live` are the units where it runs today, of `units` in all. `proof` is the evidence on which its stage is
    decided, from the file `proof_path` (None: no unit has measured it). `usage` adds up all copies and all time,
    `given_back` the hours of each month. `condition` is None for an agent outside the fleet: an idea, or
    one that has ended.

    What is told of an agent is `told` and what rests on it, the outputs that are not small, and `hours`: all of them
    made of rows that are shown. `usage` and `proof` hold what small groups measured too, and are no pages' business.
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
    condition: Condition | None
    given_back: GivenBack

    @property
    def hours(self) -> tuple[MonthHours, ...]:
        """Hours given back month by month by the copies that may be shown, oldest first."""
        return tuple(self.given_back.months(self.agent))

    @property
    def is_partial(self) -> bool:
        """Whether a copy was measured that is not shown, since its unit is small or would give away one that is."""
        return any(one.is_small for one in self.outputs)

    @property
    def copies(self) -> int:
        """Copies by other units that are or were live."""
        return len(self.lineage.copies) if self.lineage else 0

    @property
    def owner_output(self) -> Output | None:
        """What the proof's own deployment shows, the claim that others compare with."""
        return next((one for one in self.outputs if one.path == self.proof_path), None)

    @property
    def told(self) -> Output | None:
        """The same where it may be told: not of a small group."""
        own = self.owner_output
        return None if own is None or own.is_small else own

    @property
    def is_guarded(self) -> bool:
        """Whether there is a proof and a small group made it."""
        return self.owner_output is not None and self.told is None

    @property
    def told_proof(self) -> Evidence | None:
        """The proof where it may be told."""
        return self.proof if self.told else None

    @property
    def net_output(self) -> Fraction | None:
        """The Net Output that may be quoted for it."""
        return self.told.quoted if self.told else None

    @property
    def methods(self) -> tuple[str, ...]:
        """How the rows of the proof were made, the strongest way first."""
        return in_order(set(self.proof.methods)) if self.proof else ()

    @property
    def hours_given_back(self) -> float | None:
        """Hours given back over all time by the copies that may be shown; None where none measured any."""
        months = self.hours
        return sum(month.hours for month in months) if months else None

    @property
    def cost_per_task(self) -> float | None:
        """Running cost of one task over all copies and months that state a cost."""
        return self.usage.cost_per_task


class Material(Struct, frozen=True, kw_only=True):
    """The figures of all agents and copies, before they are told agent by agent."""

    usage: UsageFigures
    output: OutputFigures
    network: Network
    fleet: Fleet
    proofs: Mapping[str, Proof | None]


def summaries_of(catalogue: Catalogue, found: Material, /) -> dict[str, AgentSummary]:
    """The summary of every agent."""
    deployments = grouped(catalogue.deployments.values(), lambda one: one.agent)
    outputs = grouped(found.output.by_deployment.values(), lambda one: one.agent)
    shrinkage = grouped(found.output.shrinkage, lambda one: one.agent)
    summaries: dict[str, AgentSummary] = {}
    for agent in catalogue.agents:
        proof = found.proofs[agent]
        summaries[agent] = AgentSummary(
            agent=agent,
            live=tuple(sorted(one.unit for one in deployments.get(agent, ()) if one.status is Status.LIVE)),
            units=len(catalogue.units),
            lineage=found.network.lineages.get(agent),
            proof=proof[1] if proof else None,
            proof_path=proof[0].path if proof else None,
            outputs=tuple(outputs.get(agent, ())),
            shrinkage=tuple(shrinkage.get(agent, ())),
            usage=found.usage.by_agent.get(agent, NOTHING),
            condition=found.fleet.conditions.get(agent),
            given_back=found.output.hours_of_agents,
        )
    return summaries


def grouped(records: Iterable[T], key: Callable[[T], str], /) -> dict[str, list[T]]:
    """Records by a key, in the order in which they came."""
    groups: dict[str, list[T]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return dict(groups)
