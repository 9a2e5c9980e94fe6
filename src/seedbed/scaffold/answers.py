"""Answers as people type them, turned into values: `--set owner.unit=finance` and replies to questions."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any

from seedbed.checks.fields import Path, Schema, field_of, resolve
from seedbed.checks.wording import nearest


class ScaffoldError(ValueError):
    """A draft cannot be made as asked; the message says why and how to mend it."""


def parse_settings(settings: Iterable[str], /, *, root: Schema) -> dict[str, Any]:
    """Nested data from `field=value` texts; dots lead into mappings, numbers from 0 into lists.

    Raises ScaffoldError for a text of another form and for a field that the schema does not know.
    """
    data: dict[str, Any] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise ScaffoldError(f"{setting!r} sets nothing. Write it as field=value, as in owner.unit=finance")
        path = tuple(int(part) if part.isdecimal() else part for part in name.strip().split("."))
        assign(data, path, parse_value(text, path, root=root))
    return data


def parse_value(text: str, path: Path, /, *, root: Schema) -> Any:
    """The value of a field from the text that somebody typed; a list of scalars is parted by commas.

    A text that is no value of the field's type stays a text: the check of the draft says what is wrong with it.
    """
    field = field_of(path, root)
    if not field:
        known = list(_names(root, root, ""))
        name = ".".join(map(str, path))
        meant = nearest(name, known)
        hint = f"Did you mean {meant}?" if meant else f"Fields: {', '.join(known)}"
        raise ScaffoldError(f"there is no field {name}. {hint}")
    items = resolve(field["items"], root) if field["type"] == "array" else {}
    if field["type"] == "object" or items.get("type") == "object":
        inner = next(iter((items or field)["properties"]))
        step = f"0.{inner}" if items else inner
        raise ScaffoldError(f"{path[-1]} has fields of its own. Set each of them, as in {path[-1]}.{step}=…")
    if items:
        return [_scalar(part.strip(), items) for part in text.split(",") if part.strip()]
    return _scalar(text, field)


def _scalar(text: str, field: Schema) -> Any:
    if field["type"] == "string":
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, bool | int | float) and math.isfinite(value) else text


def assign(data: Any, path: Path, value: Any, /) -> None:
    """Hang a value where its path leads, making mappings and lists on the way."""
    step, *rest = path
    if isinstance(step, int):
        if step > len(data):
            raise ScaffoldError(f"entry {step} comes before entry {len(data)}. Number the entries of a list from 0.")
        if step == len(data):
            data.append(None)
    if not rest:
        data[step] = value
        return
    empty: Any = [] if isinstance(rest[0], int) else {}
    inner = data[step] if isinstance(step, int) else data.get(step)
    if inner is None:
        data[step] = inner = empty
    assign(inner, tuple(rest), value)


def _names(schema: Schema, root: Schema, before: str) -> Iterator[str]:
    """Every field of a schema as `--set` names it."""
    for name, part in resolve(schema, root).get("properties", {}).items():
        inner = resolve(part, root)
        if inner["type"] == "object":
            yield from _names(inner, root, f"{before}{name}.")
        elif inner["type"] == "array" and resolve(inner["items"], root)["type"] == "object":
            yield from _names(inner["items"], root, f"{before}{name}.0.")
        else:
            yield f"{before}{name}"
