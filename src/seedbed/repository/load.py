"""From a tree to sources: every file of the record folders read, guarded and parsed, every problem kept beside it.

One unreadable file never hides the next: what cannot be parsed is a source with problems, in the same stream as the
rest. Whether the contents are right is not judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from seedbed.kinds import KINDS, LOOSE, ROOTS, Form, Kind, kind_of
from seedbed.problems import Finding, Place, Problem, printable, rule
from seedbed.repository.csv_text import Row, parse_measurements
from seedbed.repository.markdown_text import split_front_matter
from seedbed.repository.tree import REGULAR, SUBMODULE, SYMLINK, Entry, Tree
from seedbed.repository.yaml_text import Document, parse_yaml

MOST_BYTES = 256 * 1024
"""Largest text file, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
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


def load_sources(tree: Tree, /) -> Sources:
    """Read every record file of a tree. Never raises for what a file holds; problems are values in the result."""
    files: dict[str, Source] = {}
    strays: list[Problem] = []
    for entry in sorted(tree.entries(), key=lambda entry: entry.path):
        if entry.path in LOOSE and entry.mode == REGULAR:
            continue
        found = list(file_mode(entry)) or list(file_size(entry))
        known = kind_of(entry.path)
        if known is None:
            found.extend(stray_file(entry.path))
        if known is None or found:
            strays.extend(found)
            continue
        kind, record_id = known
        files[entry.path] = parse_source(
            tree.read(entry), path=entry.path, kind=kind, record_id=record_id, oid=entry.oid
        )
    return Sources(files=files, strays=tuple(strays))


def parse_source(data: bytes, /, *, path: str, kind: Kind, record_id: str, oid: str | None = None) -> Source:
    """Parse the bytes of one record file."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Source(path=path, kind=kind, id=record_id, oid=oid, problems=tuple(encoding(path, data, error)))
    problems = tuple(line_ends(path, text))
    parsed: dict[str, Any] = {} if problems else _PARSERS[kind.form](text, path)
    problems += parsed.pop("problems", ())
    return Source(path=path, kind=kind, id=record_id, oid=oid, text=text, problems=problems, **parsed)


def _yaml(text: str, path: str) -> dict[str, Any]:
    document, problems = parse_yaml(text, path=path)
    return {"document": document, "problems": problems}


def _front_matter(text: str, path: str) -> dict[str, Any]:
    split, problems = split_front_matter(text, path=path)
    if split is None:
        return {"problems": problems}
    document, problems = parse_yaml(split.front, path=path, first_line=split.front_line)
    return {"document": document, "body": split.body, "body_line": split.body_line, "problems": problems}


def _markdown(text: str, _path: str) -> dict[str, Any]:
    return {"body": text}


def _csv(text: str, path: str) -> dict[str, Any]:
    rows, problems = parse_measurements(text, path=path)
    return {"rows": rows, "problems": problems}


_PARSERS = {Form.YAML: _yaml, Form.FRONT_MATTER: _front_matter, Form.MARKDOWN: _markdown, Form.CSV: _csv}


@rule("file-mode", family="reading")
def file_mode(entry: Entry, /) -> Iterator[Finding]:
    """Records are regular files.

    Symlinks, submodules and executables are refused: a link can show a reviewer one thing and a build another.
    """
    if entry.mode != REGULAR:
        what = {SYMLINK: "a symbolic link", SUBMODULE: "a nested repository"}.get(entry.mode, "an executable file")
        fix = (
            f"Run: chmod -x {printable(entry.path)}"
            if what == "an executable file"
            else "Replace it by a file of its own."
        )
        yield Finding(Place(path=printable(entry.path)), f"{what} where a regular file is due", fix)


@rule("file-size", family="reading")
def file_size(entry: Entry, /) -> Iterator[Finding]:
    """A record file holds at most 256 KiB."""
    if entry.size > MOST_BYTES:
        message = f"{entry.size:,} bytes, at most {MOST_BYTES:,} are read"
        yield Finding(Place(path=printable(entry.path)), message, "Link to large material instead of storing it here.")


@rule("stray-file", family="reading")
def stray_file(path: str, /) -> Iterator[Finding]:
    """Every file below catalog/ and playbooks/ is a record in its place.

    Folder and file names are identifiers: lower-case letters, digits and single hyphens, at most 64 characters.
    """
    nearest = _nearest_template(path)
    yield Finding(
        Place(path=printable(path)),
        "no kind of record lives at this path",
        f"Records of this folder are named {nearest}" if nearest else f"Records live below {' and '.join(ROOTS)}.",
    )


@rule("file-encoding", family="reading")
def encoding(path: str, data: bytes, error: UnicodeDecodeError, /) -> Iterator[Finding]:
    """A record file is UTF-8 text."""
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before) - before.rfind(b"\n")
    yield Finding(
        Place(path=path, line=line, column=column),
        f"byte 0x{data[error.start]:02x} is not UTF-8",
        "Save the file as UTF-8.",
    )


@rule("file-line-ends", family="reading")
def line_ends(path: str, text: str, /) -> Iterator[Finding]:
    """A record file has no byte order mark, and its lines end with a line feed alone."""
    if text.startswith("\ufeff"):
        yield Finding(
            Place(path=path), "a byte order mark stands before the text", "Save the file as UTF-8 without BOM."
        )
    if "\r" in text:
        before = text[: text.index("\r")]
        place = Place(path=path, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
        yield Finding(place, "lines end with a carriage return", "Save the file with LF line ends.")
    if "\0" in text:
        yield Finding(Place(path=path), "the file holds a NUL character", "Save it as plain text.")


def _nearest_template(path: str) -> str:
    """The templates of the kinds that live in the same folder, for the message about a stray file."""
    parts = path.split("/")
    fitting: Iterable[Kind] = (kind for kind in KINDS if kind.template.split("/")[:2] == parts[:2])
    named = [kind.template.format(*(f"<{word.lower()}>" for word in kind.shape)) for kind in fitting]
    return ", ".join(named)
