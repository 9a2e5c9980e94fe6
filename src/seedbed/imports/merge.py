"""A record that exists, and what an import says of it: the import speaks for its own fields, people for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from seedbed.imports.yaml_out import change_record, dump_record
from seedbed.repository.load import Source

ONCE = "recorded"
"""Declared dates are accepted only in the commit that adds a file, so that this block is written once."""


class Merged(Struct, frozen=True, kw_only=True):
    """A record after an import: its fields, its text (None when nothing changes), and which fields changed."""

    fields: Mapping[str, Any]
    text: str | None
    changed: tuple[str, ...] = ()


def merge_record(
    old: Source | None,
    fields: Mapping[str, Any],
    /,
    *,
    path: str,
    schema: str,
    keep: frozenset[str] = frozenset(),
    renew: bool = False,
) -> Merged:
    """Write these fields into a record, new or existing; fields of `keep` only where it has none.

    `renew` rewrites the block of recorded dates too.
    """
    if old is None or not isinstance(old.data, dict):
        return Merged(fields=fields, text=dump_record(fields, path=path, schema=schema))
    supplied = fields if renew else {key: value for key, value in fields.items() if key != ONCE}
    merged = _merged(old.data, supplied, keep, "")
    if merged == old.data:
        return Merged(fields=merged, text=None)
    text = change_record(old.text, old.document, merged, path=path, schema=schema)
    return Merged(fields=merged, text=text, changed=tuple(_differences(old.data, merged, "")))


def _merged(old: Mapping[str, Any], new: Mapping[str, Any], keep: frozenset[str], prefix: str) -> dict[str, Any]:
    merged = dict(old)
    for key, value in new.items():
        name = f"{prefix}{key}"
        if name in keep and old.get(key) is not None:
            continue
        both = isinstance(value, Mapping) and isinstance(old.get(key), Mapping)
        merged[key] = _merged(old[key], value, keep, f"{name}.") if both and name != ONCE else value
    return merged


def _differences(old: Mapping[str, Any], new: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for key, value in new.items():
        before = old.get(key)
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            yield from _differences(before, value, f"{prefix}{key}.")
        elif value != before:
            yield f"{prefix}{key}"
