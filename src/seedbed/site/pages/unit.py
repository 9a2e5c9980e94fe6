"""The page of one unit: what it could copy next, what runs there, what it suffers from and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from markupsafe import Markup
from msgspec import Struct

from seedbed.metrics.output import Output
from seedbed.metrics.periods import months_before, periods_between
from seedbed.metrics.reasons import is_behind
from seedbed.metrics.summary import AgentSummary
from seedbed.records import Agent, Deployment, Pain, Stage, Status, Unit
from seedbed.site.charts import Columns, Series, figure
from seedbed.site.language import ENGLISH, Language
from seedbed.site.making import Later, make_entry
from seedbed.site.page import Page
from seedbed.site.tracing import file_url
from seedbed.site.unit_views import UnitView, hours_in, outputs_in
from seedbed.site.views import Site
from seedbed.site.visibility import may_tell, told_agents

MOST = 50
"""Rows of a list that another page has in full."""
ELSEWHERE = 12
"""Agents named for one pain."""
MONTHS = 24
"""Months of a unit's chart."""
SERIES = 5
"""Agents that have a series of their own in it."""


class OfUnit(Protocol):
    """A record that belongs to a unit."""

    @property
    def unit(self) -> str: ...


R = TypeVar("R", bound=OfUnit)


class Running(Struct, frozen=True, kw_only=True):
    """A deployment in the unit, with what it proves."""

    deployment: Deployment
    output: Output | None
    hours: float | None
    rows: str | None
    is_behind: bool


class Offer(Struct, frozen=True, kw_only=True):
    """An agent that the unit could copy: the pains it would remove here, with the hours they cost."""

    agent: Agent
    pains: tuple[Pain, ...]
    summary: AgentSummary | None

    @property
    def hours(self) -> float:
        """Hours a month that the unit loses to these pains."""
        return sum(pain.hours_per_month for pain in self.pains)


def create_entries(site: Site, views: Iterable[UnitView], /) -> Iterator[Page]:
    """The page of every unit."""
    by_tag = _by_tag(told_agents(site))
    for view in views:
        yield _entry(site, view, by_tag)


def offers_for(unit: Unit, by_tag: Mapping[str, Sequence[Agent]], taken: Iterable[str], site: Site, /) -> list[Offer]:
    """The open agents that answer a pain of the unit and do not run there: most hours first, then most units."""
    known = set(taken)
    found: dict[str, list[Pain]] = {}
    agents: dict[str, Agent] = {}
    for pain in unit.pains:
        for agent in by_tag.get(pain.tag, ()):
            if agent.id not in known and agent.is_open:
                agents[agent.id] = agent
                found.setdefault(agent.id, []).append(pain)
    offers = [
        Offer(agent=agents[agent], pains=tuple(pains), summary=site.figures.summaries.get(agent))
        for agent, pains in found.items()
    ]
    return sorted(offers, key=lambda one: (-one.hours, -len(one.summary.live) if one.summary else 0, one.agent.id))


def _by_tag(agents: Iterable[Agent]) -> dict[str, list[Agent]]:
    found: dict[str, list[Agent]] = {}
    for agent in agents:
        for tag in agent.pains:
            found.setdefault(tag, []).append(agent)
    return found


def _entry(site: Site, view: UnitView, by_tag: Mapping[str, Sequence[Agent]]) -> Page:
    unit = view.unit
    uri = f"units/{unit.id}.html"
    deployments = [one for one in site.deployments_in.get(unit.id, ()) if may_tell(site, one.agent)]
    running = [_running(site, one) for one in sorted(deployments, key=_order)]
    taken = {one.agent for one in deployments if one.status is not Status.ENDED}
    offers = offers_for(unit, by_tag, {*taken, *(agent.id for agent in site.owned_by.get(unit.id, ()))}, site)
    answers = _answers(unit, by_tag, taken)
    return make_entry(
        "unit.html",
        site=site,
        uri=uri,
        record=unit,
        summary=opening(view, offers, language=site.language),
        opening=opening(view, offers, language=site.language),
        view=view,
        period=site.figures.adoption.period,
        running=running,
        offers=offers,
        owned=site.owned_by.get(unit.id, ()),
        most=MOST,
        answers=answers,
        answered=sorted({site.name("agents", agent) for here, _ in answers.values() for agent in here}),
        chart=Later(_months_chart, site, view),
        trade=site.figures.network.trades.get(unit.id),
        gave=_given(site, unit.id),
        staff=_of_unit(site.catalogue.people.values(), unit.id),
        requests=_of_unit(site.catalogue.requests.values(), unit.id),
        demos=_of_unit(site.catalogue.demos.values(), unit.id),
        parts=[one.id for one in site.catalogue.units.values() if one.part_of == unit.id],
    )


ORDER = (Status.LIVE, Status.PLANNED, Status.PAUSED, Status.ENDED)
"""What a reader looks for first."""


def _order(deployment: Deployment) -> tuple[int, str]:
    return ORDER.index(deployment.status), deployment.agent


def _running(site: Site, deployment: Deployment) -> Running:
    output = site.figures.output.by_deployment.get(deployment.id)
    agent = site.catalogue.agents[deployment.agent]
    return Running(
        deployment=deployment,
        output=output,
        hours=hours_in([output], site.figures.adoption.period) if output else None,
        rows=file_url(site, output.path) if output else None,
        is_behind=is_behind(agent, deployment),
    )


def opening(view: UnitView, offers: Sequence[Offer], /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters: what runs here, and what would help next."""
    live = view.adoption.live
    runs = language.say("No agent is live here yet.")
    if live:
        runs = language.plural(live, "{count} agent is live here.", "{count} agents are live here.")
    if not offers:
        return runs
    facts = {"agent": offers[0].agent.name, "hours": round(offers[0].hours), "more": len(offers) - 1}
    if len(offers) == 1:
        following = language.say("{agent} could be next: it answers a pain of {hours} hours a month.", **facts)
    else:
        following = language.say(
            "{agent} could be next: it answers a pain of {hours} hours a month, and {more} more would help.", **facts
        )
    return f"{runs} {following}"


def _answers(
    unit: Unit, by_tag: Mapping[str, Sequence[Agent]], taken: set[str]
) -> dict[str, tuple[list[str], list[str]]]:
    """For each pain of the unit (agents that run here and answer it, others that do and are on their way or open)."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for pain in unit.pains:
        agents = [agent for agent in by_tag.get(pain.tag, ()) if agent.stage not in {Stage.SUSPENDED, Stage.RETIRED}]
        here = [agent.id for agent in agents if agent.id in taken]
        found[pain.tag] = (here, [agent.id for agent in agents if agent.id not in taken][:ELSEWHERE])
    return found


def _given(site: Site, unit: str) -> list[tuple[str, list[str]]]:
    """Which agents others took from this unit, each with those who did."""
    takers: dict[str, list[str]] = {}
    for copy in site.figures.network.copies:
        if copy.source == unit:
            takers.setdefault(copy.agent, []).append(copy.unit)
    return list(takers.items())


def _months_chart(site: Site, view: UnitView) -> Markup:
    """Hours given back by month, by agent; nothing about a small group."""
    outputs = [] if view.adoption.is_small else outputs_in(site, view.unit.id)
    months = sorted({month.period for one in outputs for month in one.months})
    if len(months) < 2:
        return Markup("")
    ordered = sorted(outputs, key=lambda one: -sum(month.hours_given_back or 0 for month in one.months))
    periods = periods_between(max(months[0], months_before(months[-1], MONTHS - 1)), months[-1])
    series = [_agent_series(site, [one], periods) for one in ordered[:SERIES]]
    if ordered[SERIES:]:
        series.append(_agent_series(site, ordered[SERIES:], periods))
    total = sum(float(value) for one in series for value in one.values if value is not None)
    language = site.language
    says = language.say(
        "Since {month} the agents here gave back {hours} hours.",
        month=language.month(periods[0]),
        hours=round(total),
    )
    return figure(
        Columns(
            id="hours",
            title=language.say("Hours given back each month, by agent"),
            says=says,
            labels=tuple(language.short_month(period) for period in periods),
            series=tuple(series),
            format=lambda value: language.number(round(value)),
            language=language,
        )
    )


def _agent_series(site: Site, outputs: Sequence[Output], periods: Iterable[str]) -> Series:
    hours = [{month.period: month.hours_given_back for month in one.months} for one in outputs]
    values = [[value for one in hours if (value := one.get(period)) is not None] for period in periods]
    return Series(
        name=site.name("agents", outputs[0].agent) if len(outputs) == 1 else site.language.say("Others"),
        values=tuple(sum(stated) if stated else None for stated in values),
    )


def _of_unit(records: Iterable[R], unit: str) -> list[R]:
    return [one for one in records if one.unit == unit]
