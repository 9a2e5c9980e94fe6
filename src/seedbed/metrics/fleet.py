"""Fleet health: what speaks against an agent or a copy today, with the place of the proof, and the culling list.

Reasons that put an agent up for a decision: a figure below the bar, evidence older than the policy allows, a review
overdue, an open incident, an owner or supervisor who is not there or holds no certificate for the class. Reasons to
look after it: too little evidence, nothing measured, a copy behind the present version, no supervisor named in an
imported record. Figures below the bar count once an agent is open for copying: a pilot is there to find them out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from seedbed.metrics.evidence import find_shortfalls, is_stale, is_thin
from seedbed.metrics.output import Output
from seedbed.records import Agent, Catalogue, Deployment, Incident, Person, Risk, Stage, Status, Thresholds


class Why(StrEnum):
    """Kinds of reasons, the gravest first."""

    INCIDENT = "open incident"
    BELOW = "below threshold"
    ORPHANED = "orphaned"
    REVIEW = "overdue review"
    STALE = "stale evidence"
    THIN = "thin evidence"
    UNMEASURED = "not measured"
    UNSUPERVISED = "no supervisor named"
    DRIFT = "behind version"


GRAVE = frozenset({Why.INCIDENT, Why.BELOW, Why.ORPHANED, Why.REVIEW, Why.STALE})
"""Reasons that put an agent on the culling list."""

ORDER = {why: number for number, why in enumerate(Why)}
RUNNING = frozenset({Stage.PROTOTYPE, Stage.PILOT, Stage.VALIDATED, Stage.PRODUCTION})


class Health(StrEnum):
    """In words: nothing to do, look after it, decide about it."""

    SOUND = "sound"
    WATCH = "watch"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing against an agent or a copy, in a sentence; `path` is the record that shows it, `unit` the copy it is
    about.
    """

    why: Why
    text: str
    path: str
    unit: str | None = None

    @property
    def is_grave(self) -> bool:
        """Whether it puts the agent on the culling list."""
        return self.why in GRAVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One agent of the fleet with everything against it and its copies, the gravest first."""

    agent: str
    stage: Stage
    live: int
    reasons: tuple[Reason, ...]

    @property
    def health(self) -> Health:
        """Sound without a reason, up for a decision with a grave one."""
        if not self.reasons:
            return Health.SOUND
        return Health.DECIDE if any(reason.is_grave for reason in self.reasons) else Health.WATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A live copy that runs another version than its agent has now; `is_major` when the first number differs."""

    id: str
    agent: str
    unit: str
    runs: str
    present: str
    path: str

    @property
    def is_major(self) -> bool:
        """Whether the change between the two versions is one of substance."""
        return self.runs.split(".")[0] != self.present.split(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """Every agent that runs or may be copied, the copies that drifted, and the agents that have ended."""

    conditions: Mapping[str, Condition]
    drifts: tuple[Drift, ...]
    ended: tuple[str, ...]

    @property
    def culling(self) -> tuple[Condition, ...]:
        """The agents to decide about: by their gravest reason, then by how many they have."""
        grave = [one for one in self.conditions.values() if one.health is Health.DECIDE]
        return tuple(sorted(grave, key=lambda one: (ORDER[one.reasons[0].why], -len(one.reasons), one.agent)))

    @property
    def counts(self) -> dict[Health, int]:
        """How many agents are in each state of health."""
        states = [one.health for one in self.conditions.values()]
        return {health: states.count(health) for health in Health}


def fleet_of(catalogue: Catalogue, outputs: Mapping[str, Output], /, *, today: date) -> Fleet:
    """The fleet on a day: agents that people may use or copy, and those with a live copy whatever their stage."""
    deployments: dict[str, list[Deployment]] = defaultdict(list)
    incidents: dict[str, list[Incident]] = defaultdict(list)
    for deployment in catalogue.deployments.values():
        deployments[deployment.agent].append(deployment)
    for incident in catalogue.incidents.values():
        incidents[incident.agent].append(incident)
    judge = _Judge(catalogue, outputs, today)
    conditions = {
        agent.id: judge.condition(agent, deployments[agent.id], incidents[agent.id])
        for agent in catalogue.agents.values()
        if agent.stage in RUNNING or any(one.status is Status.LIVE for one in deployments[agent.id])
    }
    ended = (agent.id for agent in catalogue.agents.values() if agent.stage in {Stage.SUSPENDED, Stage.RETIRED})
    return Fleet(conditions=conditions, drifts=tuple(_drifts(catalogue)), ended=tuple(sorted(ended)))


def holds_certificate(person: Person, risk: Risk, /, *, today: date) -> bool:
    """Whether a person may supervise agents of this class today: a certificate of the class or above that is in
    force.
    """
    day = today.isoformat()
    return any(one.level.rank >= risk.rank and one.on <= day <= one.expires for one in person.certificates)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What every judgement needs."""

    catalogue: Catalogue
    outputs: Mapping[str, Output]
    today: date

    def condition(self, agent: Agent, deployments: Iterable[Deployment], incidents: Iterable[Incident]) -> Condition:
        """Everything against one agent."""
        live = [one for one in deployments if one.status is Status.LIVE]
        reasons = [
            *self._incidents(incidents),
            *self._review(agent),
            *self._owner(agent),
            *self._unmeasured(agent, live),
            *(reason for one in live for reason in self._copy(agent, one)),
        ]
        ordered = sorted(reasons, key=lambda one: (ORDER[one.why], one.unit or "", one.text))
        return Condition(agent=agent.id, stage=agent.stage, live=len(live), reasons=tuple(ordered))

    def _incidents(self, incidents: Iterable[Incident]) -> Iterator[Reason]:
        for one in incidents:
            if one.status == "open":
                text = f"{one.title} ({one.severity} severity, since {one.on})"
                yield Reason(why=Why.INCIDENT, text=text, path=one.path, unit=one.unit)

    def _review(self, agent: Agent) -> Iterator[Reason]:
        if agent.review_by and agent.review_by < self.today.isoformat():
            yield Reason(why=Why.REVIEW, text=f"Review was due by {agent.review_by}", path=agent.path)

    def _owner(self, agent: Agent) -> Iterator[Reason]:
        """The owning unit and its supervisor; a prototype needs neither certificate nor supervisor yet."""
        if agent.owner.unit not in self.catalogue.units:
            yield Reason(why=Why.ORPHANED, text=f"The owning unit {agent.owner.unit} is not there", path=agent.path)
        if agent.stage is not Stage.PROTOTYPE:
            yield from self._supervisor(agent.owner.supervisor, agent, path=agent.path, unit=None)

    def _supervisor(self, name: str | None, agent: Agent, *, path: str, unit: str | None) -> Iterator[Reason]:
        if name is None:
            yield Reason(why=Why.UNSUPERVISED, text="No supervisor is named", path=path, unit=unit)
        elif name not in self.catalogue.people:
            yield Reason(why=Why.ORPHANED, text=f"The supervisor {name} is not there any more", path=path, unit=unit)
        elif not holds_certificate(self.catalogue.people[name], agent.risk, today=self.today):
            who = self.catalogue.people[name].name
            text = f"{who} supervises without a certificate in force for {agent.risk} risk"
            yield Reason(why=Why.ORPHANED, text=text, path=self.catalogue.people[name].path, unit=unit)

    def _unmeasured(self, agent: Agent, live: Iterable[Deployment]) -> Iterator[Reason]:
        """An open agent without a live copy has nothing to judge, which is told once, on the agent."""
        if agent.is_open and not list(live):
            yield Reason(why=Why.UNMEASURED, text="Open for copying, but live nowhere", path=agent.path)

    def _copy(self, agent: Agent, copy: Deployment) -> Iterator[Reason]:
        if copy.unit != agent.owner.unit or copy.supervisor != agent.owner.supervisor:
            yield from self._supervisor(copy.supervisor, agent, path=copy.path, unit=copy.unit)
        if drift := _drift(agent, copy):
            yield Reason(
                why=Why.DRIFT, text=f"Runs {drift.runs}, present is {drift.present}", path=copy.path, unit=copy.unit
            )
        if agent.is_open:
            yield from self._evidence(copy)

    def _evidence(self, copy: Deployment) -> Iterator[Reason]:
        output, policy = self.outputs.get(copy.id), self.catalogue.policy
        if output is None:
            yield Reason(why=Why.UNMEASURED, text="No month was measured", path=copy.path, unit=copy.unit)
        elif policy:
            yield from _weak(output, policy.thresholds, copy.unit)


def _weak(output: Output, bar: Thresholds, unit: str) -> Iterator[Reason]:
    """What the rows of a copy fail to show. With too few of them a figure below the bar proves as little as one
    above.
    """
    evidence = output.evidence
    if not evidence.months:
        text = "Nothing was measured with the version it runs"
        yield Reason(why=Why.UNMEASURED, text=text, path=output.path, unit=unit)
        return
    if is_stale(evidence, bar):
        text = f"The last measured month, {evidence.last_period}, ended {evidence.age_days} days ago"
        yield Reason(why=Why.STALE, text=text, path=output.path, unit=unit)
    if is_thin(evidence, bar):
        asked = f"policy asks {bar.measured_tasks} and {bar.judged_tasks}"
        text = f"{evidence.tasks} tasks measured and {evidence.judged} judged; {asked}"
        yield Reason(why=Why.THIN, text=text, path=output.path, unit=unit)
        return
    for one in find_shortfalls(evidence, bar):
        text = f"{one.name} {_percent(one.value)}, policy asks {_percent(one.least)}"
        yield Reason(why=Why.BELOW, text=f"{text[0].upper()}{text[1:]}", path=output.path, unit=unit)


def _percent(value: Fraction) -> str:
    """A share rounded down to a tenth of a per cent, so that what fails never reads as if it passed."""
    tenths = math.floor(value * 1000)
    return f"{tenths / 10:.1f} %".replace(".0 %", " %").replace("-", "\u2212")


def _drifts(catalogue: Catalogue) -> Iterator[Drift]:
    for copy in catalogue.deployments.values():
        agent = catalogue.agents.get(copy.agent)
        drift = _drift(agent, copy) if agent and copy.status is Status.LIVE else None
        if drift:
            yield drift


def _drift(agent: Agent, copy: Deployment) -> Drift | None:
    """The distance of a copy to its agent; a copy without a version cannot be compared."""
    if not agent.version or not copy.version or agent.version == copy.version:
        return None
    return Drift(id=copy.id, agent=agent.id, unit=copy.unit, runs=copy.version, present=agent.version, path=copy.path)
