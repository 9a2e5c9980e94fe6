"""Measurements: counts that agree with each other, months in order, and evidence that still carries the stage."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from seedbed.checks.context import Context
from seedbed.checks.wording import listed
from seedbed.metrics.evidence import Evidence, evidence_of_agent, find_shortfalls, is_stale, is_thin, tables_by_agent
from seedbed.problems import Finding, Place, Problem, Severity, rule
from seedbed.records import Agent, Measurement, MeasurementTable, Thresholds

AT_MOST = (("automated", "tasks"), ("judged", "tasks"), ("correct", "judged"), ("escalations", "tasks"))
"""Pairs of columns of which the first cannot be more than the second."""


class Proof(Struct, frozen=True):
    """An open agent, what is measured of its present version, and the place at which to say so."""

    agent: Agent
    evidence: Evidence | None
    place: Place
    bar: Thresholds


def check(context: Context, /) -> Iterator[Problem]:
    """Every table, and the evidence of every agent that is open for copying."""
    for table in context.catalogue.measurements.values():
        yield from measurement_deployment(context, table)
        yield from measurement_order(context, table)
        yield from measurement_counts(context, table)
    for proof in _proofs(context):
        yield from evidence_thin(proof)
        yield from evidence_stale(proof)
        yield from evidence_below(proof)


@rule("measurement-deployment", family="measurements")
def measurement_deployment(context: Context, table: MeasurementTable, /) -> Iterator[Finding]:
    """A measurement table belongs to a copy: deployments/ holds a file for the same unit.

    The baseline of that copy is what the counts are compared with.
    """
    if not context.has("deployment", table.id):
        path = f"catalog/agents/{table.agent}/deployments/{table.unit}.yml"
        message = f"{table.unit} measures {table.agent} without a copy of it"
        yield Finding(Place(path=table.path), message, f"Add {path}: seedbed new deployment {table.id}")


@rule("measurement-order", family="measurements")
def measurement_order(context: Context, table: MeasurementTable, /) -> Iterator[Finding]:
    """The periods of a table never fall from row to row.

    Rows are only ever appended. A correction is a further row for the same period, and the last one counts.
    """
    for before, row in pairwise(table.rows):
        if row.period < before.period:
            message = f"{row.period} stands after {before.period}"
            yield Finding(_cell(context, table, row, "period"), message, "Put the rows in the order of their periods.")


@rule("measurement-counts", family="measurements")
def measurement_counts(context: Context, table: MeasurementTable, /) -> Iterator[Finding]:
    """The counts of a row agree: automated, judged and escalations are at most tasks, correct is at most judged."""
    for row in table.rows:
        for part, whole in AT_MOST:
            count, bound = getattr(row, part), getattr(row, whole)
            if count is not None and count > bound:
                message = f"{part} is {count:,}, more than {whole} ({bound:,})"
                yield Finding(_cell(context, table, row, part), message, f"Correct {part} or {whole}.")


@rule("evidence-thin", family="measurements", severity=Severity.WARNING)
def evidence_thin(proof: Proof, /) -> Iterator[Finding]:
    """An agent that is open for copying is measured on enough tasks of its present version.

    How many must be measured and judged is in the policy. A new version begins at nothing: it may behave differently.
    """
    found, bar = proof.evidence, proof.bar
    fix = "Append rows with counts of the present version, or set the stage back to pilot."
    if found is None:
        yield Finding(proof.place, f"the agent is {proof.agent.stage} and nothing is measured", fix)
    elif is_thin(found, bar):
        message = (
            f"version {proof.agent.version}: {found.tasks:,} tasks measured ({bar.measured_tasks:,} are due),"
            f" {found.judged:,} judged ({bar.judged_tasks:,} are due)"
        )
        yield Finding(proof.place, message, fix)


@rule("evidence-stale", family="measurements", severity=Severity.WARNING)
def evidence_stale(proof: Proof, /) -> Iterator[Finding]:
    """The newest month of an agent that is open for copying is no older than the policy allows."""
    if proof.evidence and is_stale(proof.evidence, proof.bar):
        message = (
            f"the last measured month, {proof.evidence.last_period}, ended {proof.evidence.age_days} days ago;"
            f" at most {proof.bar.evidence_days} are allowed"
        )
        yield Finding(proof.place, message, "Append a row for each month since.")


@rule("evidence-below", family="measurements", severity=Severity.WARNING)
def evidence_below(proof: Proof, /) -> Iterator[Finding]:
    """The measured figures of an agent that is open for copying meet the bar of the policy.

    Accuracy is correct of judged tasks, automation is automated of all tasks, and Net Output, which is asked for only
    where the volume is high, is the gain in tasks per human hour over the baseline. Shares are compared exactly.
    """
    if proof.evidence is None or is_thin(proof.evidence, proof.bar):
        return
    short = list(find_shortfalls(proof.evidence, proof.bar))
    if short:
        words = listed(
            (f"{one.name} is {_percent(one.value)} ({_percent(one.least)} is due)" for one in short), last="and"
        )
        yield Finding(proof.place, words, "Find out why; set the stage back to pilot until it is mended.")


def _proofs(context: Context) -> Iterator[Proof]:
    policy = context.catalogue.policy
    if policy is None:
        return
    tables = tables_by_agent(context.catalogue)
    for agent in context.catalogue.agents.values():
        measured = tables.get(agent.id, ()) if agent.is_open else ()
        found = evidence_of_agent(agent, context.catalogue, today=context.today, tables=measured)
        if found:
            table, evidence = found
            yield Proof(agent, evidence, Place(path=table.path, line=len(table.rows) + 1), policy.thresholds)
        elif agent.is_open and not agent.recorded and not _holds_broken_table(context, agent):
            yield Proof(agent, None, context.place(agent, "stage"), policy.thresholds)


def _holds_broken_table(context: Context, agent: Agent) -> bool:
    return any(path.startswith(f"catalog/agents/{agent.id}/measurements/") for path in context.broken)


def _cell(context: Context, table: MeasurementTable, row: Measurement, column: str) -> Place:
    written = next(one for one in context.source(table).rows if one.line == row.line)
    return Place(path=table.path, line=row.line, column=written.columns[column])


def _percent(share: Fraction) -> str:
    # Cut, not rounded: 79.96 % is below 80 %, and must not be shown as 80.0 %.
    return f"{math.floor(share * 1000) / 10:.1f} %"
