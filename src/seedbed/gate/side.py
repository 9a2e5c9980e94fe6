"""One side of a change: its records, each read, checked and built when somebody asks for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, TypeVar, cast

from msgspec import Struct, field

from seedbed.catalogue import CLASSES, SINGLE, build_record
from seedbed.checks import INCOMPLETE, dates, schema
from seedbed.checks.context import Context
from seedbed.kinds import KIND, Kind, kind_of
from seedbed.problems import Problem, Severity
from seedbed.records import Agent, Catalogue, Deployment, MeasurementTable, Person, Policy, Record, Unit, Waiver
from seedbed.repository.file_rules import MOST_BYTES
from seedbed.repository.load import Source, Sources, parse_source
from seedbed.repository.reach import Reach
from seedbed.repository.tree import REGULAR, Entry

R = TypeVar("R", bound=Record)


class Side(Struct, frozen=True, eq=False):
    """The records of one tree, by kind and id. Nothing is read twice, and nothing that nobody asks for."""

    reach: Reach
    _sources: dict[str, Source | None] = field(default_factory=dict)
    _alone: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    _records: dict[str, Record | None] = field(default_factory=dict)
    _entries: list[Entry] = field(default_factory=list)

    def source(self, path: str, /) -> Source | None:
        """The parsed file of a record, or None where there is none that could be read."""
        if path not in self._sources:
            self._sources[path] = self._load(path)
        return self._sources[path]

    def alone(self, path: str, /) -> tuple[Problem, ...]:
        """What is wrong with the record at a path, whatever the others hold."""
        if path not in self._alone:
            source = self.source(path)
            self._alone[path] = tuple(_problems_alone(source)) if source else ()
        return self._alone[path]

    def is_broken(self, path: str, /) -> bool:
        """Whether there is a file at the path of a record, and it cannot be used."""
        source = self.source(path)
        if source is None:
            return self.reach.find(path) is not None
        return any(problem.severity is Severity.ERROR for problem in self.alone(path))

    def record(self, cls: type[R], record_id: str, /) -> R | None:
        """The record of a class with this id; None where there is none that can be used."""
        path = path_of(NAME_OF[cls], record_id)
        return cast("R | None", self.at(path)) if path else None

    def at(self, path: str, /) -> Record | None:
        """The record at a path; None where there is none that can be used."""
        if path not in self._records:
            self._records[path] = self._build(path)
        return self._records[path]

    def agent(self, agent_id: str, /) -> Agent | None:
        """The blueprint of an agent. Its recipe is not read along: prose is asked of its source."""
        return self.record(Agent, agent_id)

    def deployment(self, record_id: str, /) -> Deployment | None:
        """A copy, by `agent/unit`."""
        return self.record(Deployment, record_id)

    def table(self, record_id: str, /) -> MeasurementTable | None:
        """The measured months of a copy, by `agent/unit`."""
        return self.record(MeasurementTable, record_id)

    def person(self, person_id: str | None, /) -> Person | None:
        """A person; None where no id is given."""
        return self.record(Person, person_id) if person_id else None

    def unit(self, unit_id: str, /) -> Unit | None:
        """A unit."""
        return self.record(Unit, unit_id)

    @property
    def policy(self) -> Policy | None:
        """The policy."""
        return self.record(Policy, "policy")

    @property
    def people(self) -> Iterator[Person]:
        """Every person who can be read."""
        return self.all(Person)

    @property
    def waivers(self) -> Iterator[Waiver]:
        """Every waiver that can be read."""
        return self.all(Waiver)

    def all(self, cls: type[R], /, *, folder: str | None = None) -> Iterator[R]:
        """Every record of a class that can be used; of nested kinds those in one agent's or event's `folder`."""
        for path in self.paths(NAME_OF[cls], folder=folder):
            record = self.at(path)
            if record is not None:
                yield cast("R", record)

    def paths(self, kind: str, /, *, folder: str | None = None) -> Iterator[str]:
        """The paths of all records of a kind, in order; of nested kinds those in one agent's or event's `folder`."""
        template = KIND[kind].template
        if folder is not None:
            start = template.replace("{0}", folder).partition("{1}")[0].rstrip("/")
            candidates: Iterable[str] = (f"{start}/{name}" for name in self.reach.names(start))
        elif len(KIND[kind].parts) > 1:
            candidates = (entry.path for entry in self.entries)
        else:
            start, _, ending = template.partition("{0}")
            candidates = (f"{start}{name}{ending}" for name in self._ids(kind, start.rstrip("/")))
        known = ((path, kind_of(path)) for path in sorted(candidates))
        return (path for path, found in known if found and found[0].name == kind and self.reach.find(path))

    def _ids(self, kind: str, folder: str) -> Iterator[str]:
        """The names in a folder that records of a kind may have there, without what follows them."""
        ending = KIND[kind].template.partition("{0}")[2]
        is_file = "/" not in ending
        for name, is_folder in self.reach.names(folder).items():
            if is_file and not is_folder and name.endswith(ending):
                yield name.removesuffix(ending)
            elif is_folder and not is_file:
                yield name

    def below(self, folder: str, /) -> Iterator[str]:
        """The paths of every file below a folder."""
        for name, is_folder in self.reach.names(folder).items():
            path = f"{folder}/{name}"
            if is_folder:
                yield from self.below(path)
            else:
                yield path

    @property
    def entries(self) -> Collection[Entry]:
        """Every file of the record folders: the one question that costs time in a large catalogue."""
        if not self._entries:
            self._entries.extend(self.reach.entries())
        return self._entries

    def holding(self, words: Iterable[str], /, *, kinds: Iterable[str]) -> list[str]:
        """The paths of records of these kinds whose text holds one of the words, however a quoted text spells it."""
        globs = [KIND[kind].template.replace("{0}", "*").replace("{1}", "*") for kind in kinds]
        found = self.reach.search([*words, "\\"], sorted(globs))
        return sorted(path for path in found if kind_of(path))

    def context(self, focus: Iterable[str], /, *, today: date) -> Context:
        """What the checks look at: they go through the paths in `focus`, and may ask for every other."""
        paths = sorted(path for path in set(focus) if self.source(path))
        files = _Files(self, paths)
        known: dict[str, dict[str, str]] = {kind: {} for kind in CLASSES}
        for kind, record_id, path in ((source.kind.name, source.id, source.path) for source in files.values()):
            known.setdefault(kind, {})[record_id] = path
        shelves: dict[str, Any] = {
            shelf: _Shelf(self, KIND[kind], known[kind]) for kind, (shelf, _) in CLASSES.items() if kind not in SINGLE
        }
        single = {kind: self.at(KIND[kind].template) for kind in SINGLE}
        return Context(
            sources=Sources(files=files),
            catalogue=Catalogue(**shelves, **single),  # type: ignore[arg-type]
            broken=_Broken(self, paths),
            today=today,
        )

    def _load(self, path: str) -> Source | None:
        found, entry = kind_of(path), self.reach.find(path)
        if not found or entry is None or entry.mode != REGULAR or entry.size > MOST_BYTES:
            return None
        kind, record_id = found
        return parse_source(self.reach.read(entry), path=path, kind=kind, record_id=record_id, oid=entry.oid)

    def _build(self, path: str) -> Record | None:
        source = self.source(path)
        if source is None or source.kind.name not in CLASSES or self.is_broken(path):
            return None
        return build_record(source)


NAME_OF: Mapping[type[Record], str] = {cls: kind for kind, (_, cls) in CLASSES.items()}
"""The kind of each class of records."""


def path_of(kind: str, record_id: str, /) -> str | None:
    """The path of a record; None for an id of the wrong shape."""
    try:
        return KIND[kind].path("" if kind in SINGLE else record_id)
    except ValueError:
        return None


def _problems_alone(source: Source) -> Iterator[Problem]:
    yield from source.problems
    if not INCOMPLETE & {problem.rule for problem in source.problems}:
        told = {problem.line for problem in source.problems}
        found = (*schema.check(source), *dates.check_source(source))
        yield from (problem for problem in found if problem.line not in told)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Files(Mapping[str, Source]):
    """Every source by path; only those in focus are gone through."""

    side: Side
    focus: list[str]

    def __getitem__(self, path: str) -> Source:
        source = self.side.source(path)
        if source is None:
            raise KeyError(path)
        return source

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and kind_of(path) is not None and self.side.reach.find(path) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.focus)

    def __len__(self) -> int:
        return len(self.focus)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Shelf(Mapping[str, Record]):
    """Every usable record of a kind by id; only those in focus are gone through."""

    side: Side
    kind: Kind
    focus: Mapping[str, str]

    def __getitem__(self, record_id: str) -> Record:
        path = self.focus.get(record_id) or path_of(self.kind.name, record_id)
        record = self.side.at(path) if path else None
        if record is None:
            raise KeyError(record_id)
        return record

    def __iter__(self) -> Iterator[str]:
        return (record_id for record_id, path in self.focus.items() if self.side.at(path))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Broken(AbstractSet[str]):
    """The paths of records that cannot be used; only those in focus are gone through."""

    side: Side
    focus: list[str]
    _known: list[list[str]] = dataclasses.field(default_factory=list)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self.side.is_broken(path)

    def __iter__(self) -> Iterator[str]:
        if not self._known:  # gone through for many a record: worked out once
            self._known.append([path for path in self.focus if self.side.is_broken(path)])
        return iter(self._known[0])

    def __len__(self) -> int:
        return sum(1 for _ in self)
