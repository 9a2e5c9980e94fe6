"""From sources that passed their schema to typed records: the one door into `seedbed.records`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any

import msgspec

from seedbed import records
from seedbed.records import Catalogue, Record
from seedbed.repository.load import Source, Sources

CLASSES: Mapping[str, tuple[str, type[Record]]] = {
    "organization": ("organization", records.Organization),
    "policy": ("policy", records.Policy),
    "waiver": ("waivers", records.Waiver),
    "unit": ("units", records.Unit),
    "person": ("people", records.Person),
    "platform-item": ("platform", records.PlatformItem),
    "agent": ("agents", records.Agent),
    "deployment": ("deployments", records.Deployment),
    "measurement": ("measurements", records.MeasurementTable),
    "incident": ("incidents", records.Incident),
    "event": ("events", records.Event),
    "demo": ("demos", records.Demo),
    "request": ("requests", records.Request),
    "program": ("programs", records.Program),
    "story": ("stories", records.Story),
    "playbook": ("playbooks", records.Playbook),
}
"""For each kind of record the attribute of the catalogue that holds it, and its class."""

SINGLE = frozenset({"organization", "policy"})
DATE = len("2026-01-31")


def build_catalogue(sources: Sources, /, *, without: AbstractSet[str] = frozenset()) -> Catalogue:
    """Build the records of every source but those at the paths `without`.

    Whoever calls has checked each remaining source against its schema; one that was not raises msgspec's
    ValidationError.
    """
    shelves: dict[str, Any] = {attribute: {} for attribute, _ in CLASSES.values()}
    shelves |= dict.fromkeys(SINGLE)
    for source in sources.files.values():
        if source.path in without or source.kind.name not in CLASSES:
            continue
        attribute, _ = CLASSES[source.kind.name]
        record = build_record(source, recipe=_recipe_of(source, sources, without))
        if source.kind.name in SINGLE:
            shelves[attribute] = record
        else:
            shelves[attribute][source.id] = record
    return Catalogue(**shelves)


def build_record(source: Source, /, *, recipe: str = "") -> Record:
    """The typed record of one source that its schema has accepted."""
    _, cls = CLASSES[source.kind.name]
    facts = {"id": source.id, "path": source.path}
    special = _SPECIAL.get(source.kind.name)
    derived = special(source) if special else {}
    if source.kind.name == "agent":
        derived["recipe"] = recipe
    data = source.data if isinstance(source.data, dict) else {}
    renamed = {_NAMES.get(key, key): value for key, value in data.items()}
    return msgspec.convert(renamed | facts | derived, cls, dec_hook=_fraction)


def _fraction(_: type, value: object, /) -> Fraction:
    """A threshold written 0.8 is four fifths, not the double nearest to it."""
    return Fraction(str(value))


_NAMES = {"for": "audience"}
"""Fields whose name is a word of Python."""


def _agent_and_unit(source: Source, /) -> dict[str, Any]:
    agent, unit = source.id.split("/")
    return {"agent": agent, "unit": unit}


def _table(source: Source, /) -> dict[str, Any]:
    rows = [{**row.data, "line": row.line} for row in source.rows]
    return _agent_and_unit(source) | {"rows": rows}


def _incident(source: Source, /) -> dict[str, Any]:
    agent, name = source.id.split("/")
    return {"agent": agent, "on": name[:DATE]}


_SPECIAL: Mapping[str, Callable[[Source], dict[str, Any]]] = {
    "deployment": _agent_and_unit,
    "measurement": _table,
    "incident": _incident,
    "demo": lambda source: {"event": source.id.split("/")[0], "body": source.body},
    "request": lambda source: {"body": source.body},
    "story": lambda source: {"on": source.id[:DATE], "body": source.body},
    "playbook": lambda source: {"body": source.body},
}
"""What a record holds beside its fields, by kind."""


def _recipe_of(source: Source, sources: Sources, without: AbstractSet[str]) -> str:
    if source.kind.name != "agent":
        return ""
    path = source.path.removesuffix("blueprint.yml") + "recipe.md"
    recipe = sources.files.get(path)
    return recipe.body if recipe and path not in without else ""
