"""Fields: each record against its JSON Schema, every violation in plain words at its own place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from seedbed.checks import fields, mends
from seedbed.checks.strict import duplicates, find_violations
from seedbed.checks.wording import counted, listed, nearest, shown
from seedbed.kinds import Form
from seedbed.problems import Finding, Place, Problem, rule
from seedbed.repository.csv_text import Row
from seedbed.repository.load import Source
from seedbed.resources import load_schema

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

MOST_SHOWN = 1_000_000
"""An upper bound beyond this is there for machines; people are only told the lower one."""


class Spots(Protocol):
    """Where the values and the keys of a record stand."""

    def place(self, *path: str | int) -> Place:
        """Where the value at an instance path stands."""
        ...

    def key_place(self, *path: str | int) -> Place:
        """Where the key at an instance path stands."""
        ...


class RowSpots(Struct, frozen=True):
    """The cells of one row of a table."""

    path: str
    row: Row

    def place(self, *path: str | int) -> Place:
        """Where a cell begins."""
        column = self.row.columns.get(str(path[0]), 1) if path else 1
        return Place(path=self.path, line=self.row.line, column=column)

    key_place = place


class Violation(Struct, frozen=True):
    """One violation as the validator found it, with what it takes to say it in words."""

    error: ValidationError
    root: fields.Schema
    spots: Spots

    @property
    def keyword(self) -> str:
        """The violated keyword of the schema."""
        return str(self.error.validator)

    @property
    def key(self) -> tuple[fields.Path, str, str]:
        """Two violations with one key say the same: a condition may narrow what its field says already."""
        return self.path, self.keyword, str(self.error.message) if self.keyword == "required" else ""

    @property
    def path(self) -> fields.Path:
        """The instance path of the offending value."""
        return tuple(self.error.absolute_path)

    @property
    def name(self) -> str:
        """The field as a message names it."""
        return fields.named(self.path)

    @property
    def place(self) -> Place:
        """Where the offending value stands."""
        return self.spots.place(*self.path)

    @property
    def key_place(self) -> Place:
        """Where the mapping that holds the mistake begins: its key, or the first line for the record itself."""
        place = self.spots.key_place(*self.path)
        return place if self.path else Place(path=place.path)

    @property
    def field(self) -> fields.Schema:
        """What the schema says about the field."""
        return fields.field_of(self.path, self.root)

    @property
    def due(self) -> str:
        """Why a conditional rule applies, as the end of a sentence."""
        return fields.why_due(tuple(self.error.absolute_schema_path), self.root)

    @property
    def value(self) -> Any:
        """The offending value."""
        return self.error.instance

    @property
    def wanted(self) -> Any:
        """What the violated keyword of the schema asks for."""
        return self.error.validator_value


def check(source: Source, /) -> Iterator[Problem]:
    """Every violation of the schema by one source that could be parsed."""
    kind = source.kind.schema
    if kind is None:
        return
    if source.kind.form is not Form.CSV:
        yield from _check_data(kind, source.data, source)
        return
    for row in source.rows:
        yield from _check_data(kind, row.data, RowSpots(source.path, row))


def _check_data(kind: str, data: Any, spots: Spots) -> Iterator[Problem]:
    errors = find_violations(kind, data, is_typed=isinstance(spots, RowSpots))
    found = [Violation(error, load_schema(kind), spots) for error in errors]
    # A value of the wrong type breaks its enumeration and its bounds too; the type is what has to be mended.
    mistyped = {violation.path for violation in found if violation.keyword == "type"}
    misformed = {violation.path for violation in found if violation.keyword == "pattern"}
    told = {
        v.key: v
        for v in reversed(found)
        if (v.keyword == "type" or v.path not in mistyped) and not (v.keyword == "minLength" and v.path in misformed)
    }
    for violation in reversed(told.values()):
        yield from RULE_OF.get(violation.keyword, other)(violation)


@rule("schema-type", family="schema")
def type_(violation: Violation, /) -> Iterator[Finding]:
    """Every field holds the type of value that it is made for.

    A number stands without quotes, unit or separator; a text that looks like a number, or like true, false or null,
    stands in double quotes; a count is a whole number, so 5.0 is none.
    """
    words = listed(fields.TYPES[name] for name in _each(violation.wanted))
    message = f"{violation.name} is {shown(violation.value)} where {words} is due"
    yield Finding(violation.place, message, mends.of_type(violation.value, violation.wanted, violation.field))


@rule("schema-required", family="schema")
def required(violation: Violation, /) -> Iterator[Finding]:
    """A record states every field that its kind and its stage ask for.

    An idea needs little; each stage asks for more, because more people rely on the agent. A record that was imported
    from an older register says so under `recorded` and is only warned about what the register did not hold.
    """
    missing = str(violation.error.message)
    path = (*violation.path, missing)
    field = fields.field_of(path, violation.root)
    help_text = mends.help_of(field)
    fix = f"Add `{missing}:`" + (f" — {help_text}" if help_text else "")
    yield Finding(
        violation.key_place,
        f"{fields.named(path)} is missing; it is due{violation.due or ' in every such record'}",
        fix,
    )


@rule("schema-unknown-key", family="schema")
def unknown_key(violation: Violation, /) -> Iterator[Finding]:
    """A record holds only fields that its schema knows.

    A misspelt field is a fact that nobody sees, so it is an error rather than a remark. Text for people belongs into
    the prose of the record.
    """
    known = list(violation.field.get("properties", {}))
    for key in violation.value:
        if key not in known:
            path = (*violation.path, key)
            fix = mends.of_key(key, known, violation.value, violation.root)
            yield Finding(violation.spots.key_place(*path), f"unknown field {fields.named(path)}", fix)


@rule("schema-enum", family="schema")
def enum(violation: Violation, /) -> Iterator[Finding]:
    """A field with a fixed set of values holds one of them, spelt exactly so."""
    allowed = [str(value) for value in violation.wanted]
    meant = nearest(str(violation.value), allowed)
    fix = f"Write {meant}." if meant else "Choose one."
    message = f"{violation.name} is {shown(violation.value)}, not one of its values{violation.due}"
    yield Finding(violation.place, message, f"{fix} Allowed: {listed(allowed)}.")


@rule("schema-pattern", family="schema")
def pattern(violation: Violation, /) -> Iterator[Finding]:
    """Identifiers, dates, versions and addresses are written in exactly one form, so that they can be compared."""
    message = f"{violation.name} is {shown(violation.value)}, which does not have the right form"
    yield Finding(violation.place, message, mends.of_form(violation.value, violation.field))


@rule("schema-length", family="schema")
def length(violation: Violation, /) -> Iterator[Finding]:
    """A text is long enough to say something and short enough to fit where it is shown."""
    size, bound = len(violation.value), violation.wanted
    short = violation.keyword == "minLength"
    limit = f"at least {bound} are due" if short else f"at most {bound} fit"
    fix = (
        f"Add {counted(bound - size, 'character')} or more."
        if short
        else f"Shorten it by {counted(size - bound, 'character')}."
    )
    yield Finding(violation.place, f"{violation.name} has {counted(size, 'character')}; {limit}", fix)


@rule("schema-range", family="schema")
def range_(violation: Violation, /) -> Iterator[Finding]:
    """A number lies within the bounds of its field."""
    field = violation.field
    low, high = field.get("minimum"), field.get("maximum")
    is_open = high is None or high > MOST_SHOWN
    if violation.keyword == "minimum":
        bounds = f"of {low} or more" if is_open else f"from {low} to {high}"
    else:
        bounds = f"from {low} to {high}" if low is not None else f"up to {high}"
    side = "less" if violation.keyword == "minimum" else "more"
    message = f"{violation.name} is {shown(violation.value)}, {side} than {violation.wanted}"
    yield Finding(violation.place, message, f"Write a number {bounds}.")


@rule("schema-items", family="schema")
def items(violation: Violation, /) -> Iterator[Finding]:
    """A list or mapping holds as many entries as its field allows, and none of them twice."""
    if violation.keyword == "uniqueItems":
        for position in duplicates(violation.value):
            entry = violation.value[position]
            yield Finding(
                violation.spots.place(*violation.path, position),
                f"{shown(entry)} stands twice in {violation.name}",
                "Keep one of the two.",
            )
        return
    few = violation.keyword.startswith("min")
    limit = f"at least {violation.wanted} is due" if few else f"at most {violation.wanted} fit"
    what = (
        listed(f"`{name}`" for name in violation.field.get("properties", ()))
        if isinstance(violation.value, Mapping)
        else ""
    )
    fix = f"Add {what or 'an entry'}." if few else "Remove the least important ones."
    yield Finding(violation.place, f"{violation.name} has {len(violation.value):,} entries; {limit}", fix)


@rule("schema-other", family="schema")
def other(violation: Violation, /) -> Iterator[Finding]:
    """A record fits its schema in every reader.

    Two validators judge each record. Where one refuses what the other cannot explain, the record is refused: a value
    that two readers understand differently is not a fact.
    """
    reason = re.sub(r"\s+", " ", violation.error.message)[:120]
    yield Finding(
        violation.place, f"{violation.name} does not fit the schema: {reason}", "Compare it with a record that passes."
    )


RULE_OF: Mapping[str, Callable[[Violation], Iterator[Problem]]] = {
    "type": type_,
    "required": required,
    "additionalProperties": unknown_key,
    "enum": enum,
    "pattern": pattern,
    "minLength": length,
    "maxLength": length,
    "minimum": range_,
    "maximum": range_,
    "minItems": items,
    "maxItems": items,
    "uniqueItems": items,
    "minProperties": items,
}
"""The rule that puts each keyword of JSON Schema into words."""


def _each(wanted: str | list[str]) -> list[str]:
    return [wanted] if isinstance(wanted, str) else wanted
