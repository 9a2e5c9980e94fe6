"""What each commit did to the record files: the raw differences from its first parent, as Git streams them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from msgspec import Struct, field

from seedbed.repository.history_paths import Layout, RecordKind

ABSENT, UNREADABLE = -1, -2
"""In the place of facts: the file is not there (or is no regular file); its version does not parse."""

NO_RECORD = -1


class Changes(Struct, kw_only=True):
    """One value a change, in order of commits: the place of the commit, of the path, and of the facts."""

    commits: array[int] = field(default_factory=lambda: array("I"))
    paths: array[int] = field(default_factory=lambda: array("I"))
    facts: array[int] = field(default_factory=lambda: array("i"))

    def __len__(self) -> int:
        return len(self.commits)

    @property
    def columns(self) -> tuple[array[int], ...]:
        """The three columns."""
        return self.commits, self.paths, self.facts

    def end(self, commits: int, /) -> int:
        """Where the changes of the oldest `commits` commits end."""
        return bisect_left(self.commits, commits)

    def since(self, commits: int, /) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Each later commit with its files: the place of the path and that of the facts."""
        columns = (column[self.end(commits) :] for column in self.columns)
        for commit, changes in groupby(zip(*columns, strict=True), key=itemgetter(0)):
            yield commit, [(path, facts) for _, path, facts in changes]


class Paths(Struct, kw_only=True):
    """Every path that ever held a record, from the portal's root, and the kind of each as one letter."""

    names: list[str] = field(default_factory=list)
    kinds: bytearray = field(default_factory=bytearray)

    def kind(self, place: int, /) -> RecordKind:
        """The kind of record at a path."""
        return RecordKind(chr(self.kinds[place]))


class PathIndex:
    """Finds the place of a path as Git prints it, counted from the top of the repository."""

    def __init__(self, paths: Paths, layout: Layout, /) -> None:
        """Go on from the paths that are known; `paths` grows."""
        self._paths, self._layout = paths, layout
        self._places = dict(zip(paths.names, range(len(paths.names)), strict=True))
        self._seen: dict[bytes, int] = {}

    def place(self, path: bytes, /) -> int:
        """The place of the path, or NO_RECORD where no record lives."""
        place = self._seen.get(path)
        if place is None:
            place = self._seen[path] = self._find(path.decode(errors="surrogateescape"))
        return place

    def _find(self, path: str) -> int:
        if not path.startswith(self._layout.prefix):
            return NO_RECORD
        name = path[len(self._layout.prefix) :]
        known = self._places.get(name)
        if known is not None:
            return known
        kind = self._layout.find(name)
        if kind is None:
            return NO_RECORD
        self._paths.names.append(name)
        self._paths.kinds += kind.encode()
        return len(self._paths.names) - 1


def parse_differences(chunks: Iterable[bytes], /) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Commit, path and blob id of every change that `git diff-tree --stdin --raw -z` prints.

    The id is empty where no regular file is left: deleted, or made a link, a submodule or a folder.
    """
    rest = commit = b""
    facts: bytes | None = None
    for chunk in chunks:
        *tokens, rest = (rest + chunk).split(b"\0")
        for token in tokens:
            if facts is not None:
                yield commit, token, _blob(facts)
                facts = None
            elif token[:1] == b":":
                facts = token
            else:
                commit = token


def _blob(facts: bytes) -> bytes:
    """From `:100644 100644 <id> <id> M` the second id, where the second mode is that of a file."""
    _, mode, _, blob, _ = facts.split(b" ")
    return blob if mode.startswith(b"100") else b""
