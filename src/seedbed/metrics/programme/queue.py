"""What waits on the main branch, as far as the history tells: agents below validated, planned copies, open incidents.

The age of an agent counts from its last change of stage, that of a copy from the step to `planned`, that of an incident
from the merge that opened it. A pilot without an open incident whose counted rows (`counted`) meet the bar of the
policy waits for nothing but a decision (`is_ready`): the gate asks for the same.
Time to first response, rounds of review and open pull requests are not told here: Git does not know them, the forge
does. Sources: stage, deployment and incident events; the rows of each pilot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from seedbed.metrics.counted import counted_proof, meets_bar
from seedbed.metrics.evidence import tables_by_agent
from seedbed.metrics.lives import DAY, Life, Step, end_of_day
from seedbed.metrics.programme.passages import median_of
from seedbed.records import Agent, Catalogue, Risk, Stage, Status

QUEUED = (Stage.PROTOTYPE, Stage.PILOT)
OPEN = "open"
PLANNED = Status.PLANNED.value


class Queued(Struct, frozen=True, kw_only=True):
    """An agent below validated: since when (seconds of the epoch) it stands on its stage, in days, by which commit.

    `is_at_least`: it came there by import, so that it has stood there for that long and perhaps for longer.
    """

    agent: str
    stage: Stage
    risk: Risk
    since: int
    days: int
    is_at_least: bool
    is_ready: bool
    commit: str
    path: str


class Pending(Struct, frozen=True, kw_only=True):
    """A planned copy (`name` is its unit) or an open incident (`name` is that of its record) of an agent."""

    agent: str
    name: str
    since: int
    days: int
    is_at_least: bool
    commit: str
    path: str


class Ages(Struct, frozen=True, kw_only=True):
    """How many wait and for how long, in days."""

    count: int
    median: Fraction
    oldest: int


class Queue(Struct, frozen=True, kw_only=True):
    """Everything that waits, the oldest first; `by_risk` are the ages of the agents."""

    agents: tuple[Queued, ...]
    by_risk: Mapping[Risk, Ages]
    planned: tuple[Pending, ...]
    incidents: tuple[Pending, ...]

    @property
    def ready(self) -> tuple[Queued, ...]:
        """The pilots that wait for nothing but a decision."""
        return tuple(one for one in self.agents if one.is_ready)


def queue_of(catalogue: Catalogue, lives: Iterable[Life], /, *, today: date) -> Queue:
    """What waits at the end of `today`; `lives` are those up to then."""
    at = end_of_day(today)
    here = {life.agent: life for life in lives if life.removed is None and life.agent in catalogue.agents}
    ready = _ready(catalogue, today)
    agents = [
        _queued(catalogue.agents[name], life, at, is_ready=name in ready)
        for name, life in here.items()
        if catalogue.agents[name].stage in QUEUED and life.stages
    ]
    return Queue(
        agents=tuple(sorted(agents, key=lambda one: (-one.days, one.agent))),
        by_risk=_ages(agents),
        planned=_in_order(one for life in here.values() for one in _planned(life, at)),
        incidents=_in_order(one for life in here.values() for one in _incidents(life, at)),
    )


def _ready(catalogue: Catalogue, today: date) -> frozenset[str]:
    """The pilots that lack nothing."""
    if catalogue.policy is None:
        return frozenset()
    stopped = {one.agent for one in catalogue.incidents.values() if one.status == OPEN}
    tables, bar = tables_by_agent(catalogue), catalogue.policy.thresholds
    pilots = [one for one in catalogue.agents.values() if one.stage is Stage.PILOT and one.id not in stopped]
    proofs = ((one.id, counted_proof(one, catalogue, today=today, tables=tables.get(one.id, ()))) for one in pilots)
    return frozenset(name for name, proof in proofs if proof and meets_bar(proof[1], bar))


def _queued(agent: Agent, life: Life, at: int, *, is_ready: bool) -> Queued:
    step = life.stages[-1]
    return Queued(
        agent=agent.id,
        stage=agent.stage,
        risk=agent.risk,
        since=step.at,
        days=_days(step, at),
        is_at_least=step.imported,
        is_ready=is_ready,
        commit=step.commit,
        path=agent.path,
    )


def _ages(agents: Iterable[Queued]) -> dict[Risk, Ages]:
    days: dict[Risk, list[int]] = defaultdict(list)
    for one in agents:
        days[one.risk].append(one.days)
    return {
        risk: Ages(count=len(days[risk]), median=median_of(days[risk]) or Fraction(0), oldest=max(days[risk]))
        for risk in Risk
        if risk in days
    }


def _planned(life: Life, at: int) -> Iterator[Pending]:
    for unit, steps in life.copies.items():
        if steps[-1].value == PLANNED:
            yield _pending(life.agent, unit, steps[-1], f"deployments/{unit}.yml", at)


def _incidents(life: Life, at: int) -> Iterator[Pending]:
    for name, steps in life.incidents.items():
        if steps[-1].value == OPEN:
            yield _pending(life.agent, name, steps[-1], f"incidents/{name}", at)


def _pending(agent: str, name: str, step: Step, file: str, at: int) -> Pending:
    return Pending(
        agent=agent,
        name=name,
        since=step.at,
        days=_days(step, at),
        is_at_least=step.imported,
        commit=step.commit,
        path=f"catalog/agents/{agent}/{file}",
    )


def _days(step: Step, at: int) -> int:
    return at // DAY - step.at // DAY


def _in_order(pending: Iterable[Pending]) -> tuple[Pending, ...]:
    return tuple(sorted(pending, key=lambda one: (-one.days, one.agent, one.name)))
