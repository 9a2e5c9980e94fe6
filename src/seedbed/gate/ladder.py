"""Steps as the gate counts them: the ladder of stages, and versions."""

from __future__ import annotations

from seedbed.records import LADDER, Stage

ENTRIES = frozenset({Stage.IDEA, Stage.PROTOTYPE})
"""Stages in which a new agent may enter, and nothing runs yet."""

RETURNS = frozenset({*ENTRIES, Stage.PILOT})
"""Stages to which a suspended agent may come back."""

RUNS = frozenset(LADDER[LADDER.index(Stage.PILOT) :])
"""Stages in which an agent works on real tasks."""


def rank(stage: Stage, /) -> int:
    """The step of the ladder, from 0; -1 beside it."""
    return LADDER.index(stage) if stage in LADDER else -1


def version_number(version: str | None, /) -> tuple[int, ...] | None:
    """A version as numbers that compare; None for what is none."""
    try:
        return tuple(int(part) for part in (version or "").split("."))
    except ValueError:
        return None
