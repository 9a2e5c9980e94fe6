"""What a reader's own unit changes on the page: worked out once a site, in a small file for each unit.

The browser remembers one unit and loads its file when somebody asks: what runs there, what its peers run, what is
recommended and why, and what the unit still lacks before it may run an agent of a class.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from seedbed.metrics.seeding import BELOW, Seed, Seeding
from seedbed.policy import is_certified
from seedbed.records import Agent, Deployment, Person, Policy, Risk, Status
from seedbed.site.packing import classic_script
from seedbed.site.page import Text
from seedbed.site.profiles import STATUSES
from seedbed.site.proposals import copy_blocks, editor_of, forge_of, table_text
from seedbed.site.views import Site

SHOWN = 5
"""Agents on one list of a unit."""
NAMED = 3
"""Peers that are named; the others are counted."""


class _Ground(Struct, frozen=True, kw_only=True):
    """What all units are looked up in; only agents whose details may be told are in it.

    `running` are the live agents of a unit, `by_name` the place of each agent among all by their names.
    """

    site: Site
    seeding: Seeding
    copies: Mapping[str, Sequence[Deployment]]
    staff: Mapping[str, Sequence[Person]]
    running: Mapping[str, Sequence[str]]
    by_name: Mapping[str, int]

    @classmethod
    def of(cls, site: Site) -> _Ground:
        """The ground of all units of a site, looked through once."""
        seeding = site.seeding()
        copies: dict[str, list[Deployment]] = defaultdict(list)
        running: dict[str, list[str]] = defaultdict(list)
        for copy in seeding.catalogue.deployments.values():
            if copy.agent in seeding.catalogue.agents:
                copies[copy.unit].append(copy)
                if copy.status is Status.LIVE:
                    running[copy.unit].append(copy.agent)
        staff: dict[str, list[Person]] = defaultdict(list)
        for person in site.catalogue.people.values():
            staff[person.unit].append(person)
        agents = sorted(seeding.catalogue.agents.values(), key=lambda one: (one.name.casefold(), one.id))
        by_name = {agent.id: place for place, agent in enumerate(agents)}
        return cls(site=site, seeding=seeding, copies=copies, staff=staff, running=running, by_name=by_name)

    def agent(self, agent_id: str) -> Agent:
        return self.seeding.catalogue.agents[agent_id]


def create_unit_files(site: Site, /) -> dict[str, Text]:
    """The list of all units, and a file for each, as classic scripts: they run from a file too."""
    units = sorted(site.catalogue.units.values(), key=lambda one: (one.name.casefold(), one.id))
    listed = {
        "units": [[one.id, one.name] for one in units],
        "record": copy_blocks(site),
        "table": table_text(site),
        "editor": _editor(site),
    }
    ground = _Ground.of(site)
    files: dict[str, Text] = {f"agents/unit/{one.id}.js": partial(_unit_script, ground, one.id) for one in units}
    return files | {"agents/units.js": classic_script("SEEDBED_UNITS", listed)}


def _unit_script(ground: _Ground, unit: str) -> str:
    return classic_script("SEEDBED_UNIT", _unit(ground, unit))


def _editor(site: Site) -> dict[str, str] | None:
    """The addresses of the forge's editor with their blanks, for the browser to fill."""
    editor = editor_of(forge_of(site))
    return {"new": editor.new, "text": editor.text, "edit": editor.edit} if editor else None


def _unit(ground: _Ground, unit: str) -> dict[str, Any]:
    peers = _run_by_peers(ground, unit)
    return {
        "id": unit,
        "name": ground.site.name("units", unit),
        "guarded": unit in ground.seeding.guarded,
        "here": [list(one) for one in _here(ground, unit)],
        "peers": [list(one) for one in _of_peers(ground, unit, peers[:SHOWN])],
        "run": [agent.id for agent in peers],
        "next": [list(_next(ground, seed)) for seed in ground.seeding.for_unit(unit)[:SHOWN]],
        "people": [list(one) for one in _certified(ground, unit)],
        "lacks": {str(risk): words for risk in BELOW if (words := _lack(ground, unit, risk))},
        "items": sorted({use.item for agent in ground.running.get(unit, ()) for use in ground.agent(agent).uses}),
    }


def _here(ground: _Ground, unit: str) -> Iterator[tuple[str, str, str, bool]]:
    """(agent, its name, status, whether there is a table of figures) of every copy, live ones first."""
    copies = ground.copies.get(unit, ())
    for copy in sorted(copies, key=lambda one: (STATUSES.index(one.status), ground.agent(one.agent).name.casefold())):
        measured = copy.id in ground.site.catalogue.measurements
        yield copy.agent, ground.agent(copy.agent).name, str(copy.status), measured


def _run_by_peers(ground: _Ground, unit: str) -> list[Agent]:
    """The open agents that peers run and this unit has not, those that most of them run first."""
    held = {copy.agent for copy in ground.copies.get(unit, ()) if copy.status is not Status.ENDED}
    peers = ground.seeding.soil.peers.get(unit, frozenset())
    counts = Counter(agent for peer in peers for agent in ground.running.get(peer, ()) if agent not in held)
    found = [agent for name in counts if (agent := ground.agent(name)).is_open]
    return sorted(found, key=lambda one: (-counts[one.id], ground.by_name[one.id]))


def _of_peers(ground: _Ground, unit: str, agents: Sequence[Agent]) -> Iterator[tuple[str, str, str, str]]:
    """(agent, name, risk, who runs it) of agents that peers run."""
    peers = sorted(ground.seeding.soil.peers.get(unit, frozenset()))
    for agent in agents:
        names = [peer for peer in peers if agent.id in ground.running.get(peer, ())]
        yield agent.id, agent.name, str(agent.risk), _names(ground.site, names)


def _names(site: Site, units: Sequence[str]) -> str:
    named = [site.name("units", one) for one in units[:NAMED]]
    left, all_named = len(units) - len(named), ", ".join(named)
    return site.language.say("{names} and {count} more", names=all_named, count=left) if left else all_named


def _next(ground: _Ground, seed: Seed) -> tuple[str, str, str, str]:
    """(agent, name, risk, why) of a recommendation."""
    language = ground.site.language
    pains = [
        language.say("{pain}, {hours} hours a month here", pain=one.tag.replace("-", " "), hours=one.hours)
        for one in seed.pains
    ]
    words = [language.say("Against {pains}", pains=", ".join(pains))]
    if seed.is_asked_for:
        words.append(language.say("your unit asked for it"))
    if seed.peers_with:
        words.append(
            language.plural(
                seed.peers,
                "{some} of {count} peer runs it",
                "{some} of {count} peers run it",
                some=len(seed.peers_with),
            )
        )
    if seed.was_tried:
        words.append(language.say("your unit had it before and ended it"))
    if seed.first:
        words.append(language.say("a live agent of {risk} risk comes first", risk=language.word(seed.first)))
    agent = ground.agent(seed.agent)
    return agent.id, agent.name, str(agent.risk), "; ".join(words) + "."


def _certified(ground: _Ground, unit: str) -> Iterator[tuple[str, str, str, str]]:
    """(person, name, highest class, last day) of the staff who hold a certificate today."""
    today = ground.site.today
    for person in sorted(ground.staff.get(unit, ()), key=lambda one: (one.name.casefold(), one.id)):
        held = [risk for risk in Risk if is_certified(person, risk, today=today)]
        if held:
            days = [one.expires for one in person.certificates if one.level.rank >= held[-1].rank]
            yield person.id, person.name, str(held[-1]), max(days)


def _lack(ground: _Ground, unit: str, risk: Risk) -> str:
    """What the unit lacks before it may begin with an agent of a class: low first. Empty when it lacks nothing."""
    language, below = ground.site.language, BELOW[risk]
    trail = [one for one in ground.running.get(unit, ()) if ground.agent(one).risk.rank >= below.rank]
    if not trail:
        return language.say("an agent of {risk} risk has to run here first", risk=language.word(below))
    incidents = (one for name in trail for one in ground.site.incidents_of.get(name, ()))
    if any(one.status == "open" and one.unit == unit for one in incidents):
        return language.say("an incident with one of its agents is open")
    due = _months_due(ground.site.catalogue.policy, below)
    months = max(_months(ground.site, f"{name}/{unit}") for name in trail)
    if months >= due:
        return ""
    return language.plural(
        months,
        "{count} measured month with {risk} risk so far, {due} are due",
        "{count} measured months with {risk} risk so far, {due} are due",
        risk=language.word(below),
        due=due,
    )


def _months_due(policy: Policy | None, below: Risk) -> int:
    if policy is None:
        return 0
    return policy.ladder.medium_after_low_months if below is Risk.LOW else policy.ladder.high_after_medium_months


def _months(site: Site, copy: str) -> int:
    table = site.catalogue.measurements.get(copy)
    return sum(row.tasks > 0 for row in table.standing) if table else 0
