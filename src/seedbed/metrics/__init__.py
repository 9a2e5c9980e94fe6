"""Figures: pure functions from records to numbers that can be traced to their rows.

`figures_of` computes all of them once for a catalogue and a day. What needs the history of merges, above all
Replication Velocity, is not told by records and is not here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from seedbed.metrics.adoption import AdoptionFigures, adoption_figures
from seedbed.metrics.evidence import evidence_of_agent
from seedbed.metrics.fleet import Fleet, fleet_of
from seedbed.metrics.measured import measured_of
from seedbed.metrics.network import Network, network_of
from seedbed.metrics.output import OutputFigures, output_figures
from seedbed.metrics.periods import period_of
from seedbed.metrics.programme import Programme, programme_of
from seedbed.metrics.reasons import Proof
from seedbed.metrics.summary import AgentSummary, Material, summary_from
from seedbed.metrics.usage import UsageFigures, usage_figures
from seedbed.records import Catalogue

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Every figure that the records of one day tell; `summaries` by agent."""

    as_of: date
    usage: UsageFigures
    output: OutputFigures
    adoption: AdoptionFigures
    network: Network
    fleet: Fleet
    programme: Programme
    summaries: Mapping[str, AgentSummary]


def figures_of(catalogue: Catalogue, today: date, /) -> Figures:
    """All figures of a catalogue on a day."""
    measured = measured_of(catalogue)
    this_month = period_of(today)
    usage = usage_figures(measured)
    network = network_of(catalogue)
    output = output_figures(catalogue, measured, network, today=today)
    proofs = _proofs(catalogue, today)
    fleet = fleet_of(catalogue, output.by_deployment, proofs, today=today)
    deployments = _grouped(catalogue.deployments.values(), lambda one: one.agent)
    rows = _grouped(measured.values(), lambda one: one.agent)
    outputs = _grouped(output.by_deployment.values(), lambda one: one.agent)
    shrinkage = _grouped(output.shrinkage, lambda one: one.agent)

    def material(agent: str) -> Material:
        return Material(
            deployments=deployments.get(agent, ()),
            proof=proofs[agent],
            measured=rows.get(agent, ()),
            outputs=outputs.get(agent, ()),
            shrinkage=shrinkage.get(agent, ()),
            usages=[usage.by_deployment[one.id] for one in rows.get(agent, ())],
            lineage=network.lineages.get(agent),
            condition=fleet.conditions.get(agent),
        )

    return Figures(
        as_of=today,
        usage=usage,
        output=output,
        adoption=adoption_figures(catalogue, measured, this_month=this_month),
        network=network,
        fleet=fleet,
        programme=programme_of(catalogue, usage, network, today=today, this_month=this_month),
        summaries={
            agent.id: summary_from(agent, material(agent.id), units=len(catalogue.units))
            for agent in catalogue.agents.values()
        },
    )


def summary_of(catalogue: Catalogue, agent_id: str, today: date, /) -> AgentSummary:
    """The summary of one agent alone; `figures_of(...).summaries` has those of all. Raises KeyError for an unknown
    agent.
    """
    return figures_of(_about(catalogue, {agent_id}), today).summaries[agent_id]


def only_told(catalogue: Catalogue, /) -> Catalogue:
    """The catalogue of the agents whose details a built site may tell (visibility `all`): what its figures add up."""
    told = {agent.id for agent in catalogue.agents.values() if agent.visibility == "all"}
    return catalogue if len(told) == len(catalogue.agents) else _about(catalogue, told)


def _about(catalogue: Catalogue, agents: Collection[str]) -> Catalogue:
    """The catalogue with some of its agents and what belongs to them."""
    return replace(
        catalogue,
        agents={key: one for key, one in catalogue.agents.items() if key in agents},
        deployments={key: one for key, one in catalogue.deployments.items() if one.agent in agents},
        measurements={key: one for key, one in catalogue.measurements.items() if one.agent in agents},
        incidents={key: one for key, one in catalogue.incidents.items() if one.agent in agents},
    )


def _proofs(catalogue: Catalogue, today: date) -> dict[str, Proof | None]:
    """The proof of every agent. Each search sees only the tables that can win it: the owner's where there is one."""
    tables = _grouped(catalogue.measurements.values(), lambda one: one.agent)
    found: dict[str, Proof | None] = {}
    for agent in catalogue.agents.values():
        everywhere = tables.get(agent.id, [])
        own = [one for one in everywhere if one.unit == agent.owner.unit]
        alone = replace(catalogue, measurements={one.id: one for one in own or everywhere})
        found[agent.id] = evidence_of_agent(agent, alone, today=today)
    return found


def _grouped(records: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return dict(groups)
