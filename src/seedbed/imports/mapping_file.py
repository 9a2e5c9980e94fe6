"""Reading a mapping file: guarded YAML, its JSON Schema, and what a schema cannot say.

Every problem has its place in the file, and all are reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from seedbed.checks import schema
from seedbed.checks.wording import listed, nearest
from seedbed.imports.cells import fold
from seedbed.imports.columns import parse_address
from seedbed.imports.dates import DateShape, is_complete
from seedbed.imports.mapping import (
    SOURCES,
    Functions,
    Identity,
    ImportMap,
    Level,
    Register,
    Section,
    Shape,
    Value,
    Values,
)
from seedbed.imports.refusal import Refused, problem
from seedbed.kinds import Form, Kind
from seedbed.problems import Problem
from seedbed.repository.load import Source
from seedbed.repository.yaml_text import Document, Path, parse_yaml

MOST_COMMON = "most-common"
KIND = Kind(name="import-map", title="Import map", template="{0}.yml", form=Form.YAML)
"""A mapping file is no record of a portal, but it is judged like one."""
MOST_CHARACTERS = 1024 * 1024


def parse_mapping(text: str, /, *, path: str) -> ImportMap:
    """Read a mapping file. Raises Refused with everything that is wrong in it."""
    if len(text) > MOST_CHARACTERS:
        raise Refused(
            [problem("import-map", path, f"more than {MOST_CHARACTERS:,} characters", "Split the value tables.")]
        )
    document, problems = parse_yaml(text, path=path)
    problems = problems or tuple(schema.check(Source(path=path, kind=KIND, id="", document=document)))
    if problems:
        raise Refused(problems)
    mapping = _build(document, path)
    problems = tuple(dict.fromkeys(_unsound(mapping, document)))
    if problems:
        raise Refused(problems)
    return mapping


def _build(document: Document, path: str) -> ImportMap:
    data: dict[str, Any] = document.data
    return ImportMap(
        path=path,
        document=document,
        register=Register(**data["register"]),
        table=Shape(**_tupled(data.get("table", {}))),
        columns={name: parse_address(address) for name, address in data.get("columns", {}).items()},
        drop=tuple((parse_address(item["column"]), item["why"]) for item in data.get("drop", [])),
        identity=_identity(data),
        units=tuple(_level(level, ("units", number)) for number, level in enumerate(data["units"])),
        functions=Functions(**data.get("functions", {})),
        agent={name: _values(value, ("agent", name)) for name, value in data["agent"].items()},
        deployment={name: _values(value, ("deployment", name)) for name, value in data.get("deployment", {}).items()},
        recipe=tuple(_section(section, ("recipe", number)) for number, section in enumerate(data.get("recipe", []))),
        keep=frozenset(data.get("update", {}).get("keep", [])),
    )


def _tupled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _identity(data: dict[str, Any]) -> Identity:
    stated = data["identity"]
    slug = (
        _values(stated["slug"], ("identity", "slug"))
        if "slug" in stated
        else _values(data["agent"]["name"], ("agent", "name"))
    )
    return Identity(key=tuple(stated["key"]), distinguish=tuple(stated.get("distinguish", ())), slug=slug)


def _level(data: dict[str, Any], at: Path) -> Level:
    name = _values(data["name"], (*at, "name"))
    function = () if data["function"] == MOST_COMMON else _values(data["function"], (*at, "function"))
    return Level(id=_values(data["id"], (*at, "id")) if "id" in data else name, name=name, function=function)


def _section(data: dict[str, Any], at: Path) -> Section:
    paragraphs = tuple(_value(item, (*at, "paragraphs", number)) for number, item in enumerate(data["paragraphs"]))
    return Section(heading=data["heading"], paragraphs=paragraphs)


def _values(data: Any, at: Path) -> Values:
    if isinstance(data, list):
        return tuple(value for number, item in enumerate(data) for value in _values(item, (*at, number)))
    return (_value(data, at),)


def _value(data: str | dict[str, Any], at: Path) -> Value:
    stated: dict[str, Any] = {"column": data} if isinstance(data, str) else dict(data)
    source = next((name for name in SOURCES if name in stated), "")
    given = stated.get(source)
    text = str(given) if source == "text" else ""
    columns: dict[str, tuple[str, ...]] = {
        "column": (str(given),),
        "join": tuple(stated.get("join", ())),
        "first_of": tuple(stated.get("first_of", ())),
        "text": _placeholders(text),
    }
    return Value(
        at=at,
        source=source,
        columns=columns.get(source, ()),
        text=text,
        constant=given if source == "constant" else None,
        glue=stated.get("with", " "),
        date=DateShape(**_tupled(stated["date"])) if "date" in stated else None,
        needs=tuple(stated.get("needs", ())),
        values=_folded(stated.get("values")),
        **{name: stated[name] for name in _PLAIN if name in stated},
    )


_PLAIN = ("unknown", "default", "split", "truncate", "dated", "label")


def _folded(table: dict[str, Any] | None) -> dict[str, Any] | None:
    """The value table by texts as they are compared."""
    return None if table is None else {fold(text): found for text, found in table.items()}


def _placeholders(text: str) -> tuple[str, ...]:
    return tuple(part.partition("}")[0] for part in text.split("{")[1:])


def _unsound(mapping: ImportMap, document: Document) -> Iterator[Problem]:
    """What a schema cannot say."""
    for value in mapping.values():
        stated = _at(document.data, value.at)
        if isinstance(stated, dict):
            yield from _sources(mapping, value, stated)
            yield from _formats(mapping, value)
            yield from _same_texts(mapping, value, stated)
    known = {"owner.unit", *mapping.agent}
    for number, name in enumerate(document.data.get("update", {}).get("keep", ())):
        if name not in known:
            meant = nearest(name, known)
            fix = f"Did you mean {meant}?" if meant else f"Fields of this mapping: {listed(sorted(known))}."
            yield mapping.problem(("update", "keep", number), f"{name!r} is no field that this mapping supplies", fix)


def _sources(mapping: ImportMap, value: Value, stated: dict[str, Any]) -> Iterator[Problem]:
    named = [name for name in SOURCES if name in stated]
    if len(named) != 1:
        message = f"a value has exactly one source, found {listed(named, last='and') if named else 'none'}"
        yield mapping.problem(value.at, message, f"State {listed(SOURCES)}.")
    if value.source == "text" and not re.fullmatch(r"(?:[^{}]|\{[^{}]+\})*", value.text):
        fix = 'Put the name of a column between each pair: "{name}, as listed by {agency}".'
        yield mapping.problem((*value.at, "text"), "the braces of this text do not match", fix)
    if value.unknown == "default" and value.default is None:
        yield mapping.problem((*value.at, "unknown"), "unknown: default needs a default", "Add `default:` beside it.")


def _formats(mapping: ImportMap, value: Value) -> Iterator[Problem]:
    for number, form in enumerate(value.date.formats if value.date else ()):
        if not is_complete(form):
            yield mapping.problem(
                (*value.at, "date", "formats", number),
                f"format {form!r} does not make a date",
                "A format names a year (%Y or %y) and a month (%m, %b or %B) once each.",
            )


def _same_texts(mapping: ImportMap, value: Value, stated: dict[str, Any]) -> Iterator[Problem]:
    seen: dict[str, Any] = {}
    for text, found in stated.get("values", {}).items():
        if seen.setdefault(fold(text), found) != found:
            message = f"{text!r} stands here twice with different values (case and blanks do not matter)"
            yield mapping.problem((*value.at, "values", text), message, "Keep one of the two.")


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data
