"""All figures of one day in one value, computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from seedbed.metrics.adoption import AdoptionFigures, adoption_figures
from seedbed.metrics.evidence import evidence_of_agent
from seedbed.metrics.fleet import Fleet, fleet_of
from seedbed.metrics.history import HistoryFigures, Present, history_figures, lives_until
from seedbed.metrics.lives import Life
from seedbed.metrics.measured import measured_of
from seedbed.metrics.network import Network, network_of
from seedbed.metrics.output import OutputFigures, output_figures
from seedbed.metrics.periods import period_of
from seedbed.metrics.programme import Programme, programme_of
from seedbed.metrics.programme.effort import Effort, effort_of
from seedbed.metrics.reasons import Proof
from seedbed.metrics.since import dated_fleet
from seedbed.metrics.summary import AgentSummary, Material, summary_from
from seedbed.metrics.told import only_about
from seedbed.metrics.usage import UsageFigures, usage_figures
from seedbed.records import Catalogue
from seedbed.timeline import Timeline

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Every figure that the records of one day tell, and those of the `history` up to it; `summaries` by agent.

    `history` is None where no history was read, which is not the same as one in which nothing has happened.
    """

    as_of: date
    usage: UsageFigures
    output: OutputFigures
    adoption: AdoptionFigures
    network: Network
    fleet: Fleet
    programme: Programme
    effort: Effort
    summaries: Mapping[str, AgentSummary]
    history: HistoryFigures | None = None


def figures_of(catalogue: Catalogue, today: date, /, timeline: Timeline | None = None) -> Figures:
    """All figures of a catalogue on a day, with the history that led to it where there is one."""
    measured = measured_of(catalogue)
    this_month = period_of(today)
    usage = usage_figures(measured)
    network = network_of(catalogue)
    output = output_figures(catalogue, measured, network, today=today)
    proofs = _proofs(catalogue, today)
    lives = lives_until(timeline, today) if timeline is not None else None
    fleet = dated_fleet(fleet_of(catalogue, output.by_deployment, proofs, today=today), lives or ())
    adoption = adoption_figures(catalogue, measured, this_month=this_month)
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

    summaries = {
        agent.id: summary_from(agent, material(agent.id), units=len(catalogue.units))
        for agent in catalogue.agents.values()
    }
    programme = programme_of(catalogue, usage, network, today=today, this_month=this_month)
    return Figures(
        as_of=today,
        usage=usage,
        output=output,
        adoption=adoption,
        network=network,
        fleet=fleet,
        programme=programme,
        effort=effort_of(catalogue, usage, output, programme, today=today),
        summaries=summaries,
        history=_history(catalogue, lives, adoption, output, summaries, today) if lives is not None else None,
    )


def _history(
    catalogue: Catalogue,
    lives: tuple[Life, ...],
    adoption: AdoptionFigures,
    output: OutputFigures,
    summaries: Mapping[str, AgentSummary],
    today: date,
) -> HistoryFigures:
    proofs = {name: one.proof for name, one in summaries.items()}
    present = Present(adoption=adoption, outputs=output.by_deployment, proofs=proofs)
    return history_figures(catalogue, lives, present, today=today)


def summary_of(catalogue: Catalogue, agent_id: str, today: date, /) -> AgentSummary:
    """The summary of one agent alone; `figures_of(...).summaries` has those of all. Raises KeyError for an unknown
    agent.
    """
    return figures_of(only_about(catalogue, {agent_id}), today).summaries[agent_id]


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
