"""Fleet: which agents are sound, which need looking after, and which to decide about, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from seedbed.metrics.fleet import Condition, Fleet, Health
from seedbed.metrics.reasons import Reason, Why
from seedbed.records import Agent
from seedbed.site.charts import Bar, Bars, Cell, figure
from seedbed.site.making import make_index
from seedbed.site.openings import decisions_compared, with_comparison
from seedbed.site.page import Page
from seedbed.site.tracing import file_url
from seedbed.site.views import Site
from seedbed.site.words import number, plural

INDEX = "fleet/index.html"
MOST = 50
ORDER = {Health.DECIDE: 0, Health.WATCH: 1, Health.SOUND: 2}

DEFINITIONS = {
    Why.INCIDENT: "An incident is open.",
    Why.BELOW: "A measured figure stays below what policy asks.",
    Why.ORPHANED: "The owning unit or the supervisor is not there, or holds no certificate in force.",
    Why.REVIEW: "The day of review has passed.",
    Why.STALE: "The newest measured month is older than policy allows.",
    Why.UNMEASURED: "Nothing was measured.",
    Why.THIN: "Too few tasks were measured or judged to prove anything.",
    Why.UNSUPERVISED: "The record names no supervisor.",
    Why.IMPORTED: "The record was imported, and no figures came with it.",
    Why.DRIFT: "The copy runs another version than its agent has now.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A reason with the address of the record that shows it."""

    reason: Reason
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One agent of a list, with the reasons that belong there."""

    condition: Condition
    agent: Agent
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingCopy:
    """One unit's copy with what speaks for a decision about it."""

    agent: str
    unit: str
    told: tuple[Told, ...]


def create(site: Site, /) -> Iterator[Page]:
    """The one page of the fleet."""
    fleet = site.figures.fleet
    culling = [_line(site, one, one.own) for one in fleet.culling]
    failing = failing_copies(site)
    drifts = sorted(fleet.drifts, key=lambda one: (not one.is_major, one.agent, one.unit))
    yield make_index(
        "fleet.html",
        site=site,
        uri=INDEX,
        title="Fleet",
        summary="The health of every agent that runs or may be copied, and the culling list with its reasons.",
        opening=with_comparison(opening(fleet), decisions_compared(site)),
        fleet=fleet,
        counts=fleet.counts,
        reasons=_reasons_chart(fleet),
        culling=culling[:MOST],
        all_culling=len(culling),
        failing=failing[:MOST],
        all_failing=len(failing),
        drifts=drifts[:MOST],
        all_drifts=len(drifts),
        health=_health(site, fleet)[:MOST],
        ended=[site.catalogue.agents[agent] for agent in fleet.ended],
        most=MOST,
    )


def opening(fleet: Fleet, /) -> str:
    """The sentence that matters: how many agents ask for a decision."""
    if not fleet.conditions:
        return "No agent runs or may be copied yet."
    decide, sound = fleet.counts[Health.DECIDE], fleet.counts[Health.SOUND]
    all_of = plural(len(fleet.conditions), "agent")
    if not decide:
        return f"No agent asks for a decision; {number(sound)} of {all_of} {'is' if sound == 1 else 'are'} sound."
    ask, are = "asks" if decide == 1 else "ask", "is" if sound == 1 else "are"
    return f"{number(decide)} of {all_of} {ask} for a decision; {number(sound)} {are} sound."


def failing_copies(site: Site, /) -> list[FailingCopy]:
    """The copies with a grave reason, each with all of them, in order of the agents' names."""
    found: dict[tuple[str, str], list[Told]] = {}
    for agent, reason in site.figures.fleet.failing_copies:
        found.setdefault((agent, reason.unit or ""), []).append(_told(site, reason))
    copies = (FailingCopy(agent=agent, unit=unit, told=tuple(told)) for (agent, unit), told in found.items())
    return sorted(copies, key=lambda one: (site.name("agents", one.agent).casefold(), one.unit))


def _told(site: Site, reason: Reason) -> Told:
    return Told(reason=reason, href=file_url(site, reason.path))


def _line(site: Site, condition: Condition, reasons: Sequence[Reason]) -> Line:
    return Line(
        condition=condition,
        agent=site.catalogue.agents[condition.agent],
        told=tuple(_told(site, reason) for reason in reasons),
    )


def _health(site: Site, fleet: Fleet) -> list[Line]:
    """Every agent, those that ask for a decision first."""
    conditions = sorted(
        fleet.conditions.values(), key=lambda one: (ORDER[one.health], -one.live, site.name("agents", one.agent))
    )
    return [_line(site, one, one.reasons) for one in conditions]


def _reasons_chart(fleet: Fleet) -> Markup:
    """How often each kind of reason occurs, about agents and about copies."""
    reasons = [reason for one in fleet.conditions.values() for reason in one.reasons]
    kinds = [why for why in Why if any(reason.why is why for reason in reasons)]
    if not kinds:
        return Markup("")
    bars = tuple(_kind(why, [reason for reason in reasons if reason.why is why]) for why in kinds)
    grave = sum(reason.is_grave for reason in reasons)
    asks = {0: "No reason asks", 1: "1 reason asks"}.get(grave, f"{number(grave)} reasons ask")
    says = f"{asks} for a decision, {number(len(reasons) - grave)} for a look."
    heads = ("Reason", "Agents", "Copies", "Waived")
    return figure(
        Bars(title="Why agents and copies stand out", says=says, heads=heads, bars=bars, parts=("agents", "copies"))
    )


def _kind(why: Why, reasons: Sequence[Reason]) -> Bar:
    agents = sum(reason.unit is None for reason in reasons)
    waived = sum(reason.waived is not None for reason in reasons)
    cells = (Cell(number(agents)), Cell(number(len(reasons) - agents)), Cell(number(waived) if waived else ""))
    return Bar(name=Cell(why.capitalize()), parts=(agents, len(reasons) - agents), cells=cells)
