"""A JSON Schema as a form: which fields of a record are due, what each holds, and what would pass in the meantime.

A field is *given* by the author, *proposed* because its value follows from what the portal holds, or *open*: then it
has the first stand-in that its schema accepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import jsonschema_rs
from msgspec import Struct, field

from seedbed.checks.drafts import MARK
from seedbed.checks.fields import Path, Schema, resolve

LEGIBLE = 20
"""A field for fewer characters has no room for a mark and its words."""


class State(StrEnum):
    """Where a value comes from."""

    GIVEN = "given"
    PROPOSED = "proposed"
    OPEN = "open"


class Node(Struct, frozen=True, kw_only=True):
    """A field of a form: a mapping has `children`, a list of mappings `rows`, all else a `value`."""

    path: Path
    schema: Schema
    state: State
    value: Any = None
    children: Mapping[str, Node] = field(default_factory=dict)
    rows: tuple[Node, ...] = ()

    @property
    def data(self) -> Any:
        """What the record would hold."""
        if self.children:
            return {name: child.data for name, child in self.children.items()}
        return [row.data for row in self.rows] if self.rows else self.value

    @property
    def leaves(self) -> Iterator[Node]:
        """Every field below that holds a value of its own, in the order of the schema."""
        inner = (*self.children.values(), *self.rows)
        for node in inner:
            yield from node.leaves
        if not inner:
            yield self


class Form(Struct, frozen=True, kw_only=True):
    """The schema of one kind with the values that are known, as nested plain data."""

    root: Schema
    given: Mapping[str, Any]
    proposed: Mapping[str, Any]
    today: date

    def fill(self) -> Node:
        """The whole record. Conditions such as *due from pilot on* are followed until nothing more is due."""
        data: Any = self.given
        while True:
            node = self._node(_due(self.root, data), (), self.given, self.proposed)
            if node.data == data:
                return node
            data = node.data

    def _node(self, schema: Schema, path: Path, given: Any, proposed: Any) -> Node:
        schema = resolve(schema, self.root)
        if schema.get("type") == "object":
            return self._mapping(schema, path, given or {}, proposed or {})
        if schema.get("type") == "array" and resolve(schema["items"], self.root).get("type") == "object":
            return self._rows(schema, path, given, proposed)
        return self._scalar(schema, path, given, proposed)

    def _mapping(self, schema: Schema, path: Path, given: Any, proposed: Any) -> Node:
        known = schema["properties"]
        names = [name for name in known if name in schema.get("required", ()) or name in given]
        names = names or list(known)[: schema.get("minProperties", 0)]
        children = {name: self._node(known[name], (*path, name), given.get(name), proposed.get(name)) for name in names}
        return Node(path=path, schema=schema, state=State.OPEN, value={}, children=children)

    def _rows(self, schema: Schema, path: Path, given: Any, proposed: Any) -> Node:
        items = given or proposed or [None] * schema.get("minItems", 0)
        rows = tuple(self._node(schema["items"], (*path, number), item, None) for number, item in enumerate(items))
        return Node(path=path, schema=schema, state=State.PROPOSED, value=[], rows=rows)

    def _scalar(self, schema: Schema, path: Path, given: Any, proposed: Any) -> Node:
        if given is not None:
            return Node(path=path, schema=schema, state=State.GIVEN, value=given)
        if proposed is not None and self._judge(schema).is_valid(proposed):
            return Node(path=path, schema=schema, state=State.PROPOSED, value=proposed)
        value = self._stand_in(schema)
        state = State.PROPOSED if value == [] else State.OPEN
        return Node(path=path, schema=schema, state=state, value=value)

    def _stand_in(self, schema: Schema) -> Any:
        """The first value that the schema accepts, of those that say best that they stand in for an answer."""
        if schema.get("type") == "array":
            item = resolve(schema["items"], self.root)
            return [self._stand_in(item)] * schema.get("minItems", 0)
        if "enum" in schema:
            return schema["enum"][0]
        return next(filter(self._judge(schema).is_valid, self._stand_ins(schema)))

    def _judge(self, schema: Schema) -> jsonschema_rs.Draft7Validator:
        return jsonschema_rs.Draft7Validator({**schema, "definitions": self.root["definitions"]})

    def _stand_ins(self, schema: Schema) -> Iterator[Any]:
        shortest, longest = schema.get("minLength", 0), schema.get("maxLength", 200)
        words = f"{MARK} {schema.get('description', schema.get('title', ''))}"
        if longest >= LEGIBLE:
            yield words[:longest]
            yield f"{words} ({shortest} to {longest} characters)"[:longest]
        yield from ("todo", "todo/todo", self.today.isoformat(), self.today.isoformat()[:7], "0.1.0", "EUR")
        yield from ("https://example.com/todo", "todo@example.com", 0, 1, True)


def _due(root: Schema, data: Any) -> Schema:
    """The schema with every condition that holds for the data folded into what is required."""
    folded = dict(root)
    for condition in root.get("allOf", ()):
        if jsonschema_rs.Draft7Validator(condition["if"]).is_valid(data):
            folded = _fold(folded, condition["then"])
    return folded


def _fold(schema: Schema, then: Schema) -> dict[str, Any]:
    """A schema whose required fields, also those of its mappings, include the ones of a condition."""
    known = {
        name: _fold(part, {}) if "properties" in part else part for name, part in schema.get("properties", {}).items()
    }
    for name, part in then.get("properties", {}).items():
        if "required" in part:
            known[name] = _fold(known[name], part)
    required = dict.fromkeys((*schema.get("required", ()), *then.get("required", ())))
    return {**schema, "properties": known, "required": list(required)}
