"""A deployment's measured months with what they are compared to: the ground of every figure about work done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from seedbed.records import Agent, Baseline, Catalogue, Deployment, Measurement, MeasurementTable

MINUTES = 60
"""Minutes of an hour."""

EVERY_DIGIT = Context(prec=1000)
"""Room for the digits of any sum of doubles, from the smallest to the largest."""

BOUND = 10**12
"""Below it a number with three decimals has fifteen digits at most, as many as every double keeps."""

GUARD_WITHOUT_POLICY = 5
"""The least group shown where the policy is missing or broken: the absence of a rule must not lift it."""

METHODS = ("measured", "sampled", "estimated", "survey")
"""How a count was made, from the strongest way to the weakest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineFound:
    """The task before the agent, and the record that states it: the deployment's own, else the agent's."""

    baseline: Baseline
    path: str
    is_own: bool

    @property
    def minutes(self) -> Fraction:
        """Minutes of people's work on one task, exactly as written."""
        return exact(self.baseline.minutes_per_task)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The rows that count of one deployment; `function` is that of the unit, None where the unit is not known.

    `is_live` tells whether the deployment's record says so today; a table may have outlived it.
    """

    id: str
    agent: str
    unit: str
    function: str | None
    path: str
    rows: tuple[Measurement, ...]
    baseline: BaselineFound | None
    is_live: bool


@lru_cache(maxsize=1 << 14)
def exact(value: float, /) -> Fraction:
    """A number as its author wrote it: 0.1 is a tenth, not the double nearest to it."""
    return Fraction(str(value))


def exact_sum(values: Iterable[float], /) -> Fraction:
    """The sum of numbers as their authors wrote them, no digit lost, and far quicker than as fractions.

    Most have three decimals at most and are added up as thousandths: below 10^15 of them no other number of as few
    digits has the same double, so that what divides back to it is what was written.
    """
    some = list(values)
    if some and min(some) > -BOUND and max(some) < BOUND:
        if all(map(float.is_integer, map(float, some))):
            return Fraction(sum(map(int, some)))
        parts = [round(value * 1000) for value in some]
        if [part / 1000 for part in parts] == some:
            return Fraction(sum(parts), 1000)
    with localcontext(EVERY_DIGIT):
        return Fraction(sum(map(Decimal, map(str, some)), Decimal()))


def small_group(catalogue: Catalogue, /) -> int:
    """The least number of people whose figures may be shown."""
    return catalogue.policy.small_group if catalogue.policy else GUARD_WITHOUT_POLICY


def in_order(methods: set[str], /) -> tuple[str, ...]:
    """Methods from the strongest to the weakest."""
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
