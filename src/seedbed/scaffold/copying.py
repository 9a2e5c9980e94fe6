"""A copy of an agent for another unit: its record, and everything that stands in its way, before anybody waits for it.

Nothing is judged here that the gate does not judge: the record is laid over the main branch in memory, once as planned
and once as live, and the gate's own rules say what they would say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from seedbed.checks.wording import listed, nearest
from seedbed.gate.approvals import Need
from seedbed.gate.side import Side
from seedbed.kinds import KIND, kind_of
from seedbed.records import Agent, Catalogue, Deployment, Organization, Person, Stage, Unit
from seedbed.records.organization import Forge
from seedbed.repository.proposed import Proposal, Signature
from seedbed.scaffold import Draft
from seedbed.scaffold.foresight import Foresight, Obstacle, foresee
from seedbed.scaffold.supervising import choose_supervisor

COPY = KIND["deployment"]

FEW = 10
"""Ids that are listed where none is close to the one that was written."""


class Wish(Struct, frozen=True, kw_only=True):
    """What somebody asks for: the ids of an agent and of the unit that shall have it, and what they chose.

    `answers` are further fields of the record as nested data.
    """

    agent: str
    unit: str
    source: str | None = None
    supervisor: str | None = None
    answers: Mapping[str, Any]


class Copy(Struct, frozen=True, kw_only=True):
    """A copy that may be proposed: its record, and what the gate would say to it.

    `holds` is what was asked and is in order, `advice` what blocks nothing and deserves a look, `blanks` what a person
    must still fill in, each with its line in the record, `needs` who must agree.
    """

    agent: Agent
    unit: Unit
    source: Unit | None
    supervisor: Person
    path: str
    text: str
    holds: tuple[str, ...]
    advice: tuple[str, ...]
    blanks: tuple[tuple[int, str], ...]
    needs: tuple[Need, ...]


class Plan(Struct, frozen=True, kw_only=True):
    """A copy, or every obstacle in its way; `forge` is where main says that the repository lives."""

    wish: Wish
    forge: Forge | None = None
    copy: Copy | None = None
    obstacles: tuple[Obstacle, ...] = ()


def plan_copy(main: Proposal, wish: Wish, /, *, today: date, author: Signature) -> Plan:
    """The record of a copy on top of main (main proposed to itself), or all that is in its way.

    Raises ScaffoldError when an answer breaks the schema, BadPolicyError when main has no policy to judge by.
    """
    side = Side(main.before)
    home = side.record(Organization, "organization")
    plan = Plan(wish=wish, forge=home.forge if home else None, obstacles=tuple(_unknown(side, wish)))
    agent, unit = side.agent(wish.agent), side.unit(wish.unit)
    if agent is None or unit is None:
        return plan
    source, supervisor = _source(side, agent, wish), choose_supervisor(side, agent, unit, wish.supervisor, today=today)
    drafted = _drafted(agent, wish, source, supervisor, today=today)
    seen = foresee(main, drafted, agent, today=today, author=author)
    obstacles = [*plan.obstacles, *_unfit(side, agent, unit)]
    obstacles += [one for one in (source, supervisor) if isinstance(one, Obstacle)]
    obstacles += _foreseen(seen, agent, is_named=isinstance(supervisor, Person), is_new=not _is_there(side, wish))
    if obstacles or not isinstance(supervisor, Person):
        return replace(plan, obstacles=tuple(dict.fromkeys(obstacles)))
    model = side.unit(source) if isinstance(source, str) else None
    return replace(plan, copy=_copy(drafted, seen, agent=agent, unit=unit, source=model, supervisor=supervisor))


def _copy(
    drafted: Draft, seen: Foresight, *, agent: Agent, unit: Unit, source: Unit | None, supervisor: Person
) -> Copy:
    return Copy(
        agent=agent,
        unit=unit,
        source=source,
        supervisor=supervisor,
        path=drafted.path,
        text=drafted.create_files()[drafted.path],
        holds=seen.holds,
        advice=seen.advice,
        blanks=seen.blanks,
        needs=seen.needs,
    )


def _unknown(side: Side, wish: Wish) -> Iterator[Obstacle]:
    """Names that lead nowhere."""
    for kind, name in (("agent", wish.agent), ("unit", wish.unit), ("unit", wish.source), ("person", wish.supervisor)):
        if name is not None and name not in _ids(side, kind):
            yield Obstacle(f"there is no {kind} {name} on main", _meant(name, _ids(side, kind)))
        elif name is not None and side.is_broken(KIND[kind].path(name)):
            path = KIND[kind].path(name)
            yield Obstacle(f"{path} cannot be read", f"See: seedbed check {path}")


def _meant(name: str, known: tuple[str, ...]) -> str:
    meant = nearest(name, known)
    if meant:
        return f"Did you mean {meant}?"
    return f"There are: {', '.join(known[:FEW])}{' …' if len(known) > FEW else ''}." if known else "There is none yet."


def _ids(side: Side, kind: str) -> tuple[str, ...]:
    known = (kind_of(path) for path in side.paths(kind))
    return tuple(found[1] for found in known if found)


def _unfit(side: Side, agent: Agent, unit: Unit) -> Iterator[Obstacle]:
    """Why this agent cannot be copied, or not by this unit."""
    path = COPY.path(f"{agent.id}/{unit.id}")
    there = side.at(path)
    if side.reach.find(path):
        state = f"; it is {there.status}" if isinstance(there, Deployment) else ""
        yield Obstacle(f"{unit.name} has a record of {agent.name} already{state}", f"Edit {path}.")
    elif agent.owner.unit == unit.id:
        fix = f"Write down its own deployment: seedbed new deployment {agent.id}/{unit.id}"
        yield Obstacle(f"{unit.name} owns {agent.name} and copies it from nobody", fix)
    if not agent.is_open:
        yield Obstacle(f"{agent.name} is {agent.stage} and not open for copying", _instead(agent))


def _instead(agent: Agent) -> str:
    if agent.ended and agent.ended.successor:
        return f"Copy its successor: {agent.ended.successor}."
    if agent.stage in {Stage.SUSPENDED, Stage.RETIRED}:
        return f"Ask {agent.owner.unit} what took its place."
    return f"Wait until it is validated; {agent.owner.unit} owns it and can say when."


def _source(side: Side, agent: Agent, wish: Wish) -> str | Obstacle | None:
    """The unit to copy from: the one that was named, else the owner's, else the only one that has a copy."""
    having = [one.unit for one in side.all(Deployment, folder=agent.id) if one.unit != wish.unit]
    if wish.source is not None:
        return wish.source
    if agent.owner.unit in having:
        return agent.owner.unit
    if len(having) > 1:
        fix = f"Name the one that you copy from with --copied-from: {listed(having)}."
        return Obstacle(f"{agent.owner.unit} has no copy of its own, and several units have one", fix)
    return having[0] if having else None


def _drafted(
    agent: Agent, wish: Wish, source: str | Obstacle | None, supervisor: Person | Obstacle | None, /, *, today: date
) -> Draft:
    """The record as it would be proposed. Where nobody can supervise, the owner's supervisor stands in to be judged."""
    who = supervisor.id if isinstance(supervisor, Person) else agent.owner.supervisor
    facts = {
        "version": agent.version,
        "copied_from": source if isinstance(source, str) else None,
        "supervisor": who,
    }
    known = {name: value for name, value in facts.items() if value is not None}
    return Draft(
        kind=COPY,
        id=f"{agent.id}/{wish.unit}",
        catalogue=Catalogue(agents={agent.id: agent}),
        today=today,
        answers={"status": "planned"} | known | dict(wish.answers),
    )


def _is_there(side: Side, wish: Wish) -> bool:
    return side.reach.find(COPY.path(f"{wish.agent}/{wish.unit}")) is not None


def _foreseen(seen: Foresight, agent: Agent, /, *, is_named: bool, is_new: bool) -> Iterator[Obstacle]:
    """What the gate would refuse, without what has been said better already."""
    said = set() if agent.is_open else {"copy-early"}
    said |= set() if is_named else {"supervisor-certified", "person-role", "reference-person"}
    yield from (one for one in seen.of_agent if one.rule not in said)
    if is_new:
        yield from (one for one in seen.of_record if one.rule not in said)
