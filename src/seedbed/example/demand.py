"""Requests: what units ask for, what the AI office takes on, what is answered."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from seedbed.example.acts import Act
from seedbed.example.births import draw
from seedbed.example.facts import Request
from seedbed.example.names import slug
from seedbed.example.world import World
from seedbed.records import OPEN_STAGES


def ask_and_answer(world: World, /) -> Iterator[Act]:
    """New requests, decisions on open ones, answers to those whose agent is validated."""
    wished = world.options.agents / world.options.months * 0.9
    for _ in range(int(wished) + world.chance(wished % 1)):
        yield _ask(world)
    answers = _answers(world)
    for path, record in list(world.records.items()):
        if isinstance(record, Request):
            yield from _decide(world, path, record)
            if record.status == "building" and (agent := answers.get(slug(record.card.title))):
                after = replace(record, status="answered", answered_by=agent)
                title = f"Answer the request of {record.unit}"
                yield world.written(path, after, world.office[1], title, moment=0.85)


def _ask(world: World) -> Act:
    unit = world.rng.choice(list(world.units.values()))
    card = draw(world, unit.record.function)
    request = Request(
        card=card,
        unit=unit.id,
        hours=round(unit.record.headcount * world.rng.uniform(0.8, 3.5)),
        people=world.rng.randint(2, max(3, unit.record.headcount // 4)),
        supporters=tuple(name for name, _ in unit.record.contacts if world.chance(0.25)),
    )
    path = f"catalog/requests/{slug(card.title)}.md"
    return world.written(path, request, unit.record.lead, f"Ask for help with {card.subject.many}")


def _decide(world: World, path: str, record: Request) -> Iterator[Act]:
    draw_ = world.rng.random()
    if record.status != "open" or draw_ > 0.35:
        return
    accepted = draw_ < 0.28
    after = replace(record, status="accepted" if accepted else "declined")
    if accepted:
        world.waiting[path] = after
    yield world.written(
        path, after, world.office[1], f"{'Accept' if accepted else 'Decline'} the request of {record.unit}"
    )


def _answers(world: World) -> dict[str, str]:
    """Requests whose agent is open for copying, with that agent."""
    return {
        agent.blueprint.from_request: agent.id
        for agent in world.agents.values()
        if agent.blueprint.from_request and agent.blueprint.stage in OPEN_STAGES
    }
