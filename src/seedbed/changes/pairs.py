"""Each changed file with what it was: the two sides that are compared, across the renaming of an agent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from seedbed.kinds import Kind, kind_of
from seedbed.repository.load import Source
from seedbed.repository.proposed import Delta
from seedbed.repository.tree import Entry

Look: TypeAlias = Callable[[str], Source | None]
"""Finds the parsed file at a path on one side."""

AGENTS = "catalog/agents/"


class Pair(Struct, frozen=True, kw_only=True):
    """One file on both sides. `path` is where it is now, or was last; `old_path` where it was.

    `kind` is None and `id` the path where no record lives. `was` and `now` are the files, `before` and `after` what was
    read of them; a file that is there and could not be read has no source.
    """

    path: str
    old_path: str
    kind: Kind | None
    id: str
    was: Entry | None
    now: Entry | None
    before: Source | None
    after: Source | None

    @property
    def is_moved(self) -> bool:
        """Whether the file belongs to an agent that was renamed."""
        return self.path != self.old_path

    @property
    def agent(self) -> str | None:
        """The agent to whose folder the file belongs, by its present id."""
        return self.path.split("/")[2] if self.path.startswith(AGENTS) and self.kind else None

    @property
    def is_edit(self) -> bool:
        """Whether the file is there on both sides."""
        return self.was is not None and self.now is not None


class Pairs(Struct, frozen=True, kw_only=True):
    """Every changed file, and the new ids of renamed agents with the old ones."""

    all: tuple[Pair, ...]
    renames: Mapping[str, str]

    def of(self, *kinds: str) -> Iterable[Pair]:
        """The files of records of these kinds."""
        return (pair for pair in self.all if pair.kind and pair.kind.name in kinds)


def pair_up(deltas: Iterable[Delta], /, *, before: Look, after: Look) -> Pairs:
    """Read both sides of every changed path. A renamed agent's file is one pair, not a removal and a new file."""
    by_path = {delta.path: delta for delta in deltas}
    renames = _renames(by_path, after)
    moved = {_path_in(new, old, path) for new, old in renames.items() for path in by_path if _is_in(path, new)}
    pairs = []
    for path, delta in by_path.items():
        if path in moved and delta.after is None:
            continue  # told as the former side of the file in the new folder
        owner = path.removeprefix(AGENTS).split("/")[0]
        is_new = path.startswith(AGENTS) and owner in renames
        old_path = _path_in(owner, renames[owner], path) if is_new else path
        old = by_path.get(old_path)
        pairs.append(
            _pair(path, old_path, was=old.before if old else None, now=delta.after, before=before, after=after)
        )
    return Pairs(all=tuple(pairs), renames=renames)


def _pair(path: str, old_path: str, *, was: Entry | None, now: Entry | None, before: Look, after: Look) -> Pair:
    found = kind_of(path)
    return Pair(
        path=path,
        old_path=old_path if was else path,
        kind=found[0] if found else None,
        id=found[1] if found else path,
        was=was,
        now=now,
        before=before(old_path) if was and found else None,
        after=after(path) if now and found else None,
    )


def _renames(by_path: Mapping[str, Delta], after: Look) -> Mapping[str, str]:
    """New blueprints that name as their former id an agent whose blueprint leaves in the same change."""
    found: dict[str, str] = {}
    for path, delta in by_path.items():
        kind = kind_of(path)
        if kind and kind[0].name == "agent" and delta.before is None and delta.after:
            source = after(path)
            data = source.data if source and isinstance(source.data, dict) else {}
            claims = data.get("formerly")
            for old in claims if isinstance(claims, list) else ():
                gone = by_path.get(f"{AGENTS}{old}/blueprint.yml") if isinstance(old, str) else None
                if gone and gone.before and gone.after is None and old not in found.values():
                    found[kind[1]] = old
    return found


def _path_in(new: str, old: str, path: str) -> str:
    """The path that a file of the agent `new` had when the agent was called `old`."""
    return f"{AGENTS}{old}/{path.removeprefix(f'{AGENTS}{new}/')}"


def _is_in(path: str, agent: str) -> bool:
    return path.startswith(f"{AGENTS}{agent}/")
