"""Measured deployments for tests: tables, baselines, and random catalogues whose figures must hold together."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from seedbed import records
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import catalogue_of

METHODS = ("measured", "sampled", "estimated", "survey")


def baseline(minutes: float = 6, **changes: Any) -> records.Baseline:
    """1,200 tasks a month of so many minutes, done by three people."""
    facts = {"tasks_per_month": 1200, "minutes_per_task": minutes, "people": 3, "method": "measured"}
    return records.Baseline(**facts | changes)


def table(record_id: str, *rows: records.Measurement) -> records.MeasurementTable:
    """The measurements of one deployment."""
    name, unit_id = record_id.split("/")
    path = f"catalog/agents/{name}/measurements/{unit_id}.csv"
    return records.MeasurementTable(id=record_id, path=path, agent=name, unit=unit_id, rows=rows)


def task(minutes: float = 6) -> records.Task:
    """A task with a baseline."""
    return records.Task(name="Sorting", kind="classifying", baseline=baseline(minutes))


periods = st.integers(min_value=0, max_value=29).map(lambda n: f"{2024 + n // 12}-{n % 12 + 1:02}")


def catalogues() -> st.SearchStrategy[records.Catalogue]:
    """A few agents in a few units, copied from anywhere, circles included, some of them measured.

    Made from a seed: drawing every cell takes Hypothesis a hundred times longer than the figures take.
    """
    return st.builds(
        random_catalogue, st.integers(min_value=0, max_value=12), st.integers(min_value=0, max_value=2**32)
    )


def random_catalogue(copies: int, seed: int, /) -> records.Catalogue:
    """The catalogue of a seed, with at most so many deployments."""
    chance = Random(seed)
    agents, units = [f"agent-{n}" for n in range(4)], [f"unit-{n}" for n in range(5)]
    places = sorted({(chance.choice(agents), chance.choice(units)) for _ in range(copies)})
    made: list[Any] = [policy(), *(_unit(chance, one) for one in units)]
    made += [_agent(chance, one, units) for one in sorted({name for name, _ in places})]
    for name, place in places:
        made.append(_deployment(chance, f"{name}/{place}", [*units, "nowhere"]))
        if chance.random() < 0.8:
            rows = [random_row(chance) for _ in range(chance.randint(1, 5))]
            made.append(table(f"{name}/{place}", *sorted(rows, key=lambda row: row.period)))
    return catalogue_of(*made)


def random_row(chance: Random, /) -> records.Measurement:
    """A row that keeps the rules of measurements: no more automated than came in, no more right than judged."""
    tasks = chance.choice([0, 1, chance.randint(0, 10**6)])
    judged = chance.randint(0, tasks)
    return month(
        f"{chance.randint(2024, 2026)}-{chance.randint(1, 3):02}",
        tasks=tasks,
        automated=chance.randint(0, tasks),
        judged=judged,
        correct=chance.randint(0, judged),
        human_minutes=chance.choice([0, chance.randint(0, 10**6) / 10]),
        method=chance.choice(METHODS),
        cost=chance.choice([None, chance.randint(0, 10**6) / 100]),
        input_tokens=chance.choice([None, chance.randint(0, 10**9)]),
        output_tokens=chance.choice([None, chance.randint(0, 10**9)]),
        escalations=chance.choice([None, chance.randint(0, tasks)]),
    )


def _unit(chance: Random, record_id: str) -> records.Unit:
    return unit(
        record_id,
        function=f"function-{chance.randint(0, 1)}",
        headcount=chance.choice([None, chance.randint(1, 50)]),
        routine_hours_per_month=chance.choice([None, 0, chance.randint(0, 10**6) / 10]),
    )


def _agent(chance: Random, record_id: str, units: list[str]) -> records.Agent:
    stage = chance.choice(list(records.Stage))
    owner = records.Owner(unit=chance.choice(units))
    return agent(record_id, owner=owner, stage=stage, task=chance.choice([None, task()]))


def _deployment(chance: Random, record_id: str, sources: list[str]) -> records.Deployment:
    return deployment(
        record_id,
        status=chance.choice(list(records.Status)),
        copied_from=chance.choice([None, *sources]),
        baseline=chance.choice([None, baseline(4.6)]),
    )
