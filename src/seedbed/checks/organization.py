"""The portal's own two files: whom it serves, and by which policy."""

from __future__ import annotations

import math
from collections.abc import Iterator

from seedbed.checks.context import Context
from seedbed.checks.wording import listed
from seedbed.colours import AA, BLACK, GROUNDS, ON_BAND, least_contrast, readable
from seedbed.kinds import KIND
from seedbed.problems import Finding, Place, Problem, Severity, rule
from seedbed.records.zones import zone_meant

ROLES_THAT_APPROVE = frozenset({"ai-office", "security"})


def check(context: Context, /) -> Iterator[Problem]:
    """organization.yml and policy.yml."""
    yield from portal_files(context)
    yield from function_twice(context)
    yield from time_zone(context)
    yield from brand_contrast(context)
    yield from policy_order(context)
    yield from policy_approvers(context)


@rule("portal-files", family="organization")
def portal_files(context: Context, /) -> Iterator[Finding]:
    """A portal has an organization.yml and a policy.yml.

    The first says whom the portal serves and by which functions adoption is counted, the second holds every threshold.
    Without them nothing can be judged.
    """
    for kind in ("organization", "policy"):
        if not context.has(kind, kind):
            yield Finding(Place(path=KIND[kind].template), "the file is missing", f"Write it: seedbed new {kind}")


@rule("function-twice", family="organization")
def function_twice(context: Context, /) -> Iterator[Finding]:
    """A business function stands once in organization.yml."""
    organization = context.catalogue.organization
    seen: set[str] = set()
    for position, one in enumerate(organization.functions if organization else ()):
        if organization and one.id in seen:
            place = context.place(organization, "functions", position, "id")
            yield Finding(place, f"the function {one.id} stands here a second time", "Keep one of the two.")
        seen.add(one.id)


@rule("time-zone", family="organization")
def time_zone(context: Context, /) -> Iterator[Finding]:
    """The time zone of organization.yml is one of the IANA database.

    Calendars are told the times of events by it; by a name that nobody knows they could not be.
    """
    organization = context.catalogue.organization
    name = organization.timezone if organization else None
    if organization is None or name is None or organization.zone:
        return
    meant = zone_meant(name)
    fix = f"Write {meant}." if meant else "Write a region and a city, such as Europe/Berlin."
    yield Finding(context.place(organization, "timezone"), f"no time zone is called {name}", fix)


@rule("brand-contrast", family="organization")
def brand_contrast(context: Context, /) -> Iterator[Finding]:
    """The colours of the brand can be read: 4.5:1 with every ground of the theme, as WCAG 2.2 AA asks.

    Links and chosen things are written in the accent on the page's three light grounds; light text stands on the band.
    The dark scheme needs no care: its shades come from the accent by themselves.
    """
    organization = context.catalogue.organization
    brand = organization.brand if organization else None
    if organization is None or brand is None:
        return
    pairs = (("accent", brand.accent, GROUNDS), ("band", brand.band, (ON_BAND,)))
    for field, colour, others in pairs:
        ratio, other = least_contrast(colour, others) if colour else (AA, "")
        if colour and ratio < AA:
            shade = readable(colour, others, towards=BLACK)
            message = (
                f"the {field} {colour} beside {other} has a contrast of {_floored(ratio)}:1, and WCAG AA asks {AA}:1"
            )
            yield Finding(context.place(organization, "brand", field), message, f'Darken it: "{shade}" passes.')


def _floored(ratio: float) -> str:
    """Rounded down, so that what fails never reads as if it passed."""
    return f"{math.floor(ratio * 10) / 10:.1f}"


@rule("policy-order", family="organization")
def policy_order(context: Context, /) -> Iterator[Finding]:
    """The bounds of a policy rise: crossing point, acceleration, saturation; the earlier month of the window first."""
    policy = context.catalogue.policy
    if policy is None:
        return
    bounds = policy.adoption
    for low, high in (("crossing", "acceleration"), ("acceleration", "saturation")):
        if getattr(bounds, low) >= getattr(bounds, high):
            message = (
                f"{high} begins at {float(getattr(bounds, high))}, not after {low} ({float(getattr(bounds, low))})"
            )
            yield Finding(context.place(policy, "adoption", high), message, f"Write a share above that of {low}.")
    first, last = bounds.window_months
    if first >= last:
        message = f"the window ends in month {last}, not after its beginning in month {first}"
        yield Finding(context.place(policy, "adoption", "window_months", 1), message, "Write the later month second.")


@rule("policy-approvers", family="organization", severity=Severity.WARNING)
def policy_approvers(context: Context, /) -> Iterator[Finding]:
    """Whoever must approve exists: somebody holds each role that the policy asks for.

    An approval that nobody can give blocks every change of the class.
    """
    policy = context.catalogue.policy
    if policy is None:
        return
    held = {role for one in context.catalogue.people.values() for role in one.roles}
    empty: dict[str, list[str]] = {}
    for level, roles in policy.approvals.items():
        for role in roles:
            if role in ROLES_THAT_APPROVE - held:
                empty.setdefault(role, []).append(level)
    for role, levels in empty.items():
        place = context.place(policy, "approvals", levels[0], policy.approvals[levels[0]].index(role))
        message = f"changes of {listed(levels, last='and')} risk need {role}, and nobody has that role"
        yield Finding(place, message, f"Give somebody in catalog/people/ the role {role}.")
