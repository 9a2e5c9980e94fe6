"""The strict walk of a record against its schema, in Python: every violation has a path.

Beside `strict`, which decides when it is needed: hardly ever, and its library is slow to load.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from seedbed.checks.strict import duplicates, strict_pattern
from seedbed.resources import load_schema


@cache
def walker(kind: str, /) -> Any:
    """The strict validator of a kind of record."""
    return _StrictValidator(load_schema(kind))


def disagreement() -> ValidationError:
    """What is said of a record that the fast validator refuses and the walk cannot fault."""
    return ValidationError("two readers of the schema disagree", validator="other")


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
