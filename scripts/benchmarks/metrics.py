"""All figures of an organisation in memory, at a quarter, at half and at the whole of the promised size.

`python -m benchmarks.metrics AGENTS` (in scripts/) makes one of AGENTS agents, computes its figures and prints what
that took.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import pairwise
from math import log
from pathlib import Path

from benchmarks.measure import Row, Run, alone, run
from seedbed.metrics import Figures, figures_of
from seedbed.metrics.history import copying_pairs
from seedbed.metrics.periods import months_before, next_period
from seedbed.metrics.seeding import seeding_of
from seedbed.metrics.seeding.centrality import centrality_of
from seedbed.records import (
    AdoptionPolicy,
    Agent,
    Baseline,
    Catalogue,
    Deployment,
    Function,
    LadderMonths,
    Measurement,
    MeasurementTable,
    Organization,
    Owner,
    Pain,
    Policy,
    Risk,
    Stage,
    Status,
    Task,
    Thresholds,
    Unit,
)
from seedbed.timeline import Event, Kind, Timeline
from seedbed.workers import collect_rarely

AGENTS = 5_000
COPIES, MONTHS = 4, 20
"""Deployments of an agent and measured months of a deployment: 20,000 and 400,000 at the whole size."""

UNITS, FUNCTIONS = 200, ("finance", "people", "it", "sales", "support", "legal", "research", "operations")
TODAY = date(2026, 11, 22)
DAY = 86_400
STRATEGIES = ("influencer", "pilot", "champion", "self-selected")
PAINS = tuple(f"pain-{number}" for number in range(12))
STEPS = (("prototype", 0), ("pilot", 40), ("validated", 90), ("production", 200))
"""Stages of an agent and the days from its birth on which it reaches them."""


def measure(*, work: Path, runs: int) -> list[Row]:
    """The figures of 1x, 2x and 4x, each beside the size before it."""
    sizes = [AGENTS // 4, AGENTS // 2, AGENTS]
    found = [alone(lambda _, size=size: _figures(size, work), runs=runs) for size in sizes]
    rows = [_row(sizes[0], found[0], None, promise="")]
    for (before, size), (reference, ours) in zip(pairwise(sizes), pairwise(found), strict=True):
        limit = 2 * log(size * COPIES * MONTHS) / log(before * COPIES * MONTHS)
        whole = "under 5 s, " if size == AGENTS else ""
        rows.append(_row(size, ours, reference, promise=f"{whole}ratio about {limit:.2f} (n log n)"))
    return rows


def _row(size: int, ours: Run, reference: Run | None, *, promise: str) -> Row:
    counts = f"{size:,} agents, {size * COPIES:,} deployments, {size * COPIES * MONTHS:,} measured months"
    return Row(
        name=f"all figures of {counts}" + (", beside half as many" if reference else ""),
        ours=ours.wall,
        reference=reference.wall if reference else None,
        memory=ours.memory,
        promise=promise,
        work=ours.work / reference.work if reference else None,
    )


def _figures(size: int, work: Path) -> Run:
    note = work / "metrics"
    run([sys.executable, "-m", "benchmarks.metrics", str(size)], folder=Path(__file__).parents[1], into=note)
    wall, seconds, memory = map(float, note.read_text("utf-8").split())
    return Run(wall, memory, seconds)


def main() -> None:
    """Print wall seconds and processor seconds of computing the figures, and the peak memory of it all in MB."""
    collect_rarely()  # as every command of the engine does
    size = int(sys.argv[1])
    catalogue, timeline = organisation(size)
    wall, work = time.perf_counter(), time.process_time()
    figures = figures_of(catalogue, TODAY, timeline)
    look_at(figures)
    seeding_of(catalogue, centrality_of(catalogue, copying_pairs(figures.network, figures.history)))
    print(
        time.perf_counter() - wall,
        time.process_time() - work,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def look_at(figures: Figures, /) -> None:
    """Ask for every figure that works itself out when it is read, as the pages and `seedbed metrics` do."""
    for one in figures.output.by_deployment.values():
        consume(
            (one.months, one.quoted, one.methods, sum(hours for _, hours in one.hours), one.evidence.accuracy_bound)
        )
        consume((one.evidence.accuracy, one.evidence.automation))
    for one in figures.summaries.values():
        consume((one.hours, one.copies, one.net_output, one.methods, one.cost_per_task))
    consume((figures.output.total_hours, [usage.cost_per_task for usage in figures.usage.by_month.values()]))
    consume((figures.fleet.culling, figures.fleet.failing_copies, figures.fleet.counts))
    consume((figures.network.second_hand_share, figures.network.longest, figures.programme.hours_waiting))
    history = figures.history
    cuts = history.replication.cuts
    strata = [
        one for cut in (cuts.function, cuts.risk, cuts.origin, cuts.strategy, cuts.quarter) for one in cut.values()
    ]
    for one in (history.replication.velocity, history.replication.declared, *strata):
        consume((one.commits, one.paths))
    consume((history.replication.reproduction.commits, history.replication.reproduction.paths))
    consume([one.path for one in history.replication.waiting])
    for one in (history.growth.everything, *history.growth.by_function.values()):
        consume((one.adopters, one.share, one.commits))
    consume((history.spread.exporters, history.spread.longest, history.spread.commits))
    consume((history.claims.median_points, history.queue.ready, figures.effort.reinvested_share))


def consume(found: Iterable[object], /) -> None:
    """Let go of figures that have been worked out."""
    for _ in found:
        pass


def organisation(size: int, /) -> tuple[Catalogue, Timeline]:
    """So many agents with all that belongs to them, and the history that led there; always the same."""
    chance = random.Random(7)  # noqa: S311 - always the same on purpose
    units = [_unit(number, chance) for number in range(UNITS)]
    catalogue = Catalogue(organization=_organization(), policy=_policy(), units={unit.id: unit for unit in units})
    events: list[Event] = []
    for number in range(size):
        events += _add_agent(catalogue, f"agent-{number}", chance)
    events.sort(key=lambda event: (event.at, event.agent))
    return catalogue, Timeline(head=events[-1].commit, commits=len(events), events=tuple(events))


def _add_agent(catalogue: Catalogue, name: str, chance: random.Random) -> Iterator[Event]:
    owner, *copiers = (f"unit-{number}" for number in chance.sample(range(UNITS), COPIES))
    born = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp()) - chance.randrange(200, 1800) * DAY
    catalogue.agents[name] = _agent(name, owner, chance)
    facts = {"agent": name, "path": f"catalog/agents/{name}/blueprint.yml"}
    yield _event(born, Kind.ADDED, name, **facts)
    yield _event(born, Kind.OWNER, owner, **facts)
    yield _event(born, Kind.RISK, catalogue.agents[name].risk.value, **facts)
    for stage, days in STEPS:
        yield _event(born + days * DAY, Kind.STAGE, stage, **facts)
    source = None
    for place, unit in enumerate((owner, *copiers)):
        at = born + (60 if source is None else 100 + place * chance.randrange(5, 30)) * DAY
        path = f"catalog/agents/{name}/deployments/{unit}.yml"
        yield _event(at, Kind.DEPLOYMENT, "live", agent=name, unit=unit, source=source, path=path)
        _add_deployment(catalogue, name, unit, source, chance)
        for month in range(MONTHS):
            yield _event(at + month * 30 * DAY, Kind.MEASUREMENT, "2026-01", agent=name, unit=unit, path=path)
        source = unit


def _event(at: int, kind: Kind, value: str, **facts: str | None) -> Event:
    return Event(at=at, commit=f"{at}-{facts['agent']}", kind=kind, new=value, **facts)


def _add_deployment(catalogue: Catalogue, agent: str, unit: str, source: str | None, chance: random.Random) -> None:
    name = f"{agent}/{unit}"
    catalogue.deployments[name] = Deployment(
        id=name,
        path=f"catalog/agents/{agent}/deployments/{unit}.yml",
        agent=agent,
        unit=unit,
        status=Status.LIVE,
        version="1.0.0",
        copied_from=source,
        strategy=chance.choice(STRATEGIES) if source else None,
    )
    path = f"catalog/agents/{agent}/measurements/{unit}.csv"
    rows = tuple(_rows(chance))
    catalogue.measurements[name] = MeasurementTable(id=name, path=path, agent=agent, unit=unit, rows=rows)


def _rows(chance: random.Random) -> Iterator[Measurement]:
    period = months_before("2026-10", MONTHS - 1)
    for line in range(2, MONTHS + 2):
        tasks = chance.randrange(100, 900)
        yield Measurement(
            period=period,
            version="1.0.0",
            tasks=tasks,
            automated=tasks - chance.randrange(40),
            judged=60,
            correct=60 - chance.randrange(9),
            human_minutes=round(tasks * 0.7, 1),
            method="measured",
            source="desk report",
            line=line,
            cost=round(tasks * 0.11, 2),
            input_tokens=tasks * 900,
            output_tokens=tasks * 120,
            escalations=chance.randrange(5),
        )
        period = next_period(period)


def _agent(name: str, owner: str, chance: random.Random) -> Agent:
    baseline = Baseline(tasks_per_month=400, minutes_per_task=6.5, people=8, method="measured")
    return Agent(
        id=name,
        path=f"catalog/agents/{name}/blueprint.yml",
        name=name,
        summary="Hands over a pile and gets back a sorted one.",
        function=chance.choice(FUNCTIONS),
        stage=Stage.PRODUCTION,
        risk=chance.choice((Risk.LOW, Risk.LOW, Risk.MEDIUM)),
        owner=Owner(unit=owner),
        origin=chance.choice(("built", "vendor")),
        version="1.0.0",
        task=Task(name="Sorting", kind="sorting", baseline=baseline),
        pains=(chance.choice(PAINS),),
    )


def _unit(number: int, chance: random.Random) -> Unit:
    name = f"unit-{number}"
    return Unit(
        id=name,
        path=f"catalog/units/{name}.yml",
        name=name,
        function=FUNCTIONS[number % len(FUNCTIONS)],
        headcount=chance.randrange(8, 300),
        routine_hours_per_month=chance.randrange(200, 9_000),
        appetite=chance.randrange(1, 6),
        autonomy=chance.randrange(1, 6),
        pains=tuple(Pain(tag=tag, hours_per_month=chance.randrange(5, 200)) for tag in chance.sample(PAINS, 3)),
    )


def _organization() -> Organization:
    return Organization(
        id="organization",
        path="catalog/organization.yml",
        name="Bench",
        currency="EUR",
        functions=tuple(Function(id=one, name=one) for one in FUNCTIONS),
        programme_start="2022-01-01",
    )


def _policy() -> Policy:
    return Policy(
        id="policy",
        path="catalog/policy.yml",
        version=1,
        thresholds=Thresholds(
            accuracy=Fraction(4, 5),
            automation=Fraction(9, 10),
            net_output=Fraction(3, 10),
            judged_tasks=50,
            measured_tasks=100,
            evidence_days=90,
            high_volume_tasks_per_month=100,
        ),
        risk_floor=(),
        approvals={"low": ("owner",)},
        ladder=LadderMonths(medium_after_low_months=2, high_after_medium_months=3),
        review_months={"low": 12, "medium": 12, "high": 6},
        adoption=AdoptionPolicy(
            crossing=Fraction(1, 10),
            acceleration=Fraction(3, 20),
            saturation=Fraction(3, 5),
            scaled=Fraction(2, 5),
            window_months=(18, 36),
            purgatory_months=12,
        ),
        small_group=5,
        waiver_days=90,
    )


if __name__ == "__main__":
    main()
