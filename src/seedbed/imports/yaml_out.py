"""Records as YAML text: written so that the guarded reader gives back exactly what was meant, and changed in place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from seedbed import quoting
from seedbed.repository.yaml_text import Document, parse_yaml
from seedbed.resources import load_schema

FORMED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+\.[0-9]+\.[0-9]+|https://[A-Za-z0-9./-]+")
"""Days, versions and plain addresses stand without quotes, as people write them: our reader takes them for text."""
MOST_FLOW = 100
"""Longest line on which a small mapping of a list is written whole."""


def dump_record(data: Mapping[str, Any], /, *, path: str, schema: str) -> str:
    """The text of a record at `path`: its modeline, then its fields in the order of the schema."""
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}schemas/{schema}.json\n{dump(in_order(data, schema))}"


def in_order(data: Mapping[str, Any], schema: str, /) -> dict[str, Any]:
    """The same fields in the order in which the schema lists them, unknown ones last."""
    order = list(load_schema(schema)["properties"])
    return dict(sorted(data.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))


def dump(data: Mapping[str, Any], /) -> str:
    """A mapping of plain data as YAML, one field after the other, each list item on a line of its own."""
    return "".join(f"{line}\n" for key, value in data.items() for line in _field(key, value, ""))


def change_record(text: str, document: Document, data: Mapping[str, Any], /, *, path: str, schema: str) -> str:
    """The text of an existing record with the fields of `data`: only the lines of fields that differ are touched.

    Comments and the layout of all other fields stay. Where that cannot be done safely the record is written anew.
    """
    changed = _patched(text, document, data, schema)
    again, problems = parse_yaml(changed, path=path)
    if not problems and again.data == data:
        return changed
    return dump_record(data, path=path, schema=schema)


def _patched(text: str, document: Document, data: Mapping[str, Any], schema: str) -> str:
    lines = text.rstrip("\n").split("\n")
    starts = {key: document.key_at(key)[0] - 1 for key in document.data}
    ends = [*sorted(starts.values()), len(lines)]
    for key, start in sorted(starts.items(), key=lambda item: -item[1]):
        end = next(stop for stop in ends if stop > start)
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1  # comments and blank lines before the next field belong to that
        if key not in data:
            del lines[start:end]
        elif data[key] != document.data[key]:
            lines[start:end] = _field(key, data[key], "")
    fresh = {key: value for key, value in data.items() if key not in starts}
    return "\n".join(lines) + "\n" + dump(in_order(fresh, schema))


def _field(key: str, value: Any, indent: str) -> Iterator[str]:
    name = f"{indent}{scalar(key)}:"
    if isinstance(value, Mapping) and value:
        yield name
        for inner, held in value.items():
            yield from _field(inner, held, f"{indent}  ")
    elif isinstance(value, list | tuple) and value and not _is_short(value):
        yield name
        for item in value:
            yield from _item(item, f"{indent}  ")
    else:
        yield f"{name} {flow(value)}"


def _is_short(items: list[Any] | tuple[Any, ...]) -> bool:
    """Whether a list is one of plain words that fit on a line."""
    words = all(isinstance(item, str | int | float) and re.fullmatch(r"[\w.-]+", str(item)) for item in items)
    return words and len(flow(items)) <= MOST_FLOW


def _item(item: Any, indent: str) -> Iterator[str]:
    whole = flow(item)
    if not isinstance(item, Mapping) or not item or len(whole) <= MOST_FLOW:
        yield f"{indent}- {whole}"
        return
    lines = [line for key, value in item.items() for line in _field(key, value, f"{indent}  ")]
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def flow(value: Any, /) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, inside=True)}: {flow_item(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow_item(item) for item in value) + "]"
    return scalar(value)


def flow_item(value: Any, /) -> str:
    """A value on one line, inside brackets or braces."""
    return flow(value) if isinstance(value, Mapping | list | tuple) else scalar(value, inside=True)


def scalar(value: Any, /, *, inside: bool = False) -> str:
    """A text, number, truth value or null; `inside` brackets or braces commas need quotes too."""
    if not isinstance(value, str):
        return json.dumps(value)
    if FORMED.fullmatch(value):
        return value
    return quoting.item(value) if inside else quoting.scalar(value)
