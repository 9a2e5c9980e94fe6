"""How agents spread: along contacts, to units that have the pain, the appetite and the right to decide."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from seedbed.example import phrases
from seedbed.example.acts import Act
from seedbed.example.births import baseline_for
from seedbed.example.facts import Deployment, Experience
from seedbed.example.lifecycle import deployment_change
from seedbed.example.world import AgentState, UnitState, World
from seedbed.records import Stage, Status

RATE = 6.5
"""Copies a month for each unit of pain, contact and appetite."""

EARLY = 0.06
"""How much less often an agent is copied that has not been validated yet."""

OPEN = {Stage.VALIDATED: 1.0, Stage.PRODUCTION: 1.15, Stage.PILOT: EARLY}


def spread(world: World, /) -> None:
    """Let units copy what their contacts run, and let planned copies go live."""
    by_pain = _units_by_pain(world)
    for agent in list(world.agents.values()):
        _start_planned(world, agent)
        openness = OPEN.get(agent.blueprint.stage, 0.0)
        if openness and agent.since < world.month.index:
            for unit, match in _candidates(agent, by_pain):
                _maybe_copy(world, agent, unit, openness * match)


def _units_by_pain(world: World) -> dict[str, list[UnitState]]:
    found: dict[str, list[UnitState]] = {}
    for unit in world.units.values():
        for tag, _ in unit.record.pains:
            found.setdefault(tag, []).append(unit)
    return found


def _candidates(agent: AgentState, by_pain: dict[str, list[UnitState]]) -> Iterator[tuple[UnitState, float]]:
    """Units with a pain of the agent that have no copy yet; the subject counts more than the form of work."""
    form, subject = agent.blueprint.card.pains
    match: dict[str, float] = {}
    units = {unit.id: unit for tag in (form, subject) for unit in by_pain.get(tag, ())}
    for tag, weight in ((form, 0.45), (subject, 0.8)):
        for unit in by_pain.get(tag, ()):
            match[unit.id] = match.get(unit.id, 0.0) + weight
    return ((units[name], value) for name, value in match.items() if name not in agent.copies)


def _maybe_copy(world: World, agent: AgentState, unit: UnitState, readiness: float) -> None:
    contacts = [(name, weight) for name, weight in unit.record.contacts if (c := agent.copies.get(name)) and c.live]
    near = min(1.5, sum(weight for _, weight in contacts) / 10)
    will = (unit.record.appetite / 5) ** 1.5 * (unit.record.autonomy / 5) ** 0.5 * unit.pace
    share = RATE * readiness * (near + 0.05) * will * (0.06 + world.awareness(unit))
    if world.chance(share) and unit.may_run(agent.blueprint.risk, world.month.index):
        _copy(world, agent, unit, contacts)


def _copy(world: World, agent: AgentState, unit: UnitState, contacts: list[tuple[str, int]]) -> None:
    rng = world.rng
    names, weights = zip(*contacts, strict=True) if contacts else ((agent.blueprint.owner,), (1,))
    champion = unit.champion if world.chance(0.5) else None
    planned = world.chance(0.5)
    deployment = Deployment(
        status=Status.PLANNED if planned else Status.LIVE,
        version=str(agent.blueprint.version),
        supervisor=unit.supervisor(agent.blueprint.risk, rng),
        champion=champion,
        baseline=baseline_for(world, unit, agent.blueprint.card),
        copied_from=rng.choices(names, weights)[0],
        strategy="champion" if champion else rng.choice(("influencer", "self-selected", "pilot")),
        funding=(rng.choice(("unit", "unit", "central", "reinvested")), rng.randrange(1, 20) * 250)
        if world.chance(0.4)
        else None,
        changes=tuple(rng.sample(phrases.CHANGES, rng.choice((1, 1, 2)))) if world.chance(0.3) else (),
    )
    verb = "Plan" if planned else "Copy"
    world.propose(
        _act(unit, f"{verb} {agent.blueprint.name} {'for' if planned else 'to'} {unit.record.name}", agent, deployment)
    )


def _start_planned(world: World, agent: AgentState) -> None:
    if agent.blueprint.stage not in OPEN:
        return
    for name, copy in list(agent.copies.items()):
        if copy.record.status is Status.PLANNED and copy.since < world.month.index and world.chance(0.55):
            unit = world.units[name]
            started = replace(copy.record, status=Status.LIVE, version=str(agent.blueprint.version))
            world.propose(_act(unit, f"Start {agent.blueprint.name} in {unit.record.name}", agent, started))


def tell_experience(world: World, agent: AgentState, unit: UnitState, /) -> Act:
    """The account of how copying went."""
    copy = agent.copies[unit.id]
    tale = Experience(hours=world.rng.randint(6, 70), steps_changed=world.rng.randint(0, 4), worked=world.chance(0.88))
    told = replace(copy.record, experience=tale)
    act = _act(unit, f"Tell how copying went in {unit.record.name}", agent, told)
    return replace(act, batch=f"upkeep/{unit.id}")


def _act(unit: UnitState, title: str, agent: AgentState, after: Deployment) -> Act:
    return Act(
        title=title,
        author=after.champion or after.supervisor,
        changes=(deployment_change(agent, unit.id, after),),
        topic="copies",
    )
