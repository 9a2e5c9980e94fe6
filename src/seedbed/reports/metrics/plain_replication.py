"""Replication Velocity as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.metrics.replication import AgentVelocity, ReplicationFigures
from seedbed.metrics.replication.trend import TrendPoint
from seedbed.metrics.replication.velocity import Share, Velocity
from seedbed.metrics.replication.waiting import Waiting
from seedbed.site.views import Site
from seedbed.site.visibility import may_tell
from seedbed.timeline.events import moment_text


def plain_replication(site: Site, /) -> dict[str, Any] | None:
    """The figures over observed spells, those of declared dates apart, and every agent; None without a history.

    Agents that left the catalogue count in the figures and are not named.
    """
    if site.figures.history is None:
        return None
    found = site.figures.history.replication
    return {
        **_velocity(found.velocity),
        "agents": {name: _agent(one) for name, one in sorted(found.agents.items()) if may_tell(site, name)},
        "waiting_list": {one.agent: _waiting(one) for one in found.waiting if may_tell(site, one.agent)},
        "declared": _velocity(found.declared),
        "cuts": _cuts(found),
        "withheld": {dimension: len(values) for dimension, values in found.cuts.withheld.items() if values},
        **_reproduction(found),
        "months": {one.month: _month(one) for one in found.trend},
        "commits": list(found.velocity.commits),
    }


def _velocity(one: Velocity) -> dict[str, Any]:
    return {
        "median_days": one.median_days,
        "interval": list(one.interval),
        "replicated": one.replicated,
        "waiting": one.waiting,
        "retired": one.retired,
        "left": one.left,
        "early": one.early,
        "unknown": one.unknown,
        "within": _within(one.within),
        "at_risk": {str(day): count for day, count in one.at_risk.items()},
    }


def _within(shares: Mapping[int, Share | None]) -> dict[str, Any]:
    return {str(days): share and share._asdict() for days, share in shares.items()}


def _agent(one: AgentVelocity) -> dict[str, Any]:
    return {
        "validated_at": _moment(one.validated_at),
        "first_replication_at": _moment(one.first_replication_at),
        "lag_days": one.lag_days,
        "unit": one.unit,
        "censored": one.censored,
        "declared": one.declared,
        "early": one.early,
        "unknown": one.unknown,
        "commits": list(one.commits),
    }


def _waiting(one: Waiting) -> dict[str, Any]:
    return {
        "since": _moment(one.since),
        "days": one.days,
        "owner": one.owner,
        "risk": one.risk,
        "declared": one.is_declared,
        "at_least": one.is_at_least,
    }


def _cuts(found: ReplicationFigures) -> dict[str, Any]:
    dimensions = {
        "function": found.cuts.function,
        "risk": found.cuts.risk,
        "origin": found.cuts.origin,
        "strategy": found.cuts.strategy,
        "quarter": found.cuts.quarter,
    }
    return {name: {value: _velocity(one) for value, one in strata.items()} for name, strata in dimensions.items()}


def _reproduction(found: ReplicationFigures) -> dict[str, Any]:
    one = found.reproduction
    return {
        "r": None if one.r is None else float(one.r),
        "r_mature": None if one.r_mature is None else float(one.r_mature),
        "depth": one.depth,
        "copies": one.copies,
        "generations": {"unknown" if key is None else str(key): count for key, count in one.generations.items()},
    }


def _month(one: TrendPoint) -> dict[str, Any]:
    return {
        "median_days": one.median_days,
        "interval": list(one.interval),
        "within": _within(one.within),
        "replicated": one.replicated,
        "waiting": one.waiting,
    }


def _moment(at: int | None) -> str | None:
    return None if at is None else moment_text(at)
