"""The small work between the large steps: newer versions in copies, reviews, hand-overs, better words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from seedbed.example.acts import Act, Change
from seedbed.example.births import floor_of
from seedbed.example.facts import Recipe
from seedbed.example.lifecycle import RUNNING, blueprint_change, bumped, deployment_change
from seedbed.example.options import later
from seedbed.example.policy import REVIEW_MONTHS, RISKS
from seedbed.example.renames import rename_some
from seedbed.example.spreading import tell_experience
from seedbed.example.world import AgentState, Copy, UnitState, World


def keep_up(world: World, /) -> None:
    """Everything that can share a pull request, unit by unit; then what goes by itself."""
    for unit in world.units.values():
        for act in _upkeep(world, unit):
            world.do(act)
    for agent in list(world.agents.values()):
        if agent.born < world.month.index:
            _maintain(world, agent)
    rename_some(world)


def word_recipe(agent: AgentState, recipe: Recipe, /) -> Act:
    """A better word in a recipe."""
    change = Change(
        path=f"catalog/agents/{agent.id}/recipe.md",
        before=recipe,
        after=replace(recipe, revision=recipe.revision + 1),
        agent=agent.id,
    )
    title = f"Word a step of {agent.blueprint.name} more plainly"
    return Act(title=title, author=agent.blueprint.supervisor, changes=(change,), topic="recipes")


def _upkeep(world: World, unit: UnitState) -> Iterator[Act]:
    for name in list(unit.live):
        agent = world.agents[name]
        copy = agent.copies[unit.id]
        owned = agent.blueprint.owner == unit.id
        if not owned and copy.record.version != agent.blueprint.version and world.chance(0.3):
            yield _follow(agent, unit, copy)
        elif not owned and not copy.record.experience and copy.since < world.month.index and world.chance(0.3):
            yield tell_experience(world, agent, unit)
        elif owned and _review_due(world, agent) and world.chance(0.45):
            yield _review(world, agent, unit)


def _follow(agent: AgentState, unit: UnitState, copy: Copy) -> Act:
    version = str(agent.blueprint.version)
    return Act(
        title=f"Follow the newest versions in {unit.record.name}",
        author=copy.record.supervisor,
        changes=(deployment_change(agent, unit.id, replace(copy.record, version=version)),),
        topic="copies",
        batch=f"follow/{unit.id}",
    )


def _review_due(world: World, agent: AgentState) -> bool:
    review = agent.blueprint.review_by
    return review is not None and review <= world.month.last + timedelta(20)


def _review(world: World, agent: AgentState, unit: UnitState) -> Act:
    review = later(world.month.first, REVIEW_MONTHS[agent.blueprint.risk])
    return Act(
        title=f"Review agents of {unit.record.name}",
        author=agent.blueprint.supervisor,
        changes=(blueprint_change(agent, review_by=review),),
        topic="reviews",
        batch=f"reviews/{unit.id}",
    )


def _maintain(world: World, agent: AgentState) -> None:
    draw = world.rng.random()
    record = agent.blueprint
    if agent.recipe and draw < 0.09:
        world.propose(word_recipe(agent, agent.recipe))
    elif record.stage not in RUNNING:
        return
    elif draw < 0.098:
        _hand_over(world, agent)
    elif draw < 0.105:
        _raise_risk(world, agent)


def _hand_over(world: World, agent: AgentState) -> None:
    """A new supervisor; now and then a copy's unit takes the agent over as its owner."""
    record = agent.blueprint
    takers = [name for name in agent.live_units() if name != record.owner]
    taken = bool(takers) and world.chance(0.5)
    owner = world.rng.choice(takers) if taken else record.owner
    unit = world.units[owner]
    supervisor = unit.supervisor(record.risk, world.rng)
    champion = unit.champion if record.champion else None
    changes = [blueprint_change(agent, owner=owner, supervisor=supervisor, champion=champion)]
    if taken:
        version = str(record.version)
        own = replace(agent.copies[owner].record, copied_from=None, version=version)
        former = replace(agent.copies[record.owner].record, copied_from=owner)
        changes += [deployment_change(agent, owner, own), deployment_change(agent, record.owner, former)]
    elif supervisor == record.supervisor:
        return
    whom = unit.record.name if taken else world.people[supervisor].name
    title = f"Hand {record.name} over to {whom}"
    world.do(Act(title=title, author=record.supervisor, changes=tuple(changes), topic="agents"))


def _raise_risk(world: World, agent: AgentState) -> None:
    record = agent.blueprint
    if record.risk not in {"low", "medium"}:
        return
    risk = RISKS[RISKS.index(record.risk) + 1]
    affects = tuple(dict.fromkeys((*record.affects, "partners")))
    version = bumped(record.version, part=2)
    risk = max(risk, floor_of(record.card, record.uses, affects), key=RISKS.index)
    supervisor = world.units[record.owner].supervisor(risk, world.rng)
    sooner = later(world.month.first, REVIEW_MONTHS[risk])
    review = min(record.review_by or sooner, sooner)
    facts = {"version": version, "supervisor": supervisor, "affects": affects, "risk": risk, "review_by": review}
    changes = [blueprint_change(agent, **facts)]
    for name, copy in agent.copies.items():
        person = world.units[name].supervisor(risk, world.rng)
        if person != copy.record.supervisor:
            changes.append(deployment_change(agent, name, replace(copy.record, supervisor=person)))
    title = f"Raise the risk of {record.name} to {risk}"
    world.do(Act(title=title, author=record.supervisor, changes=tuple(changes), topic="agents"))
