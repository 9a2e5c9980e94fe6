"""The units as seeding looks at them, in arrays, since the pairs of agents and units are millions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.metrics.measured import small_group
from seedbed.metrics.programme import WAITING
from seedbed.records import Agent, Catalogue, Request, Status, Unit

MOST = 5
"""The highest appetite and autonomy."""

MIDDLE = 3
"""What is assumed of a unit that states none."""

HELD = frozenset({Status.PLANNED, Status.LIVE, Status.PAUSED})
"""States of a copy in which its unit has the agent or is about to."""

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


class SharedPain(Struct, frozen=True, kw_only=True):
    """A pain that an agent takes on and a unit has: hours a month as the record at `path` states them.

    `requests` are the unit's own waiting ones about it.
    """

    tag: str
    hours: float
    path: str
    requests: tuple[str, ...]


class Soil(Struct, frozen=True, kw_only=True):
    """The units that are shown, in the order of their ids, and what is known of them.

    `pains` of a unit are by tag, `peers` the units it looks at; `live` are the units that run an agent, `held` the
    places of those that have it or own it. `takers` are the units with a pain, by tag, with its hours. `watchers` are
    the places of the units that look at one. `factors` are appetite, autonomy and centrality of every unit.
    """

    units: Sequence[str]
    places: Mapping[str, int]
    guarded: tuple[str, ...]
    pains: Mapping[str, Mapping[str, SharedPain]]
    takers: Mapping[str, tuple[Places, Numbers]]
    peers: Mapping[str, AbstractSet[str]]
    peer_count: Numbers
    watchers: Mapping[str, Places]
    live: Mapping[str, Sequence[str]]
    held: Mapping[str, Sequence[int]]
    factors: tuple[Numbers, Numbers, Numbers]

    @classmethod
    def of(cls, catalogue: Catalogue, centrality: Mapping[str, float], /) -> Soil:
        """The soil of a catalogue; `centrality` is by unit."""
        guarded = _guarded(catalogue)
        shown = [unit for _, unit in sorted(catalogue.units.items()) if unit.id not in guarded]
        places = {unit.id: place for place, unit in enumerate(shown)}
        pains = {unit: _pains(catalogue.units[unit], some) for unit, some in _waiting(catalogue, places).items()}
        peers = _peers(catalogue, shown)
        return cls(
            units=list(places),
            places=places,
            guarded=tuple(sorted(guarded)),
            pains=pains,
            takers=_takers(pains, places),
            peers=peers,
            peer_count=np.array([max(len(peers[unit]), 1) for unit in places], dtype=np.float64),
            watchers=_watchers(peers, places),
            live=_live(catalogue),
            held=_held(catalogue, places),
            factors=(
                np.array([(unit.appetite or MIDDLE) / MOST for unit in shown]),
                np.array([(unit.autonomy or MIDDLE) / MOST for unit in shown]),
                np.array([centrality[unit] for unit in places]),
            ),
        )

    def scores(self, agents: Sequence[Agent], /) -> Numbers:
        """The score of each agent (rows) in every unit (columns); 0 where they share no pain or the unit has it."""
        hours = np.zeros((len(agents), len(self.units)))
        peers = np.zeros_like(hours)
        for row, agent in enumerate(agents):
            for tag in sorted(set(agent.pains) & self.takers.keys()):
                places, stated = self.takers[tag]
                hours[row, places] += stated
            hours[row, self.held.get(agent.id, [])] = 0
            near = [self.watchers[unit] for unit in self.live.get(agent.id, ()) if unit in self.watchers]
            if near:
                peers[row] = np.bincount(np.concatenate(near), minlength=len(self.units))
        appetite, autonomy, centrality = self.factors
        return hours * appetite * autonomy * centrality * (1 + peers / self.peer_count)


def _guarded(catalogue: Catalogue) -> set[str]:
    guard = small_group(catalogue)
    return {one.id for one in catalogue.units.values() if one.headcount is not None and one.headcount < guard}


def _waiting(catalogue: Catalogue, units: Iterable[str]) -> dict[str, list[Request]]:
    """The requests without an answer of each unit."""
    found: dict[str, list[Request]] = {unit: [] for unit in units}
    for request in catalogue.requests.values():
        if request.status in WAITING and request.unit in found:
            found[request.unit].append(request)
    return found


def _pains(unit: Unit, requests: Iterable[Request]) -> dict[str, SharedPain]:
    """A unit's pains by tag; of several statements about one the greatest, of equal ones the unit's own."""
    stated = [(pain.tag, pain.hours_per_month, unit.path) for pain in unit.pains]
    asked: dict[str, list[str]] = defaultdict(list)
    for request in requests:
        stated.append((request.pain.tag, request.pain.hours_per_month, request.path))
        asked[request.pain.tag].append(request.id)
    best: dict[str, tuple[float, str]] = {}
    for tag, hours, path in stated:
        if tag not in best or hours > best[tag][0]:
            best[tag] = hours, path
    return {
        tag: SharedPain(tag=tag, hours=hours, path=path, requests=tuple(asked.get(tag, ())))
        for tag, (hours, path) in best.items()
    }


def _takers(
    pains: Mapping[str, Mapping[str, SharedPain]], places: Mapping[str, int]
) -> dict[str, tuple[Places, Numbers]]:
    by_tag: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for unit, stated in pains.items():
        for pain in stated.values():
            by_tag[pain.tag].append((places[unit], pain.hours))
    return {
        tag: (np.array([place for place, _ in rows]), np.array([hours for _, hours in rows], dtype=np.float64))
        for tag, rows in by_tag.items()
    }


def _peers(catalogue: Catalogue, units: Iterable[Unit]) -> dict[str, AbstractSet[str]]:
    """Whom a unit looks at: those of its function, and its contacts; not itself, and nobody whom the catalogue lost."""
    by_function: dict[str, set[str]] = defaultdict(set)
    for unit in catalogue.units.values():
        by_function[unit.function].add(unit.id)
    known = catalogue.units.keys()
    return {
        unit.id: (by_function[unit.function] | {one.unit for one in unit.contacts if one.unit in known}) - {unit.id}
        for unit in units
    }


def _watchers(peers: Mapping[str, AbstractSet[str]], places: Mapping[str, int]) -> dict[str, Places]:
    found: dict[str, list[int]] = defaultdict(list)
    for unit, some in peers.items():
        for peer in some:
            found[peer].append(places[unit])
    return {peer: np.array(rows, dtype=np.int64) for peer, rows in found.items()}


def _live(catalogue: Catalogue) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in catalogue.deployments.values():
        if one.status is Status.LIVE:
            found[one.agent].append(one.unit)
    return dict(found)


def _held(catalogue: Catalogue, places: Mapping[str, int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for agent in catalogue.agents.values():
        if agent.owner.unit in places:
            found[agent.id].append(places[agent.owner.unit])
    for one in catalogue.deployments.values():
        if one.status in HELD and one.unit in places:
            found[one.agent].append(places[one.unit])
    return dict(found)
