"""The records of the example as frozen values, as small as writing them needs.

They are not `seedbed.records`: those are read from files of any origin, these are written and never read back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from seedbed.example.tasks import Card
from seedbed.records import Stage, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Why an agent was suspended or retired."""

    reason: str
    data: str
    successor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """How a task was done before the agent."""

    tasks: int
    minutes: int
    people: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """blueprint.yml; until the prototype there is no version, and what depends on it is not written."""

    card: Card
    name: str
    stage: Stage
    risk: str
    owner: str
    supervisor: str
    champion: str | None
    baseline: Baseline
    uses: tuple[tuple[str, str], ...]
    affects: tuple[str, ...]
    version: str | None = None
    formerly: tuple[str, ...] = ()
    from_demo: str | None = None
    from_request: str | None = None
    review_by: date | None = None
    ended: Ended | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """recipe.md; each revision words one piece of advice differently."""

    card: Card
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """How copying went."""

    hours: int
    steps_changed: int
    worked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """deployments/<unit>.yml."""

    status: Status
    version: str
    supervisor: str
    baseline: Baseline
    strategy: str
    champion: str | None = None
    copied_from: str | None = None
    funding: tuple[str, int] | None = None
    changes: tuple[str, ...] = ()
    experience: Experience | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """measurements/<unit>.csv: its rows as they stand in the file."""

    rows: tuple[str, ...]

    @property
    def last_period(self) -> str:
        """The month of the last row."""
        return self.rows[-1][:7]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """incidents/<date>-<slug>.yml; it is open until it was mended."""

    title: str
    unit: str
    severity: str
    happened: str
    reported_by: str
    mended: str | None = None
    closed: date | None = None

    @property
    def status(self) -> str:
        """`open` or `closed`."""
        return "closed" if self.closed else "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """units/<unit>.yml."""

    name: str
    function: str
    headcount: int
    routine_hours: int
    appetite: int
    autonomy: int
    pains: tuple[tuple[str, int], ...]
    lead: str
    contacts: tuple[tuple[str, int], ...]
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A course passed for supervising agents."""

    course: str
    level: str
    on: date
    expires: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """people/<person>.yml."""

    name: str
    unit: str
    roles: tuple[str, ...]
    forge: str
    emails: tuple[str, ...]
    certificates: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformItem:
    """platform/<item>.yml."""

    kind: str
    name: str
    summary: str
    status: str
    data_allowed: str
    access: str
    owner: str
    guide: str | None = None
    tokens: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """demos/<event>/event.yml."""

    name: str
    kind: str
    summary: str
    starts: str
    place: str
    prizes: tuple[tuple[str, str], ...]
    sponsor: str
    deadline: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """demos/<event>/<demo>.md."""

    card: Card
    title: str
    team: tuple[str, ...]
    unit: str
    shows: tuple[tuple[str, str], ...]
    built_with: tuple[str, ...]
    agent: str | None = None
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """requests/<request>.md."""

    card: Card
    unit: str
    hours: int
    people: int
    status: str = "open"
    answered_by: str | None = None
    supporters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session of a program."""

    date: date
    led_by: str
    unit: str
    attended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """programs/<program>.yml."""

    kind: str
    name: str
    summary: str
    starts: date
    units: tuple[str, ...] = ()
    hours_per_week: int | None = None
    amount: int | None = None
    tokens: int | None = None
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """stories/<date>-<slug>.md."""

    title: str
    kind: str
    agents: tuple[str, ...]
    unit: str
    who: str
    words: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """organization.yml; its functions and links are the same in every example."""

    programme_start: date
    sponsor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """policy.yml: the figures that the history changes."""

    version: int
    judged_tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that is no record of the example: a playbook, a hook, mkdocs.yml."""

    content: bytes


Record = (
    Blueprint
    | Recipe
    | Deployment
    | Measurements
    | Incident
    | Unit
    | Person
    | PlatformItem
    | Event
    | Demo
    | Request
    | Program
    | Story
    | Organization
    | Policy
    | Document
)
