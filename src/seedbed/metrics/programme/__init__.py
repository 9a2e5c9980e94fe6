"""The programme: what people asked for, what demos became, the time, tokens and money set aside, what was reinvested.

Hours at stake are those that the requests state. Protected hours in a month = hours a week times people times 52 ÷
12, of programs of kind `time` that run today. Tokens set aside = tokens per person times people, of the platform
items that are approved or on trial, plus the monthly tokens of programs that run today. People are the headcounts
that units state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from seedbed.metrics.amounts import exact
from seedbed.metrics.network import Network
from seedbed.metrics.usage import UsageFigures
from seedbed.records import LADDER, Agent, Catalogue, PlatformItem, Program, Request, Stage

WEEKS_OF_A_MONTH = Fraction(52, 12)
USABLE = frozenset({"approved", "trial"})
WAITING = ("open", "accepted", "building")
"""States of a request in which its hours are still lost."""


class Stake(Struct, frozen=True, kw_only=True):
    """Requests in one state, and the hours a month that they say are lost; most hours first."""

    status: str
    requests: tuple[str, ...]
    hours: Fraction
    paths: tuple[str, ...]


class Funnel(Struct, frozen=True, kw_only=True):
    """What demos became: how many there were, named an agent, and how many of these agents passed each step."""

    demos: int
    linked: int
    reached: Mapping[Stage, int]
    copied: int
    agents: tuple[str, ...]
    paths: tuple[str, ...]


class Sum(Struct, frozen=True, kw_only=True):
    """An amount with how it came about; `value` is None when what it needs is not stated, and `missing` says what."""

    value: Fraction | None
    paths: tuple[str, ...]
    missing: str = ""


class Programme(Struct, frozen=True, kw_only=True):
    """Everything about the programme that the records tell.

    `funding` is by source (`unit`, `central`, `reinvested`) over all deployments, `set_aside` the money of programs
    by kind; `tokens_used` are those of the last measured month `tokens_period`.
    """

    stakes: Mapping[str, Stake]
    funnel: Funnel
    protected_hours: Sum
    tokens_budget: Sum
    tokens_used: int | None
    tokens_period: str | None
    funding: Mapping[str, Sum]
    set_aside: Mapping[str, Sum]
    sessions: int
    attended: int

    @property
    def hours_waiting(self) -> Fraction:
        """Hours a month at stake in the requests that have no answer yet."""
        return sum((self.stakes[one].hours for one in WAITING if one in self.stakes), start=Fraction(0))


def programme_of(
    catalogue: Catalogue, usage: UsageFigures, network: Network, /, *, today: date, this_month: str
) -> Programme:
    """The programme of a catalogue on a day; rows of `this_month` and later are left aside."""
    running = [one for one in catalogue.programs.values() if runs_on(one, today)]
    months = {period: month for period, month in usage.by_month.items() if period < this_month and month.tokens}
    period = max(months, default=None)
    sessions = [session for one in catalogue.programs.values() for session in one.sessions]
    return Programme(
        stakes=_stakes(catalogue.requests.values()),
        funnel=_funnel(catalogue, network),
        protected_hours=protected_hours_of(catalogue, running),
        tokens_budget=_tokens_budget(catalogue, running),
        tokens_used=months[period].tokens if period else None,
        tokens_period=period,
        funding=_funding(catalogue),
        set_aside=_set_aside(running),
        sessions=len(sessions),
        attended=sum(session.attended for session in sessions),
    )


def runs_on(program: Program, day: date, /) -> bool:
    """Whether a program runs on a day, its first and its last included."""
    return program.starts <= day.isoformat() <= (program.ends or "9999-12-31")


def _stakes(requests: Iterable[Request]) -> dict[str, Stake]:
    grouped: dict[str, list[Request]] = defaultdict(list)
    for request in sorted(requests, key=lambda one: (-one.pain.hours_per_month, one.id)):
        grouped[request.status].append(request)
    return {
        status: Stake(
            status=status,
            requests=tuple(one.id for one in some),
            hours=sum((exact(one.pain.hours_per_month) for one in some), start=Fraction(0)),
            paths=tuple(one.path for one in some),
        )
        for status, some in grouped.items()
    }


def _funnel(catalogue: Catalogue, network: Network) -> Funnel:
    demos = catalogue.demos
    linked = {demo.id: demo.agent for demo in demos.values() if demo.agent in catalogue.agents}
    linked |= {one.from_demo: one.id for one in catalogue.agents.values() if one.from_demo in demos and one.from_demo}
    agents = sorted({agent for agent in linked.values() if agent})
    found = [catalogue.agents[agent] for agent in agents]
    return Funnel(
        demos=len(demos),
        linked=len(linked),
        reached={stage: sum(_has_reached(agent, stage) for agent in found) for stage in LADDER},
        copied=len(set(agents) & {copy.agent for copy in network.copies}),
        agents=tuple(agents),
        paths=tuple(demos[demo].path for demo in linked),
    )


def _has_reached(agent: Agent, stage: Stage) -> bool:
    """Whether an agent stands on a step or above it now; one that was suspended or retired has left the ladder."""
    return agent.stage in LADDER and LADDER.index(agent.stage) >= LADDER.index(stage)


def _people(catalogue: Catalogue, units: Iterable[str]) -> int | None:
    """Headcount of some units, of all where none is named; None when one of them states none."""
    ids = tuple(units) or tuple(catalogue.units)
    heads = [catalogue.units[unit].headcount for unit in ids if unit in catalogue.units]
    return None if not heads or None in heads else sum(head or 0 for head in heads)


def protected_hours_of(catalogue: Catalogue, programs: Iterable[Program], /) -> Sum:
    """The hours a month that programs of kind `time` protect, by the headcounts of today."""
    timed = [one for one in programs if one.kind == "time" and one.hours_per_week]
    people = {one.id: _people(catalogue, one.units) for one in timed}
    hours = [exact(one.hours_per_week or 0) * (people[one.id] or 0) * WEEKS_OF_A_MONTH for one in timed]
    missing = "" if timed else "No program of kind time runs today."
    if None in people.values():
        missing = "A unit that takes part does not state its headcount."
    return Sum(
        value=None if missing else sum(hours, start=Fraction(0)),
        paths=tuple(one.path for one in timed),
        missing=missing,
    )


def _tokens_budget(catalogue: Catalogue, programs: Iterable[Program]) -> Sum:
    items = [one for one in catalogue.platform.values() if one.budget and one.status in USABLE]
    pots = [one for one in programs if one.budget and one.budget.tokens_per_month]
    people = _people(catalogue, ())
    missing = "" if items or pots else "No platform item and no running program states a token budget."
    if items and people is None:
        missing = "A unit does not state its headcount."
    return Sum(
        value=None if missing else Fraction(_item_tokens(items, people or 0) + _program_tokens(pots)),
        paths=(*(one.path for one in items), *(one.path for one in pots)),
        missing=missing,
    )


def _item_tokens(items: Iterable[PlatformItem], people: int) -> int:
    return sum(one.budget.tokens_per_person_per_month * people for one in items if one.budget)


def _program_tokens(programs: Iterable[Program]) -> int:
    return sum(one.budget.tokens_per_month or 0 for one in programs if one.budget)


def _funding(catalogue: Catalogue) -> dict[str, Sum]:
    funded = [(one.funding, one.path) for one in catalogue.deployments.values() if one.funding]
    return _sums((funding.source, funding.amount, path) for funding, path in funded)


def _set_aside(programs: Iterable[Program]) -> dict[str, Sum]:
    return _sums((one.kind, one.budget.amount, one.path) for one in programs if one.budget and one.budget.amount)


def _sums(amounts: Iterable[tuple[str, float, str]]) -> dict[str, Sum]:
    grouped: dict[str, list[tuple[Fraction, str]]] = defaultdict(list)
    for name, amount, path in amounts:
        grouped[name].append((exact(amount), path))
    return {
        name: Sum(value=sum((value for value, _ in some), start=Fraction(0)), paths=tuple(path for _, path in some))
        for name, some in sorted(grouped.items())
    }
