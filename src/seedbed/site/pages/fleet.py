"""Fleet: which agents are sound, which need looking after, and which to decide about, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from seedbed.metrics.fleet import Condition, Fleet, Health
from seedbed.metrics.reasons import Reason, Why
from seedbed.records import Agent
from seedbed.site.charts import Bar, Bars, Cell, figure
from seedbed.site.language import ENGLISH, Language, marked
from seedbed.site.making import make_index
from seedbed.site.openings import decisions_compared, with_comparison
from seedbed.site.page import Page
from seedbed.site.tracing import file_url
from seedbed.site.views import Site

INDEX = "fleet/index.html"
MOST = 50
ORDER = {Health.DECIDE: 0, Health.WATCH: 1, Health.SOUND: 2}

DEFINITIONS = {
    Why.INCIDENT: marked("An incident is open."),
    Why.BELOW: marked("A measured figure stays below what policy asks."),
    Why.ORPHANED: marked("The owning unit or the supervisor is not there, or holds no certificate in force."),
    Why.REVIEW: marked("The day of review has passed."),
    Why.STALE: marked("The newest measured month is older than policy allows."),
    Why.UNMEASURED: marked("Nothing was measured."),
    Why.THIN: marked("Too few tasks were measured or judged to prove anything."),
    Why.UNSUPERVISED: marked("The record names no supervisor."),
    Why.IMPORTED: marked("The record was imported, and no figures came with it."),
    Why.DRIFT: marked("The copy runs another version than its agent has now."),
}


class Told(Struct, frozen=True, kw_only=True):
    """A reason with the address of the record that shows it."""

    reason: Reason
    href: str | None


class Line(Struct, frozen=True, kw_only=True):
    """One agent of a list, with the reasons that belong there."""

    condition: Condition
    agent: Agent
    told: tuple[Told, ...]


class FailingCopy(Struct, frozen=True, kw_only=True):
    """One unit's copy with what speaks for a decision about it."""

    agent: str
    unit: str
    told: tuple[Told, ...]


def create(site: Site, /) -> Iterator[Page]:
    """The one page of the fleet."""
    yield make_index(
        "fleet.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Fleet"),
        summary=site.language.say(
            "The health of every agent that runs or may be copied, and the culling list with its reasons."
        ),
        more=partial(_context, site),
    )


def _context(site: Site) -> dict[str, Any]:
    fleet = site.figures.fleet
    culling = [_line(site, one, one.own) for one in fleet.culling]
    failing = failing_copies(site)
    drifts = sorted(fleet.drifts, key=lambda one: (not one.is_major, one.agent, one.unit))
    return {
        "opening": with_comparison(opening(fleet, language=site.language), decisions_compared(site)),
        "fleet": fleet,
        "counts": fleet.counts,
        "reasons": _reasons_chart(fleet, site.language),
        "culling": culling[:MOST],
        "all_culling": len(culling),
        "failing": failing[:MOST],
        "all_failing": len(failing),
        "drifts": drifts[:MOST],
        "all_drifts": len(drifts),
        "health": _health(site, fleet)[:MOST],
        "ended": [site.catalogue.agents[agent] for agent in fleet.ended],
        "most": MOST,
    }


def opening(fleet: Fleet, /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters: how many agents ask for a decision."""
    if not fleet.conditions:
        return language.say("No agent runs or may be copied yet.")
    decide, sound = fleet.counts[Health.DECIDE], fleet.counts[Health.SOUND]
    all_of = language.counted(len(fleet.conditions), "agent")
    if not decide:
        return language.plural(
            sound,
            "No agent asks for a decision; {count} of {agents} is sound.",
            "No agent asks for a decision; {count} of {agents} are sound.",
            agents=all_of,
        )
    ask = language.plural(
        decide, "{count} of {agents} asks for a decision", "{count} of {agents} ask for a decision", agents=all_of
    )
    return language.plural(sound, "{ask}; {count} is sound.", "{ask}; {count} are sound.", ask=ask)


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


def _reasons_chart(fleet: Fleet, language: Language) -> Markup:
    """How often each kind of reason occurs, about agents and about copies."""
    reasons = [reason for one in fleet.conditions.values() for reason in one.reasons]
    kinds = [why for why in Why if any(reason.why is why for reason in reasons)]
    if not kinds:
        return Markup("")
    is_waived = any(reason.waived for reason in reasons)
    bars = tuple(
        _kind(why, [reason for reason in reasons if reason.why is why], language, is_waived=is_waived) for why in kinds
    )
    grave = [reason for reason in reasons if reason.is_grave]
    say, looks = language.say, len(reasons) - len(grave)
    says = say("No reason asks for a decision, {looks} for a look.", looks=looks)
    if grave:
        own = sum(reason.unit is None for reason in grave)
        says = language.plural(
            own,
            "{count} reason asks for a decision about an agent, {copies} about a single copy, {looks} for a look.",
            "{count} reasons ask for a decision about an agent, {copies} about a single copy, {looks} for a look.",
            copies=len(grave) - own,
            looks=looks,
        )
    heads = (say("Reason"), say("Agents"), say("Copies"), *([say("Waived")] if is_waived else []))
    parts = (say("agents"), say("copies"))
    title = say("Why agents and copies stand out")
    return figure(Bars(title=title, says=says, heads=heads, bars=bars, parts=parts))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _kind(why: Why, reasons: Sequence[Reason], language: Language, *, is_waived: bool) -> Bar:
    """One kind of reason; with how many are waived where any is, of whatever kind."""
    agents = sum(reason.unit is None for reason in reasons)
    waived = sum(reason.waived is not None for reason in reasons)
    counts = (agents, len(reasons) - agents, *([waived] if is_waived else []))
    cells = tuple(Cell(language.number(count)) for count in counts)
    return Bar(name=Cell(_capital(language.look_up(why))), parts=(agents, len(reasons) - agents), cells=cells)
