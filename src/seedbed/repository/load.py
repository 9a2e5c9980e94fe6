"""From a tree to sources: every file of the record folders read, guarded and parsed, every problem kept beside it.

One unreadable file never hides the next: what cannot be parsed is a source with problems, in the same stream as the
rest. Whether the contents are right is not judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from msgspec import Struct, field

from seedbed.kinds import LOOSE, Form, Kind, kind_of
from seedbed.problems import Place, Problem
from seedbed.repository.csv_text import Row, parse_measurements
from seedbed.repository.file_rules import (
    control_characters,
    encoding,
    file_mode,
    file_size,
    file_unreadable,
    is_ordinary,
    line_ends,
    mended,
    path_twin,
    stray_file,
)
from seedbed.repository.markdown_text import split_front_matter
from seedbed.repository.read_yaml import read_yaml
from seedbed.repository.tree import REGULAR, Entry, Tree
from seedbed.repository.yaml_text import Document
from seedbed.running import MANY, Runner, one_after_the_other


class Source(Struct, frozen=True, kw_only=True):
    """One file of the portal, parsed as far as it could be.

    `document` holds the fields of YAML and front matter, `rows` those of a table, `body` the Markdown that begins on
    `body_line`. `text` is the whole file. A source with `problems` is not to be used as a record.
    """

    path: str
    kind: Kind
    id: str
    text: str = ""
    document: Document = field(default_factory=Document)
    rows: tuple[Row, ...] = ()
    body: str = ""
    body_line: int = 1
    oid: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def data(self) -> Any:
        """The fields as plain data (None when the file could not be parsed)."""
        return self.document.data

    def place(self, *path: str | int) -> Place:
        """Where the value at the instance path `path` stands in the file."""
        line, column = self.document.at(*path)
        return Place(path=self.path, line=line, column=column)

    def key_place(self, *path: str | int) -> Place:
        """Where the key at the instance path `path` stands in the file."""
        line, column = self.document.key_at(*path)
        return Place(path=self.path, line=line, column=column)


Part: TypeAlias = tuple[list[Source], list[Problem]]
"""What some of the files give: sources, and the problems of those that are no records at all."""
PART = 250
"""Files that are read by one call."""


class Sources(Struct, frozen=True, kw_only=True):
    """Every record file of a tree by path, and the problems of files that are no records at all."""

    files: Mapping[str, Source]
    strays: tuple[Problem, ...] = ()

    def of(self, *kinds: str) -> Iterator[Source]:
        """The sources of these kinds, in path order."""
        return (source for source in self.files.values() if source.kind.name in kinds)

    def get(self, kind: Kind, record_id: str, /) -> Source | None:
        """The source of one record, if it is there. An id of the wrong shape is not there."""
        try:
            return self.files.get(kind.path(record_id))
        except ValueError:
            return None

    @property
    def problems(self) -> Iterator[Problem]:
        """Everything that reading found."""
        yield from self.strays
        for source in self.files.values():
            yield from source.problems


def load_sources(tree: Tree, /, *, run: Runner = one_after_the_other) -> Sources:
    """Read every record file of a tree. Never raises for what a file holds; problems are values in the result.

    `run` may read the files of a large tree side by side; for that the tree must be readable from other processes.
    """
    entries = sorted(tree.entries(), key=lambda entry: entry.path)
    parts = [partial(_load, tree, entries[first : first + PART]) for first in range(0, len(entries), PART)]
    loaded = run(parts) if len(entries) > MANY else one_after_the_other(parts)
    files: dict[str, Source] = {}
    strays: list[Problem] = []
    for found, without in loaded():
        files.update((source.path, source) for source in found)
        strays += without
    strays.extend(path_twin(entries))
    return Sources(files=files, strays=tuple(strays))


def _load(tree: Tree, entries: Sequence[Entry]) -> Part:
    sources: list[Source] = []
    strays: list[Problem] = []
    for entry in entries:
        if entry.path in LOOSE and entry.mode == REGULAR:
            continue
        found = list(file_mode(entry)) or list(file_size(entry))
        known = kind_of(entry.path)
        if known is None:
            found.extend(stray_file(entry.path))
        data = None if known is None or found else _read(tree, entry, found)
        strays.extend(found)
        if known and data is not None:
            kind, record_id = known
            sources.append(parse_source(data, path=entry.path, kind=kind, record_id=record_id, oid=entry.oid))
    return sources, strays


def _read(tree: Tree, entry: Entry, found: list[Problem]) -> bytes | None:
    """The bytes of a file; None and a further problem when the disk does not give them."""
    try:
        return tree.read(entry)
    except OSError as error:
        found.extend(file_unreadable(entry, error.strerror or "unknown reason"))
        return None


def parse_source(data: bytes, /, *, path: str, kind: Kind, record_id: str, oid: str | None = None) -> Source:
    """Parse the bytes of one record file."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Source(path=path, kind=kind, id=record_id, oid=oid, problems=tuple(encoding(path, data, error)))
    problems = () if is_ordinary(text) else (*line_ends(path, text), *control_characters(path, text))
    if problems:  # read on as if it were mended, so that the other problems of the file are told too
        text = mended(text)
    parsed = _PARSERS[kind.form](text, path)
    problems += parsed.pop("problems", ())
    return Source(path=path, kind=kind, id=record_id, oid=oid, text=text, problems=problems, **parsed)


def _yaml(text: str, path: str) -> dict[str, Any]:
    document, problems = read_yaml(text, path=path)
    return {"document": document, "problems": problems}


def _front_matter(text: str, path: str) -> dict[str, Any]:
    split, problems = split_front_matter(text, path=path)
    if split is None:
        return {"problems": problems}
    document, problems = read_yaml(split.front, path=path, first_line=split.front_line)
    return {"document": document, "body": split.body, "body_line": split.body_line, "problems": problems}


def _markdown(text: str, _path: str) -> dict[str, Any]:
    return {"body": text}


def _csv(text: str, path: str) -> dict[str, Any]:
    rows, problems = parse_measurements(text, path=path)
    return {"rows": rows, "problems": problems}


_PARSERS = {Form.YAML: _yaml, Form.FRONT_MATTER: _front_matter, Form.MARKDOWN: _markdown, Form.CSV: _csv}
