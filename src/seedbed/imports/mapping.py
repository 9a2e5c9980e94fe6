"""The mapping: which column of an inventory becomes which field of a record, as typed values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from seedbed.imports.columns import Address, parse_address
from seedbed.imports.dates import DateShape
from seedbed.imports.refusal import problem
from seedbed.problems import Problem
from seedbed.repository.yaml_text import Document, Path

SOURCES = ("column", "join", "first_of", "text", "constant")


class Value(Struct, frozen=True, kw_only=True):
    """One way to get a value from a row. `source` is one of SOURCES; `at` is its place in the mapping file."""

    at: Path
    source: str
    columns: tuple[str, ...] = ()
    text: str = ""
    constant: Any = None
    glue: str = " "
    values: Mapping[str, Any] | None = None
    unknown: str = "error"
    default: Any = None
    date: DateShape | None = None
    split: str | None = None
    truncate: int | None = None
    needs: tuple[str, ...] = ()
    dated: bool = False
    label: str | None = None

    @property
    def references(self) -> tuple[str, ...]:
        """Every column that this value reads."""
        return self.columns + self.needs


Values = tuple[Value, ...]
"""Alternatives: the first that gives a usable value counts."""


class Register(Struct, frozen=True, kw_only=True):
    """The inventory: `name` of this edition, `family` of all its editions."""

    name: str
    family: str


class Shape(Struct, frozen=True, kw_only=True):
    """How the file is written."""

    encoding: str = "utf-8"
    fallback: str | None = None
    delimiter: str | None = None
    header_row: int = 1
    sheet: str | None = None
    blank: tuple[str, ...] = ()
    remove_emails: bool = False
    short_rows: str = "name"


class Identity(Struct, frozen=True, kw_only=True):
    """The columns that name an entry for good, those that tell twins apart, and what its identifier is made from."""

    key: tuple[str, ...]
    distinguish: tuple[str, ...] = ()
    slug: Values = ()


class Level(Struct, frozen=True, kw_only=True):
    """One level of owning units; `function` is empty for the function that most of the unit's agents have."""

    id: Values
    name: Values
    function: Values = ()


class Functions(Struct, frozen=True, kw_only=True):
    """Whether functions may be added to organization.yml, and their names."""

    create: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


class Section(Struct, frozen=True, kw_only=True):
    """One section of recipe.md."""

    heading: str
    paragraphs: Values


class ImportMap(Struct, frozen=True, kw_only=True):
    """A mapping file that can be used. `agent` and `deployment` give values by field, dotted where they are nested."""

    path: str
    document: Document
    register: Register
    table: Shape
    columns: Mapping[str, Address]
    drop: tuple[tuple[Address, str], ...]
    identity: Identity
    units: tuple[Level, ...]
    functions: Functions
    agent: Mapping[str, Values]
    deployment: Mapping[str, Values]
    recipe: tuple[Section, ...]
    keep: frozenset[str]

    def values(self) -> Iterator[Value]:
        """Every value of the mapping."""
        groups = [self.identity.slug, *self.agent.values(), *self.deployment.values()]
        groups += [part for level in self.units for part in (level.id, level.name, level.function)]
        groups += [section.paragraphs for section in self.recipe]
        for group in groups:
            yield from group

    def references(self) -> Iterator[tuple[str, Path]]:
        """Every mention of a column below `columns`, with its place in the mapping file."""
        for name in ("key", "distinguish"):
            for number, column in enumerate(getattr(self.identity, name)):
                yield column, ("identity", name, number)
        for value in self.values():
            for column in value.references:
                yield column, value.at

    @property
    def unused(self) -> list[str]:
        """The short names that nothing uses."""
        return sorted(set(self.columns) - {reference for reference, _ in self.references()})

    def address(self, reference: str, /) -> Address:
        """What a mention of a column means: a short name of `columns`, else a header."""
        return self.columns.get(reference) or parse_address(reference)

    def problem(self, at: Path, message: str, fix: str, /) -> Problem:
        """A problem at a place of the mapping file."""
        line, column = self.document.at(*at)
        return problem("import-map", self.path, message, fix, line=line, column=column)
