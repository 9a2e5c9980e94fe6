"""A tree of files behind two questions: what is there, and what does it hold.

The working tree, any commit and a dictionary in a test answer alike, so that the site walk and the pull-request walk
use one loader. Nothing is followed, checked out or executed: a symlink is an entry with its own mode and is never
opened.
"""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from msgspec import Struct

from seedbed.kinds import ROOTS
from seedbed.repository.git import Git, GitError, read_exactly

REGULAR, EXECUTABLE, SYMLINK, SUBMODULE = "100644", "100755", "120000", "160000"
SPECIAL = "010000"
"""A pipe, socket or device on disk; Git has no such thing. Never opened: a pipe would wait for ever."""
BINARY: int = getattr(os, "O_BINARY", 0)
"""Windows alone would change the ends of lines."""
UNREADABLE = "000000"
"""A folder on disk that may not be listed, or a name that the system refuses."""


class Entry(Struct, frozen=True):
    """One file: POSIX path from the portal's root, Git mode, size in bytes, blob id where Git knows it."""

    path: str
    mode: str
    size: int
    oid: str | None = None


class Tree(Protocol):
    """What the loader needs of a tree."""

    def entries(self) -> Iterable[Entry]:
        """Every file below the record folders, in no promised order."""
        ...

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a regular file. Raises OSError when the disk does not give them, GitError when Git does not."""
        ...


class MemoryTree(Struct, frozen=True):
    """A tree in memory, for tests and for drafts that are not on disk yet."""

    files: Mapping[str, bytes | str]

    def entries(self) -> Iterator[Entry]:
        """Every file, as a regular one."""
        return (Entry(path, REGULAR, len(self._bytes(path))) for path in self.files)

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a file."""
        return self._bytes(entry.path)

    def _bytes(self, path: str) -> bytes:
        data = self.files[path]
        return data.encode() if isinstance(data, str) else data


class WorkingTree(Struct, frozen=True):
    """The files on disk below `root`, whether Git tracks them or not."""

    root: Path

    def entries(self) -> Iterator[Entry]:
        """Walk the record folders; links and nested repositories are entries of their own and are not entered."""
        for name in ROOTS:
            yield from self.below(name)

    def below(self, start: str, /) -> Iterator[Entry]:
        """Walk one folder, or give the one file; nothing where nothing is."""
        found = self._entry(start) if os.path.lexists(self._at(start)) else None
        waiting = [start] if found is None and os.path.isdir(self._at(start)) else []  # noqa: PTH112 - see _at
        yield from [found] if found else []
        while waiting:
            below, entries = self._list(waiting.pop())
            waiting += below
            yield from entries

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a regular file."""
        return read_open(os.open(self._at(entry.path), os.O_RDONLY | BINARY), at_once=entry.size + 1)

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}"  # a text: making paths took a third of the time of a walk

    def _entry(self, path: str) -> Entry | None:
        """The entry at a path, or None for a folder to walk through."""
        try:
            status = os.lstat(self._at(path))
        except OSError:
            return Entry(path, UNREADABLE, 0)
        is_folder = stat.S_ISDIR(status.st_mode)
        return None if is_folder else Entry(path, _disk_mode(status.st_mode), status.st_size)

    def _list(self, path: str) -> tuple[list[str], list[Entry]]:
        """The folders in a folder, and its files; or the folder itself, a repository or not to be listed."""
        try:
            with os.scandir(self._at(path)) as found:
                items = list(found)
        except OSError:
            return [], [Entry(path, UNREADABLE, 0)]
        if any(item.name == ".git" for item in items):
            return [], [Entry(path, SUBMODULE, 0)]
        folders = [f"{path}/{item.name}" for item in items if item.is_dir(follow_symlinks=False)]
        others = (self._entry(f"{path}/{item.name}") for item in items if not item.is_dir(follow_symlinks=False))
        return folders, [entry for entry in others if entry]


def read_open(file: int, /, *, at_once: int) -> bytes:
    """All that an open file gives, which is then closed; a file object takes twice as long. Raises OSError."""
    try:
        return b"".join(iter(partial(os.read, file, at_once), b""))
    finally:
        os.close(file)


def _disk_mode(mode: int, /) -> str:
    """The Git mode of what is on disk and is no folder."""
    if stat.S_ISLNK(mode):
        return SYMLINK
    if not stat.S_ISREG(mode):
        return SPECIAL
    return EXECUTABLE if mode & stat.S_IXUSR else REGULAR


class GitTree:
    """The files of one commit, read as objects; `prefix` is the portal's folder inside a larger repository, or ''.

    A context manager: `reader` is the one `git cat-file` process of all reads, None before the first.
    """

    def __init__(self, git: Git, revision: str, /, *, prefix: str = "") -> None:
        """Resolve `revision` once. Raises GitError when it names no commit."""
        self.git, self.commit = git, git.commit(revision)
        self.prefix = with_slash(prefix)
        self.reader: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Nothing is started before the first read."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the reading process."""
        if self.reader:
            self.reader.kill()
            self.reader.communicate()
            self.reader = None

    def entries(self) -> Iterator[Entry]:
        """Every file below the record folders of the commit."""
        roots = [f"{self.prefix}{name}" for name in ROOTS]
        listing = self.git.ask("ls-tree", "-r", "-z", "--long", "--full-tree", self.commit, "--", *roots)
        for line in filter(None, listing.split("\0")):
            facts, _, path = line.partition("\t")
            mode, _, oid, size = facts.split()
            yield Entry(path.removeprefix(self.prefix), mode, int(size) if size.isdigit() else 0, oid)

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a blob. Raises GitError when the object is missing, as in a partial clone."""
        if self.reader is None:
            self.reader = self.git.start("cat-file", "--batch")
        source, sink = self.reader.stdin, self.reader.stdout
        if source is None or sink is None:
            raise GitError("the reading process has no pipes")
        try:
            source.write(f"{entry.oid}\n".encode())
            source.flush()
        except BrokenPipeError as error:
            raise GitError("Git ended before everything was read; run `git fsck` in the repository.") from error
        header = sink.readline().split()
        if len(header) != len(("oid", "type", "size")):
            mend = "fetch it with `git fetch --refetch --no-filter`"
            raise GitError(f"object {entry.oid} of {entry.path} is not in this clone; {mend}.")
        data = read_exactly(sink, int(header[2]))
        read_exactly(sink, 1)
        return data


def with_slash(folder: str, /) -> str:
    """A folder inside a repository as the beginning of the paths in it; '' for the top."""
    bare = folder.strip("/")
    return f"{bare}/" if bare else ""
