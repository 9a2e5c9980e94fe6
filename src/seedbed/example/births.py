"""How agents come into being: from a demo, from a request, or from somebody's own idea."""

from __future__ import annotations

from math import ceil, exp
from typing import NamedTuple

from msgspec.structs import replace

from seedbed.example.acts import Act, Change
from seedbed.example.facts import Baseline, Blueprint, Demo, Request
from seedbed.example.functions import FUNCTIONS
from seedbed.example.names import slug
from seedbed.example.platform import NEW_MODEL, OLD_MODEL, items_for
from seedbed.example.policy import risk_floor
from seedbed.example.tasks import Card, draw_card
from seedbed.example.world import UnitState, World
from seedbed.records import Stage

COPIES_EXPECTED = 2.5 / 14
"""Live copies an agent comes to on average, for each unit there is; it keeps the automated hours in proportion to a
unit's routine hours, whether the organisation has 14 units or 200."""


class Cradle(NamedTuple):
    """Where an agent comes from: its card, its unit, and the demo or the request with its path."""

    card: Card
    unit: UnitState
    path: str | None


def bear(world: World, /) -> None:
    """Add this month's share of the agents."""
    for _ in range(_due(world)):
        _bear_one(world, _cradle(world))


def draw(world: World, function: str, /) -> Card:
    """A card that nobody has drawn yet."""
    return draw_card(function, next(world.decks[function]), world.rng)


def model_of_the_day(world: World, /) -> str:
    """The general model that new agents start on."""
    new = world.items.get(NEW_MODEL)
    return NEW_MODEL if new and new.status == "approved" else OLD_MODEL


def floor_of(card: Card, uses: tuple[tuple[str, str], ...], affects: tuple[str, ...], /) -> str:
    """The lowest risk class that the facts of an agent allow."""
    return risk_floor(
        {
            "eu_ai_act": frozenset({card.eu_ai_act}),
            "personal": frozenset({card.subject.personal}),
            "classification": frozenset({card.subject.classification}),
            "autonomy": frozenset({card.autonomy}),
            "affects": frozenset(affects),
            "access": frozenset(access for _, access in uses),
        }
    )


def baseline_for(world: World, unit: UnitState, card: Card, /) -> Baseline:
    """The work that a unit spends on the task of a card, as part of its routine hours."""
    expected = max(2.0, COPIES_EXPECTED * world.options.agents)
    hours = unit.record.routine_hours / expected * world.rng.lognormvariate(-1.4, 0.45)
    minutes = max(2, round(card.minutes * world.rng.uniform(0.85, 1.2)))
    tasks = max(40, round(hours * 60 / minutes))
    return Baseline(
        tasks=tasks,
        minutes=minutes,
        people=max(1, min(unit.record.headcount, round(hours / world.rng.uniform(20, 60)))),
        method=world.rng.choice(("measured", "measured", "sampled", "estimated")),
    )


def _due(world: World) -> int:
    """Agents born this month: few in the first year, most after the middle, at least one in the first month."""
    months, agents = world.options.months, world.options.agents
    weights = [0.6 + 1 / (1 + exp(-(month - 0.36 * months) / (0.09 * months))) for month in range(months)]
    present = world.month.index
    if present >= months:
        return 0
    total = sum(weights)
    return ceil(agents * sum(weights[: present + 1]) / total) - ceil(agents * sum(weights[:present]) / total)


def _cradle(world: World) -> Cradle:
    if world.waiting and world.chance(0.62):
        path = world.rng.choice(list(world.waiting))
        record = world.waiting.pop(path)
        return Cradle(record.card, world.units[record.unit], path)
    units = list(world.units.values())
    weights = [unit.record.appetite**1.5 * unit.pace * (0.3 + world.awareness(unit)) for unit in units]
    unit = world.rng.choices(units, weights)[0]
    return Cradle(draw(world, unit.record.function), unit, None)


def _bear_one(world: World, cradle: Cradle) -> None:
    card, unit, path = cradle
    agent = slug(card.title)
    world.used_ids.add(agent)
    blueprint = _blueprint(world, card, unit)
    changes: list[Change] = []
    if path is not None:
        origin = world.records[path]
        blueprint = _from_origin(blueprint, path)
        taken = replace(origin, agent=agent) if isinstance(origin, Demo) else origin
        taken = replace(taken, status="building") if isinstance(taken, Request) else taken
        changes.append(Change(path=path, before=origin, after=taken, unit=unit.id))
    changes.append(Change(path=f"catalog/agents/{agent}/blueprint.yml", before=None, after=blueprint, agent=agent))
    world.propose(
        Act(
            title=f"Add the idea of {card.title[0].lower()}{card.title[1:]}",
            author=world.rng.choice([unit.champion, *unit.supervisors]),
            changes=tuple(changes),
            topic="agents",
        )
    )


def _from_origin(blueprint: Blueprint, path: str) -> Blueprint:
    parts = path.removesuffix(".md").split("/")
    if "demos" in parts:
        return replace(blueprint, from_demo="/".join(parts[-2:]))
    return replace(blueprint, from_request=parts[-1])


def _blueprint(world: World, card: Card, unit: UnitState) -> Blueprint:
    uses = items_for(card, model_of_the_day(world))
    affects = ("own-unit", *card.subject.affects)
    floor = floor_of(card, uses, affects)
    return Blueprint(
        card=card,
        name=card.title,
        stage=Stage.IDEA,
        risk=floor if world.chance(0.8) else "low",
        owner=unit.id,
        supervisor=unit.supervisor(floor, world.rng),
        champion=unit.champion if world.chance(0.5) else None,
        baseline=baseline_for(world, unit, card),
        uses=uses,
        affects=affects if FUNCTIONS[card.function].wave != "first" else (*affects, "other-units"),
    )
