"""A unit with the figures that its page and the list of units show."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from seedbed.metrics.adoption import Adoption
from seedbed.metrics.output import Output
from seedbed.records import Pain, Unit
from seedbed.site.people_words import people, small_group
from seedbed.site.views import Site


class UnitView(Struct, frozen=True, kw_only=True):
    """One unit with its figures. `hours` are those given back in the site's month, `pain` its costliest.

    `people` says how many work there; `headcount` is the same for a column of a table.
    """

    unit: Unit
    adoption: Adoption
    hours: float | None
    owned: int
    pain: Pain | None
    people: str
    headcount: str


def unit_view(site: Site, unit: Unit, /) -> UnitView:
    """The view of one unit."""
    adoption = site.figures.adoption
    return UnitView(
        unit=unit,
        adoption=adoption.by_unit[unit.id],
        hours=hours_in(outputs_in(site, unit.id), adoption.period),
        owned=len(site.owned_by.get(unit.id, ())),
        pain=max(unit.pains, key=lambda one: one.hours_per_month, default=None),
        people=""
        if unit.headcount is None
        else people(unit.headcount, guard=small_group(site), language=site.language),
        headcount="" if unit.headcount is None else _headcount(site, unit.headcount),
    )


def _people(site: Site, count: int) -> str:
    return people(count, guard=small_group(site), language=site.language)


def _headcount(site: Site, count: int) -> str:
    guard = small_group(site)
    if count < guard:
        return site.language.say("fewer than {guard}", guard=guard)
    return site.language.number(count)


def outputs_in(site: Site, unit: str, /) -> list[Output]:
    """What the measured deployments of a unit prove."""
    deployments = site.deployments_in.get(unit, ())
    outputs = site.figures.output.by_deployment
    return [outputs[one.id] for one in deployments if one.id in outputs]


def hours_in(outputs: Iterable[Output], period: str | None, /) -> float | None:
    """Hours that some deployments gave back in a month; None when none of them measured it against a baseline."""
    hours = [hours for one in outputs if (hours := one.hours_in(period or "")) is not None]
    return sum(hours) if hours else None
