"""The catalogue as CSV for spreadsheets: agents, deployments, measurements."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from seedbed.repository.csv_text import COLUMNS
from seedbed.site.page import Text
from seedbed.site.views import Site

AGENT = ("id", "name", "summary", "function", "stage", "risk", "origin", "owner", "version", "live_copies")
DEPLOYMENT = (
    "agent",
    "unit",
    "status",
    "version",
    "copied_from",
    "strategy",
    "hours_to_deploy",
    "steps_changed",
    "worked",
)


def export_tables(site: Site, /) -> dict[str, Text]:
    """Three tables with headers; only agents that may be shown in full have deployments and measurements here.

    What units measured that are too small to be shown is not among the measurements.
    """
    shown = {agent.id for agent in site.shown_agents if agent.visibility == "all"}
    return {
        "data/agents.csv": _table(AGENT, _agents(site)),
        "data/deployments.csv": _table(DEPLOYMENT, _deployments(site, shown)),
        "data/measurements.csv": _table(("agent", "unit", *COLUMNS), _measurements(site, shown)),
    }


def _agents(site: Site) -> Iterable[Sequence[Any]]:
    for agent in site.shown_agents:
        live = sum(copy.status == "live" for copy in site.deployments_of.get(agent.id, ()))
        facts = (agent.function, agent.stage, agent.risk, agent.origin, agent.owner.unit, agent.version)
        yield (agent.id, agent.name, agent.summary, *facts, live)


def _deployments(site: Site, shown: set[str]) -> Iterable[Sequence[Any]]:
    for copy in site.catalogue.deployments.values():
        if copy.agent in shown:
            went = copy.experience
            tried = (went.hours_to_deploy, went.steps_changed, "yes" if went.worked else "no") if went else ("", "", "")
            yield (copy.agent, copy.unit, copy.status, copy.version, copy.copied_from, copy.strategy, *tried)


def _measurements(site: Site, shown: set[str]) -> Iterable[Sequence[Any]]:
    for one in site.figures.output.by_deployment.values():
        if one.agent in shown and not one.is_small:
            yield from ((one.agent, one.unit, *(getattr(row, name) for name in COLUMNS)) for row in one.rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue()


def safe_cell(value: Any, /) -> Any:
    """A cell that no spreadsheet takes for a formula: texts that begin like one get an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")):
        return f"'{value}"
    return value
