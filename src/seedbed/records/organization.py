"""The organisation, its units, its people, and what its platform offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedbed.records.base import Part, Record, Risk
from seedbed.records.zones import zone_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Function(Part, frozen=True, kw_only=True):
    """A business function."""

    id: str
    name: str
    wave: str | None = None


class Link(Part, frozen=True, kw_only=True):
    """A place staff should know."""

    title: str
    url: str


class Forge(Part, frozen=True, kw_only=True):
    """Where the repository lives."""

    kind: str
    url: str
    branch: str


class Brand(Part, frozen=True, kw_only=True):
    """How the portal looks like the organisation's own; colours as `#rrggbb`, the logo a file below docs/."""

    name: str | None = None
    logo: str | None = None
    accent: str | None = None
    band: str | None = None


class Organization(Record, frozen=True, kw_only=True):
    """catalog/organization.yml."""

    name: str
    currency: str
    functions: tuple[Function, ...]
    programme_start: str
    language: str = "en"
    timezone: str | None = None
    notice: str | None = None
    sponsor: str | None = None
    links: tuple[Link, ...] = ()
    forge: Forge | None = None
    brand: Brand | None = None

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone in which the times of events are meant; None where none is stated, or none is called so."""
        return zone_of(self.timezone) if self.timezone else None


class Pain(Part, frozen=True, kw_only=True):
    """A pain with the hours a month it costs; `people` feel it (requests only)."""

    tag: str
    hours_per_month: float
    people: int | None = None


class Contact(Part, frozen=True, kw_only=True):
    """An edge of the organisational network, weight 1-10."""

    unit: str
    weight: int


class Unit(Record, frozen=True, kw_only=True):
    """A business unit; hours are of the whole unit in a month, appetite and autonomy 1-5."""

    name: str
    function: str
    part_of: str | None = None
    headcount: int | None = None
    routine_hours_per_month: float | None = None
    appetite: int | None = None
    autonomy: int | None = None
    pains: tuple[Pain, ...] = ()
    lead: str | None = None
    contacts: tuple[Contact, ...] = ()


class Certificate(Part, frozen=True, kw_only=True):
    """A course passed; holds from `on` to `expires`, both included (ISO dates)."""

    course: str
    level: Risk
    on: str
    expires: str


class Person(Record, frozen=True, kw_only=True):
    """Somebody with a role in the programme."""

    name: str
    unit: str
    roles: tuple[str, ...]
    forge: str | None = None
    emails: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()


class TokenBudget(Part, frozen=True, kw_only=True):
    """What each person may spend in a month."""

    tokens_per_person_per_month: int


class PlatformItem(Record, frozen=True, kw_only=True):
    """Something the central platform offers."""

    kind: str
    name: str
    status: str
    data_allowed: str
    access: str
    summary: str | None = None
    guide: str | None = None
    budget: TokenBudget | None = None
    owner: str | None = None
