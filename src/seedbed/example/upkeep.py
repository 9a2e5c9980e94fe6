"""The small work between the large steps: newer versions in copies, reviews, hand-overs, renames, certificates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from seedbed.example.acts import Act, Change
from seedbed.example.births import floor_of
from seedbed.example.facts import Demo, Recipe, Request, Story
from seedbed.example.lifecycle import blueprint_change, bumped, deployment_change
from seedbed.example.options import later
from seedbed.example.platform import ACCESS, NEW_MODEL, OLD_MODEL, new_model
from seedbed.example.policy import REVIEW_MONTHS, RISKS
from seedbed.example.settle import CERTIFIED_MONTHS
from seedbed.example.spreading import tell_experience
from seedbed.example.world import AgentState, Copy, UnitState, World
from seedbed.records import Stage

RENAMED = 0.006
"""Share of the running agents that get another name in a month."""

RUNNING = frozenset({Stage.PILOT, Stage.VALIDATED, Stage.PRODUCTION})


def keep_up(world: World, /) -> None:
    """Everything that can share a pull request, unit by unit; then what goes by itself."""
    for unit in world.units.values():
        for act in _upkeep(world, unit):
            world.do(act)
    for agent in list(world.agents.values()):
        if agent.born < world.month.index:
            _maintain(world, agent)
    _rename_some(world)
    _renew_certificates(world)
    _tend_platform(world)


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


def _rename_some(world: World) -> None:
    running = [agent for agent in world.agents.values() if agent.blueprint.stage in RUNNING]
    chosen = [agent for agent in running if agent.born < world.month.index and world.chance(RENAMED)]
    mentions = _mentions(world) if chosen else {}
    for agent in chosen:
        _rename(world, agent, mentions.get(agent.id, []))


def _rename(world: World, agent: AgentState, mentions: list[str]) -> None:
    """Another name and id for an agent; whatever mentions it follows in the same pull request."""
    record = agent.blueprint
    old, new = agent.id, f"{agent.id}-desk"
    if new in world.used_ids or len(new) > 64 or record.formerly:
        return
    world.used_ids.add(new)
    agent.id = new
    world.agents = {new if name == old else name: state for name, state in world.agents.items()}
    for unit in world.units.values():
        unit.live = {new if name == old else name: None for name in unit.live}
    renamed = blueprint_change(agent, name=f"{record.name} desk", formerly=(old,))
    agent.incidents = {path.replace(f"/{old}/", f"/{new}/"): each for path, each in agent.incidents.items()}
    changes = (*_following(world, mentions, old, new), renamed)
    title = f"Rename {record.name} to {record.name} desk"
    world.do(
        Act(title=title, author=record.supervisor, changes=changes, topic="agents", moves=((old, new),), whole=True)
    )


def _mentions(world: World) -> dict[str, list[str]]:
    """The paths of the records that name an agent, by its id."""
    found: dict[str, list[str]] = {}
    for path, record in world.records.items():
        if isinstance(record, Demo | Request | Story):
            for name in _named(record):
                found.setdefault(name, []).append(path)
    return found


def _named(record: Demo | Request | Story) -> tuple[str, ...]:
    if isinstance(record, Story):
        return record.agents
    name = record.agent if isinstance(record, Demo) else record.answered_by
    return (name,) if name else ()


def _following(world: World, paths: list[str], old: str, new: str) -> Iterator[Change]:
    """The changes of the records at these paths, and of agents whose successor this one is."""
    for path in paths:
        record = world.records[path]
        match record:
            case Demo():
                yield Change(path=path, before=record, after=replace(record, agent=new))
            case Request():
                yield Change(path=path, before=record, after=replace(record, answered_by=new))
            case Story():
                yield Change(path=path, before=record, after=replace(record, agents=(new,)))
            case _:
                pass
    for agent in world.agents.values():
        ended = agent.blueprint.ended
        if ended and ended.successor == old:
            yield blueprint_change(agent, ended=replace(ended, successor=new))


def _renew_certificates(world: World) -> None:
    for name, person in world.people.items():
        for certificate in person.certificates[-1:]:
            if certificate.expires <= world.month.last + timedelta(40):
                day = world.day(0.4)
                renewed = replace(certificate, on=day, expires=later(day, CERTIFIED_MONTHS))
                after = replace(person, certificates=(*person.certificates, renewed))
                world.do(
                    _certificate(world, name, Change(path=f"catalog/people/{name}.yml", before=person, after=after))
                )


def _certificate(world: World, name: str, change: Change) -> Act:
    unit = world.units[world.people[name].unit]
    return Act(
        title=f"Renew certificates in {unit.record.name}",
        author=name,
        changes=(change,),
        topic="people",
        window=(0.45, 0.95),
        batch=f"certificates/{unit.id}",
    )


def _tend_platform(world: World) -> None:
    """A new model is tried, approved and takes over; the old one is held, then retired once nothing runs on it."""
    months, present = world.options.months, world.month.index
    if present == months * 30 // 100:
        _set_item(world, NEW_MODEL, None, "trial", "Try Orla 3 with two teams")
    elif present == months * 45 // 100:
        _set_item(world, NEW_MODEL, "trial", "approved", "Approve Orla 3 for everybody")
        _set_item(world, OLD_MODEL, "approved", "hold", "Start nothing new on Orla 2")
    elif present >= months * 75 // 100:
        _move_on(world)


def _set_item(world: World, item: str, before: str | None, after: str, title: str) -> None:
    path = f"catalog/platform/{item}.yml"
    known = world.items.get(item)
    if (known.status if known else None) != before:
        return
    changed = replace(known or new_model(), status=after, access=ACCESS[after])
    change = Change(path=path, before=known, after=changed)
    world.do(Act(title=title, author=world.rng.choice(world.office), changes=(change,), topic="platform", direct=True))


def _move_on(world: World) -> None:
    users = [agent for agent in world.agents.values() if _runs_on(agent, OLD_MODEL)]
    for agent in users:
        if world.items[OLD_MODEL].status == "hold" and world.chance(0.5):
            world.do(_migration(world, agent))
    if not users:
        _set_item(world, OLD_MODEL, "hold", "retired", "Retire Orla 2: nothing runs on it any more")


def _runs_on(agent: AgentState, model: str) -> bool:
    record = agent.blueprint
    written = record.version is not None and record.stage is not Stage.RETIRED
    return written and any(item == model for item, _ in record.uses)


def _migration(world: World, agent: AgentState) -> Act:
    record = agent.blueprint
    uses = tuple((NEW_MODEL if item == OLD_MODEL else item, access) for item, access in record.uses)
    version = bumped(record.version, part=2)
    changes = [blueprint_change(agent, uses=uses, version=version)]
    own = agent.copies.get(record.owner)
    if own and own.live:
        changes.append(deployment_change(agent, record.owner, replace(own.record, version=version)))
    unit = world.units[record.owner]
    return Act(
        title=f"Move agents of {unit.record.name} to Orla 3",
        author=record.supervisor,
        changes=tuple(changes),
        topic="agents",
        batch=f"move/{unit.id}",
    )
