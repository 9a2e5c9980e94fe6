"""The records of the example as frozen values, as small as writing them needs.

They are not `seedbed.records`: those are read from files of any origin, these are written and never read back.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from seedbed.example.tasks import Card
from seedbed.records import Stage, Status


class Ended(Struct, frozen=True, kw_only=True):
    """Why an agent was suspended or retired."""

    reason: str
    data: str
    successor: str | None = None


class Baseline(Struct, frozen=True, kw_only=True):
    """How a task was done before the agent."""

    tasks: int
    minutes: int
    people: int
    method: str


class Blueprint(Struct, frozen=True, kw_only=True):
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


class Recipe(Struct, frozen=True, kw_only=True):
    """recipe.md; each revision words one piece of advice differently."""

    card: Card
    revision: int = 0


class Experience(Struct, frozen=True, kw_only=True):
    """How copying went."""

    hours: int
    steps_changed: int
    worked: bool


class Deployment(Struct, frozen=True, kw_only=True):
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


class Measurements(Struct, frozen=True, kw_only=True):
    """measurements/<unit>.csv: its rows as they stand in the file."""

    rows: tuple[str, ...]

    @property
    def last_period(self) -> str:
        """The month of the last row."""
        return self.rows[-1][:7]


class Incident(Struct, frozen=True, kw_only=True):
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


class Unit(Struct, frozen=True, kw_only=True):
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


class Certificate(Struct, frozen=True, kw_only=True):
    """A course passed for supervising agents."""

    course: str
    level: str
    on: date
    expires: date


class Person(Struct, frozen=True, kw_only=True):
    """people/<person>.yml."""

    name: str
    unit: str
    roles: tuple[str, ...]
    forge: str
    emails: tuple[str, ...]
    certificates: tuple[Certificate, ...] = ()


class PlatformItem(Struct, frozen=True, kw_only=True):
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


class Event(Struct, frozen=True, kw_only=True):
    """demos/<event>/event.yml."""

    name: str
    kind: str
    summary: str
    starts: str
    place: str
    prizes: tuple[tuple[str, str], ...]
    sponsor: str
    deadline: date


class Demo(Struct, frozen=True, kw_only=True):
    """demos/<event>/<demo>.md."""

    card: Card
    title: str
    team: tuple[str, ...]
    unit: str
    shows: tuple[tuple[str, str], ...]
    built_with: tuple[str, ...]
    agent: str | None = None
    awards: tuple[str, ...] = ()


class Request(Struct, frozen=True, kw_only=True):
    """requests/<request>.md."""

    card: Card
    unit: str
    hours: int
    people: int
    status: str = "open"
    answered_by: str | None = None
    supporters: tuple[str, ...] = ()


class Session(Struct, frozen=True, kw_only=True):
    """A session of a program."""

    date: date
    led_by: str
    unit: str
    attended: int


class Program(Struct, frozen=True, kw_only=True):
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


class Story(Struct, frozen=True, kw_only=True):
    """stories/<date>-<slug>.md."""

    title: str
    kind: str
    agents: tuple[str, ...]
    unit: str
    who: str
    words: str
    body: str


class Organization(Struct, frozen=True, kw_only=True):
    """organization.yml; its functions and links are the same in every example."""

    programme_start: date
    sponsor: str


class Policy(Struct, frozen=True, kw_only=True):
    """policy.yml: the figures that the history changes."""

    version: int
    judged_tasks: int


class Document(Struct, frozen=True, kw_only=True):
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
