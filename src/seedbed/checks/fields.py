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
