"""Who oversees a copy: the person who was named, or the only one of the unit who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from seedbed.checks.wording import listed
from seedbed.gate.side import Side
from seedbed.policy import is_certified
from seedbed.records import Agent, Person, PlatformItem, Unit
from seedbed.scaffold.foresight import Obstacle

ROLE = "supervisor"


def choose_supervisor(
    side: Side, agent: Agent, unit: Unit, named: str | None, /, *, today: date
) -> Person | Obstacle | None:
    """The supervisor of a copy, or why there is none; None where the named one is nobody.

    Whether a named one is certified is for the gate to say.
    """
    if named is not None:
        return _named(side, unit, named)
    own = [one for one in side.people if one.unit == unit.id and ROLE in one.roles]
    able = [one for one in own if is_certified(one, agent.risk, today=today)]
    if len(able) == 1:
        return able[0]
    if able:
        fix = f"Name one with --supervisor: {listed(one.id for one in able)}."
        return Obstacle(f"several people of {unit.name} may supervise it", fix)
    if own:
        message = f"{listed((one.name for one in own), last='and')} of {unit.name} may not supervise {agent.risk} risk"
        return Obstacle(f"{message} today: a certificate is missing or has run out", _course(side))
    message = f"nobody of {unit.name} is a supervisor"
    return Obstacle(message, "Ask the AI office to give somebody the role, in catalog/people/.")


def _named(side: Side, unit: Unit, named: str) -> Person | Obstacle | None:
    person = side.person(named)
    if person and person.unit not in {unit.id, *_above(side, unit)}:
        own = [one.id for one in side.people if one.unit == unit.id and ROLE in one.roles]
        fix = f"Name somebody of {unit.name}" + (f": {listed(own)}." if own else ".")
        return Obstacle(f"{person.name} is of {person.unit}, not of {unit.name}", fix)
    return person


def _above(side: Side, unit: Unit) -> Iterator[str]:
    """The units of which a unit is a part, from the nearest on."""
    seen: set[str] = set()
    above = unit.part_of
    while above and above not in seen:
        seen.add(above)
        yield above
        parent = side.unit(above)
        above = parent.part_of if parent else None


def _course(side: Side) -> str:
    offered = side.all(PlatformItem)
    courses = [one.id for one in offered if one.kind == "training" and one.status == "approved"]
    return f"Pass a course{f' ({listed(courses)})' if courses else ''}, then ask again."
