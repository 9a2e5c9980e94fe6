"""An agent with its copies, its measured months and its incidents."""

from __future__ import annotations

from seedbed.records.base import OPEN_STAGES, Part, Record, Risk, Stage, Status


class Owner(Part, frozen=True, kw_only=True):
    """Who answers for an agent."""

    unit: str
    supervisor: str | None = None
    champion: str | None = None


class Baseline(Part, frozen=True, kw_only=True):
    """The task before the agent: tasks a month, minutes of people's work on one task, people who did it."""

    tasks_per_month: float
    minutes_per_task: float
    people: int
    method: str


class Task(Part, frozen=True, kw_only=True):
    """The task an agent takes over."""

    name: str
    kind: str
    baseline: Baseline


class Use(Part, frozen=True, kw_only=True):
    """A platform item and what the agent may do with it."""

    item: str
    access: str


class DataUse(Part, frozen=True, kw_only=True):
    """The data an agent touches."""

    classification: str
    personal: str


class Regulation(Part, frozen=True, kw_only=True):
    """Its place under the EU AI Act."""

    eu_ai_act: str
    role: str


class Oversight(Part, frozen=True, kw_only=True):
    """How people govern an agent's output."""

    prompting: str
    auditing: str
    escalation: str
    stop: str


class Ended(Part, frozen=True, kw_only=True):
    """Why an agent was suspended or retired."""

    reason: str
    data: str
    successor: str | None = None


class Recorded(Part, frozen=True, kw_only=True):
    """Where an imported record came from, and the dates that its register states (declared, not observed)."""

    source: str
    validated: str | None = None
    live: str | None = None


class Agent(Record, frozen=True, kw_only=True):
    """A blueprint: the facts by which an agent is copied, and its recipe (Markdown, '' where there is none)."""

    name: str
    summary: str
    function: str
    stage: Stage
    risk: Risk
    owner: Owner
    origin: str | None = None
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


class Funding(Part, frozen=True, kw_only=True):
    """Who paid, in the organisation's currency."""

    source: str
    amount: float


class Experience(Part, frozen=True, kw_only=True):
    """How copying went: working hours to the first live task, recipe steps done differently, would they again."""

    hours_to_deploy: float
    steps_changed: int
    worked: bool


class Deployment(Record, frozen=True, kw_only=True):
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


class Measurement(Part, frozen=True, kw_only=True):
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


class MeasurementTable(Record, frozen=True, kw_only=True):
    """The measured months of one deployment, every row as written, oldest first; `id` is `agent/unit`."""

    agent: str
    unit: str
    rows: tuple[Measurement, ...]

    @property
    def standing(self) -> tuple[Measurement, ...]:
        """The rows that count: for each period the last one written, in order of period."""
        return tuple({row.period: row for row in self.rows}.values())


class Incident(Record, frozen=True, kw_only=True):
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
