"""Fields of records as targets of an import: what their schema lets them hold, and how a text is made to fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs
from msgspec import Struct

from seedbed.checks.fields import resolve
from seedbed.checks.strict import find_violations
from seedbed.imports.cells import one_line
from seedbed.imports.slugs import slugify
from seedbed.imports.tally import Fate
from seedbed.resources import load_schema

NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?")
SENTENCE_END = re.compile(r"[.!?][\"')\u201d\u2019]?(?=\s)")

FORMS = {"^https://": "not a full https:// address", "^[0-9]{4}-": "not a date"}
"""What is said of a text without the form that a pattern asks for, by the pattern's beginning."""
UNFIT = "not a value of the field"


class Fitted(Struct, frozen=True):
    """A value that its field accepts (None when none could be made), and what had to be done: fate, reason, text."""

    value: Any
    fate: Fate | None = None
    reason: str = ""
    text: str = ""


class Target(Struct, frozen=True, kw_only=True):
    """One field: its name in reports, and the part of the schema that governs it, references resolved."""

    name: str
    schema: Mapping[str, Any]
    validator: jsonschema_rs.Draft7Validator

    @property
    def is_list(self) -> bool:
        """Whether the field holds several values."""
        return self.schema.get("type") == "array"

    @property
    def most(self) -> int | None:
        """Longest text, where the field holds one."""
        return self.schema.get("maxLength")

    @property
    def is_prose(self) -> bool:
        """Whether the field holds words that may be cut, rather than a word of a set or of a form."""
        return self.schema.get("type") == "string" and not {"pattern", "enum"} & set(self.schema)

    @property
    def is_slug(self) -> bool:
        """Whether the field holds an identifier or a tag."""
        return str(self.schema.get("pattern", "")).startswith("^[a-z0-9]+(-[a-z0-9]+)*$")

    @property
    def items(self) -> Target:
        """The target of one value of a list."""
        return _target(self.name, self.schema["items"], _KIND_OF_ITEMS)


_KIND_OF_ITEMS = "agent"
"""The only lists that an import fills are those of blueprints."""


@cache
def find_target(kind: str, dotted: str, /) -> Target:
    """The target for a field of a kind of record. Raises KeyError when the schema has no such field."""
    whole = load_schema(kind)
    node: Mapping[str, Any] = whole
    for step in dotted.split("."):
        node = resolve(node, whole)["properties"][step]
    return _target(dotted if kind == "agent" else f"{kind} {dotted}", node, kind)


def _target(name: str, node: Mapping[str, Any], kind: str) -> Target:
    whole = load_schema(kind)
    schema = resolve(node, whole)
    with_shared = {**schema, "definitions": whole["definitions"], "$schema": whole["$schema"]}
    return Target(name=name, schema=schema, validator=jsonschema_rs.Draft7Validator(with_shared))


def fit(value: Any, target: Target, /, *, truncate: int | None = None) -> Fitted:
    """Make one value fit its field, without changing what it says: cut prose, hyphenate tags, read numbers."""
    if isinstance(value, str):
        return _fit_text(value, target, truncate)
    if target.validator.is_valid(value):
        return Fitted(value)
    return Fitted(None, Fate.DROPPED, UNFIT, str(value))


def _fit_text(text: str, target: Target, truncate: int | None) -> Fitted:
    line = one_line(text)
    made: Any = line
    fate, reason = None, ""
    if target.is_prose:
        limit = min(truncate or len(line), target.most or len(line))
        if len(line) > limit:
            made, fate, reason = shortened(line, limit), Fate.TRUNCATED, f"at {limit} characters"
    elif target.is_slug:
        made = slugify(line, most=target.most or len(line))
    elif target.schema.get("type") in {"integer", "number"}:
        made = _number(line)
    if target.validator.is_valid(made):
        return Fitted(made, fate, reason, line)
    return Fitted(None, Fate.DROPPED, why_not(made, target), line)


def _number(line: str) -> int | float | None:
    plain = line.replace(",", "") if GROUPED.fullmatch(line) else line
    if not NUMBER.fullmatch(plain):
        return None
    return float(plain) if "." in plain else int(plain)


def why_not(value: Any, target: Target, /) -> str:
    """Why the field does not accept a value, in few words."""
    if isinstance(value, str) and len(value) < target.schema.get("minLength", 0):
        return f"too short: {len(value)} of at least {target.schema['minLength']} characters"
    if isinstance(value, str) and target.most and len(value) > target.most:
        return f"longer than {target.most} characters"
    if "enum" in target.schema:
        return f"not one of {', '.join(map(str, target.schema['enum']))}"
    return next((said for form, said in FORMS.items() if str(target.schema.get("pattern")).startswith(form)), UNFIT)


def shortened(line: str, limit: int, /) -> str:
    """At most `limit` characters: whole sentences where they make a third of that, else words and an ellipsis."""
    ends = [match.end() for match in SENTENCE_END.finditer(line[: limit + 1]) if match.end() <= limit]
    if ends and ends[-1] >= limit / 3:
        return line[: ends[-1]]
    cut = line[: limit - 1]
    if " " in cut[limit // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return f"{cut.rstrip(' ,;:-')}…"


def violations(kind: str, data: Mapping[str, Any], /) -> Iterator[str]:
    """What the schema of a kind has against a whole record, in words."""
    for error in find_violations(kind, data):
        yield f"{'.'.join(map(str, error.absolute_path)) or 'the record'}: {error.message[:200]}"


WORDS = Target(
    name="identifier", schema={"type": "string"}, validator=jsonschema_rs.Draft7Validator({"type": "string"})
)
"""The target of texts that are no field of a record, such as what an identifier is made from."""
