"""Supervision: the people who answer for agents have the role, the certificate and a day for the next look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from seedbed.checks import fields
from seedbed.checks.context import Context
from seedbed.checks.wording import counted, listed
from seedbed.policy import certificates_for, is_certified, latest_review
from seedbed.problems import Finding, Problem, Severity, rule
from seedbed.records import LADDER, Agent, Deployment, Person, Risk, Stage, Status

RUNNING = frozenset(LADDER[LADDER.index(Stage.PILOT) :])
"""Stages in which an agent works on real tasks."""

ROLE_FIELDS = (
    ("organization", "sponsor", "sponsor"),
    ("agent", "owner.supervisor", "supervisor"),
    ("agent", "owner.champion", "champion"),
    ("deployment", "supervisor", "supervisor"),
    ("deployment", "champion", "champion"),
    ("event", "sponsor", "sponsor"),
)
"""Kind of record, field that names a person, role that the person needs."""


class Duty(Struct, frozen=True):
    """Somebody who supervises a running agent or a live copy of it, as its record says at `path`."""

    record: Agent | Deployment
    path: fields.Path
    person: Person
    risk: Risk


def check(context: Context, /) -> Iterator[Problem]:
    """Roles, certificates and reviews."""
    yield from person_role(context)
    for duty in _duties(context):
        yield from certificate_high(context, duty)
        yield from certificate(context, duty)
    yield from course(context)
    for agent in context.catalogue.agents.values():
        yield from review_overdue(context, agent)
        yield from review_far(context, agent)


@rule("person-role", family="supervision")
def person_role(context: Context, /) -> Iterator[Finding]:
    """Whoever is named as supervisor, champion or sponsor has that role in catalog/people/.

    Roles are given by the AI office; a blueprint cannot make somebody a supervisor by naming them.
    """
    for kind, text, role in ROLE_FIELDS:
        for source in context.usable(kind):
            for path, name in fields.values_at(source.data, text):
                person = context.catalogue.people.get(name)
                if person and role not in person.roles:
                    message = f"{person.name} does not have the role {role}"
                    yield Finding(source.place(*path), message, _who_else(context, person, role))


@rule("certificate-high", family="supervision")
def certificate_high(context: Context, duty: Duty, /) -> Iterator[Finding]:
    """From pilot on, an agent of high risk is supervised by somebody who passed the course for that class.

    This holds for the agent's own supervisor and for the supervisor of each live copy. A certificate that ran out is a
    warning of the rule `certificate`, since it came about without a change.
    """
    if duty.risk is Risk.HIGH and not certificates_for(duty.person, duty.risk):
        yield _uncertified(context, duty)


@rule("certificate", family="supervision", severity=Severity.WARNING)
def certificate(context: Context, duty: Duty, /) -> Iterator[Finding]:
    """From pilot on, the supervisor of an agent holds a certificate for its class that is valid today.

    A certificate for a higher class covers the lower ones.
    """
    told_already = duty.risk is Risk.HIGH and not certificates_for(duty.person, duty.risk)
    if duty.risk is Risk.PROHIBITED or told_already:
        return
    if not is_certified(duty.person, duty.risk, today=context.today):
        yield _uncertified(context, duty)


@rule("course", family="supervision")
def course(context: Context, /) -> Iterator[Finding]:
    """The course of a certificate is a training that the platform offers."""
    trainings = [one.id for one in context.catalogue.platform.values() if one.kind == "training"]
    for person in context.catalogue.people.values():
        for position, one in enumerate(person.certificates):
            item = context.catalogue.platform.get(one.course)
            if item and item.kind != "training":
                place = context.place(person, "certificates", position, "course")
                fix = f"Name a training: {listed(trainings)}." if trainings else f"Make {item.path} a training."
                yield Finding(place, f"{item.name} is a {item.kind}, not a training", fix)


@rule("review-overdue", family="supervision", severity=Severity.WARNING)
def review_overdue(context: Context, agent: Agent, /) -> Iterator[Finding]:
    """An agent at work is reviewed by the day that its blueprint names.

    Review means: read the month's sample, ask whether the task is still the same, and set the next day.
    """
    if agent.stage in RUNNING and agent.review_by and agent.review_by < context.today.isoformat():
        days = counted((context.today - date.fromisoformat(agent.review_by)).days, "day")
        fix = "Review it, then set the next day."
        yield Finding(context.place(agent, "review_by"), f"the review was due {days} ago", fix)


@rule("review-far", family="supervision")
def review_far(context: Context, agent: Agent, /) -> Iterator[Finding]:
    """The next review of an agent is no further away than the policy allows for its class."""
    policy = context.catalogue.policy
    if policy is None or agent.review_by is None:
        return
    latest = latest_review(agent.risk, policy, today=context.today).isoformat()
    if agent.review_by > latest:
        message = f"the next review is on {agent.review_by}; an agent of {agent.risk} risk is reviewed by {latest}"
        yield Finding(context.place(agent, "review_by"), message, f"Write {latest} or an earlier day.")


def _who_else(context: Context, person: Person, role: str) -> str:
    people = context.catalogue.people.values()
    fit = [one.id for one in people if role in one.roles and one.unit == person.unit]
    return f"Add {role} to the roles in {person.path}" + (f", or name {listed(fit)}." if fit else ".")


def _uncertified(context: Context, duty: Duty) -> Finding:
    today = context.today.isoformat()
    ends = (one.expires for one in certificates_for(duty.person, duty.risk))
    expired = max((day for day in ends if day < today), default=None)
    message = f"{duty.person.name} has no certificate for {duty.risk} risk"
    message += f" that holds today (the last one ran until {expired})" if expired else ""
    offered = context.catalogue.platform.values()
    courses = [one.id for one in offered if one.kind == "training" and one.status == "approved"]
    course_names = f" ({listed(courses)})" if courses else ""
    fix = f"Pass a course{course_names} and add the certificate to {duty.person.path}, or name somebody who has one."
    return Finding(context.place(duty.record, *duty.path), message, fix)


def _duties(context: Context) -> Iterator[Duty]:
    people = context.catalogue.people
    agents = context.catalogue.agents
    for agent in agents.values():
        supervisor = people.get(agent.owner.supervisor or "")
        if supervisor and agent.stage in RUNNING:
            yield Duty(agent, ("owner", "supervisor"), supervisor, agent.risk)
    for copy in context.catalogue.deployments.values():
        supervisor, origin = people.get(copy.supervisor or ""), agents.get(copy.agent)
        if supervisor and origin and copy.status is Status.LIVE:
            yield Duty(copy, ("supervisor",), supervisor, origin.risk)
