"""Events as columns: small enough to keep a hundred thousand commits in memory and in a cache, events when asked."""

from __future__ import annotations

import contextlib
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from msgspec import Struct, field

from seedbed.timeline.events import Kind

KINDS = tuple(Kind)
CODES: Mapping[Kind, int] = {kind: code for code, kind in enumerate(KINDS)}


class Row(NamedTuple):
    """What the fold tells: an event without what belongs to its commit.

    `path` is the place of the record's path in the history; `day` is set for declared events.
    """

    kind: Kind
    agent: str
    path: int
    old: str | None
    new: str | None
    unit: str | None = None
    source: str | None = None
    day: int | None = None


def _column() -> array[int]:
    return array("I")


class Log(Struct, kw_only=True):
    """One value an event, oldest first. Texts are numbered, 0 stands for none.

    `commits` are places in the chain, `paths` those of the records in the history. `days` holds the stated day of
    declared events (seconds of the epoch) by their place. `imports` are the places of the commits that are imports.
    """

    commits: array[int] = field(default_factory=_column)
    kinds: bytearray = field(default_factory=bytearray)
    agents: array[int] = field(default_factory=_column)
    units: array[int] = field(default_factory=_column)
    olds: array[int] = field(default_factory=_column)
    news: array[int] = field(default_factory=_column)
    paths: array[int] = field(default_factory=_column)
    sources: array[int] = field(default_factory=_column)
    days: dict[int, int] = field(default_factory=dict)
    imports: array[int] = field(default_factory=_column)
    texts: list[str] = field(default_factory=lambda: [""])

    def __len__(self) -> int:
        return len(self.commits)

    @property
    def columns(self) -> tuple[array[int], ...]:
        """The columns of numbers but the kinds."""
        return self.commits, self.agents, self.units, self.olds, self.news, self.paths, self.sources

    def cut(self, length: int, /) -> None:
        """Keep what the oldest `length` commits did."""
        kept = self.start(length)
        for column in self.columns:
            del column[kept:]
        del self.kinds[kept:]
        self.days = {place: day for place, day in self.days.items() if place < kept}
        del self.imports[bisect_left(self.imports, length) :]

    def start(self, commit: int, /) -> int:
        """Where the events of a commit and of those after it begin."""
        return bisect_left(self.commits, commit)

    def text(self, number: int, /) -> str | None:
        """The text of a number."""
        return self.texts[number] if number else None

    def places_of(self, *kinds: Kind) -> Iterator[int]:
        """Where the events of these kinds stand, in order."""
        letters = re.escape(bytes(CODES[kind] for kind in kinds))
        return (found.start() for found in re.finditer(b"[%b]" % letters, self.kinds))

    def places_about(self, agents: AbstractSet[str], /) -> list[int]:
        """Where the events of agents with these ids stand, in order."""
        numbers = [number for number, text in enumerate(self.texts) if text in agents]
        return sorted(place for number in numbers for place in _places(self.agents, number))


def _places(column: array[int], value: int) -> Iterator[int]:
    """Where a value stands in a column."""
    place = -1
    with contextlib.suppress(ValueError):  # it stands there no more
        while True:
            place = column.index(value, place + 1)
            yield place


class Writer:
    """Adds rows at the end of a log."""

    def __init__(self, log: Log, /) -> None:
        """Write to `log`."""
        self._log = log
        self._numbers: dict[str | None, int] = {text: number for number, text in enumerate(log.texts) if number}
        self._numbers[None] = 0

    def write(self, commit: int, rows: Iterable[Row], /) -> None:
        """Add the events of a commit."""
        log, number = self._log, self._number
        for row in rows:
            if row.day is not None:
                log.days[len(log)] = row.day
            log.commits.append(commit)
            log.kinds.append(CODES[row.kind])
            log.agents.append(number(row.agent))
            log.units.append(number(row.unit))
            log.olds.append(number(row.old))
            log.news.append(number(row.new))
            log.paths.append(row.path)
            log.sources.append(number(row.source))

    def _number(self, text: str | None) -> int:
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self._log.texts)
            self._log.texts.append(text or "")
        return number
