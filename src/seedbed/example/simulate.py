"""The months of the example, one after the other: the table of contents of the simulation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from seedbed.example.acts import Act
from seedbed.example.births import bear
from seedbed.example.culture import tend_culture
from seedbed.example.demand import ask_and_answer
from seedbed.example.gatherings import gather
from seedbed.example.lifecycle import progress
from seedbed.example.measuring import measure
from seedbed.example.options import Month
from seedbed.example.spreading import spread
from seedbed.example.upkeep import keep_up
from seedbed.example.upsets import upset
from seedbed.example.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How far things have come at the end of a month."""

    month: str
    agents: int
    stages: dict[str, int]
    live: int
    copies_live: int
    units_live: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfActs:
    """What happened in a month, in the order of its causes, and where it led."""

    month: Month
    acts: tuple[Act, ...]
    tally: Tally


def simulate(world: World, /) -> Iterator[MonthOfActs]:
    """Let the months pass. The world is used up: settle a new one for a second run."""
    for month in world.options.calendar:
        world.month = month
        measure(world)
        _let_live(world)
        bear(world)
        progress(world)
        spread(world)
        keep_up(world)
        upset(world)
        yield MonthOfActs(month=month, acts=tuple(world.acts), tally=_tally(world))
        world.acts.clear()


def _let_live(world: World) -> None:
    if world.month.index < world.options.months:
        for act in (*gather(world), *ask_and_answer(world), *tend_culture(world)):
            world.do(act)


def _tally(world: World) -> Tally:
    live = [(agent, unit) for agent in world.agents.values() for unit in agent.live_units()]
    return Tally(
        month=world.month.label,
        agents=len(world.agents),
        stages=dict(sorted(Counter(str(agent.blueprint.stage) for agent in world.agents.values()).items())),
        live=len(live),
        copies_live=sum(agent.blueprint.owner != unit for agent, unit in live),
        units_live=len({unit for _, unit in live}),
    )
