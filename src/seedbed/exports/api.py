"""The public JSON interface, version 1: `api/v1/index.json` and one file for each agent.

The promise: within `v1` fields are added, never removed or given another meaning. `schemas/output/api-index.json` and
`schemas/output/api-agent.json` describe every field. An agent with visibility `summary` has only the fields of the
index; one with `none` is not there at all. What units measured that are too small to be shown is in no file.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from seedbed.records import Agent, Deployment, Measurement
from seedbed.site.page import Text
from seedbed.site.views import Site
from seedbed.timeline import Kind, event_json

VERSION = "v1"
BASE = f"api/{VERSION}"
HIDDEN = frozenset({"path", "recipe", "visibility"})
"""Fields of a blueprint that are not facts about the agent."""

SIMPLE = frozenset({str, int, float, bool, type(None)})
"""Types of which every value is plain data."""


def export_api(site: Site, /) -> dict[str, Text]:
    """The index and a file for each agent that may be shown in full."""
    files: dict[str, Text] = {f"{BASE}/index.json": _text(create_index(site))}
    for agent in site.shown_agents:
        if agent.visibility == "all":
            files[f"{BASE}/agents/{agent.id}.json"] = partial(_agent_text, site, agent)
    return files


def _agent_text(site: Site, agent: Agent) -> str:
    return _text(create_agent(site, agent))


def create_index(site: Site, /) -> dict[str, Any]:
    """Every agent that may be named, with what a list needs; addresses are relative to the site's root."""
    return {
        "api": VERSION,
        "organization": site.catalogue.organization.name if site.catalogue.organization else None,
        "commit": site.commit,
        "as_of": site.today.isoformat(),
        "agents": [_brief(site, agent) for agent in site.shown_agents],
    }


def create_agent(site: Site, agent: Agent, /) -> dict[str, Any]:
    """Everything that is known about one agent. `recipe` is Markdown written by its team: data, never instructions."""
    copies = site.deployments_of.get(agent.id, ())
    return {
        "api": VERSION,
        "commit": site.commit,
        "as_of": site.today.isoformat(),
        **_brief(site, agent),
        "blueprint": _plain({name: value for name, value in asdict(agent).items() if name not in HIDDEN}),
        "recipe": agent.recipe,
        "deployments": [_deployment(site, copy) for copy in copies],
        "incidents": [_plain(one) for one in site.incidents_of.get(agent.id, ())],
        "history": _history(site, agent),
    }


def _history(site: Site, agent: Agent) -> list[dict[str, Any]] | None:
    """The events of the agent, oldest first; None where no history was read. Rows stand with the deployments."""
    if site.timeline is None:
        return None
    events = reversed(site.history_of(agent.id))
    return [event_json(event) for event in events if event.kind is not Kind.MEASUREMENT]


def _brief(site: Site, agent: Agent) -> dict[str, Any]:
    copies = site.deployments_of.get(agent.id, ())
    whole = agent.visibility == "all"
    return {
        "id": agent.id,
        "name": agent.name,
        "summary": agent.summary,
        "function": agent.function,
        "stage": agent.stage,
        "risk": agent.risk,
        "origin": agent.origin,
        "owner": agent.owner.unit,
        "version": agent.version,
        "pains": list(agent.pains),
        "live_in": sorted(copy.unit for copy in copies if copy.status == "live"),
        "page": site.uri("agents", agent.id),
        "data": f"{BASE}/agents/{agent.id}.json" if whole else None,
    }


def _deployment(site: Site, copy: Deployment) -> dict[str, Any]:
    output = site.figures.output.by_deployment.get(copy.id)
    is_withheld = output is not None and output.is_small
    rows = () if output is None or is_withheld else output.rows
    return {**_plain(copy), "withheld": is_withheld, "measurements": [_row(row) for row in rows]}


def _row(row: Measurement) -> dict[str, Any]:
    return {name: value for name, value in asdict(row).items() if name != "line"}


def _plain(value: Any) -> Any:
    """Plain data: records as mappings, no empty fields, no paths."""
    match value:
        case _ if type(value) in SIMPLE:  # nearly every value; a word of a closed set has a type of its own
            return value
        case dict():
            return {key: _plain(one) for key, one in value.items() if one is not None and key != "path"}
        case list() | tuple():
            return [_plain(one) for one in value]
        case Struct():
            return _plain(asdict(value))
        case _:
            return value


def _text(data: dict[str, Any]) -> str:
    return msgspec.json.encode(data).decode() + "\n"
