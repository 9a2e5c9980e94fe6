"""All figures of one day in one value, computed once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from seedbed.metrics.adoption import AdoptionFigures, adoption_figures
from seedbed.metrics.columns import columns_of
from seedbed.metrics.evidence import Evidence, Proof, deciding, evidence_of, tables_by_agent
from seedbed.metrics.fleet import Fleet, fleet_of
from seedbed.metrics.history import HistoryFigures, Present, history_figures, lives_until
from seedbed.metrics.measured import Measured, measured_of
from seedbed.metrics.network import Network, network_of
from seedbed.metrics.output import Output, OutputFigures, output_figures
from seedbed.metrics.periods import period_of
from seedbed.metrics.programme import Programme, programme_of
from seedbed.metrics.programme.effort import Effort, effort_of
from seedbed.metrics.since import dated_fleet
from seedbed.metrics.summary import AgentSummary, Material, summaries_of
from seedbed.metrics.usage import UsageFigures, usage_figures
from seedbed.records import Agent, Catalogue
from seedbed.timeline import Timeline


class Figures(Struct, frozen=True, kw_only=True):
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
    network = network_of(catalogue)
    usage, output, adoption = _of_rows(catalogue, measured, network, today)
    proofs = _proofs(catalogue, measured, output.by_deployment, today)
    lives = lives_until(timeline, today) if timeline is not None else None
    fleet = dated_fleet(fleet_of(catalogue, output.by_deployment, proofs, today=today), lives or ())
    programme = programme_of(catalogue, usage, network, today=today, this_month=this_month)
    material = Material(usage=usage, output=output, network=network, fleet=fleet, proofs=proofs)
    present = Present(adoption=adoption, outputs=output.by_deployment)
    return Figures(
        as_of=today,
        usage=usage,
        output=output,
        adoption=adoption,
        network=network,
        fleet=fleet,
        programme=programme,
        effort=effort_of(catalogue, usage, output, programme, today=today),
        summaries=summaries_of(catalogue, material),
        history=history_figures(catalogue, lives, present, today=today) if lives is not None else None,
    )


def _of_rows(
    catalogue: Catalogue, measured: Mapping[str, Measured], network: Network, today: date
) -> tuple[UsageFigures, OutputFigures, AdoptionFigures]:
    """What measured rows add up to. Their columns are let go with the answer: they are as large as the rows."""
    columns = columns_of(measured.values())
    return (
        usage_figures(measured, columns),
        output_figures(catalogue, measured, network, today=today, columns=columns),
        adoption_figures(catalogue, measured, this_month=period_of(today), columns=columns),
    )


def _proofs(
    catalogue: Catalogue, measured: Mapping[str, Measured], outputs: Mapping[str, Output], today: date
) -> dict[str, Proof | None]:
    """The proof of every agent, from the evidence of its copies: where they run its present version it is the same."""
    tables = tables_by_agent(catalogue)
    found: dict[str, Proof | None] = {}
    for agent in catalogue.agents.values():
        everywhere = tables.get(agent.id, ())
        own = [one for one in everywhere if one.unit == agent.owner.unit]
        deciders = [one.id for one in own or everywhere]
        shown = [_present(agent, catalogue, measured[one], outputs[one], today) for one in deciders]
        found[agent.id] = deciding(agent, zip(own or everywhere, shown, strict=True))
    return found


def _present(agent: Agent, catalogue: Catalogue, one: Measured, output: Output, today: date) -> Evidence:
    """The evidence of one table for the present version of its agent."""
    copy = catalogue.deployments.get(one.id)
    if agent.version == (copy.version if copy else None):
        return output.evidence
    baseline = one.baseline.baseline if one.baseline else None
    rows = (row for row in one.rows if agent.version is None or row.version == agent.version)
    return evidence_of(rows, baseline=baseline, today=today)
