"""From a tree to sources: every file of the record folders read, guarded and parsed, every problem kept beside it.

One unreadable file never hides the next: what cannot be parsed is a source with problems, in the same stream as the
rest. Whether the contents are right is not judged here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from seedbed.kinds import KINDS, LOOSE, ROOTS, Form, Kind, kind_of
from seedbed.problems import Finding, Place, Problem, printable, rule
from seedbed.repository.csv_text import Row, parse_measurements
from seedbed.repository.markdown_text import split_front_matter
from seedbed.repository.tree import EXECUTABLE, REGULAR, SPECIAL, SUBMODULE, SYMLINK, UNREADABLE, Entry, Tree
from seedbed.repository.yaml_text import Document, parse_yaml

BOM = "\ufeff"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What no text needs: control characters, other line separators than the line feed, marks of byte order."""

MOST_MARKED = 20
"""Control characters that are listed of one file."""

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
    entries = sorted(tree.entries(), key=lambda entry: entry.path)
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
            files[entry.path] = parse_source(data, path=entry.path, kind=kind, record_id=record_id, oid=entry.oid)
    strays.extend(path_twin(entries))
    return Sources(files=files, strays=tuple(strays))


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
    problems = (*line_ends(path, text), *control_characters(path, text))
    if problems:  # read on as if it were mended, so that the other problems of the file are told too
        text = CONTROL.sub(" ", text.removeprefix(BOM).replace("\r\n", "\n"))
    parsed = _PARSERS[kind.form](text, path)
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


WRONG_MODES = {
    EXECUTABLE: ("an executable file", "Run: chmod -x {path}"),
    SYMLINK: ("a symbolic link", "Replace it by a file of its own."),
    SUBMODULE: ("a nested repository", "Move its files here without their .git folder."),
    SPECIAL: ("a pipe, socket or device", "Remove it."),
    UNREADABLE: ("something that cannot be listed", "Give yourself permission to read it."),
}


@rule("file-mode", family="reading")
def file_mode(entry: Entry, /) -> Iterator[Finding]:
    """Records are regular files.

    Symlinks, submodules and executables are refused: a link can show a reviewer one thing and a build another.
    """
    if entry.mode != REGULAR:
        what, fix = WRONG_MODES.get(entry.mode, ("no regular file", "Replace it by a regular file."))
        path = printable(entry.path)
        yield Finding(Place(path=path), f"{what} where a regular file is due", fix.format(path=path))


@rule("file-unreadable", family="reading")
def file_unreadable(entry: Entry, reason: str, /) -> Iterator[Finding]:
    """Every record file can be read by whoever checks it."""
    yield Finding(Place(path=entry.path), f"the file cannot be read: {reason}", "Give yourself permission to read it.")


@rule("path-twin", family="reading")
def path_twin(entries: Iterable[Entry], /) -> Iterator[Finding]:
    """No two paths differ only in capitals or in the way a letter is encoded.

    On many disks they are one file, and whoever clones the repository there sees one of the two.
    """
    spellings: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        parts = entry.path.split("/")
        for end in range(1, len(parts) + 1):
            path = "/".join(parts[:end])
            spellings[unicodedata.normalize("NFKC", path).casefold()].add(path)
    for twins in spellings.values():
        first, *others = sorted(twins)
        for other in others:
            message = f"differs from {printable(first)} only in capitals or encoding"
            yield Finding(Place(path=printable(other)), message, "Keep one of the two.")


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
    before = data[: error.start].decode()
    yield Finding(_place_after(path, before), f"byte 0x{data[error.start]:02x} is not UTF-8", "Save the file as UTF-8.")


@rule("file-line-ends", family="reading")
def line_ends(path: str, text: str, /) -> Iterator[Finding]:
    """A record file has no byte order mark, and its lines end with a line feed alone."""
    if text.startswith(BOM):
        mend = "Save the file as UTF-8 without BOM."
        yield Finding(Place(path=path), "a byte order mark stands before the text", mend)
    if "\r\n" in text:
        place = _place_after(path, text[: text.index("\r\n")])
        yield Finding(place, "lines end with a carriage return", "Save the file with LF line ends.")


@rule("file-characters", family="reading")
def control_characters(path: str, text: str, /) -> Iterator[Finding]:
    """A record file holds text: no control characters, no line separators but the line feed.

    Two readers count lines differently after them, and a terminal may act on them.
    """
    rest = text.removeprefix(BOM).replace("\r\n", "\n")
    for match in islice(CONTROL.finditer(rest), MOST_MARKED):
        message = f"control character U+{ord(match[0]):04X}"
        yield Finding(_place_after(path, rest[: match.start()]), message, "Delete it.")


def _place_after(path: str, before: str) -> Place:
    """The place of the character that follows a text."""
    return Place(path=path, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))


def _nearest_template(path: str) -> str:
    """The templates of the kinds that live in the same folder, for the message about a stray file."""
    parts = path.split("/")
    fitting: Iterable[Kind] = (kind for kind in KINDS if kind.template.split("/")[:2] == parts[:2])
    named = [kind.template.format(*(f"<{word.lower()}>" for word in kind.shape)) for kind in fitting]
    return ", ".join(named)
