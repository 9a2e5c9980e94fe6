"""A deployment's measured months with what they are compared to: the ground of every figure about work done."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction

from msgspec import Struct

from seedbed.metrics.amounts import exact
from seedbed.records import Agent, Baseline, Catalogue, Deployment, Measurement, MeasurementTable

MINUTES = 60
"""Minutes of an hour."""

GUARD_WITHOUT_POLICY = 5
"""The least group shown where the policy is missing or broken: the absence of a rule must not lift it."""

METHODS = ("measured", "sampled", "estimated", "survey")
"""How a count was made, from the strongest way to the weakest."""


class BaselineFound(Struct, frozen=True, kw_only=True):
    """The task before the agent, and the record that states it: the deployment's own, else the agent's."""

    baseline: Baseline
    path: str
    is_own: bool

    @property
    def minutes(self) -> Fraction:
        """Minutes of people's work on one task, exactly as written."""
        return exact(self.baseline.minutes_per_task)


class Measured(Struct, frozen=True, kw_only=True):
    """The rows that count of one deployment.

    `function` is that of the unit, None where the unit is not known. `is_live` tells whether the deployment's record
    says so today; a table may have outlived it.
    """

    id: str
    agent: str
    unit: str
    function: str | None
    path: str
    rows: tuple[Measurement, ...]
    baseline: BaselineFound | None
    is_live: bool


def small_group(catalogue: Catalogue, /) -> int:
    """The least number of people whose figures may be shown."""
    return catalogue.policy.small_group if catalogue.policy else GUARD_WITHOUT_POLICY


def in_order(methods: AbstractSet[str], /) -> tuple[str, ...]:
    """Methods from the strongest to the weakest."""
    if len(methods) == 1:  # nearly always, and asked for every month of every agent
        return tuple(methods)
    return tuple(method for method in METHODS if method in methods)


def baseline_of(agent: Agent | None, deployment: Deployment | None, /) -> BaselineFound | None:
    """What a deployment is compared to, or None when neither record states a baseline."""
    if deployment and deployment.baseline:
        return BaselineFound(baseline=deployment.baseline, path=deployment.path, is_own=True)
    if agent and agent.task:
        return BaselineFound(baseline=agent.task.baseline, path=agent.path, is_own=False)
    return None


def measured_of(catalogue: Catalogue, /) -> Mapping[str, Measured]:
    """Every measurement table of a catalogue, by `agent/unit`."""
    return {table.id: _measured(catalogue, table) for table in catalogue.measurements.values()}


def _measured(catalogue: Catalogue, table: MeasurementTable) -> Measured:
    deployment = catalogue.deployments.get(table.id)
    unit = catalogue.units.get(table.unit)
    return Measured(
        id=table.id,
        agent=table.agent,
        unit=table.unit,
        function=unit.function if unit else None,
        path=table.path,
        rows=table.standing,
        baseline=baseline_of(catalogue.agents.get(table.agent), deployment),
        is_live=deployment is not None and deployment.status == "live",
    )
