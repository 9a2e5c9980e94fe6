"""What today's records tell, as plain data: usage, Net Output and the fleet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seedbed.metrics.output import MonthHours, Output
from seedbed.metrics.reasons import Reason
from seedbed.metrics.usage import Usage
from seedbed.reports.metrics.plain_adoption import share_of
from seedbed.site.views import Site
from seedbed.site.visibility import may_tell

NOT_STATED = "(not stated)"


def plain_usage(site: Site, /) -> dict[str, Any]:
    """What the agents did: everything, by function, by month, by copy."""
    found, adoption = site.figures.usage, site.figures.adoption.by_function
    small = {name for name, one in adoption.items() if one.is_small}
    functions = {name or NOT_STATED: one for name, one in found.by_function.items() if name not in small}
    return {
        "everything": _usage(found.everything),
        "functions": {name: _usage(one) for name, one in sorted(functions.items())},
        "months": {period: _usage(one) for period, one in found.by_month.items()},
        "deployments": {one.id: _usage(found.by_deployment[one.id]) for one in _shown(site)},
        "paths": list(found.everything.paths),
    }


def _usage(one: Usage) -> dict[str, Any]:
    return {
        "tasks": one.tasks,
        "automation": share_of(one.automation),
        "accuracy": share_of(one.accuracy),
        "judged": one.judged,
        "escalated": share_of(one.escalated),
        "human_minutes": one.human_minutes,
        "cost": one.cost,
        "cost_per_task": one.cost_per_task,
        "tokens": one.tokens,
        "rows": one.rows,
        "methods": list(one.methods),
    }


def plain_output(site: Site, /) -> dict[str, Any]:
    """Hours given back, the Net Output of each copy where it may be quoted, and what was lost on the way."""
    found = site.figures.output
    shown = list(_shown(site))
    return {
        "hours_given_back": found.total_hours,
        "months": {month.period: _hours(month) for month in found.months},
        "deployments": {one.id: _output(one) for one in shown},
        "shrinkage": {
            one.id: {
                "source": one.source,
                "claim": float(one.claim),
                "own": float(one.own),
                "points": float(one.points),
            }
            for one in found.shown_shrinkage
        },
        "claims": _claims(site),
        "withheld": len(found.by_deployment) - len(shown),
    }


def _claims(site: Site) -> dict[str, Any] | None:
    """Each copy beside what its source claimed on the day of the copy; None without a history."""
    if site.figures.history is None:
        return None
    found = site.figures.history.claims
    return {
        "median_points": share_of(found.median_points),
        "unclaimed": found.unclaimed,
        "undated": found.undated,
        "copies": {
            f"{one.agent}/{one.unit}": {
                "source": one.source,
                "on": one.on.isoformat(),
                "claim": float(one.claim),
                "reached": share_of(one.reached),
                "points": share_of(one.points),
                "reason": one.reason or None,
                "commits": [one.commit],
                "paths": list(one.paths),
            }
            for one in found.copies
            if not one.is_small and may_tell(site, one.agent)
        },
    }


def _shown(site: Site) -> Iterable[Output]:
    """The measured copies in units of enough people."""
    return (one for _, one in sorted(site.figures.output.by_deployment.items()) if not one.is_small)


def _hours(month: MonthHours) -> dict[str, Any]:
    return {"hours": month.hours, "by_method": dict(month.by_method), "deployments": month.deployments}


def _output(one: Output) -> dict[str, Any]:
    return {
        "net_output": share_of(one.quoted),
        "reason": one.reason or None,
        "accuracy": share_of(one.evidence.accuracy),
        "automation": share_of(one.evidence.automation),
        "methods": list(one.methods),
        "paths": [one.path],
    }


def plain_fleet(site: Site, /) -> dict[str, Any]:
    """Health of every agent that runs or may be copied; the culling list with its reasons."""
    found = site.figures.fleet
    return {
        "health": {health.value: count for health, count in found.counts.items()},
        "culling": {
            one.agent: {"stage": one.stage.value, "live_copies": one.live, "reasons": [_reason(r) for r in one.own]}
            for one in found.culling
        },
        "failing_copies": _failing(found.failing_copies),
        "drifts": {one.id: {"runs": one.runs, "present": one.present, "major": one.is_major} for one in found.drifts},
        "ended": list(found.ended),
    }


def _failing(copies: Iterable[tuple[str, Reason]]) -> dict[str, list[dict[str, Any]]]:
    """The grave reasons about single copies, by copy."""
    found: dict[str, list[dict[str, Any]]] = {}
    for agent, reason in copies:
        found.setdefault(f"{agent}/{reason.unit}", []).append(_reason(reason))
    return found


def _reason(one: Reason) -> dict[str, Any]:
    return {"why": one.why.value, "text": one.text, "since": one.since, "waived": one.waived, "path": one.path}
