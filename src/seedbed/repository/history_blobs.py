"""The contents of many blobs through one `git cat-file --batch`: each is read once, turned into facts and dropped."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import IO

from seedbed.repository.file_rules import MOST_BYTES
from seedbed.repository.git import PIPE_BUFFER, GitError, read_exactly
from seedbed.repository.history_changes import UNREADABLE
from seedbed.repository.history_facts import Facts, Reader


class MissingObjectsError(GitError):
    """A blob is not in this clone."""


class FactIndex:
    """Facts, each distinct tuple once."""

    def __init__(self, first: int, /) -> None:
        """The first new one gets the place `first`."""
        self.new: list[Facts] = []
        self._first = first
        self._places: dict[Facts, int] = {}

    def place(self, facts: Facts | None, /) -> int:
        """Where the facts stand, UNREADABLE for None."""
        if facts is None:
            return UNREADABLE
        place = self._places.setdefault(facts, self._first + len(self.new))
        if place == self._first + len(self.new):
            self.new.append(facts)
        return place


def read_blobs(
    source: IO[bytes], kinds: Sequence[int], readers: Mapping[int, Reader], facts: FactIndex, /
) -> array[int]:
    """The places of the facts of every blob that was asked for, in that order.

    `kinds` holds the letter of the kind of each, and grows while blobs are asked for.

    Raises MissingObjectsError for a blob that is not there.
    """
    places = array("i")
    while header := source.readline():
        _, kind, *size = header.split()
        if not size:
            raise MissingObjectsError(f"object {header.split()[0].decode()} is {kind.decode()} from this clone.")
        read = readers[kinds[len(places)]]
        places.append(facts.place(_read(source, int(size[0]), read)))
    return places


def _read(source: IO[bytes], size: int, read: Reader) -> Facts | None:
    if size > MOST_BYTES:
        _skip(source, size + 1)
        return None
    return read(read_exactly(source, size + 1)[:-1])


def _skip(source: IO[bytes], size: int) -> None:
    """Let a blob pass by that is too large for a record."""
    while size:
        size -= len(read_exactly(source, min(size, PIPE_BUFFER)))
