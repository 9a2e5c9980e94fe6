"""What happens, as data: a change of one record, and an act that brings several of them onto the main branch."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from seedbed.example.facts import Record


class Change(Struct, frozen=True, kw_only=True):
    """One record before and after; None where there is no file. Records under an agent carry its id."""

    path: str
    before: Record | None
    after: Record | None
    agent: str | None = None
    unit: str | None = None

    @property
    def subject(self) -> str:
        """What must be changed in order: the agent with all its files, or the single file."""
        return f"agents/{self.agent}" if self.agent else self.path

    @property
    def undone(self) -> Change:
        """The change that takes this one back."""
        return Change(path=self.path, before=self.after, after=self.before, agent=self.agent, unit=self.unit)


class Act(Struct, frozen=True, kw_only=True):
    """One pull request in the making.

    `window` is the part of the month in which it may land, from 0 to 1. Acts that share a `batch` may land together.
    `moves` are folders of agents that get another id. A `whole` act lands as one commit. A `direct` one is pushed by
    the AI office without a pull request. `undoes` is the act that this one reverts.
    """

    title: str
    author: str
    changes: tuple[Change, ...]
    topic: str
    window: tuple[float, float] = (0.15, 0.98)
    batch: str | None = None
    moves: tuple[tuple[str, str], ...] = ()
    whole: bool = False
    direct: bool = False
    undoes: Act | None = None

    @property
    def subjects(self) -> tuple[str, ...]:
        """Everything whose order matters to this act."""
        moved = (f"agents/{agent}" for pair in self.moves for agent in pair)
        return tuple(dict.fromkeys((*(change.subject for change in self.changes), *moved)))

    def reverted(self, author: str, /) -> Act:
        """The act that takes this one back, by `author`."""
        return Act(
            title=f'Revert "{self.title}"',
            author=author,
            changes=tuple(change.undone for change in reversed(self.changes)),
            topic="revert",
            window=self.window,
            whole=True,
            undoes=self,
        )


def merged(changes: Iterable[Change], /) -> tuple[Change, ...]:
    """Changes in order, with those of the same file made one."""
    by_path: dict[str, Change] = {}
    for change in changes:
        first = by_path.get(change.path)
        by_path[change.path] = (
            Change(path=change.path, before=first.before, after=change.after, agent=change.agent, unit=change.unit)
            if first
            else change
        )
    return tuple(by_path.values())
