"""The records as typed, frozen values: what authors state, with the derivations that need nothing but the record itself.

They are built from data that its JSON Schema has accepted (`seedbed.catalogue`); dates stay ISO text, which sorts and
compares as dates do. A field is None only where the schema lets it be absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Stage(StrEnum):
    """The ladder of an agent; suspended and retired are side exits."""

    IDEA = "idea"
    PROTOTYPE = "prototype"
    PILOT = "pilot"
    VALIDATED = "validated"
    PRODUCTION = "production"
    SUSPENDED = "suspended"
    RETIRED = "retired"


OPEN_STAGES = frozenset({Stage.VALIDATED, Stage.PRODUCTION})
"""Stages in which an agent is open for copying."""

LADDER = (Stage.IDEA, Stage.PROTOTYPE, Stage.PILOT, Stage.VALIDATED, Stage.PRODUCTION)


class Risk(StrEnum):
    """Risk classes, from least to most."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    PROHIBITED = "prohibited"

    @property
    def rank(self) -> int:
        """0 for low up to 3 for prohibited."""
        return list(Risk).index(self)


class Status(StrEnum):
    """Where a deployment stands."""

    PLANNED = "planned"
    LIVE = "live"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: its id and the path of its file."""

    id: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A business function."""

    id: str
    name: str
    wave: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place staff should know."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """Where the repository lives."""

    kind: str
    url: str
    branch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Record):
    """catalog/organization.yml."""

    name: str
    currency: str
    functions: tuple[Function, ...]
    programme_start: str
    notice: str | None = None
    sponsor: str | None = None
    links: tuple[Link, ...] = ()
    forge: Forge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The bar for `validated`: shares 0-1, counts, days. `net_output` 0.30 means +30 %."""

    accuracy: Fraction
    automation: Fraction
    net_output: Fraction
    judged_tasks: int
    measured_tasks: int
    evidence_days: int
    high_volume_tasks_per_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRule:
    """Facts that raise the risk class: every fact named in `when` must hold, by any of its values."""

    risk: Risk
    when: Mapping[str, tuple[str, ...]]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderMonths:
    """Months of a live agent of the class below that a unit needs first."""

    medium_after_low_months: int
    high_after_medium_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionPolicy:
    """Where the phases of the S-curve begin, as shares of routine work; months."""

    crossing: Fraction
    acceleration: Fraction
    saturation: Fraction
    scaled: Fraction
    window_months: tuple[int, ...]
    purgatory_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Record):
    """catalog/policy.yml: the bar, the floors, who must agree."""

    version: int
    thresholds: Thresholds
    risk_floor: tuple[FloorRule, ...]
    approvals: Mapping[str, tuple[str, ...]]
    ladder: LadderMonths
    review_months: Mapping[str, int]
    adoption: AdoptionPolicy
    small_group: int
    waiver_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Record):
    """An exception for one rule and one subject, until a day."""

    rule: str
    subject: str
    reason: str
    approver: str
    expires: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """A pain with the hours a month it costs; `people` feel it (requests only)."""

    tag: str
    hours_per_month: float
    people: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An edge of the organisational network, weight 1-10."""

    unit: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A course passed; holds from `on` to `expires`, both included (ISO dates)."""

    course: str
    level: Risk
    on: str
    expires: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody with a role in the programme."""

    name: str
    unit: str
    roles: tuple[str, ...]
    forge: str | None = None
    emails: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenBudget:
    """What each person may spend in a month."""

    tokens_per_person_per_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformItem(Record):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who answers for an agent."""

    unit: str
    supervisor: str | None = None
    champion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The task before the agent: tasks a month, minutes of people's work on one task, people who did it."""

    tasks_per_month: float
    minutes_per_task: float
    people: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The task an agent takes over."""

    name: str
    kind: str
    baseline: Baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A platform item and what the agent may do with it."""

    item: str
    access: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataUse:
    """The data an agent touches."""

    classification: str
    personal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """Its place under the EU AI Act."""

    eu_ai_act: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversight:
    """How people govern an agent's output."""

    prompting: str
    auditing: str
    escalation: str
    stop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Why an agent was suspended or retired."""

    reason: str
    data: str
    successor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Where an imported record came from, and the dates that its register states (declared, not observed)."""

    source: str
    validated: str | None = None
    live: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent(Record):
    """A blueprint: the facts by which an agent is copied, and its recipe (Markdown, '' where there is none)."""

    name: str
    summary: str
    function: str
    stage: Stage
    risk: Risk
    owner: Owner
    origin: str
    vendor: str | None = None
    formerly: tuple[str, ...] = ()
    from_demo: str | None = None
    from_request: str | None = None
    visibility: str = "all"
    version: str | None = None
    task: Task | None = None
    autonomy: str | None = None
    uses: tuple[Use, ...] = ()
    data: DataUse | None = None
    affects: tuple[str, ...] = ()
    regulation: Regulation | None = None
    code: str | None = None
    pains: tuple[str, ...] = ()
    oversight: Oversight | None = None
    incident_contact: str | None = None
    review_by: str | None = None
    ended: Ended | None = None
    recorded: Recorded | None = None
    recipe: str = ""

    @property
    def is_open(self) -> bool:
        """Whether other units may copy it now."""
        return self.stage in OPEN_STAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Who paid, in the organisation's currency."""

    source: str
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """How copying went: working hours to the first live task, steps of the recipe done differently, would they again."""

    hours_to_deploy: float
    steps_changed: int
    worked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment(Record):
    """One unit's copy of an agent; `id` is `agent/unit`."""

    agent: str
    unit: str
    status: Status
    version: str | None = None
    copied_from: str | None = None
    strategy: str | None = None
    supervisor: str | None = None
    champion: str | None = None
    baseline: Baseline | None = None
    funding: Funding | None = None
    changes: tuple[str, ...] = ()
    experience: Experience | None = None
    recorded: Recorded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One month of one deployment: counts, and minutes of people's work (the manual share, oversight, rework)."""

    period: str
    version: str
    tasks: int
    automated: int
    judged: int
    correct: int
    human_minutes: float
    method: str
    source: str
    line: int
    cost: float | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    escalations: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementTable(Record):
    """The measured months of one deployment, every row as written, oldest first; `id` is `agent/unit`."""

    agent: str
    unit: str
    rows: tuple[Measurement, ...]

    @property
    def standing(self) -> tuple[Measurement, ...]:
        """The rows that count: for each period the last one written, in order of period."""
        return tuple({row.period: row for row in self.rows}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Record):
    """Something that went wrong; `on` is the ISO date of its file name."""

    agent: str
    on: str
    title: str
    unit: str
    severity: Risk
    status: str
    happened: str
    mended: str | None = None
    closed: str | None = None
    reported_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prize:
    """What can be won."""

    name: str
    reward: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """A demo day, hackathon, challenge or office hours; `starts` and `ends` are ISO dates or local moments."""

    name: str
    kind: str
    starts: str
    place: str
    summary: str | None = None
    ends: str | None = None
    prizes: tuple[Prize, ...] = ()
    sponsor: str | None = None
    deadline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shows:
    """What proves that a demo runs."""

    video: str | None = None
    app: str | None = None
    code: str | None = None
    slides: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo(Record):
    """A submission; `id` is `event/demo`, `body` its Markdown."""

    event: str
    title: str
    summary: str
    team: tuple[str, ...]
    unit: str
    shows: Shows
    body: str
    built_with: tuple[str, ...] = ()
    agent: str | None = None
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Record):
    """A pain that somebody wants an agent for."""

    title: str
    unit: str
    pain: Pain
    status: str
    body: str
    answered_by: str | None = None
    supporters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramBudget:
    """Money or tokens set aside."""

    amount: float | None = None
    tokens_per_month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Something that took place, led by a person."""

    date: str
    led_by: str
    attended: int
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program(Record):
    """Time, sandboxes, budgets, training, leadership sessions, rewards, funding."""

    kind: str
    name: str
    summary: str
    starts: str
    ends: str | None = None
    units: tuple[str, ...] = ()
    hours_per_week: float | None = None
    budget: ProgramBudget | None = None
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A person's own words."""

    who: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Record):
    """A highlight, a win or a lesson; `on` is the ISO date of its file name."""

    on: str
    title: str
    kind: str
    unit: str
    body: str
    agents: tuple[str, ...] = ()
    quote: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook(Record):
    """One tactic, one page. `audience` is the field `for` of the file."""

    title: str
    summary: str
    order: int
    stage: str
    audience: tuple[str, ...]
    time: str
    produces: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
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
        named: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        return {name: len(value) for name, value in named.items() if isinstance(value, Mapping)}
