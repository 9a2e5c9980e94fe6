"""A tree that answers for single paths: what is read of a catalogue is what somebody asks about.

The loader walks whole trees; a judgement of ten files in a catalogue of ten thousand agents must not. Folders are read
when something in them is looked for, files when they are opened, each once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct, field

from seedbed.kinds import ROOTS
from seedbed.repository.objects import FOLDER, Objects
from seedbed.repository.tree import REGULAR, SUBMODULE, Entry

BESIDE = ":"
"""The folder, as seen from a portal, that is the root of the repository around it."""

NO_MATCH = 1
"""How `git grep` ends when it has found nothing."""


class Reach(Protocol):
    """What a judgement needs of one side of a change. Paths are POSIX, from the portal's root."""

    def find(self, path: str, /) -> Entry | None:
        """The file at a path, or None. Its size is 0 where nobody has measured it."""
        ...

    def names(self, folder: str, /) -> Mapping[str, bool]:
        """The names in a folder, each with whether it is a folder itself; none where there is no such folder."""
        ...

    def entries(self) -> Iterable[Entry]:
        """Every file below the record folders."""
        ...

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a file. Raises GitError when they are not there."""
        ...

    def search(self, words: Sequence[str], globs: Sequence[str], /) -> set[str]:
        """The paths at the globs (`*` stands for one name) of files whose bytes hold one of the words."""
        ...


class GitReach(Struct, frozen=True):
    """The files below the folder object `tree`; `prefix` is the portal's folder in it with its slash, or ''."""

    objects: Objects
    tree: str
    prefix: str = ""
    _trees: dict[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    _folders: dict[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)

    def find(self, path: str, /) -> Entry | None:
        """The file at a path, or None."""
        folder, _, name = path.rpartition("/")
        mode, oid = self._folder(folder).get(name, ("", ""))
        return Entry(path, mode, 0, oid) if oid and mode != FOLDER else None

    def names(self, folder: str, /) -> Mapping[str, bool]:
        """The names in a folder."""
        return {name: mode == FOLDER for name, (mode, _) in self._folder(folder).items()}

    def entries(self) -> Iterator[Entry]:
        """Every file below the record folders; their sizes are not asked for."""
        roots = [f"{self.prefix}{name}" for name in ROOTS]
        listing = self.objects.git.ask("ls-tree", "-r", "-z", "--full-tree", self.tree, "--", *roots)
        for line in filter(None, listing.split("\0")):
            facts, _, path = line.partition("\t")
            mode, _, oid = facts.split()
            yield Entry(path.removeprefix(self.prefix), mode, 0, oid)

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a blob."""
        return self.objects.read(entry.oid or "")

    def search(self, words: Sequence[str], globs: Sequence[str], /) -> set[str]:
        """The paths of files that hold one of the words, found by Git."""
        patterns = [part for word in words for part in ("-e", word)]
        places = [f":(top,glob){self.prefix}{glob}" for glob in globs]
        asked = ("grep", "--name-only", "-z", "--text", "--fixed-strings", *patterns, self.tree, "--", *places)
        found = self.objects.git.ask(*asked, codes=(0, NO_MATCH)) if words and globs else ""
        start = f"{self.tree}:{self.prefix}"
        return {name.removeprefix(start) for name in filter(None, found.split("\0"))}

    def _folder(self, path: str) -> Mapping[str, tuple[str, str]]:
        """The contents of a folder of the portal ('' is its root), or after `:` of one of the whole repository."""
        if path not in self._folders:
            self._folders[path] = self._opened(path)
        return self._folders[path]

    def _opened(self, path: str) -> Mapping[str, tuple[str, str]]:
        found = self._tree(self.tree)
        is_outside = path.split("/", maxsplit=1)[0] == BESIDE
        for part in filter(None, (path.removeprefix(BESIDE) if is_outside else f"{self.prefix}{path}").split("/")):
            mode, oid = found.get(part, ("", ""))
            if mode != FOLDER:
                return {}
            found = self._tree(oid)
        return found

    def _tree(self, oid: str) -> Mapping[str, tuple[str, str]]:
        if oid not in self._trees:
            self._trees[oid] = self.objects.folder(oid)
        return self._trees[oid]


class MemoryReach(Struct, frozen=True):
    """Files in memory, for tests and drafts; `modes` holds those that are no regular files."""

    files: Mapping[str, bytes]
    modes: Mapping[str, str] = field(default_factory=dict)

    def find(self, path: str, /) -> Entry | None:
        """The file at a path, or None."""
        if path not in self.files:
            return None
        data = self.files[path]
        return Entry(path, self.modes.get(path, REGULAR), len(data), hashlib.sha256(data).hexdigest())

    def names(self, folder: str, /) -> Mapping[str, bool]:
        """The names in a folder."""
        start = f"{folder}/" if folder else ""
        below = (path[len(start) :].partition("/") for path in self.files if path.startswith(start))
        return {name: bool(slash) for name, slash, _ in below}

    def entries(self) -> Iterator[Entry]:
        """Every file below the record folders."""
        found = (self.find(path) for path in self.files if path.split("/")[0] in ROOTS)
        return (entry for entry in found if entry)

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a file."""
        return self.files[entry.path]

    def search(self, words: Sequence[str], globs: Sequence[str], /) -> set[str]:
        """The paths of files that hold one of the words."""
        return {path for path, data in self.files.items() if _is_at(path, globs) and _holds(data, words)}


class Overlay(Struct, frozen=True):
    """A tree with some paths replaced, added or (where the entry is None) gone: the merged result of a change."""

    below: Reach
    changed: Mapping[str, Entry | None]

    def find(self, path: str, /) -> Entry | None:
        """The file at a path, or None."""
        return self.changed[path] if path in self.changed else self.below.find(path)

    def names(self, folder: str, /) -> Mapping[str, bool]:
        """The names in a folder. A folder whose last file is gone is still named; nothing is found in it."""
        start = f"{folder}/" if folder else ""
        found = dict(self.below.names(folder))
        for path, entry in self.changed.items():
            if path.startswith(start):
                name, slash, _ = path[len(start) :].partition("/")
                if entry:
                    found[name] = bool(slash)
                elif not slash:
                    found.pop(name, None)
        return found

    def entries(self) -> Iterator[Entry]:
        """Every file below the record folders."""
        yield from (entry for entry in self.below.entries() if entry.path not in self.changed)
        yield from (entry for entry in self.changed.values() if entry and entry.path.split("/")[0] in ROOTS)

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a file."""
        return self.below.read(entry)

    def search(self, words: Sequence[str], globs: Sequence[str], /) -> set[str]:
        """The paths of files that hold one of the words."""
        found = self.below.search(words, globs) - self.changed.keys()
        fresh = (entry for entry in self.changed.values() if entry and _is_at(entry.path, globs))
        return found | {entry.path for entry in fresh if entry.mode != SUBMODULE and _holds(self.read(entry), words)}


def _is_at(path: str, globs: Iterable[str]) -> bool:
    return any(re.fullmatch(re.escape(glob).replace(r"\*", "[^/]+"), path) for glob in globs)


def _holds(data: bytes, words: Iterable[str]) -> bool:
    return any(word.encode() in data for word in words)
