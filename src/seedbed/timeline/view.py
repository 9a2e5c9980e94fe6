"""From columns to the timeline that others look at: events are made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress
from typing import overload

from seedbed.repository.history import History
from seedbed.repository.history_changes import UNREADABLE
from seedbed.repository.history_facts import Person
from seedbed.repository.history_paths import RecordKind
from seedbed.timeline.attribution import Attribution, People
from seedbed.timeline.clock import repair_dates
from seedbed.timeline.events import Event, Kind, Timeline
from seedbed.timeline.log import KINDS, Log
from seedbed.timeline.mailmap import Mailmap

PERSONS = bytes(letter == ord(RecordKind.PERSON) for letter in range(256))
"""One for the letter of a person, zero for all others."""


def create_timeline(history: History, log: Log, /, *, mailmap: Mailmap, latest: int | None = None) -> Timeline:
    """The timeline that a history and its log tell.

    `latest` is the present moment in seconds of the epoch, if known: no commit was made after it.
    """
    moments, skewed = repair_dates(history.chain.dates, latest=latest)
    attribution = Attribution(mailmap, people_of(history))
    names = [attribution.name(signature) for signature in history.chain.people]
    return Timeline(
        head=history.head,
        commits=len(history.chain),
        events=Events(history, log, moments=moments, names=names),
        skewed=skewed,
        unreadable=tuple(_unreadable(history)),
        imports=frozenset(map(history.chain.id, log.imports)),
    )


class Events(Sequence[Event]):
    """The events of a log."""

    def __init__(self, history: History, log: Log, /, *, moments: Sequence[int], names: Sequence[str | None]) -> None:
        """`moments` are the repaired dates of all commits, `names` those of everybody in the chain."""
        self._chain, self._paths, self._log = history.chain, history.paths.names, log
        self._moments, self._names = moments, names

    def __len__(self) -> int:
        return len(self._log)

    def __iter__(self) -> Iterator[Event]:
        return map(self._event, range(len(self)))

    def __reversed__(self) -> Iterator[Event]:
        return map(self._event, reversed(range(len(self))))

    @overload
    def __getitem__(self, place: int) -> Event: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Event, ...]: ...

    def __getitem__(self, place: int | slice) -> Event | tuple[Event, ...]:
        """One event, or those of a slice."""
        if isinstance(place, slice):
            return tuple(map(self._event, range(len(self))[place]))
        return self._event(range(len(self))[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Event.__eq__, self, other))

    def __hash__(self) -> int:
        return hash((self._chain.id(len(self._chain) - 1) if len(self._chain) else "", len(self)))

    def of_agents(self, agents: AbstractSet[str], /) -> list[Event]:
        """The events of these ids, in order, without making the others."""
        return list(map(self._event, self._log.places_about(agents)))

    def landings(self) -> Iterator[tuple[str, int]]:
        """Every commit of the branch with its repaired date, newest first."""
        return ((self._chain.id(place), self._moments[place]) for place in reversed(range(len(self._chain))))

    def renames(self) -> Iterator[tuple[str, str]]:
        """New and old id of every rename."""
        log = self._log
        return ((log.texts[log.agents[place]], log.texts[log.olds[place]]) for place in log.places_of(Kind.RENAMED))

    def agents(self) -> list[str]:
        """Every id that has an event."""
        return [self._log.texts[number] for number in sorted(set(self._log.agents))]

    def _event(self, place: int) -> Event:
        log, chain = self._log, self._chain
        commit, texts = log.commits[place], log.texts
        day = log.days.get(place)
        author, merged_by = self._people(commit)
        unit, old, new, source = log.units[place], log.olds[place], log.news[place], log.sources[place]
        return Event(
            self._moments[commit] if day is None else day,
            chain.id(commit),
            KINDS[log.kinds[place]],
            texts[log.agents[place]],
            texts[unit] if unit else None,
            texts[old] if old else None,
            texts[new] if new else None,
            chain.changes[commit] or None,
            author,
            merged_by,
            day is not None,
            self._paths[log.paths[place]],
            texts[source] if source else None,
        )

    def _people(self, commit: int) -> tuple[str | None, str | None]:
        """Who wrote what a commit brought, and who brought it."""
        chain, names = self._chain, self._names
        side = chain.sides[commit]
        if side:
            return names[side - 1], names[chain.authors[commit]]
        return names[chain.authors[commit]], names[chain.committers[commit]]


def people_of(history: History, /) -> People:
    """Everybody who ever was in the catalogue, by the addresses and the account that were last said to be theirs."""
    people = People(by_email={}, by_account={})
    is_person = history.paths.kinds.translate(PERSONS)
    paths, numbers = history.changes.paths, history.changes.facts
    for path, facts in compress(zip(paths, numbers, strict=True), map(is_person.__getitem__, paths)):
        if facts >= 0:
            person = Person(*history.fact(facts))
            name = history.layout.locate(history.paths.names[path]).name
            people.by_email.update(dict.fromkeys((person.emails or "").lower().split("\n"), name))
            people.by_account[(person.forge or "").lower()] = name
    people.by_email.pop("", None)
    people.by_account.pop("", None)
    return people


def _unreadable(history: History) -> Iterator[tuple[str, str]]:
    """The versions that do not parse, oldest first."""
    changes = history.changes
    if UNREADABLE not in changes.facts:
        return
    found = [
        (commit, history.paths.names[path])
        for commit, path, facts in zip(*changes.columns, strict=True)
        if facts == UNREADABLE
    ]
    for commit, path in sorted(found):
        yield path, history.chain.id(commit)
