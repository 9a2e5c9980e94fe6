"""What goes wrong: incidents and their mending, copies that pause or end, ideas that are taken back."""

from __future__ import annotations

from msgspec.structs import replace

from seedbed.example import phrases
from seedbed.example.acts import Act, Change
from seedbed.example.facts import Incident
from seedbed.example.lifecycle import deployment_change, leave
from seedbed.example.names import slug
from seedbed.example.world import AgentState, UnitState, World
from seedbed.records import Stage, Status

INCIDENT = 0.012
"""Incidents a month for each live copy."""


def upset(world: World, /) -> None:
    """Let this month's mishaps happen and mend some of the earlier ones."""
    for agent in list(world.agents.values()):
        _mend(world, agent)
        if agent.blueprint.stage is Stage.IDEA and agent.stuck and world.chance(0.02):
            _take_back(world, agent)
    for unit in world.units.values():
        for name in list(unit.live):
            agent = world.agents[name]
            if world.chance(INCIDENT):
                _report_incident(world, agent, unit)
            elif agent.blueprint.owner != unit.id:
                _falter(world, agent, unit)
    for agent in list(world.agents.values()):
        if agent.blueprint.stage is not Stage.SUSPENDED:
            _return_or_end(world, agent)


def _report_incident(world: World, agent: AgentState, unit: UnitState) -> None:
    rng = world.rng
    moment = rng.uniform(0.2, 0.9)
    title, happened, _ = rng.choice(phrases.INCIDENTS)
    words = {"n": rng.randint(2, 14), "many": agent.blueprint.card.subject.many}
    day = world.day(moment)
    incident = Incident(
        title=title.format(**words),
        unit=unit.id,
        severity=rng.choices(("low", "medium", "high"), (60, 32, 8))[0],
        happened=happened.format(**words),
        reported_by=agent.copies[unit.id].record.supervisor,
    )
    path = f"catalog/agents/{agent.id}/incidents/{day}-{slug(title.replace('{n} ', ''))}.yml"
    if path in agent.incidents:
        return
    change = Change(path=path, before=None, after=incident, agent=agent.id, unit=unit.id)
    world.do(_act(f"Report an incident with {agent.blueprint.name}", incident.reported_by, change, moment))
    serious = incident.severity == "high" and agent.blueprint.stage is not Stage.PROTOTYPE
    if serious and world.chance(0.6):
        leave(world, agent, Stage.SUSPENDED, "incident")


def _mend(world: World, agent: AgentState) -> None:
    for path, incident in list(agent.incidents.items()):
        if incident.closed is None and world.chance(0.6):
            moment = world.rng.uniform(0.15, 0.9)
            mended = next(text for title, _, text in phrases.INCIDENTS if title[:12] == incident.title[:12])
            after = replace(incident, mended=mended, closed=world.day(moment))
            change = Change(path=path, before=incident, after=after, agent=agent.id, unit=incident.unit)
            world.do(_act(f"Close an incident with {agent.blueprint.name}", incident.reported_by, change, moment))


def _act(title: str, author: str, change: Change, moment: float) -> Act:
    window = (moment, min(0.99, moment + 0.05))
    return Act(title=title, author=author, changes=(change,), topic="incidents", window=window)


def _take_back(world: World, agent: AgentState) -> None:
    """An idea that turned out to be a double: the file is deleted, its id is never used again."""
    record = agent.blueprint
    if record.from_demo or record.from_request:
        return
    path = f"catalog/agents/{agent.id}/blueprint.yml"
    change = Change(path=path, before=record, after=None, agent=agent.id)
    title = f"Remove the idea of {record.name}: it was there already"
    world.propose(Act(title=title, author=record.supervisor, changes=(change,), topic="agents"))


def _falter(world: World, agent: AgentState, unit: UnitState) -> None:
    draw = world.rng.random()
    if draw < 0.007:
        _set_status(world, agent, unit.id, Status.PAUSED)
    elif draw < 0.0105:
        _set_status(world, agent, unit.id, Status.ENDED)


def _return_or_end(world: World, agent: AgentState) -> None:
    """What becomes of paused copies of an agent that itself runs."""
    if agent.blueprint.stage not in {Stage.VALIDATED, Stage.PRODUCTION}:
        return
    for name, copy in list(agent.copies.items()):
        if copy.record.status is Status.PAUSED and copy.since < world.month.index:
            draw = world.rng.random()
            if draw < 0.45:
                _set_status(world, agent, name, Status.LIVE)
            elif draw < 0.55 and name != agent.blueprint.owner:
                _set_status(world, agent, name, Status.ENDED)


VERBS: dict[Status, str] = {
    Status.PAUSED: "Pause {agent} in {unit}",
    Status.ENDED: "End {agent} in {unit}",
    Status.LIVE: "Let {agent} run again in {unit}",
}


def _set_status(world: World, agent: AgentState, unit: str, status: Status) -> None:
    copy = agent.copies[unit]
    change = deployment_change(agent, unit, replace(copy.record, status=status))
    title = VERBS[status].format(agent=agent.blueprint.name, unit=world.units[unit].record.name)
    world.propose(Act(title=title, author=copy.record.supervisor, changes=(change,), topic="copies"))
