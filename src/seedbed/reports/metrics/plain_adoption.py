"""Adoption and the network as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from seedbed.metrics.adoption import Adoption
from seedbed.metrics.growth import Doubling, Growth
from seedbed.metrics.growth.logistic import Fit
from seedbed.metrics.growth.spread import Spread
from seedbed.metrics.growth.standing import Journey, Standing
from seedbed.metrics.history import HistoryFigures
from seedbed.site.views import Site
from seedbed.timeline.events import moment_text


def share_of(value: Fraction | None, /) -> float | None:
    """An exact share as a number; None stays None."""
    return None if value is None else float(value)


def plain_adoption(site: Site, /) -> dict[str, Any]:
    """Adoption of everything and of each function; what needs the history is None without one."""
    found, history = site.figures.adoption, site.figures.history
    functions = {name: one for name, one in found.by_function.items() if not one.is_small}
    return {
        "period": found.period,
        "everything": _group(
            found.everything,
            history.growth.everything if history else None,
            history.standing.everything if history else None,
        ),
        "functions": {name: _group(one, *_of_function(history, name)) for name, one in functions.items()},
        "withheld": len(found.by_function) - len(functions),
        "journey": _journey(history.standing.journey) if history else None,
    }


def _of_function(history: HistoryFigures | None, name: str) -> tuple[Growth | None, Standing | None]:
    if history is None:
        return None, None
    return history.growth.by_function.get(name), history.standing.by_function.get(name)


def _group(adoption: Adoption, growth: Growth | None, standing: Standing | None) -> dict[str, Any]:
    return {
        "units": adoption.units,
        "units_live": adoption.units_live,
        "units_share": share_of(adoption.units_share),
        "live_copies": adoption.live,
        "routine_hours": float(adoption.routine_hours),
        "units_stating_routine_hours": adoption.units_stating,
        "share": share_of(adoption.share),
        "phase": adoption.phase and adoption.phase.value,
        "phase_since": standing.since if standing else None,
        "phase_months": standing.months if standing else None,
        "in_purgatory": standing.in_purgatory if standing else None,
        "adopters": growth.adopters if growth else None,
        "doubling_days": _days(growth.doubling) if growth else None,
        "copies_doubling_days": _days(growth.copies_doubling) if growth else None,
        "ceiling": _ceiling(growth) if growth else None,
        "months": _months(adoption, growth),
        "paths": list(adoption.paths),
    }


def _days(doubling: Doubling | None) -> int | None:
    return doubling.days if doubling else None


def _ceiling(growth: Growth) -> dict[str, Any]:
    """Where the curve levels off with its interval, or why none is drawn."""
    curve = growth.curve
    if isinstance(curve, Fit):
        return {"units": curve.ceiling, "interval": list(curve.interval), "reason": None}
    return {"units": None, "interval": [None, None], "reason": curve.reason}


def _months(adoption: Adoption, growth: Growth | None) -> dict[str, Any]:
    """Month by month: the measured share of routine work, and what the history knows of units and copies."""
    measured = {month.period: month for month in adoption.months}
    grown = {month.period: month for month in growth.months} if growth else {}
    return {
        period: {
            "share": share_of(measured[period].share) if period in measured else None,
            "hours": float(measured[period].hours) if period in measured else None,
            "units_live": grown[period].units if period in grown else None,
            "live_copies": grown[period].copies if period in grown else None,
            "adopters": grown[period].adopters if period in grown else None,
        }
        for period in sorted({*measured, *grown})
    }


def _journey(one: Journey) -> dict[str, Any]:
    return {
        "first_live_at": moment_text(one.first.at) if one.first else None,
        "months": one.months,
        "window": list(one.window) if one.window else None,
        "place": one.place and one.place.value,
        "share": share_of(one.share),
        "bar": share_of(one.bar),
        "progress": share_of(one.progress),
        "functions_there": list(one.reached),
        "scaled": one.is_scaled,
        "scaled_since": one.scaled_since,
    }


def plain_network(site: Site, /) -> dict[str, Any]:
    """Who copied from whom by today's records, and how that grew."""
    found, history = site.figures.network, site.figures.history
    longest = found.longest
    return {
        "copies": len(found.copies),
        "second_hand_share": share_of(found.second_hand_share),
        "generations": {"unknown" if key is None else str(key): count for key, count in found.generations.items()},
        "longest_chain": list(longest.chain) if longest else [],
        "longest_chain_agent": longest.agent if longest else None,
        "units_with_live": len(found.with_live),
        "units_without": list(found.without),
        "uncopied": list(found.uncopied),
        "units": {
            unit: {
                "given": one.given,
                "adopters": one.adopters,
                "taken": one.taken,
                "sources": one.sources,
                "balance": one.balance,
                "reach": one.reach,
            }
            for unit, one in sorted(found.trades.items())
        },
        "functions": _matrix(found.matrix.items()),
        "months": _spread(history.spread) if history else None,
        "paths": [copy.path for copy in found.copies],
    }


def _matrix(pairs: Iterable[tuple[tuple[str, str], int]]) -> dict[str, dict[str, int]]:
    """Copies by function of the source, then by that of the adopter."""
    rows: dict[str, dict[str, int]] = {}
    for (source, adopter), count in sorted(pairs):
        rows.setdefault(source, {})[adopter] = count
    return rows


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        month.period: {
            "copies": month.copies,
            "second_hand_share": share_of(month.second_hand_share),
            "adopters": month.adopters,
            "sources": month.sources,
            "depth": month.depth,
        }
        for month in spread.months
    }
