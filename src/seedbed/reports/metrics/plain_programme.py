"""The programme as plain data: what was asked for, what demos became, what waits, what was put in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seedbed.metrics.programme import Sum
from seedbed.metrics.programme.effort import Effort
from seedbed.metrics.programme.funnel import FunnelFigures
from seedbed.metrics.programme.passages import Passage
from seedbed.metrics.programme.queue import Pending, Queue
from seedbed.reports.metrics.plain_adoption import share_of
from seedbed.site.views import Site


def plain_programme(site: Site, /) -> dict[str, Any]:
    """What was asked for, what demos became, and the time, tokens and money set aside."""
    found, history = site.figures.programme, site.figures.history
    funnel = found.funnel
    return {
        "requests": {
            status: {"requests": len(one.requests), "hours": float(one.hours)} for status, one in found.stakes.items()
        },
        "hours_waiting": float(found.hours_waiting),
        "funnel": {
            "demos": funnel.demos,
            "linked": funnel.linked,
            **{stage.value: count for stage, count in funnel.reached.items()},
            "copied": funnel.copied,
        },
        "steps": _steps(history.funnel) if history else None,
        "queue": _queue(history.queue) if history else None,
        "protected_hours": _sum(found.protected_hours),
        "tokens_budget": _sum(found.tokens_budget),
        "tokens_used": {"value": found.tokens_used, "period": found.tokens_period},
        "funding": {source: _sum(one) for source, one in found.funding.items()},
        "reinvested_share": share_of(site.figures.effort.reinvested_share),
        "set_aside": {kind: _sum(one) for kind, one in found.set_aside.items()},
        "sessions": found.sessions,
        "attended": found.attended,
        "months": _effort(site.figures.effort),
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {"value": share_of(one.value), "missing": one.missing or None, "paths": list(one.paths)}


def _steps(funnel: FunnelFigures) -> dict[str, Any]:
    """How many ever came how far, and the time of each step, by `start-end`."""
    return {
        "reached": {rung.value: count for rung, count in funnel.reached.items()},
        "of_demos": {rung.value: count for rung, count in funnel.of_demos.items()},
        "passages": {f"{one.start.value}-{one.end.value}": _passage(one) for one in funnel.passages},
    }


def _passage(one: Passage) -> dict[str, Any]:
    return {
        "median_days": one.median_days,
        "interval": list(one.interval),
        "median_of_passed": share_of(one.median_of_passed),
        "passed": one.passed,
        "waiting": one.waiting,
        "left": one.left,
        "unknown": one.unknown,
    }


def _queue(queue: Queue) -> dict[str, Any]:
    """What waits on the main branch; the forge alone knows of open pull requests."""
    return {
        "agents": {
            one.agent: {
                "stage": one.stage.value,
                "risk": one.risk.value,
                "days": one.days,
                "at_least": one.is_at_least,
                "ready": one.is_ready,
            }
            for one in queue.agents
        },
        "by_risk": {
            risk.value: {"count": ages.count, "median_days": float(ages.median), "oldest_days": ages.oldest}
            for risk, ages in queue.by_risk.items()
        },
        "planned": _pending(queue.planned),
        "incidents": _pending(queue.incidents),
    }


def _pending(some: Sequence[Pending]) -> dict[str, Any]:
    return {
        f"{one.agent}/{one.name.removesuffix('.yml')}": {"days": one.days, "at_least": one.is_at_least} for one in some
    }


def _effort(effort: Effort) -> dict[str, Any]:
    return {
        month.period: {
            "protected_hours": share_of(month.protected_hours),
            "sessions": month.sessions,
            "attended": month.attended,
            "tokens": month.tokens,
            "token_share": share_of(month.token_share),
            "cost": month.cost,
            "hours_given_back": month.hours_given_back,
        }
        for month in effort.months
    }
