"""What moves the programme: events, demos, requests, programs, stories, playbooks."""

from __future__ import annotations

from seedbed.records.base import Part, Record
from seedbed.records.organization import Pain


class Prize(Part, frozen=True, kw_only=True):
    """What can be won."""

    name: str
    reward: str


class Event(Record, frozen=True, kw_only=True):
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


class Shows(Part, frozen=True, kw_only=True):
    """What proves that a demo runs."""

    video: str | None = None
    app: str | None = None
    code: str | None = None
    slides: str | None = None


class Demo(Record, frozen=True, kw_only=True):
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


class Request(Record, frozen=True, kw_only=True):
    """A pain that somebody wants an agent for."""

    title: str
    unit: str
    pain: Pain
    status: str
    body: str
    answered_by: str | None = None
    supporters: tuple[str, ...] = ()


class ProgramBudget(Part, frozen=True, kw_only=True):
    """Money or tokens set aside."""

    amount: float | None = None
    tokens_per_month: int | None = None


class Session(Part, frozen=True, kw_only=True):
    """Something that took place, led by a person."""

    date: str
    led_by: str
    attended: int
    unit: str | None = None


class Program(Record, frozen=True, kw_only=True):
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


class Quote(Part, frozen=True, kw_only=True):
    """A person's own words."""

    who: str
    words: str


class Story(Record, frozen=True, kw_only=True):
    """A highlight, a win or a lesson; `on` is the ISO date of its file name."""

    on: str
    title: str
    kind: str
    unit: str
    body: str
    agents: tuple[str, ...] = ()
    quote: Quote | None = None


class Playbook(Record, frozen=True, kw_only=True):
    """One tactic, one page. `audience` is the field `for` of the file."""

    title: str
    summary: str
    order: int
    stage: str
    audience: tuple[str, ...]
    time: str
    produces: tuple[str, ...]
    body: str
