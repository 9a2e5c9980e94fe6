"""Waivers: exceptions that the AI office granted, for one rule, one subject and a limited time.

A waiver that stands turns the matching errors into warnings that name it. It never makes a problem disappear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from seedbed.checks.context import Context
from seedbed.checks.wording import counted, nearest
from seedbed.problems import RULES, Finding, Problem, Severity, rule
from seedbed.records import Waiver

NEVER = frozenset({"reading", "schema", "waivers", "control", "approvals", "who"})
"""Families whose problems leave no record to except, and those about waivers and about who decides."""

NEVER_RULES = frozenset({"date-real", "portal-files"})
ROLE = "ai-office"


def check(context: Context, /) -> Iterator[Problem]:
    """Every waiver."""
    for waiver in context.catalogue.waivers.values():
        yield from waiver_rule(context, waiver)
        yield from waiver_subject(context, waiver)
        yield from waiver_approver(context, waiver)
        yield from waiver_long(context, waiver)
        yield from waiver_expired(context, waiver)


def apply_waivers(problems: Iterable[Problem], context: Context, /) -> Iterator[Problem]:
    """The same problems, with each error that a standing waiver covers turned into a warning that names the waiver.

    A waiver stands when it has no error of its own and has not expired.
    """
    found = list(problems)
    wrong = {problem.path for problem in found if problem.severity is Severity.ERROR}
    today = context.today.isoformat()
    standing = [one for one in context.catalogue.waivers.values() if one.path not in wrong and one.expires >= today]
    for problem in found:
        waiver = next((one for one in standing if covers(one, problem)), None)
        if waiver:
            message = f"{problem.message} (waived until {waiver.expires} by {waiver.path})"
            yield replace(problem, severity=Severity.WARNING, message=message)
        else:
            yield problem


def covers(waiver: Waiver, problem: Problem, /) -> bool:
    """Whether a waiver is about this problem: its rule, and its file or the agent to whose folder the file belongs."""
    return is_about(waiver, rule=problem.rule, path=problem.path)


def is_about(waiver: Waiver, /, *, rule: str, path: str) -> bool:
    """Whether a waiver names this rule, and this file or the agent to whose folder the file belongs."""
    return waiver.rule == rule and (path == waiver.subject or path.startswith(f"catalog/agents/{waiver.subject}/"))


@rule("waiver-rule", family="waivers")
def waiver_rule(context: Context, waiver: Waiver, /) -> Iterator[Finding]:
    """A waiver names a rule that exists and that can be waived.

    A file that cannot be read or does not fit its schema leaves nothing to except, and a waiver cannot waive the rules
    about waivers, nor those of the gate about who asks, who agrees and what decides about others.
    """
    known = RULES.get(waiver.rule)
    place = context.place(waiver, "rule")
    if known is None:
        meant = nearest(waiver.rule, RULES)
        fix = f"Write {meant}." if meant else "Copy the id of the rule from the report."
        yield Finding(place, f"there is no rule {waiver.rule}", fix)
    elif known.family in NEVER or known.id in NEVER_RULES:
        yield Finding(place, f"the rule {waiver.rule} cannot be waived", "Mend the problem and remove the waiver.")


@rule("waiver-subject", family="waivers")
def waiver_subject(context: Context, waiver: Waiver, /) -> Iterator[Finding]:
    """A waiver is about an agent or a file that exists."""
    files = context.sources.files
    if context.has("agent", waiver.subject) or waiver.subject in files or waiver.subject in context.broken:
        return
    meant = nearest(waiver.subject, [*context.ids("agent"), *files])
    fix = f"Write {meant}." if meant else "Write an agent's id, or the path of a file."
    yield Finding(context.place(waiver, "subject"), f"{waiver.subject} is neither an agent nor a file here", fix)


@rule("waiver-approver", family="waivers")
def waiver_approver(context: Context, waiver: Waiver, /) -> Iterator[Finding]:
    """A waiver is granted by somebody of the AI office."""
    person = context.catalogue.people.get(waiver.approver)
    if person and ROLE not in person.roles:
        office = [one.id for one in context.catalogue.people.values() if ROLE in one.roles]
        fix = f"Ask {office[0]}." if office else f"Give somebody in catalog/people/ the role {ROLE}."
        yield Finding(context.place(waiver, "approver"), f"{person.name} is not of the AI office", fix)


@rule("waiver-long", family="waivers")
def waiver_long(context: Context, waiver: Waiver, /) -> Iterator[Finding]:
    """A waiver expires within the time that the policy allows, counted from today.

    An exception without an end is a change of policy, and is made in policy.yml.
    """
    policy = context.catalogue.policy
    if policy is None:
        return
    latest = context.today + timedelta(days=policy.waiver_days)
    if waiver.expires > latest.isoformat():
        message = f"expires on {waiver.expires}, more than {policy.waiver_days} days from today"
        yield Finding(context.place(waiver, "expires"), message, f"Write {latest} or an earlier day.")


@rule("waiver-expired", family="waivers", severity=Severity.WARNING)
def waiver_expired(context: Context, waiver: Waiver, /) -> Iterator[Finding]:
    """An expired waiver is removed; what it covered is an error again."""
    if waiver.expires < context.today.isoformat():
        days = counted((context.today - date.fromisoformat(waiver.expires)).days, "day")
        message = f"expired {days} ago and covers nothing any more"
        yield Finding(context.place(waiver, "expires"), message, "Remove the file, or ask for a new waiver.")
