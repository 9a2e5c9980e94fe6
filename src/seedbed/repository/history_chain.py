"""The first-parent commits of a branch: streamed from Git newest first, kept column by column, oldest first."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct, field

LATEST = (1 << 62) - 1
"""Dates are held in 64 bits with a sign; Git hands on whatever a broken tool wrote."""

FEW = 8
"""Commits that are sooner sought one by one."""

FIELDS = ("%P", "%ct", "%an", "%ae", "%cn", "%ce", "%s", "%b")
FORMAT = "".join(f"{one}%x00" for one in FIELDS)
SIGNATURE = "%an%x00%ae%x00"
"""No field can hold a zero byte, so eight of them end a commit whatever its message says."""


class Commit(NamedTuple):
    """One commit as Git told it; `date` is 0 where the commit has none that can be read."""

    id: str
    parents: list[str]
    date: int
    author: tuple[str, str]
    committer: tuple[str, str]
    subject: str
    body: str


class Chain(Struct, kw_only=True):
    """Commits of a main branch, oldest first; every column has one value a commit.

    `ids` are the raw ids end to end, `width` bytes each. `dates` are committer dates as written, in seconds of the
    epoch. `authors`, `committers` and `sides` point into `people` (name and e-mail address as written); a side is the
    author of a merge commit's second parent, one higher than its place, 0 where there is none. `changes` are numbers of
    pull requests, 0 where the message names none.
    """

    width: int
    ids: bytearray = field(default_factory=bytearray)
    dates: array[int] = field(default_factory=lambda: array("q"))
    authors: array[int] = field(default_factory=lambda: array("I"))
    committers: array[int] = field(default_factory=lambda: array("I"))
    sides: array[int] = field(default_factory=lambda: array("I"))
    changes: array[int] = field(default_factory=lambda: array("I"))
    people: list[tuple[str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.dates)

    @property
    def columns(self) -> tuple[array[int], ...]:
        """The columns of numbers."""
        return self.dates, self.authors, self.committers, self.sides, self.changes

    def id(self, place: int, /) -> str:
        """The id of a commit."""
        return self.ids[place * self.width : (place + 1) * self.width].hex()

    def find(self, raw: bytes, /, *, after: int = -1) -> int:
        """The place of a commit behind the place `after`. Raises ValueError when it is not there."""
        start = (after + 1) * self.width
        while (found := self.ids.index(raw, start)) % self.width:
            start = found + 1
        return found // self.width

    def append(self, raw: bytes, commit: Commit, people: People, change: int, /) -> None:
        """Add a commit at the end; the author of a merged branch is not known yet."""
        self.ids += raw
        self.authors.append(people.place(commit.author))
        self.committers.append(people.place(commit.committer))
        self.sides.append(0)
        self.changes.append(change)
        self.dates.append(commit.date)

    def reverse(self) -> None:
        """Turn the order of all commits round."""
        self.ids[:] = b"".join(reversed(list(self.all_ids())))
        for column in self.columns:
            column.reverse()

    def all_ids(self) -> Iterator[bytes]:
        """Every raw id, oldest first."""
        raw, width = bytes(self.ids), self.width
        return (raw[start : start + width] for start in range(0, len(raw), width))

    def cut(self, length: int, /) -> None:
        """Keep the oldest `length` commits."""
        del self.ids[length * self.width :]
        for column in self.columns:
            del column[length:]

    def extend(self, newer: Chain, /) -> None:
        """Add the commits that follow; the columns of both point into the same people."""
        self.ids += newer.ids
        for column, more in zip(self.columns, newer.columns, strict=True):
            column.extend(more)


class Known:
    """Finds commits in a chain. The first few are sought among all ids: that is sooner done than a set of them."""

    def __init__(self, chain: Chain, /) -> None:
        """Find commits of `chain`."""
        self._chain = chain
        self._sought = 0
        self._ids: frozenset[bytes] | None = None

    def place(self, raw: bytes, /) -> int | None:
        """The place of a commit; None when it is not there."""
        self._sought += 1
        if self._sought > FEW and self._ids is None:
            self._ids = frozenset(self._chain.all_ids())
        if self._ids is not None and raw not in self._ids:
            return None
        try:
            return self._chain.find(raw)
        except ValueError:
            return None


class People:
    """Name and address of everybody who wrote or committed, each pair once."""

    def __init__(self, known: list[tuple[str, str]], /) -> None:
        """Go on from those that are known; `known` grows."""
        self.known = known
        self._places = {pair: place for place, pair in enumerate(known)}

    def place(self, pair: tuple[str, str], /) -> int:
        """Where the pair stands in the list."""
        place = self._places.setdefault(pair, len(self.known))
        if place == len(self.known):
            self.known.append(pair)
        return place


def parse_commits(chunks: Iterable[bytes], /) -> Iterator[Commit]:
    """Commits from what `git rev-list --format=FORMAT` prints, in its order."""
    rest = b""
    fields: list[bytes] = []
    for chunk in chunks:
        *pieces, rest = (rest + chunk).split(b"\0")
        fields += pieces
        whole = len(fields) - len(fields) % len(FIELDS)
        for start in range(0, whole, len(FIELDS)):
            yield _commit(*fields[start : start + len(FIELDS)])
        del fields[:whole]


def _commit(  # noqa: PLR0913, PLR0917 - the fields of FORMAT, in order
    head: bytes, date: bytes, name: bytes, email: bytes, by: bytes, by_email: bytes, subject: bytes, body: bytes
) -> Commit:
    first, _, parents = head.decode().lstrip("\n").partition("\n")
    return Commit(
        first.removeprefix("commit "),
        parents.split(),
        min(int(date), LATEST) if date.isdigit() else 0,
        (_words(name), _words(email)),
        (_words(by), _words(by_email)),
        _words(subject),
        _words(body),
    )


def parse_signatures(chunks: Iterable[bytes], /) -> Iterator[tuple[str, tuple[str, str]]]:
    """Commit and author from what `git rev-list --format=SIGNATURE` prints."""
    rest = b""
    fields: list[bytes] = []
    for chunk in chunks:
        *pieces, rest = (rest + chunk).split(b"\0")
        fields += pieces
        whole = len(fields) - len(fields) % 2
        for head, email in zip(fields[:whole:2], fields[1:whole:2], strict=True):
            commit, _, name = head.lstrip(b"\n").partition(b"\n")
            yield commit.decode().removeprefix("commit "), (_words(name), _words(email))
        del fields[:whole]


def _words(raw: bytes) -> str:
    return raw.decode(errors="replace")
