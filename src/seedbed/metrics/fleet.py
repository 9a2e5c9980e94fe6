"""Fleet health: the state of every agent that people use or may copy, and the culling list with its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from seedbed.metrics.evidence import Proof
from seedbed.metrics.output import Output
from seedbed.metrics.reasons import Dossier, Judge, Reason, is_behind
from seedbed.records import Catalogue, Deployment, Incident, Stage, Status

RUNNING = frozenset({Stage.PROTOTYPE, Stage.PILOT, Stage.VALIDATED, Stage.PRODUCTION})


class Health(StrEnum):
    """In words: nothing to do, look after it, decide about it."""

    SOUND = "sound"
    WATCH = "watch"
    DECIDE = "decide"


class Condition(Struct, frozen=True, kw_only=True):
    """One agent of the fleet with everything against it and its copies, the gravest first."""

    agent: str
    stage: Stage
    live: int
    reasons: tuple[Reason, ...]

    @property
    def health(self) -> Health:
        """Up for a decision with a grave reason about the agent itself; a copy that fails is one to look after."""
        if any(reason.is_grave and reason.unit is None for reason in self.reasons):
            return Health.DECIDE
        return Health.WATCH if self.reasons else Health.SOUND

    @property
    def own(self) -> tuple[Reason, ...]:
        """The reasons about the agent itself."""
        return tuple(reason for reason in self.reasons if reason.unit is None)

    @property
    def of_copies(self) -> tuple[Reason, ...]:
        """The reasons about single copies."""
        return tuple(reason for reason in self.reasons if reason.unit is not None)


class Drift(Struct, frozen=True, kw_only=True):
    """A live copy that runs another version than its agent has now."""

    id: str
    agent: str
    unit: str
    runs: str
    present: str
    path: str

    @property
    def is_major(self) -> bool:
        """Whether the two versions differ in their first number."""
        return self.runs.split(".")[0] != self.present.split(".")[0]


class Fleet(Struct, frozen=True, kw_only=True):
    """Every agent that runs or may be copied, the copies that drifted, the agents that were suspended or retired."""

    conditions: Mapping[str, Condition]
    drifts: tuple[Drift, ...]
    ended: tuple[str, ...]

    @property
    def culling(self) -> tuple[Condition, ...]:
        """The agents to decide about: by their gravest reason, then by how many they have."""
        grave = [one for one in self.conditions.values() if one.health is Health.DECIDE]
        return tuple(sorted(grave, key=lambda one: (one.reasons[0].order[:3], -len(one.own), one.agent)))

    @property
    def failing_copies(self) -> tuple[tuple[str, Reason], ...]:
        """(agent, reason) for every grave reason about a single copy."""
        return tuple(
            (one.agent, reason) for one in self.conditions.values() for reason in one.of_copies if reason.is_grave
        )

    @property
    def counts(self) -> dict[Health, int]:
        """How many agents are in each state of health."""
        states = [one.health for one in self.conditions.values()]
        return {health: states.count(health) for health in Health}


def fleet_of(
    catalogue: Catalogue, outputs: Mapping[str, Output], proofs: Mapping[str, Proof | None], /, *, today: date
) -> Fleet:
    """The fleet on a day: agents that people may try or copy, and those with a live copy whatever their stage."""
    live, incidents = _live(catalogue), _incidents(catalogue)
    judge = Judge(catalogue, outputs, today)
    dossiers = (
        Dossier(agent=agent, live=live.get(agent.id, ()), incidents=incidents.get(agent.id, ()), proof=proofs[agent.id])
        for agent in catalogue.agents.values()
        if agent.stage in RUNNING or agent.id in live
    )
    ended = (agent.id for agent in catalogue.agents.values() if agent.stage in {Stage.SUSPENDED, Stage.RETIRED})
    return Fleet(
        conditions={one.agent.id: _condition(one, judge) for one in dossiers},
        drifts=tuple(_drifts(catalogue, live.values())),
        ended=tuple(sorted(ended)),
    )


def _condition(dossier: Dossier, judge: Judge) -> Condition:
    agent = dossier.agent
    return Condition(agent=agent.id, stage=agent.stage, live=len(dossier.live), reasons=judge.reasons(dossier))


def _live(catalogue: Catalogue) -> dict[str, list[Deployment]]:
    found: dict[str, list[Deployment]] = defaultdict(list)
    for one in catalogue.deployments.values():
        if one.status is Status.LIVE:
            found[one.agent].append(one)
    return dict(found)


def _incidents(catalogue: Catalogue) -> dict[str, list[Incident]]:
    found: dict[str, list[Incident]] = defaultdict(list)
    for one in catalogue.incidents.values():
        found[one.agent].append(one)
    return dict(found)


def _drifts(catalogue: Catalogue, groups: Iterable[Iterable[Deployment]]) -> Iterable[Drift]:
    for copy in (one for group in groups for one in group):
        agent = catalogue.agents.get(copy.agent)
        if agent and is_behind(agent, copy):
            yield Drift(
                id=copy.id,
                agent=agent.id,
                unit=copy.unit,
                runs=copy.version or "",
                present=agent.version or "",
                path=copy.path,
            )
