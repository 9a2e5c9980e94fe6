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
from typing import Any

import jsonschema_rs
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from seedbed.resources import load_schema

MOST_VIOLATIONS = 200
"""Violations that are looked for in one record; a file with more is not a record that somebody mistyped."""


def find_violations(kind: str, data: Any, /, *, is_typed: bool = False) -> list[ValidationError]:
    """Every violation of the schema of `kind`, each with its path; empty for a record that both validators accept.

    `is_typed` says that whoever read the data knows which fields are counts, so that no 5.0 can stand for a 5.
    """
    accepted = _fast(kind).is_valid(data)
    if accepted and (is_typed or not _holds_whole_float(data)):
        return []
    found: list[ValidationError] = list(islice(_strict(kind).iter_errors(data), MOST_VIOLATIONS))
    return found if found or accepted else [ValidationError("two readers of the schema disagree", validator="other")]


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


@cache
def _strict(kind: str) -> Any:
    return _StrictValidator(load_schema(kind))


def _is_number(_checker: object, value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_integer(_checker: object, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _pattern(validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if validator.is_type(value, "string") and not strict_pattern(pattern).search(value):
        yield ValidationError("the text does not have the form that the pattern asks for")


def _required(validator: Any, names: list[str], value: Any, _schema: Any) -> Iterator[ValidationError]:
    if validator.is_type(value, "object"):
        yield from (ValidationError(name) for name in names if name not in value)


def _unique(validator: Any, wanted: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    # The library compares every item with every other one, which a hostile list of mappings turns into minutes.
    if wanted is True and validator.is_type(value, "array") and next(duplicates(value), None) is not None:
        yield ValidationError("an entry stands twice")


_StrictValidator: Any = extend(  # type: ignore[no-untyped-call]
    Draft7Validator,
    {"pattern": _pattern, "required": _required, "uniqueItems": _unique},
    type_checker=Draft7Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_integer}),
)
