"""Two validators for each kind of record: a fast one that accepts, and a strict one that explains.

The fast one is compiled; it decides for nearly every record. Only what it refuses is walked again in Python, where each
violation has a path. The walk is stricter than the library's own in three ways: a pattern never matches before a line
feed at the end, `5.0` and `true` are not whole numbers, and only finite numbers are numbers.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from seedbed.resources import load_schema

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

MOST_VIOLATIONS = 200
"""Violations that are looked for in one record; a file with more is not a record that somebody mistyped."""


def find_violations(kind: str, data: Any, /, *, is_typed: bool = False) -> list[ValidationError]:
    """Every violation of the schema of `kind`, each with its path; empty for a record that both validators accept.

    `is_typed` says that whoever read the data knows which fields are counts, so that no 5.0 can stand for a 5.
    """
    accepted = _fast(kind).is_valid(data)
    if accepted and (is_typed or not _holds_whole_float(data)):
        return []
    from seedbed.checks import walker  # noqa: PLC0415 - its library is a tenth of a second that few checks need to pay

    found: list[ValidationError] = list(islice(walker.walker(kind).iter_errors(data), MOST_VIOLATIONS))
    return found if found or accepted else [walker.disagreement()]


def strict_pattern(pattern: str, /) -> re.Pattern[str]:
    """Compile a schema's pattern so that its `$` is the very end of the text."""
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def duplicates(items: list[Any], /) -> Iterator[int]:
    """The positions of items that stood in the list before."""
    seen: set[str] = set()
    for position, item in enumerate(items):
        text = json.dumps(item, sort_keys=True)
        if text in seen:
            yield position
        seen.add(text)


def _holds_whole_float(data: Any) -> bool:
    """Whether a number such as 5.0 is in the data: JSON Schema takes it for an integer, a count is written 5."""
    if isinstance(data, float):
        return data.is_integer() or not math.isfinite(data)
    if isinstance(data, Mapping):
        return any(map(_holds_whole_float, data.values()))
    return isinstance(data, list) and any(map(_holds_whole_float, data))


@cache
def _fast(kind: str) -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(load_schema(kind))
