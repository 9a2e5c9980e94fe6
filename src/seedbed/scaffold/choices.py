"""What follows from the portal itself: the ids that a field may name, and what a new record most probably says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from seedbed.checks.fields import Path
from seedbed.kinds import Kind
from seedbed.problems import RULES
from seedbed.records import Catalogue

UNITS, PEOPLE, PLATFORM, AGENTS = "units", "people", "platform", "agents"

NAMED: dict[str, str] = {
    "unit": UNITS,
    "units": UNITS,
    "supporters": UNITS,
    "part_of": UNITS,
    "copied_from": UNITS,
    "supervisor": PEOPLE,
    "champion": PEOPLE,
    "lead": PEOPLE,
    "sponsor": PEOPLE,
    "approver": PEOPLE,
    "reported_by": PEOPLE,
    "led_by": PEOPLE,
    "who": PEOPLE,
    "incident_contact": PEOPLE,
    "item": PLATFORM,
    "course": PLATFORM,
    "built_with": PLATFORM,
    "agent": AGENTS,
    "agents": AGENTS,
    "answered_by": AGENTS,
    "successor": AGENTS,
    "from_demo": "demos",
    "from_request": "requests",
    "guide": "playbooks",
}
"""Fields that name a record, with the shelf of the catalogue on which it stands."""


def known_ids(kind: Kind, path: Path, catalogue: Catalogue, /) -> tuple[str, ...]:
    """What a field may name, sorted; empty when it names nothing or when there is nothing yet."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    if name == "function" and catalogue.organization:
        return tuple(function.id for function in catalogue.organization.functions)
    if (kind.name, name) == ("waiver", "rule"):
        return tuple(sorted(RULES))
    if (kind.name, name) == ("platform-item", "owner"):
        name = "unit"
    return tuple(sorted(getattr(catalogue, NAMED[name]))) if name in NAMED else ()


def propose(kind: Kind, record_id: str, catalogue: Catalogue, /, *, today: date) -> dict[str, Any]:
    """What a new record most probably says, as nested data: what follows from its id and the rest of the portal."""
    words = re.sub(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-", "", record_id.rsplit("/", 1)[-1]).replace("-", " ")
    called = words.title() if kind.name == "person" else words[:1].upper() + words[1:]
    names = {"name": called, "title": called} if kind.parts else {}
    own = _PROPOSALS.get(kind.name)
    return names | (own(record_id, catalogue, today) if own else {})


def _unit(record_id: str, catalogue: Catalogue, _today: date) -> dict[str, Any]:
    functions = catalogue.organization.functions if catalogue.organization else ()
    return {"function": record_id} if record_id in {function.id for function in functions} else {}


def _deployment(record_id: str, catalogue: Catalogue, _today: date) -> dict[str, Any]:
    agent_id, unit = record_id.split("/")
    agent = catalogue.agents.get(agent_id)
    able = [person for person in catalogue.people.values() if person.unit == unit and "supervisor" in person.roles]
    return {
        "status": "planned",
        "version": agent.version if agent else None,
        "supervisor": able[0].id if len(able) == 1 else None,
    }


def _measurement(record_id: str, catalogue: Catalogue, today: date) -> dict[str, Any]:
    deployment = catalogue.deployments.get(record_id)
    agent = catalogue.agents.get(record_id.split("/", maxsplit=1)[0])
    version = (deployment.version if deployment else None) or (agent.version if agent else None)
    last_month = today.replace(day=1) - timedelta(days=1)
    return {"period": last_month.isoformat()[:7], "version": version}


def _incident(record_id: str, catalogue: Catalogue, _today: date) -> dict[str, Any]:
    agent = record_id.split("/", maxsplit=1)[0]
    units = [deployment.unit for deployment in catalogue.deployments.values() if deployment.agent == agent]
    return {"status": "open", "unit": units[0] if len(units) == 1 else None}


def _playbook(_record_id: str, catalogue: Catalogue, _today: date) -> dict[str, Any]:
    last = max((playbook.order for playbook in catalogue.playbooks.values()), default=0)
    return {"order": last + 10, "produces": []}


_PROPOSALS: Mapping[str, Callable[[str, Catalogue, date], dict[str, Any]]] = {
    "agent": lambda _id, _catalogue, _today: {"stage": "idea", "version": "0.1.0", "uses": []},
    "unit": _unit,
    "deployment": _deployment,
    "measurement": _measurement,
    "incident": _incident,
    "request": lambda _id, _catalogue, _today: {"status": "open"},
    "playbook": _playbook,
}
"""By kind of record; None stands for what cannot be known."""
