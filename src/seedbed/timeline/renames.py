"""Which agent goes on under another id: declared by `formerly`, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from seedbed.repository.history_facts import Blueprint


class Turn(NamedTuple):
    """The blueprint at an agent's path before and after a commit; None where there is none that can be read."""

    old: Blueprint | None
    new: Blueprint | None

    @property
    def touches_ids(self) -> bool:
        """Whether an agent comes, goes, or names other earlier ids."""
        if self.old is None or self.new is None:
            return self.old is not self.new
        return self.old.formerly != self.new.formerly

    @property
    def may_be_left(self) -> bool:
        """Whether the agent that was here may have moved: it was there, and is gone or gives way to another one."""
        return self.old is not None and (self.new is None or bool(self.declared))

    @property
    def declared(self) -> list[str]:
        """The earlier ids that the new version names and the old one did not."""
        known = former_ids(self.old)
        return [name for name in former_ids(self.new) if name not in known]


def former_ids(blueprint: Blueprint | None, /) -> list[str]:
    """The earlier ids that a blueprint names."""
    return blueprint.formerly.split("\n") if blueprint and blueprint.formerly else []


def find_moves(turns: Mapping[str, Turn], /) -> dict[str, str]:
    """New id to old id for the agents that a commit moved.

    An agent has moved when the blueprint at its new path newly names the old id, and the old path was left in the same
    commit: deleted, or taken over by another agent that moved (so two ids can be swapped, and a row of them shifted).
    A path that was somebody's can only be moved to when that agent moved away.
    """
    moves: dict[str, str] = {}
    for agent, turn in sorted(turns.items()):
        taken = set(moves.values())
        named = (name for name in turn.declared if name != agent and name not in taken)
        old = next((name for name in named if name in turns and turns[name].may_be_left), None)
        if old:
            moves[agent] = old
    while wrong := {agent for agent, old in moves.items() if not _holds(agent, old, moves, turns)}:
        moves = {agent: old for agent, old in moves.items() if agent not in wrong}
    return moves


def _holds(agent: str, old: str, moves: Mapping[str, str], turns: Mapping[str, Turn]) -> bool:
    was_left = turns[old].new is None or old in moves
    is_free = turns[agent].old is None or agent in moves.values()
    return was_left and is_free


class Register(Struct, kw_only=True):
    """Every id that an agent ever had: those alive, those whose later id is known, and what blueprints declare.

    `heirs` are the living agents that name an earlier id, by that id.
    """

    alive: set[str] = field(default_factory=set)
    ever: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)
    heirs: dict[str, set[str]] = field(default_factory=dict)

    def note(self, agent: str, turn: Turn, /) -> None:
        """Take a blueprint's change down."""
        for name in former_ids(turn.old):
            self.heirs.get(name, set()).discard(agent)
        for name in former_ids(turn.new):
            self.heirs.setdefault(name, set()).add(agent)
        if turn.new is None:
            self.alive.discard(agent)
            return
        self.alive.add(agent)
        self.ever.add(agent)
        if turn.old is None:
            self.claimed.discard(agent)

    def move(self, moves: Mapping[str, str], /) -> None:
        """Take renames down, after the blueprints' changes."""
        self.claimed |= set(moves.values()) - self.alive

    def links(self, turns: Mapping[str, Turn], gone: Iterable[str], /) -> list[tuple[str, str]]:
        """New and old id of every rename that is declared without a move, after the commit was taken down.

        `turns` are the blueprints that changed, `gone` the ids that left. Each earlier life is linked once.
        """
        named = {(agent, name) for agent, turn in turns.items() for name in former_ids(turn.new)}
        left = {(agent, name) for name in gone for agent in self.heirs.get(name, ())}
        found = []
        for agent, name in sorted(named | left):
            if name in self.ever and name not in self.alive and name not in self.claimed and name != agent:
                self.claimed.add(name)
                found.append((agent, name))
        return found
