"""The months of the example, one after the other: the table of contents of the simulation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from msgspec import Struct

from seedbed.example.acts import Act
from seedbed.example.births import bear
from seedbed.example.culture import tend_culture
from seedbed.example.demand import ask_and_answer
from seedbed.example.gatherings import gather
from seedbed.example.lifecycle import progress
from seedbed.example.measuring import measure
from seedbed.example.office import tend
from seedbed.example.options import Month
from seedbed.example.spreading import spread
from seedbed.example.upkeep import keep_up, word_recipe
from seedbed.example.upsets import upset
from seedbed.example.world import World


class Tally(Struct, frozen=True, kw_only=True):
    """How far things have come at the end of a month."""

    month: str
    agents: int
    stages: dict[str, int]
    live: int
    copies_live: int
    units_live: int


class MonthOfActs(Struct, frozen=True, kw_only=True):
    """What happened in a month, in the order of its causes, and where it led."""

    month: Month
    acts: tuple[Act, ...]
    tally: Tally


def simulate(world: World, /, *, extra: Sequence[int] = ()) -> Iterator[MonthOfActs]:
    """Let the months pass, each with its number of `extra` small acts, which decide nothing.

    The world is used up: settle a new one for a second run.
    """
    wording = _Wording(world)
    for month in world.options.calendar:
        world.month = month
        measure(world)
        _let_live(world)
        bear(world)
        progress(world)
        spread(world)
        keep_up(world)
        tend(world)
        upset(world)
        wording.add(extra[month.index] if extra else 0)
        yield MonthOfActs(month=month, acts=tuple(world.acts), tally=_tally(world))
        world.acts.clear()


class _Wording:
    """Adds better words to recipes; it has its own generator, so that the simulation runs as it would without."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rng = Random(f"wording {world.options.seed}")
        self._owed = 0

    def add(self, count: int) -> None:
        """Add `count` acts, and those owed from months in which there was no recipe yet."""
        self._owed += count
        written = [agent for agent in self._world.agents.values() if agent.recipe]
        for agent in self._rng.choices(written, k=self._owed) if written else ():
            if agent.recipe:
                self._world.do(word_recipe(agent, agent.recipe))
                self._owed -= 1


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
