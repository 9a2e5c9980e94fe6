"""One small invented organisation whose figures stand on the page of definitions, computed by the code that computes
all others, so that the explanation cannot drift from what is explained.

Accounting owns an agent that books invoices; logistics and quality copied it from there, procurement from logistics;
legal has none.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from seedbed.metrics import Figures, figures_of
from seedbed.records import (
    Agent,
    Baseline,
    Catalogue,
    Deployment,
    Measurement,
    MeasurementTable,
    Owner,
    Risk,
    Stage,
    Status,
    Unit,
)

TODAY = date(2026, 4, 15)
AGENT = "invoice-booking"
UNITS = {"accounting": 700, "logistics": 300, "procurement": 200, "quality": 400, "legal": None}
"""Units with their routine hours a month; legal has not stated any."""
SOURCES = {"accounting": None, "logistics": "accounting", "quality": "accounting", "procurement": "logistics"}
ROWS = {
    "accounting": {"tasks": 1320, "automated": 1240, "judged": 300, "correct": 261, "human_minutes": 5280, "cost": 190},
    "logistics": {"tasks": 400, "automated": 360, "judged": 80, "correct": 66, "human_minutes": 1739, "cost": 70},
}
"""March 2026 in the two units that measured it."""


class WorkedExample(Struct, frozen=True, kw_only=True):
    """The rows of the example and the figures of it."""

    rows: dict[str, Measurement]
    baseline: Baseline
    figures: Figures


@cache
def worked_example() -> WorkedExample:
    """The example, computed once."""
    baseline = Baseline(tasks_per_month=1200, minutes_per_task=6, people=3, method="measured")
    rows = {unit: _row(facts) for unit, facts in ROWS.items()}
    return WorkedExample(rows=rows, baseline=baseline, figures=figures_of(_catalogue(rows, baseline), TODAY))


def _row(facts: dict[str, int]) -> Measurement:
    return Measurement(period="2026-03", version="1.2.0", method="measured", source="ledger export", line=2, **facts)


def _catalogue(rows: dict[str, Measurement], baseline: Baseline) -> Catalogue:
    units = (
        Unit(id=unit, path=f"catalog/units/{unit}.yml", name=unit, function="finance", routine_hours_per_month=hours)
        for unit, hours in UNITS.items()
    )
    return Catalogue(
        units={unit.id: unit for unit in units},
        agents={AGENT: _agent()},
        deployments={f"{AGENT}/{unit}": _deployment(unit, source, baseline) for unit, source in SOURCES.items()},
        measurements={f"{AGENT}/{unit}": _table(unit, row) for unit, row in rows.items()},
    )


def _agent() -> Agent:
    return Agent(
        id=AGENT,
        path=f"catalog/agents/{AGENT}/blueprint.yml",
        name="Invoice booking",
        summary="Hands over an invoice and gets back a booking.",
        function="finance",
        stage=Stage.VALIDATED,
        risk=Risk.LOW,
        owner=Owner(unit="accounting"),
        origin="built",
        version="1.2.0",
    )


def _deployment(unit: str, source: str | None, baseline: Baseline) -> Deployment:
    return Deployment(
        id=f"{AGENT}/{unit}",
        path=f"catalog/agents/{AGENT}/deployments/{unit}.yml",
        agent=AGENT,
        unit=unit,
        status=Status.LIVE,
        version="1.2.0",
        copied_from=source,
        baseline=baseline,
    )


def _table(unit: str, row: Measurement) -> MeasurementTable:
    path = f"catalog/agents/{AGENT}/measurements/{unit}.csv"
    return MeasurementTable(id=f"{AGENT}/{unit}", path=path, agent=AGENT, unit=unit, rows=(row,))
