"""The mapping file: which column of an inventory becomes which field of a record.

Its form is the JSON Schema `import-map`; what a schema cannot say (one source for each value, formats that make a date)
is checked here. Every problem has its place in the file, and all are reported at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from seedbed.checks import schema
from seedbed.imports.cells import fold
from seedbed.imports.columns import Address, parse_address
from seedbed.imports.dates import DateShape, is_complete
from seedbed.imports.refusal import Refused, problem
from seedbed.kinds import Form, Kind
from seedbed.problems import Problem
from seedbed.repository.load import Source
from seedbed.repository.yaml_text import Document, Path, parse_yaml

SOURCES = ("column", "join", "first_of", "text", "constant")
MOST_COMMON = "most-common"
KIND = Kind(name="import-map", title="Import map", template="{0}.yml", form=Form.YAML)
"""A mapping file is no record of a portal, but it is judged like one."""
MOST_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
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
    label: str | None = None

    @property
    def references(self) -> tuple[str, ...]:
        """Every column that this value reads."""
        return self.columns + self.needs


Values = tuple[Value, ...]
"""Alternatives: the first that gives a usable value counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The inventory: `name` of this edition, `family` of all its editions."""

    name: str
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the file is written."""

    encoding: str = "utf-8"
    fallback: str | None = None
    delimiter: str | None = None
    header_row: int = 1
    sheet: str | None = None
    blank: tuple[str, ...] = ()
    remove_emails: bool = False
    short_rows: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The columns that name an entry for good, those that tell twins apart, and what its identifier is made from."""

    key: tuple[str, ...]
    distinguish: tuple[str, ...] = ()
    slug: Values = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of owning units; `function` is empty for the function that most of the unit's agents have."""

    id: Values
    name: Values
    function: Values = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Functions:
    """Whether functions may be added to organization.yml, and their names."""

    create: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of recipe.md."""

    heading: str
    paragraphs: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMap:
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

    def address(self, reference: str, /) -> Address:
        """What a mention of a column means: a short name of `columns`, else a header."""
        return self.columns.get(reference) or parse_address(reference)

    def problem(self, at: Path, message: str, fix: str, /) -> Problem:
        """A problem at a place of the mapping file."""
        line, column = self.document.at(*at)
        return problem("import-map", self.path, message, fix, line=line, column=column)


def parse_mapping(text: str, /, *, path: str) -> ImportMap:
    """Read a mapping file. Raises Refused with everything that is wrong in it."""
    if len(text) > MOST_BYTES:
        raise Refused([problem("import-map", path, f"more than {MOST_BYTES:,} characters", "Split the value tables.")])
    document, problems = parse_yaml(text, path=path)
    problems = problems or tuple(schema.check(Source(path=path, kind=KIND, id="", document=document)))
    if problems:
        raise Refused(problems)
    mapping = _build(document, path)
    problems = tuple(_unsound(mapping, document))
    if problems:
        raise Refused(problems)
    return mapping


def _build(document: Document, path: str) -> ImportMap:
    data: dict[str, Any] = document.data
    return ImportMap(
        path=path,
        document=document,
        register=Register(**data["register"]),
        table=Shape(**_tupled(data.get("table", {}))),
        columns={name: parse_address(address) for name, address in data.get("columns", {}).items()},
        drop=tuple((parse_address(item["column"]), item["why"]) for item in data.get("drop", [])),
        identity=_identity(data),
        units=tuple(_level(level, ("units", number)) for number, level in enumerate(data["units"])),
        functions=Functions(**data.get("functions", {})),
        agent={name: _values(value, ("agent", name)) for name, value in data["agent"].items()},
        deployment={name: _values(value, ("deployment", name)) for name, value in data.get("deployment", {}).items()},
        recipe=tuple(_section(section, ("recipe", number)) for number, section in enumerate(data.get("recipe", []))),
        keep=frozenset(data.get("update", {}).get("keep", [])),
    )


def _tupled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _identity(data: dict[str, Any]) -> Identity:
    stated = data["identity"]
    slug = (
        _values(stated["slug"], ("identity", "slug"))
        if "slug" in stated
        else _values(data["agent"]["name"], ("agent", "name"))
    )
    return Identity(key=tuple(stated["key"]), distinguish=tuple(stated.get("distinguish", ())), slug=slug)


def _level(data: dict[str, Any], at: Path) -> Level:
    name = _values(data["name"], (*at, "name"))
    function = () if data["function"] == MOST_COMMON else _values(data["function"], (*at, "function"))
    return Level(id=_values(data["id"], (*at, "id")) if "id" in data else name, name=name, function=function)


def _section(data: dict[str, Any], at: Path) -> Section:
    paragraphs = tuple(_value(item, (*at, "paragraphs", number)) for number, item in enumerate(data["paragraphs"]))
    return Section(heading=data["heading"], paragraphs=paragraphs)


def _values(data: Any, at: Path) -> Values:
    if isinstance(data, list):
        return tuple(value for number, item in enumerate(data) for value in _values(item, (*at, number)))
    return (_value(data, at),)


def _value(data: str | dict[str, Any], at: Path) -> Value:
    stated: dict[str, Any] = {"column": data} if isinstance(data, str) else dict(data)
    source = next((name for name in SOURCES if name in stated), "")
    given = stated.get(source)
    text = str(given) if source == "text" else ""
    columns: dict[str, tuple[str, ...]] = {
        "column": (str(given),),
        "join": tuple(stated.get("join", ())),
        "first_of": tuple(stated.get("first_of", ())),
        "text": _placeholders(text),
    }
    return Value(
        at=at,
        source=source,
        columns=columns.get(source, ()),
        text=text,
        constant=given if source == "constant" else None,
        glue=stated.get("with", " "),
        date=DateShape(**_tupled(stated["date"])) if "date" in stated else None,
        needs=tuple(stated.get("needs", ())),
        values=_folded(stated.get("values")),
        **{name: stated[name] for name in _PLAIN if name in stated},
    )


_PLAIN = ("unknown", "default", "split", "truncate", "label")


def _folded(table: dict[str, Any] | None) -> dict[str, Any] | None:
    """The value table by texts as they are compared."""
    return None if table is None else {fold(text): found for text, found in table.items()}


def _placeholders(text: str) -> tuple[str, ...]:
    return tuple(part.partition("}")[0] for part in text.split("{")[1:])


def _unsound(mapping: ImportMap, document: Document) -> Iterator[Problem]:
    for value in mapping.values():
        stated = _at(document.data, value.at)
        named = [name for name in SOURCES if name in stated] if isinstance(stated, dict) else ["column"]
        if len(named) != 1:
            yield mapping.problem(
                value.at,
                f"a value has exactly one source, found {', '.join(named) or 'none'}",
                f"State one of {', '.join(SOURCES)}.",
            )
        for form in value.date.formats if value.date else ():
            if not is_complete(form):
                yield mapping.problem(
                    (*value.at, "date", "formats"),
                    f"format {form!r} does not make a date",
                    "A format names a year (%Y or %y) and a month (%m, %b or %B) once each.",
                )
        yield from _same_texts(mapping, value, stated)
        if value.unknown == "default" and value.default is None:
            yield mapping.problem(
                (*value.at, "unknown"), "unknown: default needs a default", "Add `default:` beside it."
            )


def _same_texts(mapping: ImportMap, value: Value, stated: Any) -> Iterator[Problem]:
    seen: dict[str, Any] = {}
    for text, found in (stated.get("values") or {}).items() if isinstance(stated, dict) else ():
        if seen.setdefault(fold(text), found) != found:
            message = f"{text!r} stands here twice with different values (case and blanks do not matter)"
            yield mapping.problem((*value.at, "values", text), message, "Keep one of the two.")


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data
