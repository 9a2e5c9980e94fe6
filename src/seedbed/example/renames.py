"""Another name and another id for an agent, and whatever mentions it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from seedbed.example.acts import Act, Change
from seedbed.example.facts import Demo, Request, Story
from seedbed.example.lifecycle import RUNNING, blueprint_change
from seedbed.example.world import AgentState, World

RENAMED = 0.006
"""Share of the running agents that get another name in a month."""


def rename_some(world: World, /) -> None:
    """Rename this month's share of the running agents."""
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
