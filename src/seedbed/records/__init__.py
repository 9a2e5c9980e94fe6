"""The records as typed, frozen values: what authors state, and what follows from one record alone.

They are built from data that its JSON Schema has accepted (`seedbed.catalogue`); dates stay ISO text, which sorts and
compares as dates do. A field is None only where the schema lets it be absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from seedbed.records.agent import (
    Agent,
    Baseline,
    DataUse,
    Deployment,
    Ended,
    Experience,
    Funding,
    Incident,
    Measurement,
    MeasurementTable,
    Oversight,
    Owner,
    Recorded,
    Regulation,
    Task,
    Use,
)
from seedbed.records.base import (
    LADDER,
    OPEN_STAGES,
    Record,
    Risk,
    Stage,
    Status,
)
from seedbed.records.organization import (
    Brand,
    Certificate,
    Contact,
    Forge,
    Function,
    Link,
    Organization,
    Pain,
    Person,
    PlatformItem,
    TokenBudget,
    Unit,
)
from seedbed.records.programme import (
    Demo,
    Event,
    Playbook,
    Prize,
    Program,
    ProgramBudget,
    Quote,
    Request,
    Session,
    Shows,
    Story,
)
from seedbed.records.rules import (
    AdoptionPolicy,
    FloorRule,
    LadderMonths,
    Policy,
    Thresholds,
    Waiver,
)

__all__ = [
    "LADDER",
    "OPEN_STAGES",
    "AdoptionPolicy",
    "Agent",
    "Baseline",
    "Brand",
    "Catalogue",
    "Certificate",
    "Contact",
    "DataUse",
    "Demo",
    "Deployment",
    "Ended",
    "Event",
    "Experience",
    "FloorRule",
    "Forge",
    "Function",
    "Funding",
    "Incident",
    "LadderMonths",
    "Link",
    "Measurement",
    "MeasurementTable",
    "Organization",
    "Oversight",
    "Owner",
    "Pain",
    "Person",
    "PlatformItem",
    "Playbook",
    "Policy",
    "Prize",
    "Program",
    "ProgramBudget",
    "Quote",
    "Record",
    "Recorded",
    "Regulation",
    "Request",
    "Risk",
    "Session",
    "Shows",
    "Stage",
    "Status",
    "Story",
    "Task",
    "Thresholds",
    "TokenBudget",
    "Unit",
    "Use",
    "Waiver",
]


class Catalogue(Struct, frozen=True, kw_only=True):
    """Every good record of one tree, by id; nested records by `agent/unit`, `agent/incident`, `event/demo`."""

    organization: Organization | None = None
    policy: Policy | None = None
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    platform: Mapping[str, PlatformItem] = field(default_factory=dict)
    agents: Mapping[str, Agent] = field(default_factory=dict)
    deployments: Mapping[str, Deployment] = field(default_factory=dict)
    measurements: Mapping[str, MeasurementTable] = field(default_factory=dict)
    incidents: Mapping[str, Incident] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    demos: Mapping[str, Demo] = field(default_factory=dict)
    requests: Mapping[str, Request] = field(default_factory=dict)
    programs: Mapping[str, Program] = field(default_factory=dict)
    stories: Mapping[str, Story] = field(default_factory=dict)
    playbooks: Mapping[str, Playbook] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each kind there are."""
        named: dict[str, Any] = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: len(value) for name, value in named.items() if isinstance(value, Mapping)}
