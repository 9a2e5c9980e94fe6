"""Since when something speaks against an agent or a copy, where the history knows and the records do not.

- Nothing was measured: since the agent opened for copying, or since the copy went live.
- A copy is behind: since the blueprint took its present version.
- Imported without figures: since the import.

What an import brought may hold for longer, so that no day is told but for the import itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from seedbed.metrics.fleet import Condition, Fleet
from seedbed.metrics.lives import Life, Step, Steps, day_of
from seedbed.metrics.reasons import Reason, Why
from seedbed.records import OPEN_STAGES, Status

OPEN = frozenset(stage.value for stage in OPEN_STAGES)
LIVE = frozenset({Status.LIVE.value})


def dated_fleet(fleet: Fleet, lives: Iterable[Life], /) -> Fleet:
    """The same fleet, its reasons dated where the history tells; `lives` are those up to the day of the fleet."""
    here = {life.agent: life for life in lives if life.removed is None}
    return replace(fleet, conditions={name: _dated(one, here) for name, one in fleet.conditions.items()})


def _dated(condition: Condition, lives: Mapping[str, Life]) -> Condition:
    life = lives.get(condition.agent)
    if life is None or all(reason.since for reason in condition.reasons):
        return condition
    reasons = tuple(reason if reason.since else _with_day(reason, life) for reason in condition.reasons)
    return replace(condition, reasons=reasons)


def _with_day(reason: Reason, life: Life) -> Reason:
    step = _step_of(reason, life)
    return reason if step is None else replace(reason, since=day_of(step.at).isoformat())


def _step_of(reason: Reason, life: Life) -> Step | None:
    """The step from which a reason has held, None where nobody knows."""
    match reason.why:
        case Why.IMPORTED:
            return life.added if life.added.imported else None
        case Why.UNMEASURED if reason.unit is None:
            step = _entered(life.stages, OPEN)
        case Why.UNMEASURED:
            step = _entered(life.copies.get(reason.unit or "", ()), LIVE)
        case Why.DRIFT:
            step = life.versions[-1] if life.versions else None
        case _:
            return None
    return None if step is None or step.imported else step


def _entered(steps: Steps, values: frozenset[str]) -> Step | None:
    """The step with which the present run of such values began; None where the last value is another."""
    found = None
    for step in reversed(steps):
        if step.value not in values:
            break
        found = step
    return found
