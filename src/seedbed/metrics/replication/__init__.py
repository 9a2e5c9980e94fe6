"""Replication Velocity of an organisation: how fast proven agents reach the next unit, as its reviewed history tells.

The figures rest on *observed* spells (see `spells`); `declared` holds those that rest on dates which imported records
state, and nothing adds the two up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from seedbed.metrics.lives import Life, end_of_day
from seedbed.metrics.replication.generations import Reproduction, reproduction_of
from seedbed.metrics.replication.spells import GONE, Basis, Ending, Wait, wait_of
from seedbed.metrics.replication.strata import Cuts, cuts_of
from seedbed.metrics.replication.trend import TrendPoint, trend_of
from seedbed.metrics.replication.velocity import Velocity, velocity_of
from seedbed.metrics.replication.waiting import Waiting, waiting_list
from seedbed.records import Catalogue


class AgentVelocity(Struct, frozen=True, kw_only=True):
    """What the history says of one agent's first replication; moments in seconds of the epoch.

    `validated_at` begins the spell that speaks for the agent, so that `lag_days` counts from there. It is None where
    the validation was not seen, `first_replication_at` and `unit` where there is no copy. `lag_days` is None unless a
    copy ended the spell. `censored`: not copied, and it still may be. `early` and `unknown` agents have no lag.
    """

    agent: str
    validated_at: int | None
    first_replication_at: int | None
    lag_days: int | None
    unit: str | None
    ending: Ending | None
    censored: bool
    declared: bool
    early: bool
    unknown: bool
    commits: tuple[str, ...]


class ReplicationFigures(Struct, frozen=True, kw_only=True):
    """All of it: `velocity` over observed spells, `declared` apart, `agents` by their last id."""

    as_of: date
    velocity: Velocity
    declared: Velocity
    cuts: Cuts
    agents: Mapping[str, AgentVelocity]
    waiting: tuple[Waiting, ...]
    reproduction: Reproduction
    trend: tuple[TrendPoint, ...]


def replication_figures(catalogue: Catalogue, lives: Sequence[Life], /, *, today: date) -> ReplicationFigures:
    """The figures at the end of `today` (UTC). `lives` are those of the timeline up to then (see `lives.upto`)."""
    at = end_of_day(today)
    waits = [wait_of(life) for life in lives]
    observed = [spell for wait in waits if wait.basis is Basis.OBSERVED for spell in wait.spells]
    declared = [spell for wait in waits if wait.basis is Basis.DECLARED for spell in wait.spells]
    unknown = sum(wait.basis is Basis.UNKNOWN and wait.opened is not None for wait in waits)
    return ReplicationFigures(
        as_of=today,
        velocity=velocity_of(observed, at=at, early=_early(waits, Basis.OBSERVED), unknown=unknown),
        declared=velocity_of(declared, at=at, early=_early(waits, Basis.DECLARED)),
        cuts=cuts_of(catalogue, observed, at=at),
        agents={wait.life.agent: _facts(wait) for wait in waits if wait.opened is not None or wait.is_early},
        waiting=waiting_list(waits, at=at),
        reproduction=reproduction_of(lives, at=at),
        trend=trend_of(observed, today=today),
    )


def _early(waits: Sequence[Wait], basis: Basis) -> int:
    return sum(wait.is_early and wait.basis is basis for wait in waits)


def _facts(wait: Wait) -> AgentVelocity:
    spell, first = wait.counted, wait.first
    is_unknown = wait.basis is Basis.UNKNOWN
    is_copied = spell is not None and spell.ending is Ending.REPLICATED
    opened = wait.opened.at if wait.opened and not is_unknown else None
    is_dated = first is not None and (first.is_stated or not (is_unknown and first.is_inborn))
    ids = (spell.start_commit if spell else wait.opened and wait.opened.commit, first.commit if first else None)
    return AgentVelocity(
        agent=wait.life.agent,
        validated_at=spell.start if spell else opened,
        first_replication_at=first.at if first and is_dated else None,
        lag_days=spell.days(spell.end) if spell and spell.end is not None and is_copied else None,
        unit=first.unit if first else None,
        ending=spell.ending if spell else None,
        censored=spell is not None and first is None and spell.ending not in GONE,
        declared=wait.basis is Basis.DECLARED,
        early=wait.is_early,
        unknown=is_unknown,
        commits=tuple(dict.fromkeys(one for one in ids if one)),
    )
