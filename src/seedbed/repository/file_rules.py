"""What a file must be before it is parsed: regular, of its place, of bearable size, text in one encoding.

The rules behind the loader (`load`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from seedbed.kinds import KINDS, kind_of
from seedbed.problems import Finding, Place, printable, rule
from seedbed.repository.tree import EXECUTABLE, REGULAR, SPECIAL, SUBMODULE, SYMLINK, UNREADABLE, Entry

BOM = "\ufeff"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What no text needs: control characters, other line separators than the line feed, marks of byte order."""

MOST_MARKED = 20
"""Control characters that are listed of one file."""

UNFIT = re.compile(r"[^a-z0-9]+")
ENDINGS = {"yaml": "yml", "markdown": "md"}

MOST_BYTES = 256 * 1024
"""Largest text file, in bytes."""


def is_ordinary(text: str, /) -> bool:
    """Whether a text surely has nothing in it that `line_ends` and `control_characters` look for; a quick look."""
    return text.replace("\n", "").isprintable()


def mended(text: str, /) -> str:
    """A text read on as if its characters were in order, so that the other problems of the file are told too."""
    return CONTROL.sub(" ", text.removeprefix(BOM).replace("\r\n", "\n"))


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
    known = list(entries)
    if all(entry.path.isascii() and entry.path.islower() for entry in known):
        return  # as nearly always: then paths that are alike are the same
    for entry in known:
        parts = entry.path.split("/")
        for end in range(1, len(parts) + 1):
            path = "/".join(parts[:end])
            spellings[unicodedata.normalize("NFKC", path).casefold()].add(path)
    for key, twins in spellings.items():
        if len(spellings.get(key.rpartition("/")[0], ())) > 1:
            continue  # its folder has a twin, which is told already
        first, *others = sorted(twins, key=lambda path: (path != path.lower(), path))
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
    better = _record_path(path)
    if better:
        fix = f"Rename it to {better}."
    else:
        named = ", ".join(_templates(path))
        fix = f"Records of this folder are named {named}." if named else f"The folders are {', '.join(_folders())}."
    yield Finding(Place(path=printable(path)), "no kind of record lives at this path", fix)


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


def _record_path(path: str) -> str | None:
    """The path of a record that differs from this one only in capitals, separators or the ending."""
    stem, dot, ending = path.rpartition(".")
    parts = [UNFIT.sub("-", part.lower()).strip("-") for part in stem.split("/")]
    better = "/".join(parts) + dot + ENDINGS.get(ending.lower(), ending.lower())
    return better if kind_of(better) else None


def _templates(path: str) -> Iterator[str]:
    """The paths of the kinds that live in the same folder."""
    for kind in KINDS:
        if kind.template.split("/")[:2] == path.split("/")[:2]:
            yield kind.template.format(*(f"<{word.lower()}>" for word in kind.shape))


def _folders() -> list[str]:
    """The folders that hold records."""
    return sorted({kind.template.rpartition("{0}")[0] for kind in KINDS if kind.parts})
