"""The record files as they stand after a commit, and what their history says about them, by place of the path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from seedbed.repository.history import History
from seedbed.repository.history_changes import ABSENT, UNREADABLE, Changes
from seedbed.repository.history_facts import Facts
from seedbed.repository.history_paths import RecordKind, Subject
from seedbed.timeline.told import Change

AGENT_KINDS = frozenset({RecordKind.BLUEPRINT, RecordKind.FOREIGN, RecordKind.FOREIGN_PROSE})
"""The records with which an agent comes and goes."""

KINDS = {ord(kind): kind for kind in RecordKind}

File: TypeAlias = tuple[int, int]
"""A file that a commit changed: the place of its path, the place of its facts."""

Records: TypeAlias = dict[tuple[RecordKind, str], File]
"""The records of an agent by kind and name."""


class State:
    """The files of a history up to some commit.

    A version that does not parse leaves standing what stood. The state follows from the columns of the history alone,
    so that going on from any commit is the same as coming from the first.
    """

    def __init__(self, history: History, commits: int, /) -> None:
        """The state after the oldest `commits` commits."""
        self.history = history
        self._standing, self._last = _files(history.changes, commits)
        self._kinds = [KINDS[letter] for letter in history.paths.kinds]
        self._subjects: dict[int, Subject] = {}
        self._paths: dict[str, list[int]] = {}

    def apply(self, files: Iterable[File], /) -> None:
        """Go on to the state after a commit."""
        for path, facts in files:
            self._last[path] = facts
            if facts != UNREADABLE:
                self._standing[path] = facts

    def change(self, path: int, facts: int, /) -> Change | None:
        """What a file of the next commit changes; None where that says nothing about an agent."""
        kind, standing = self._kinds[path], self._standing.get(path, ABSENT)
        if facts == UNREADABLE or facts == standing == ABSENT or kind is RecordKind.PERSON:
            return None
        agent, name = self.subject(path)
        is_new = self._last.get(path, ABSENT) == ABSENT
        return Change(kind, agent, name, path, self.facts(standing), self.facts(facts), is_new)

    def facts(self, place: int, /) -> Facts | None:
        """The facts at a place."""
        return None if place == ABSENT else self.history.fact(place)

    def subject(self, path: int, /) -> Subject:
        """Whose record lies at a path."""
        subject = self._subjects.get(path)
        if subject is None:
            subject = self._subjects[path] = self.history.layout.locate(self.history.paths.names[path])
        return subject

    def records_of(self, agent: str, /) -> Records:
        """What stands of an agent."""
        return {
            (self._kinds[path], self.subject(path).name): (path, facts)
            for path in self._paths_of(agent)
            if (facts := self._standing.get(path, ABSENT)) != ABSENT
        }

    def blueprint_path(self, agent: str, /) -> int:
        """The place of the path at which an agent's blueprint lies, or lay."""
        return next(path for path in self._paths_of(agent) if self._kinds[path] in AGENT_KINDS)

    def agents(self) -> dict[str, Facts]:
        """The facts of every agent that is there."""
        return {
            self.subject(path).agent: self.history.fact(facts)
            for path, facts in self._standing.items()
            if facts != ABSENT and self._kinds[path] in AGENT_KINDS
        }

    def _paths_of(self, agent: str) -> list[int]:
        if not self._paths:
            paths = defaultdict(list)
            for path in range(len(self._kinds)):
                paths[self.subject(path).agent].append(path)
            self._paths = dict(paths)
        return self._paths.get(agent, [])


def _files(changes: Changes, commits: int) -> tuple[dict[int, int], dict[int, int]]:
    """The facts that stand by path, and the last version by path, readable or not; ABSENT where a file went."""
    end = changes.end(commits)
    paths, facts = changes.paths[:end], changes.facts[:end]
    last = dict(zip(paths, facts, strict=True))
    if UNREADABLE not in facts:
        return last, last.copy()
    return {path: fact for path, fact in zip(paths, facts, strict=True) if fact != UNREADABLE}, last
