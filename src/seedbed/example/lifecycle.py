"""The career of an agent in its own unit: up the ladder, down again, aside, and out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from seedbed.example import phrases
from seedbed.example.acts import Act, Change
from seedbed.example.births import floor_of, model_of_the_day
from seedbed.example.facts import Blueprint, Deployment, Ended, Recipe
from seedbed.example.measuring import falls_short, meets_bar
from seedbed.example.options import later
from seedbed.example.platform import NEW_MODEL, OLD_MODEL
from seedbed.example.policy import REVIEW_MONTHS
from seedbed.example.world import AgentState, World
from seedbed.records import Stage, Status

RUNNING = frozenset({Stage.PILOT, Stage.VALIDATED, Stage.PRODUCTION})
"""Stages in which an agent does work."""


def progress(world: World, /) -> None:
    """Give every agent its chance of the month."""
    for agent in list(world.agents.values()):
        if agent.born < world.month.index and (step := STEPS.get(agent.blueprint.stage)):
            step(world, agent)


def blueprint_change(agent: AgentState, /, **facts: Any) -> Change:
    """The change of some facts of a blueprint."""
    path = f"catalog/agents/{agent.id}/blueprint.yml"
    return Change(path=path, before=agent.blueprint, after=replace(agent.blueprint, **facts), agent=agent.id)


def deployment_change(agent: AgentState, unit: str, after: Deployment, /) -> Change:
    """The change, or the arrival, of a unit's copy."""
    copy = agent.copies.get(unit)
    path = f"catalog/agents/{agent.id}/deployments/{unit}.yml"
    return Change(path=path, before=copy.record if copy else None, after=after, agent=agent.id, unit=unit)


def bumped(version: str | None, /, *, part: int = 1) -> str:
    """The next version; `part` 0 is a new major one, 1 a minor one, 2 a patch."""
    numbers = [int(number) for number in (version or "0.0.0").split(".")]
    return ".".join(map(str, [*numbers[:part], numbers[part] + 1, *[0] * (2 - part)]))


def renewed_uses(world: World, blueprint: Blueprint, /) -> tuple[tuple[str, str], ...]:
    """What the agent uses, with the general model of the day."""
    model = model_of_the_day(world)
    return tuple((model if item in {OLD_MODEL, NEW_MODEL} else item, access) for item, access in blueprint.uses)


def improve(world: World, agent: AgentState, /) -> None:
    """Bring a better version into the owner's unit."""
    skill = agent.skill
    share = world.rng.uniform(0.25, 0.75)
    skill.accuracy += share * (skill.best_accuracy - skill.accuracy)
    skill.automation += share * (skill.best_automation - skill.automation)
    version = bumped(agent.blueprint.version, part=world.rng.choice((1, 1, 2)))
    changes = [blueprint_change(agent, version=version, uses=renewed_uses(world, agent.blueprint))]
    own = agent.copies.get(agent.blueprint.owner)
    if own and own.live:
        changes.append(deployment_change(agent, agent.blueprint.owner, replace(own.record, version=version)))
    world.propose(_act(agent, f"Bring {agent.blueprint.name} to {version}", changes))


def leave(world: World, agent: AgentState, stage: Stage, reason: str, /, *, successor: str | None = None) -> None:
    """Suspend or retire an agent, together with its copies."""
    ended = Ended(reason=phrases.REASONS[reason], data=world.rng.choice(phrases.DATA), successor=successor)
    status = Status.PAUSED if stage is Stage.SUSPENDED else Status.ENDED
    going = {Status.LIVE, Status.PLANNED} if stage is Stage.SUSPENDED else {Status.LIVE, Status.PLANNED, Status.PAUSED}
    changes = [blueprint_change(agent, stage=stage, ended=ended)]
    for unit, copy in agent.copies.items():
        if copy.record.status in going:
            changes.append(deployment_change(agent, unit, replace(copy.record, status=status)))
    verb = "Suspend" if stage is Stage.SUSPENDED else "Retire"
    world.propose(_act(agent, f"{verb} {agent.blueprint.name}", changes))


def _act(agent: AgentState, title: str, changes: list[Change]) -> Act:
    return Act(title=title, author=agent.blueprint.supervisor, changes=tuple(changes), topic="agents")


def _from_idea(world: World, agent: AgentState) -> None:
    record = agent.blueprint
    if agent.stuck or not world.chance(0.5):
        return
    floor = floor_of(record.card, record.uses, record.affects)
    recipe = Recipe(card=record.card)
    facts = {"stage": Stage.PROTOTYPE, "version": "0.1.0", "risk": floor, "uses": renewed_uses(world, record)}
    changes = [
        Change(path=f"catalog/agents/{agent.id}/recipe.md", before=None, after=recipe, agent=agent.id),
        blueprint_change(agent, **facts),
    ]
    world.propose(_act(agent, f"Prototype {record.name}", changes))


def _from_prototype(world: World, agent: AgentState) -> None:
    record = agent.blueprint
    unit = world.units[record.owner]
    if not (world.chance(0.45) and unit.may_run(record.risk, world.month.index)):
        return
    version = bumped(record.version)
    deployment = Deployment(
        status=Status.LIVE,
        version=version,
        supervisor=record.supervisor,
        champion=record.champion,
        baseline=record.baseline,
        strategy="pilot",
        funding=("central", world.rng.randrange(2, 30) * 500) if world.chance(0.6) else None,
    )
    review = later(world.month.first, REVIEW_MONTHS[record.risk])
    changes = [
        blueprint_change(agent, stage=Stage.PILOT, version=version, review_by=review),
        deployment_change(agent, unit.id, deployment),
    ]
    world.propose(_act(agent, f"Start the pilot of {record.name}", changes))


def _from_pilot(world: World, agent: AgentState) -> None:
    record = agent.blueprint
    own = agent.copies.get(record.owner)
    if own is None or own.record.status is Status.PAUSED:
        _resume(world, agent)
    elif own.live and meets_bar(own, str(record.version)) and world.chance(0.8):
        stage = Stage.PRODUCTION if world.chance(0.02) else Stage.VALIDATED
        title = f"Validate {record.name}" if stage is Stage.VALIDATED else f"Take {record.name} into production"
        world.propose(_act(agent, title, [blueprint_change(agent, stage=stage)]))
    elif world.month.index - agent.since > 8 and world.chance(0.25):
        leave(world, agent, Stage.RETIRED, "below")
    elif world.chance(0.32):
        improve(world, agent)


def _from_validated(world: World, agent: AgentState) -> None:
    own = agent.copies.get(agent.blueprint.owner)
    if own and falls_short(own):
        _answer_failure(world, agent, Stage.PILOT)
    elif own and world.chance(0.13) and meets_bar(own, str(agent.blueprint.version)):
        change = blueprint_change(agent, stage=Stage.PRODUCTION)
        world.propose(replace(_act(agent, f"Take {agent.blueprint.name} into production", [change])))
    else:
        _grow_old(world, agent)


def _from_production(world: World, agent: AgentState) -> None:
    own = agent.copies.get(agent.blueprint.owner)
    if own and falls_short(own):
        _answer_failure(world, agent, Stage.VALIDATED)
    else:
        _grow_old(world, agent)


def _answer_failure(world: World, agent: AgentState, lower: Stage) -> None:
    """Most units mend what falls short, some take it down a step, many look away for a while."""
    draw = world.rng.random()
    if draw < 0.09:
        change = blueprint_change(agent, stage=lower)
        title = f"Take {agent.blueprint.name} back to {lower}"
        world.propose(replace(_act(agent, title, [change]), author=world.rng.choice(world.office)))
    elif draw < 0.12:
        leave(world, agent, Stage.SUSPENDED, "drift")
    elif draw < 0.24:
        improve(world, agent)


def _grow_old(world: World, agent: AgentState) -> None:
    """Sources change and results get worse; work shrinks; something newer does the same."""
    draw = world.rng.random()
    age = world.month.index - agent.since
    if draw < 0.035:
        agent.skill.accuracy -= world.rng.uniform(0.07, 0.17)
        agent.skill.automation -= world.rng.uniform(0.0, 0.05)
    elif draw < 0.037 and age > 3:
        leave(world, agent, Stage.RETIRED, "unused")
    elif draw < 0.042 and age > 3 and (successor := _successor(world, agent)):
        leave(world, agent, Stage.RETIRED, "successor", successor=successor)
    elif draw < 0.074:
        improve(world, agent)


def _successor(world: World, agent: AgentState) -> str | None:
    open_ones = [
        other.id
        for other in world.agents.values()
        if other.blueprint.stage in {Stage.VALIDATED, Stage.PRODUCTION}
        and other is not agent
        and other.blueprint.card.pains[0] == agent.blueprint.card.pains[0]
    ]
    return world.rng.choice(open_ones) if open_ones else None


def _from_suspended(world: World, agent: AgentState) -> None:
    if world.chance(0.35):
        change = blueprint_change(agent, stage=Stage.PILOT, ended=None)
        world.propose(_act(agent, f"Bring {agent.blueprint.name} back as a pilot", [change]))
    elif world.month.index - agent.since >= 2 and world.chance(0.2):
        leave(world, agent, Stage.RETIRED, "incident")


def _resume(world: World, agent: AgentState) -> None:
    paused = [unit for unit, copy in agent.copies.items() if copy.record.status is Status.PAUSED]
    changes = [
        deployment_change(agent, unit, replace(agent.copies[unit].record, status=Status.LIVE)) for unit in paused
    ]
    if changes:
        world.propose(_act(agent, f"Let {agent.blueprint.name} run again", changes))


STEPS: dict[Stage, Callable[[World, AgentState], None]] = {
    Stage.IDEA: _from_idea,
    Stage.PROTOTYPE: _from_prototype,
    Stage.PILOT: _from_pilot,
    Stage.VALIDATED: _from_validated,
    Stage.PRODUCTION: _from_production,
    Stage.SUSPENDED: _from_suspended,
}
