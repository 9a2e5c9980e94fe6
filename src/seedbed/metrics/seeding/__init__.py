"""Where to seed next: every agent that is open for copying, in every unit that does not run it and shares its pain.

score = hours of the shared pain in a month times appetite ÷ 5 times autonomy ÷ 5 times centrality times (1 + peers who
have it ÷ peers).

A pain that agent and unit share by its tag counts with the hours that the unit states, or with those of its own waiting
request where they are more. Appetite and autonomy are the unit's own, 1 to 5; 3 is assumed where it states none.
Centrality is that of `centrality.py`, 1 on average. Peers are the units of the same function and the contacts that the
unit names; one has it when the agent is live there. A unit that ended its copy is named again, with that said.
Units with fewer people than the guard are left out. Nothing is learned or weighted beyond this: the product is shown
with every factor, for people to disagree with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain
from math import prod

import numpy as np
from msgspec import Struct

from seedbed.metrics.seeding.centrality import Centrality
from seedbed.metrics.seeding.ranks import Champions, greatest, ranked
from seedbed.metrics.seeding.soil import MIDDLE, MOST, SharedPain, Soil
from seedbed.records import Agent, Catalogue, Risk, Status

BELOW: Mapping[Risk, Risk] = {Risk.MEDIUM: Risk.LOW, Risk.HIGH: Risk.MEDIUM}
"""The class of which a unit must have a live agent before it may have one of another: low first."""

TOGETHER = 256
"""Agents that are looked at together: their scores in a thousand units are two megabytes."""


class Seed(Struct, frozen=True, kw_only=True):
    """One suggestion with every factor. `appetite` and `autonomy` are None where the unit states none.

    `peers` is how many units it looks at, `peers_with` those of them that run the agent. `was_tried` says that the unit
    ended a copy of it; `first` is the risk class of which the unit needs a live agent before this one. `paths` are the
    records of the factors.
    """

    agent: str
    unit: str
    pains: tuple[SharedPain, ...]
    appetite: int | None
    autonomy: int | None
    centrality: float
    peers: int
    peers_with: tuple[str, ...]
    was_tried: bool
    first: Risk | None
    paths: tuple[str, ...]

    @property
    def hours(self) -> float:
        """Hours a month of all shared pains."""
        return sum(pain.hours for pain in self.pains)

    @property
    def factors(self) -> Mapping[str, float]:
        """The factors by name."""
        return {
            "pain": self.hours,
            "appetite": (self.appetite or MIDDLE) / MOST,
            "autonomy": (self.autonomy or MIDDLE) / MOST,
            "centrality": self.centrality,
            "peers": 1 + len(self.peers_with) / max(self.peers, 1),
        }

    @property
    def score(self) -> float:
        """The product of the factors."""
        return prod(self.factors.values())

    @property
    def is_asked_for(self) -> bool:
        """Whether the unit itself waits for something against one of these pains."""
        return any(pain.requests for pain in self.pains)


Pair = tuple[float, str, str]
"""Less the score, agent, unit: all that is kept of millions of pairs until somebody looks; the best sorts first."""


class Seeding(Struct, frozen=True, kw_only=True):
    """The best suggestions of all, for each agent and for each unit, as many as were asked for.

    `pairs` is how many there were to choose from, `guarded` the units left out because too few people work in them.
    """

    catalogue: Catalogue
    soil: Soil
    classes: Mapping[str, set[Risk]]
    best: Sequence[Pair]
    by_agent: Mapping[str, Sequence[Pair]]
    by_unit: Mapping[str, Sequence[Pair]]
    pairs: int

    @property
    def guarded(self) -> tuple[str, ...]:
        """The units left out because too few people work in them."""
        return self.soil.guarded

    @property
    def top(self) -> tuple[Seed, ...]:
        """The best of all."""
        return self._seeds(self.best)

    def for_agent(self, agent: str, /) -> tuple[Seed, ...]:
        """The best units for an agent; none for one that is not open or not known."""
        return self._seeds(self.by_agent.get(agent, ()))

    def for_unit(self, unit: str, /) -> tuple[Seed, ...]:
        """The best agents for a unit; none for one that is guarded or not known."""
        return self._seeds(self.by_unit.get(unit, ()))

    def _seeds(self, pairs: Iterable[Pair]) -> tuple[Seed, ...]:
        return tuple(self._seed(self.catalogue.agents[agent], unit) for _, agent, unit in pairs)

    def _seed(self, agent: Agent, unit_id: str) -> Seed:
        unit, soil = self.catalogue.units[unit_id], self.soil
        stated = soil.pains[unit_id]
        pains = tuple(stated[tag] for tag in sorted(set(agent.pains)) if tag in stated)
        peers_with = sorted(soil.peers[unit_id] & set(soil.live.get(agent.id, ())))
        copies = [self.catalogue.deployments[f"{agent.id}/{peer}"].path for peer in peers_with]
        below = BELOW.get(agent.risk)
        return Seed(
            agent=agent.id,
            unit=unit_id,
            pains=pains,
            appetite=unit.appetite,
            autonomy=unit.autonomy,
            centrality=float(soil.factors[2][soil.places[unit_id]]),
            peers=len(soil.peers[unit_id]),
            peers_with=tuple(peers_with),
            was_tried=f"{agent.id}/{unit_id}" in self.catalogue.deployments,
            first=None if below in self.classes.get(unit_id, ()) else below,
            paths=tuple(dict.fromkeys((agent.path, unit.path, *(pain.path for pain in pains), *copies))),
        )


def seeding_of(catalogue: Catalogue, centrality: Mapping[str, Centrality], /, *, most: int = 10) -> Seeding:
    """The best suggestions, `most` of each kind, for a catalogue whose agents may all be told of."""
    soil = Soil.of(catalogue, {unit: one.score for unit, one in centrality.items()})
    agents = sorted((one for one in catalogue.agents.values() if one.is_open), key=lambda one: one.id)
    by_agent: dict[str, Sequence[Pair]] = {}
    champions = Champions(len(soil.units), most)
    pairs = 0
    for start in range(0, len(agents), TOGETHER):
        some = agents[start : start + TOGETHER]
        scores = soil.scores(some)
        pairs += int(np.count_nonzero(scores))
        ranks = ranked(greatest(scores, most), groups=len(some), most=most)
        for agent, best in zip(some, ranks, strict=True):
            by_agent[agent.id] = [(-score, agent.id, soil.units[place]) for place, score in best]
        champions.take(scores, start)
    by_unit = ranked(champions.cells, groups=len(soil.units), most=most)
    return Seeding(
        catalogue=catalogue,
        soil=soil,
        classes=_classes(catalogue),
        best=nsmallest(most, chain.from_iterable(by_agent.values())),
        by_agent=by_agent,
        by_unit={
            unit: [(-score, agents[number].id, unit) for number, score in best]
            for unit, best in zip(soil.units, by_unit, strict=True)
        },
        pairs=pairs,
    )


def _classes(catalogue: Catalogue) -> dict[str, set[Risk]]:
    """The risk classes that are live in each unit."""
    found: dict[str, set[Risk]] = {}
    for one in catalogue.deployments.values():
        if one.status is Status.LIVE and one.agent in catalogue.agents:
            found.setdefault(one.unit, set()).add(catalogue.agents[one.agent].risk)
    return found
