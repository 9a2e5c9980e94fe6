"""Closed sets that several records share, and what every record has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The ladder of an agent; suspended and retired are side exits."""

    IDEA = "idea"
    PROTOTYPE = "prototype"
    PILOT = "pilot"
    VALIDATED = "validated"
    PRODUCTION = "production"
    SUSPENDED = "suspended"
    RETIRED = "retired"


OPEN_STAGES = frozenset({Stage.VALIDATED, Stage.PRODUCTION})
"""Stages in which an agent is open for copying."""

LADDER = (Stage.IDEA, Stage.PROTOTYPE, Stage.PILOT, Stage.VALIDATED, Stage.PRODUCTION)


class Risk(StrEnum):
    """Risk classes, from least to most."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    PROHIBITED = "prohibited"

    @property
    def rank(self) -> int:
        """0 for low up to 3 for prohibited."""
        return RANKS[self]


RANKS = {risk: rank for rank, risk in enumerate(Risk)}
"""Looked up tens of thousands of times where every supervisor's certificates are judged."""


class Status(StrEnum):
    """Where a deployment stands."""

    PLANNED = "planned"
    LIVE = "live"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: its id and the path of its file."""

    id: str
    path: str
