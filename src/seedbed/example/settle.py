"""The first day: units with contacts and pains, their people, the platform, the policy, the portal's own files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import islice
from pathlib import PurePosixPath
from random import Random

from seedbed.example.acts import Act, Change
from seedbed.example.facts import (
    Certificate,
    Document,
    Organization,
    Person,
    Policy,
    Record,
    Unit,
)
from seedbed.example.functions import FUNCTIONS, unit_names
from seedbed.example.names import AI_OFFICE, DOMAIN, person_names, slug
from seedbed.example.options import Options, later
from seedbed.example.platform import first_items
from seedbed.example.tasks import FORMS, deck
from seedbed.example.world import UnitState, World

CERTIFIED_MONTHS = 24
ZONES = (60, 60, 60, 120, 0, -300, 330, 540)
"""Where people sit, in minutes east of UTC."""

SHIFTS = (60, -300, 120, 330)
"""Where the AI office sits, so that somebody is at work whenever a pull request is merged."""


def settle(options: Options, portal_files: Mapping[str, bytes], /) -> World:
    """The world on its first day; its founding is the only act so far."""
    world = World(options=options, rng=Random(f"seedbed {options.seed}"), month=options.calendar[0])
    world.decks = {name: deck(name, world.rng) for name in FUNCTIONS}
    names = person_names(world.rng)
    units = _units(world)
    contacts = _contacts(list(units), world.rng)
    for unit_id, (name, function, above) in units.items():
        _settle_unit(world, (unit_id, name, function, above), contacts[unit_id], names)
    records = {f"catalog/units/{unit.id}.yml": unit.record for unit in world.units.values()}
    _found(world, records, portal_files)
    return world


def _units(world: World) -> dict[str, tuple[str, str, str | None]]:
    wished = islice(unit_names(world.rng), world.options.units - 1)
    named = {slug(name): (name, function, above) for name, function, above in wished}
    return {AI_OFFICE: ("AI Office", "it", None), **named}


def _contacts(units: list[str], rng: Random) -> dict[str, tuple[tuple[str, int], ...]]:
    """A small world: each unit knows its neighbours on a ring, and now and then somebody far away."""
    weights: dict[str, dict[str, int]] = {unit: {} for unit in units}
    for place, unit in enumerate(units):
        for step in (1, 2):
            far = rng.random() < 0.25
            other = rng.choice(units) if far else units[(place + step) % len(units)]
            if other != unit:
                weights[unit][other] = weights[other][unit] = rng.randint(2, 9)
    return {unit: tuple(sorted(known.items())) for unit, known in weights.items()}


def _settle_unit(
    world: World, named: tuple[str, str, str, str | None], contacts: tuple[tuple[str, int], ...], names: Iterator[str]
) -> None:
    unit_id, name, function, above = named
    rng = world.rng
    roles: list[tuple[str, ...]] = [("sponsor",), ("supervisor",), ("supervisor",), ("supervisor", "champion")]
    if unit_id == AI_OFFICE:
        roles = [("sponsor", "ai-office"), ("ai-office", "supervisor"), ("ai-office", "supervisor")]
        roles += [("ai-office", "champion"), ("security",)]
    elif rng.random() < 0.4:
        roles.append(("influencer",))
    people = [_settle_person(world, next(names), unit_id, role) for role in roles]
    supervising = [person for person in people if "supervisor" in world.people[person].roles]
    levels = ("high", "medium", "low")
    headcount = max(8, round(rng.uniform(0.5, 1.7) * 70 * max(world.size, 0.4)))
    record = Unit(
        name=name,
        function=function,
        headcount=headcount,
        routine_hours=headcount * rng.randint(70, 110),
        appetite=5 if unit_id == AI_OFFICE else rng.choices((1, 2, 3, 4, 5), (8, 22, 34, 25, 11))[0],
        autonomy=rng.choices((1, 2, 3, 4, 5), (5, 20, 40, 25, 10))[0],
        pains=_pains(function, headcount, rng),
        lead=people[0],
        contacts=contacts,
        part_of=slug(above) if above and slug(above) in world.units else None,
    )
    world.units[unit_id] = UnitState(
        id=unit_id,
        record=record,
        supervisors=dict(zip(supervising, levels, strict=False)),
        champion=people[3],
        pace=FUNCTIONS[function].pace,
    )
    if unit_id == AI_OFFICE:
        world.office = tuple(people[:4])


def _pains(function: str, headcount: int, rng: Random) -> tuple[tuple[str, int], ...]:
    forms = rng.sample([form.pain for form in FORMS], 5)
    tags = rng.sample([subject.tag for subject in FUNCTIONS[function].subjects], 4)
    return tuple((tag, round(headcount * rng.uniform(1.5, 6.0))) for tag in (*forms, *tags))


def _settle_person(world: World, name: str, unit: str, roles: tuple[str, ...]) -> str:
    rng = world.rng
    person = slug(name)
    emails = [f"{person.replace('-', '.', 1)}@{DOMAIN}"]
    if rng.random() < 0.15:
        emails.append(f"{person.replace('-', '')}@old.{DOMAIN}")
    nth = sum(other.unit == unit and "supervisor" in other.roles for other in list(world.people.values())[-8:])
    level = ("high", "medium", "low", "low")[min(nth, 3)]
    world.people[person] = Person(
        name=name,
        unit=unit,
        roles=roles,
        forge=person.replace("-", "")[:39],
        emails=tuple(emails),
        certificates=_first_certificates(world, level) if "supervisor" in roles else (),
    )
    in_office = sum("ai-office" in other.roles for other in world.people.values()) if "ai-office" in roles else 0
    world.zones[person] = SHIFTS[in_office - 1] if in_office else rng.choice(ZONES)
    return person


def _first_certificates(world: World, level: str) -> tuple[Certificate, ...]:
    day = world.month.first - timedelta(world.rng.randint(5, 80))
    course = "supervising-high-risk" if level == "high" else "supervising-basics"
    return (Certificate(course=course, level=level, on=day, expires=later(day, CERTIFIED_MONTHS)),)


def _found(world: World, units: Mapping[str, Record], portal_files: Mapping[str, bytes]) -> None:
    playbooks = [PurePosixPath(path).stem for path in portal_files if path.startswith("playbooks/")]
    world.items = first_items(playbooks)
    records: dict[str, Record] = {path: Document(content=content) for path, content in portal_files.items()}
    records["catalog/organization.yml"] = Organization(programme_start=world.month.first, sponsor=world.office[0])
    records["catalog/policy.yml"] = Policy(version=1, judged_tasks=30)
    records.update(units)
    records.update({f"catalog/people/{name}.yml": person for name, person in world.people.items()})
    records.update({f"catalog/platform/{name}.yml": item for name, item in world.items.items()})
    changes = tuple(Change(path=path, before=None, after=records[path]) for path in sorted(records))
    title = "Found the portal: organisation, units, people and platform"
    world.do(
        Act(
            title=title,
            author=world.office[0],
            changes=changes,
            topic="portal",
            window=(0, 0.04),
            direct=True,
            whole=True,
        )
    )
