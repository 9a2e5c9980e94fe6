"""The organisation as the simulation knows it: its records, and beneath them what nobody in it can see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from msgspec import Struct, field

from seedbed.example import policy
from seedbed.example.acts import Act, Change
from seedbed.example.facts import (
    Blueprint,
    Demo,
    Deployment,
    Incident,
    Measurements,
    Person,
    PlatformItem,
    Recipe,
    Record,
    Request,
    Unit,
)
from seedbed.example.functions import Subject
from seedbed.example.options import Month, Options
from seedbed.example.tasks import Form
from seedbed.records import Status

REVERTED = 0.02
"""Share of the acts that may be reverted and are; half of these land a second time."""


class Skill(Struct, kw_only=True):
    """How good an agent truly is: shares of right and of automated tasks, and the share of the old minutes it needs."""

    accuracy: float
    automation: float
    effort: float
    best_accuracy: float
    best_automation: float


class Row(Struct, frozen=True, kw_only=True):
    """A month of a copy, as it was counted."""

    period: str
    version: str
    tasks: int
    automated: int
    judged: int
    correct: int
    human_minutes: int


class Copy(Struct, kw_only=True):
    """A unit's copy: its records, and how this unit works with the agent."""

    record: Deployment
    since: int
    luck: float
    effort: float
    judged_share: float
    method: str
    source: str
    diligent: bool
    cost: float
    tokens: int
    measurements: Measurements | None = None
    rows: list[Row] = field(default_factory=list)

    @property
    def live(self) -> bool:
        """Whether it runs."""
        return self.record.status is Status.LIVE


class AgentState(Struct, kw_only=True):
    """An agent: its records, and what it is truly worth. `since` is the month in which its stage changed last."""

    id: str
    blueprint: Blueprint
    recipe: Recipe | None = None
    copies: dict[str, Copy] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    skill: Skill
    born: int
    since: int
    stuck: bool

    def live_units(self) -> Iterator[str]:
        """The units in which it runs."""
        return (unit for unit, copy in self.copies.items() if copy.live)


class UnitState(Struct, kw_only=True):
    """A unit: its record, its people, what it runs, and since when it has run anything of a risk class."""

    id: str
    record: Unit
    supervisors: dict[str, str]
    champion: str
    pace: float
    live: dict[str, None] = field(default_factory=dict)
    first_live: dict[str, int] = field(default_factory=dict)

    def supervisor(self, risk: str, rng: Random, /) -> str:
        """One of its people whose certificate reaches `risk`."""
        rank = policy.RISKS.index(risk)
        return rng.choice([name for name, level in self.supervisors.items() if policy.RISKS.index(level) >= rank])

    def may_run(self, risk: str, month: int, /) -> bool:
        """Whether it has run the class below for long enough."""
        if risk == "low" or risk in self.first_live:
            return True
        below = policy.RISKS[policy.RISKS.index(risk) - 1]
        return below in self.first_live and month - self.first_live[below] >= policy.LADDER[risk]


class World(Struct, kw_only=True):
    """Everything, and the acts of the present month. `records` holds every record that is not under an agent."""

    options: Options
    rng: Random
    month: Month
    agents: dict[str, AgentState] = field(default_factory=dict)
    units: dict[str, UnitState] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    zones: dict[str, int] = field(default_factory=dict)
    items: dict[str, PlatformItem] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    office: tuple[str, ...] = ()
    used_ids: set[str] = field(default_factory=set)
    decks: dict[str, Iterator[tuple[str, Subject, Form]]] = field(default_factory=dict)
    waiting: dict[str, Demo | Request] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    @property
    def size(self) -> float:
        """Agents for each unit, as a multiple of the default example."""
        return self.options.agents / self.options.units / 4.3

    def chance(self, share: float, /) -> bool:
        """True in this share of the cases."""
        return self.rng.random() < share

    def day(self, moment: float, /) -> date:
        """A working day of the present month."""
        return self.month.day(moment)

    def do(self, act: Act, /) -> None:
        """Let an act happen."""
        self.acts.append(act)
        for change in act.changes:
            self._take(change)

    def propose(self, act: Act, /) -> None:
        """Let an act happen that now and then is taken back, and sometimes comes again after all."""
        self.do(act)
        if self.chance(REVERTED):
            back = act.reverted(self.rng.choice(self.office))
            self.do(back)
            if self.chance(0.5):
                self.do(back.reverted(act.author))

    def written(self, path: str, after: Record, author: str, title: str, /, *, moment: float = 0.5) -> Act:
        """The act that writes one record which is not under an agent."""
        change = Change(path=path, before=self.records.get(path), after=after)
        window = (moment, min(0.99, moment + 0.1))
        return Act(title=title, author=author, changes=(change,), topic=path.split("/")[1], window=window)

    def awareness(self, unit: UnitState, /) -> float:
        """How much a unit has seen: from its own live agents and from those of its contacts, between 0 and 1."""
        seen = len(unit.live) + sum(len(self.units[name].live) * weight for name, weight in unit.record.contacts) / 20
        return seen / (seen + 4.0 * self.size)

    def _take(self, change: Change) -> None:
        record = change.after or change.before
        if change.agent is None:
            self._take_shared(change)
        elif isinstance(record, Blueprint):
            self._take_blueprint(change.agent, change.after)
        elif isinstance(record, Deployment):
            self._take_deployment(change)
        else:
            self._take_small(self.agents[change.agent], change)

    def _take_shared(self, change: Change) -> None:
        name = change.path.rsplit("/", 1)[-1].rpartition(".")[0]
        if change.after is None:
            self.records.pop(change.path, None)
            return
        self.records[change.path] = change.after
        match change.after:
            case Person():
                self.people[name] = change.after
            case PlatformItem():
                self.items[name] = change.after
            case Unit() if name in self.units:
                self.units[name].record = change.after
            case _:
                pass

    def _take_blueprint(self, agent: str, after: Record | None) -> None:
        known = self.agents.get(agent)
        if not isinstance(after, Blueprint):
            self.agents.pop(agent, None)
        elif known is None:
            self.agents[agent] = self._new_agent(agent, after)
        else:
            if known.blueprint.stage is not after.stage:
                known.since = self.month.index
            known.blueprint = after

    def _take_deployment(self, change: Change) -> None:
        agent, unit = self.agents[str(change.agent)], self.units[str(change.unit)]
        if isinstance(change.after, Deployment):
            copy = agent.copies.get(unit.id)
            if copy is None:
                copy = agent.copies[unit.id] = self._new_copy(change.after, owned=agent.blueprint.owner == unit.id)
            elif not copy.live:
                copy.since = self.month.index
            copy.record = change.after
        else:
            agent.copies.pop(unit.id, None)
        self._note_live(agent, unit)

    def _take_small(self, agent: AgentState, change: Change) -> None:
        match change.after, change.before:
            case Recipe() as recipe, _:
                agent.recipe = recipe
            case Incident() as incident, _:
                agent.incidents[change.path] = incident
            case Measurements() as measurements, _:
                agent.copies[str(change.unit)].measurements = measurements
            case None, Measurements():
                agent.copies[str(change.unit)].measurements = None
            case None, Incident():
                agent.incidents.pop(change.path)
            case None, Recipe():
                agent.recipe = None
            case _:
                pass

    def _note_live(self, agent: AgentState, unit: UnitState) -> None:
        copy = agent.copies.get(unit.id)
        if copy and copy.live:
            unit.live[agent.id] = None
            unit.first_live.setdefault(agent.blueprint.risk, self.month.index)
        else:
            unit.live.pop(agent.id, None)

    def _new_agent(self, agent: str, blueprint: Blueprint) -> AgentState:
        rng = self.rng
        best_accuracy = min(0.985, max(0.70, rng.gauss(0.905, 0.05)))
        best_automation = min(0.99, max(0.80, rng.gauss(0.948, 0.025)))
        skill = Skill(
            accuracy=best_accuracy - rng.uniform(0.02, 0.12),
            automation=best_automation - rng.uniform(0.01, 0.06),
            effort=rng.uniform(0.28, 0.78),
            best_accuracy=best_accuracy,
            best_automation=best_automation,
        )
        month = self.month.index
        return AgentState(
            id=agent, blueprint=blueprint, skill=skill, born=month, since=month, stuck=rng.random() < 0.08
        )

    def _new_copy(self, record: Deployment, *, owned: bool) -> Copy:
        rng = self.rng
        return Copy(
            record=record,
            since=self.month.index,
            luck=0.0 if owned else rng.gauss(-0.012, 0.02),
            effort=1.0 if owned else rng.uniform(0.95, 1.35),
            judged_share=rng.uniform(0.06, 0.22),
            method=rng.choices(("measured", "sampled", "estimated", "survey"), (70, 18, 8, 4))[0],
            source=rng.choice(SOURCES),
            diligent=rng.random() < 0.88,
            cost=rng.uniform(0.02, 0.40),
            tokens=rng.randint(900, 14_000),
        )


SOURCES = (
    "ticket system export",
    "workflow log",
    "tool dashboard",
    "team count sheet",
    "monthly sample",
    "archive query",
)
"""Where counts come from."""
