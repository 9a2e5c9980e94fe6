"""Closed sets that several records share, and what every record has."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


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


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a record, or a whole one. Data with a key that its class does not know is refused, never cut short."""


class Record(Part, frozen=True, kw_only=True):
    """What every record has: its id and the path of its file."""

    id: str
    path: str
