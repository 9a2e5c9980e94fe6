"""The network: who copied from whom, as the records of today's deployments tell it.

A copy is a deployment by a unit other than the owner's that went live at some time (`live`, `paused` or `ended`; a
plan is not a copy). Its source is `copied_from`, or the owner's unit where the record names none. Generation: the
owner's own deployment is 0, a copy one more than its source. Second-hand share = copies whose source is not the owner
÷ copies. No dates are read here: those come from the history of merges.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from seedbed.records import Agent, Catalogue, Deployment, Status

BEGUN = frozenset({Status.LIVE, Status.PAUSED, Status.ENDED})


class Copy(Struct, frozen=True):
    """One edge: `unit` runs a copy of `agent` that it took from `source`.

    `is_assumed` says that the record names no source. `generation` is None when the chain of sources never reaches a
    unit that runs the agent by itself (a circle, or a source that has no deployment).
    """

    agent: str
    unit: str
    source: str
    is_assumed: bool
    is_second_hand: bool
    status: Status
    generation: int | None
    path: str


class Lineage(Struct, frozen=True, kw_only=True):
    """One agent's family: its owner's unit, the copies made of it, and those that are only planned."""

    agent: str
    owner: str
    copies: tuple[Copy, ...]
    planned: tuple[Copy, ...]

    @property
    def depth(self) -> int:
        """The highest generation among the copies; 0 when there is none."""
        return max((copy.generation or 0 for copy in self.copies), default=0)

    @property
    def chain(self) -> tuple[str, ...]:
        """The longest way of the agent from unit to unit, the owner first; of several the first by name."""
        sources = {copy.unit: copy.source for copy in (*self.copies, *self.planned) if copy.generation}
        last = min((copy.unit for copy in self.copies if copy.generation == self.depth), default=self.owner)
        units = [last]
        while units[-1] in sources:
            units.append(sources[units[-1]])
        return tuple(reversed(units))


class Trade(Struct, frozen=True, kw_only=True):
    """What one unit gave and took: copies, and how many different units they went to and came from.

    `reach` counts the units to which something of its own came, at first or later hand: by the records of today what it
    gave, by the history whatever came that way in order of time.
    """

    unit: str
    given: int
    adopters: int
    taken: int
    sources: int
    reach: int

    @property
    def balance(self) -> int:
        """Adopters less sources; a net exporter stands above zero."""
        return self.adopters - self.sources


class Network(Struct, frozen=True, kw_only=True):
    """Every copy, by agent and by unit, with the figures drawn from them.

    `generations` counts copies by generation (None: unknown), `matrix` copies by (function of source, function of
    adopter); `uncopied` are the agents open for copying that nobody copied, `without` the units where no agent is
    live.
    """

    copies: tuple[Copy, ...]
    lineages: Mapping[str, Lineage]
    trades: Mapping[str, Trade]
    generations: Mapping[int | None, int]
    matrix: Mapping[tuple[str, str], int]
    uncopied: tuple[str, ...]
    units: int
    with_live: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def second_hand_share(self) -> Fraction | None:
        """Copies taken from a unit that is not the owner, as a share of all; None without copies."""
        second = sum(copy.is_second_hand for copy in self.copies)
        return Fraction(second, len(self.copies)) if self.copies else None

    @property
    def longest(self) -> Lineage | None:
        """The family with the longest chain, of several the first by agent; None without copies."""
        families = [one for one in self.lineages.values() if one.depth]
        return min(families, key=lambda one: (-one.depth, one.agent), default=None)


def network_of(catalogue: Catalogue, /) -> Network:
    """The network of a catalogue."""
    lineages = _lineages(catalogue)
    copies = tuple(copy for one in lineages.values() for copy in one.copies)
    live = {one.unit for one in catalogue.deployments.values() if one.status is Status.LIVE}
    copied = {copy.agent for copy in copies}
    return Network(
        copies=copies,
        lineages=lineages,
        trades=_trades(copies),
        generations=_generations(copies),
        matrix=_matrix(catalogue, copies),
        uncopied=tuple(sorted(one.id for one in catalogue.agents.values() if one.is_open and one.id not in copied)),
        units=len(catalogue.units),
        with_live=tuple(sorted(live & set(catalogue.units))),
        without=tuple(sorted(set(catalogue.units) - live)),
    )


def _lineages(catalogue: Catalogue) -> dict[str, Lineage]:
    deployments: dict[str, list[Deployment]] = defaultdict(list)
    for one in catalogue.deployments.values():
        deployments[one.agent].append(one)
    agents = catalogue.agents
    return {agent: _lineage(agents[agent], deployments[agent]) for agent in sorted(deployments) if agent in agents}


def _lineage(agent: Agent, deployments: Iterable[Deployment]) -> Lineage:
    others = sorted((one for one in deployments if one.unit != agent.owner.unit), key=lambda one: one.unit)
    generations = _generations_of(others, owner=agent.owner.unit)
    copies = [_copy(one, agent, generations.get(one.unit)) for one in others]
    return Lineage(
        agent=agent.id,
        owner=agent.owner.unit,
        copies=tuple(copy for copy in copies if copy.status in BEGUN),
        planned=tuple(copy for copy in copies if copy.status not in BEGUN),
    )


def _copy(deployment: Deployment, agent: Agent, generation: int | None) -> Copy:
    source = deployment.copied_from or agent.owner.unit
    return Copy(
        agent=agent.id,
        unit=deployment.unit,
        source=source,
        is_assumed=deployment.copied_from is None,
        is_second_hand=source != agent.owner.unit,
        status=deployment.status,
        generation=generation,
        path=deployment.path,
    )


def _generations_of(deployments: Iterable[Deployment], *, owner: str) -> dict[str, int]:
    """Steps from the owner to every unit that can be reached; a circle of sources cannot."""
    takers: dict[str, list[str]] = defaultdict(list)
    for one in deployments:
        takers[one.copied_from or owner].append(one.unit)
    steps = {owner: 0}
    waiting = [owner]
    for unit in waiting:  # grows while it is read: breadth first
        fresh = [taker for taker in takers[unit] if taker not in steps]
        steps |= dict.fromkeys(fresh, steps[unit] + 1)
        waiting.extend(fresh)
    return steps


def _generations(copies: Iterable[Copy]) -> dict[int | None, int]:
    counted = Counter(copy.generation for copy in copies)
    return {one: counted[one] for one in sorted(counted, key=lambda one: (one is None, one or 0))}


def _trades(copies: Iterable[Copy]) -> dict[str, Trade]:
    given: dict[str, list[str]] = defaultdict(list)
    taken: dict[str, list[str]] = defaultdict(list)
    edges: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for copy in copies:
        given[copy.source].append(copy.unit)
        taken[copy.unit].append(copy.source)
        edges[copy.agent].append((copy.source, copy.unit))
    reached = _reached(edges.values())
    return {
        unit: Trade(
            unit=unit,
            given=len(given[unit]),
            adopters=len(set(given[unit])),
            taken=len(taken[unit]),
            sources=len(set(taken[unit])),
            reach=len(reached[unit]),
        )
        for unit in sorted(given.keys() | taken.keys())
    }


def _reached(families: Iterable[Sequence[tuple[str, str]]]) -> dict[str, set[str]]:
    """For each unit those that took an agent from it, directly or by others; a family holds (source, taker) of one
    agent, which each taker took once: its copy came along the whole chain of sources.
    """
    reached: dict[str, set[str]] = defaultdict(set)
    for edges in families:
        sources = {taker: source for source, taker in edges}
        for unit in sources:
            passed, before = {unit}, sources.get(unit)
            while before is not None and before not in passed:
                reached[before].add(unit)
                passed.add(before)
                before = sources.get(before)
    return reached


def _matrix(catalogue: Catalogue, copies: Iterable[Copy]) -> dict[tuple[str, str], int]:
    functions = {unit.id: unit.function for unit in catalogue.units.values()}
    placed = [copy for copy in copies if copy.unit in functions and copy.source in functions]
    return dict(Counter((functions[copy.source], functions[copy.unit]) for copy in placed))
