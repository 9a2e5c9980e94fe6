"""Risk: a unit begins small, and whatever runs is supervised by somebody who learned how."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from seedbed.checks.wording import counted
from seedbed.gate.context import Review
from seedbed.gate.copies import goes_live
from seedbed.gate.ladder import ENTRIES, RUNS, rank
from seedbed.gate.results import Holds, Outcome, gate_rule
from seedbed.gate.stages import moves
from seedbed.policy import is_certified
from seedbed.problems import Finding, Place
from seedbed.records import Agent, Deployment, Incident, Person, Risk, Status

BELOW = {Risk.MEDIUM: Risk.LOW, Risk.HIGH: Risk.MEDIUM}


class _Start(Struct, frozen=True):
    """A unit that begins to run an agent of a class."""

    unit: str
    agent: Agent
    place: Place


@gate_rule("low-first", family="risk", idle="no unit begins to run an agent")
def low_first(review: Review, /) -> Iterator[Outcome]:
    """A unit's first agent is of low risk; higher classes need a trail.

    For medium, the unit runs an agent of low risk or above on main, with as many measured months as the policy asks
    for and no open incident in the unit; for high, one of medium or above. Counted is what main holds, so that one
    change cannot bring the step and the one above it. Whoever finds out that a running agent is of a higher class says
    so at once, trail or not.
    """
    for start in _starts(review):
        below = BELOW.get(start.agent.risk)
        if below is None:
            yield Holds(start.place, f"{start.unit} begins with {start.agent.risk} risk")
            continue
        ladder = review.policy.ladder
        due = ladder.medium_after_low_months if below is Risk.LOW else ladder.high_after_medium_months
        trail = _trail(review, start, below)
        lack = trail.lack(below, due)
        if lack:
            fix = "Mend it, and close the incident in a change of its own first."
            if not trail.incidents:
                fix = f"Run an agent of {below} risk for {counted(due, 'month')} first."
            yield Finding(start.place, f"{start.unit} is not ready for {start.agent.risk} risk: {lack}", fix)
        else:
            yield Holds(start.place, f"{start.unit} has {_measured(trail.months, below)}, {due} needed")


class _Trail(Struct, frozen=True):
    """What a unit has behind it in a class or above: agents, the most measured months of one, open incidents."""

    agents: int
    months: int
    incidents: tuple[str, ...]

    def lack(self, below: Risk, due: int) -> str | None:
        """What is missing for the class above, in words."""
        if not self.agents:
            return f"it runs no other agent of {below} risk on main"
        if self.incidents:
            return f"an incident is open: {self.incidents[0]}"
        return None if self.months >= due else f"{_measured(self.months, below)}, {due} needed"


def _measured(months: int, below: Risk) -> str:
    return f"{counted(months, 'measured month')} with {below} risk"


def _starts(review: Review) -> Iterator[_Start]:
    told = set()
    for before, after in review.copies():
        agent = review.after.agent(after.agent)
        if agent and goes_live(before, after) and not (after.recorded and before is None and review.asker.is_office):
            told.add((after.unit, agent.id))
            yield _Start(after.unit, agent, review.place(after, "status"))
    for move in moves(review):
        agent, unit = move.agent, move.agent.owner.unit
        begins = agent.stage in RUNS and move.before in ENTRIES
        if begins and (unit, agent.id) not in told:
            yield _Start(unit, agent, move.place)


def _trail(review: Review, start: _Start, below: Risk) -> _Trail:
    """What the unit runs on main, beside the agent in question."""
    agents, months, incidents = 0, 0, []
    for copy in running_in(review, start.unit):
        agent = review.before.agent(copy.agent)
        if agent and agent.risk.rank >= below.rank and agent.id != start.agent.id:
            table = review.before.table(copy.id)
            agents += 1
            months = max(months, sum(1 for row in table.standing if row.tasks) if table else 0)
            incidents += [one.path for one in _open(review, copy)]
    return _Trail(agents, months, tuple(incidents))


def running_in(review: Review, unit: str, /) -> Iterator[Deployment]:
    """The copies that a unit runs on main."""
    ending = f"/deployments/{unit}.yml"
    for entry in review.before.entries:
        if entry.path.endswith(ending):
            copy = review.before.at(entry.path)
            if isinstance(copy, Deployment) and copy.status is Status.LIVE:
                yield copy


def _open(review: Review, copy: Deployment) -> Iterator[Incident]:
    incidents = review.before.all(Incident, folder=copy.agent)
    return (one for one in incidents if one.status == "open" and one.unit == copy.unit)


class _Duty(Struct, frozen=True, kw_only=True):
    """Somebody who is to supervise; `name` is None where nobody is named."""

    name: str | None
    risk: Risk
    place: Place


@gate_rule("supervisor-certified", family="risk", idle="nothing begins to run, and no supervisor changes")
def supervisor_certified(review: Review, /) -> Iterator[Outcome]:
    """Whatever begins to run is supervised by somebody with a certificate for its class that is valid today.

    So is what is already running when its supervisor or its class changes. Certificates are those of main.
    """
    for duty in _duties(review):
        person = review.before.person(duty.name)
        if duty.name is None:
            yield Finding(duty.place, "nobody is named as supervisor", "Name a supervisor who is certified.")
        elif person is None:
            yield Finding(
                duty.place,
                f"{duty.name} has no record in catalog/people/ on main",
                "Name somebody who has a record in catalog/people/.",
            )
        elif is_certified(person, duty.risk, today=review.today):
            yield Holds(duty.place, f"{person.name} is certified for {duty.risk} risk")
        else:
            yield Finding(duty.place, _without(person, duty.risk), "Pass the course first, or name somebody who has.")


def _without(person: Person, risk: Risk) -> str:
    return f"{person.name} has no certificate for {risk} risk that holds today"


def _duties(review: Review) -> Iterator[_Duty]:
    for before, after in review.agents():
        is_same = before and (before.owner.supervisor, before.risk) == (after.owner.supervisor, after.risk)
        was_running = before is not None and before.stage in RUNS and before.stage is after.stage
        if after.stage in RUNS and not (is_same and was_running) and not _is_step_down(before, after):
            place = review.place(after, "owner", "supervisor")
            yield _Duty(name=after.owner.supervisor, risk=after.risk, place=place)
    for old, new in review.copies():
        agent = review.after.agent(new.agent)
        is_another = old is not None and old.supervisor != new.supervisor
        if agent and new.status is Status.LIVE and (goes_live(old, new) or is_another):
            yield _Duty(name=new.supervisor, risk=agent.risk, place=review.place(new, "supervisor"))


def _is_step_down(before: Agent | None, after: Agent) -> bool:
    if before is None or rank(after.stage) >= rank(before.stage):
        return False
    return replace(before.owner) == replace(after.owner) and before.risk is after.risk
