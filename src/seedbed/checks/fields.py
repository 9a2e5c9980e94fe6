"""What a schema says about one field: its own definition, its place in the record, why it is due.

Used to turn a violation into words; nothing here judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from seedbed.checks.wording import listed
from seedbed.records import LADDER

Schema: TypeAlias = Mapping[str, Any]
Path: TypeAlias = tuple[str | int, ...]

TYPES = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}
"""The jargon of JSON Schema in words."""


def named(path: Iterable[str | int], /) -> str:
    """A path as people write it: `uses[1].access`; entries are counted from 1. The record itself for an empty path."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return f"`{words.lstrip('.')}`" if words else "the record"


def resolve(schema: Schema, root: Schema, /) -> Schema:
    """A definition with its reference followed; titles that stand beside a reference win over those behind it."""
    if "$ref" in schema:
        return resolve(root["definitions"][schema["$ref"].rpartition("/")[2]], root)
    parts = schema.get("allOf", ())
    if len(parts) == 1 and "$ref" in parts[0]:
        return {**resolve(parts[0], root), **{key: value for key, value in schema.items() if key != "allOf"}}
    return schema


def field_of(path: Path, root: Schema, /) -> Schema:
    """The definition of the field at an instance path; empty where the schema knows none."""
    found = root
    for part in path:
        found = resolve(found, root)
        found = found.get("items", {}) if isinstance(part, int) else found.get("properties", {}).get(part, {})
    return resolve(found, root)


def homes(name: str, root: Schema, /) -> Iterator[str]:
    """The top-level fields below which a field of this name belongs."""
    for parent in root.get("properties", {}):
        inner = field_of((parent,), root)
        if name in inner.get("properties", {}):
            yield parent


def why_due(schema_path: Path, root: Schema, /) -> str:
    """Why a conditional rule of the schema holds, as the end of a sentence; '' when it always does."""
    if not {"then", "else"} & set(schema_path):
        return ""  # the path of an unconditional rule may lead through references, which cannot be followed here
    condition: Any = root
    for part in schema_path:
        if part in {"then", "else"}:
            break
        condition = condition[part]
    reasons = [_because(name, rule) for name, rule in condition.get("if", {}).get("properties", {}).items()]
    return f" {listed(reasons, last='and')}" if reasons else ""


def _because(name: str, rule: Schema) -> str:
    values = list(rule.get("enum", [rule.get("const")]))
    if name == "stage" and values == list(LADDER[-len(values) :]):
        return f"from stage {values[0]} on"
    return f"when {name} is {listed(values)}"


def walk(root: Schema, /) -> Iterator[tuple[Path, Schema]]:
    """Every field of a schema with its path; `*` stands for each entry of a list."""
    waiting: list[tuple[Path, Schema]] = [((), root)]
    while waiting:
        path, field = waiting.pop()
        field = resolve(field, root)
        yield path, field
        waiting += [((*path, name), inner) for name, inner in field.get("properties", {}).items()]
        waiting += [((*path, "*"), field["items"])] if "items" in field else []


def values_at(data: Any, text: str, /) -> Iterator[tuple[Path, Any]]:
    """The values in a record's data at a path such as `uses.*.item`, with their own paths.

    `*` stands for each entry of a list.
    """
    head, _, rest = text.partition(".")
    if head == "*" and isinstance(data, list):
        inner: Iterable[tuple[str | int, Any]] = enumerate(data)
    elif isinstance(data, dict) and head in data:
        inner = ((head, data[head]),)
    else:
        return
    for step, value in inner:
        if rest:
            yield from (((step, *path), found) for path, found in values_at(value, rest))
        else:
            yield (step,), value


def due(data: Mapping[str, Any], root: Schema, /) -> Iterator[str]:
    """The fields that the conditions of a schema ask for and the data lacks, as if the record were not `recorded`.

    Understands the one shape of condition that the schemas use: a field has one of some values, then fields are
    required.
    """
    for condition in root.get("allOf", ()):
        tests = condition.get("if", {}).get("properties", {})
        if all(data.get(name) in test.get("enum", [test.get("const")]) for name, test in tests.items()):
            yield from _lacking(data, condition["then"], "")


def _lacking(data: Mapping[str, Any], wanted: Schema, prefix: str) -> Iterator[str]:
    yield from (f"{prefix}{name}" for name in wanted.get("required", ()) if name not in data)
    for name, inner in wanted.get("properties", {}).items():
        if isinstance(data.get(name), Mapping):
            yield from _lacking(data[name], inner, f"{prefix}{name}.")
