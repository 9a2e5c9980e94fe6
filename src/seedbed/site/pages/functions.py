"""Business functions: how much of their routine work has moved to agents, in which phase they are, and by which
agents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from seedbed.metrics.adoption import Adoption
from seedbed.records import OPEN_STAGES, Agent, Function, Stage
from seedbed.site.adoption_words import curve, phase_words
from seedbed.site.charts import sparkline
from seedbed.site.making import make_index
from seedbed.site.page import Page
from seedbed.site.templates import render
from seedbed.site.unit_views import UnitView, unit_view
from seedbed.site.views import Site
from seedbed.site.words import month, percent, plural

INDEX = "functions/index.html"
MOST = 50
"""Agents listed on the page of a function; the catalogue has them all."""
ORDER = (Stage.PRODUCTION, Stage.VALIDATED, Stage.PILOT, Stage.PROTOTYPE, Stage.IDEA, Stage.SUSPENDED, Stage.RETIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionView:
    """One function with its figures; `wave` is '' where the organisation planned none."""

    id: str
    name: str
    wave: str
    adoption: Adoption
    agents: tuple[Agent, ...]
    spark: Markup

    @property
    def phase(self) -> str:
        """Its phase in words."""
        return phase_words(self.adoption.phase)

    @property
    def open(self) -> int:
        """How many of its agents may be copied."""
        return sum(agent.stage in OPEN_STAGES for agent in self.agents)


def create(site: Site, /) -> Iterator[Page]:
    """The index and the page of every function."""
    units = {unit.id: unit_view(site, unit) for unit in site.catalogue.units.values()}
    views = function_views(site)
    yield _index(site, views)
    for view in views:
        yield _entry(site, view, [one for one in units.values() if one.unit.function == view.id])


def function_views(site: Site, /) -> list[FunctionView]:
    """Every function of the organisation in its own order, then any other that a unit names."""
    named = site.catalogue.organization.functions if site.catalogue.organization else ()
    known = {one.id: one for one in named}
    agents: dict[str, list[Agent]] = {}
    for agent in sorted(site.shown_agents, key=lambda one: ORDER.index(one.stage)):
        agents.setdefault(agent.function, []).append(agent)
    by_function = site.figures.adoption.by_function
    return [_view(site, id, known.get(id), adoption, agents.get(id, [])) for id, adoption in by_function.items()]


def by_share(views: Sequence[FunctionView], /) -> list[FunctionView]:
    """The function that has handed over most first; those without a share last."""
    return sorted(views, key=lambda one: (one.adoption.share is None, -(one.adoption.share or 0), one.name.casefold()))


def _view(site: Site, id: str, function: Function | None, adoption: Adoption, agents: Sequence[Agent]) -> FunctionView:
    name = site.function_name(id)
    shares = [one.share for one in adoption.months]
    says = f"{name}: {percent(shares[0])} to {percent(shares[-1])} in {plural(len(shares), 'month')}" if shares else ""
    return FunctionView(
        id=id,
        name=name,
        wave=(function.wave if function else None) or "",
        adoption=adoption,
        agents=tuple(agents),
        spark=Markup("") if adoption.is_small else sparkline(shares, says=says),
    )


def _index(site: Site, views: list[FunctionView]) -> Page:
    adoption = site.figures.adoption
    ordered = by_share(views)
    return make_index(
        "functions.html",
        site=site,
        uri=INDEX,
        title="Functions",
        summary="How much of its routine work each business function has handed to agents.",
        opening=_opening(site, ordered),
        views=ordered,
        adoption=adoption,
        period=adoption.period,
        chart=_curves(site, ordered),
    )


def _opening(site: Site, ordered: Sequence[FunctionView]) -> str:
    """The sentence that matters: who has handed over most, and how many have begun."""
    begun = [one for one in ordered if one.adoption.live]
    started = f"An agent is live in {len(begun)} of {plural(len(ordered), 'function')}"
    shown = [one for one in ordered if one.adoption.share and not one.adoption.is_small]
    period = site.figures.adoption.period
    if not ordered:
        return "No function is recorded yet."
    if not shown or period is None:
        return f"{started}; how much of the routine work they do is not measured yet."
    first = shown[0]
    share = percent(first.adoption.share)
    return f"{first.name} has handed over most: {share} of its routine work in {month(period)}. {started}."


def _curves(site: Site, ordered: Sequence[FunctionView]) -> Markup:
    shown = [one for one in ordered if one.adoption.months and not one.adoption.is_small]
    policy = site.catalogue.policy
    past = [
        one for one in shown if policy and one.adoption.share and one.adoption.share >= policy.adoption.acceleration
    ]
    have = "has" if len(past) == 1 else "have"
    says = f"{plural(len(past), 'function')} of {len(ordered)} {have} passed the crossing point."
    groups = [(one.name, one.adoption) for one in shown]
    return curve(site, groups, id="curves", title="Routine work offloaded, by function", says=says)


def _entry(site: Site, view: FunctionView, units: Sequence[UnitView]) -> Page:
    uri = f"functions/{view.id}.html"
    everything = site.figures.adoption.everything
    chart = curve(
        site,
        [(view.name, view.adoption), ("All functions", everything)],
        id="curve",
        title=f"Routine work offloaded in {view.name}",
        says=f"{view.name} beside the whole organisation.",
    )
    summary = _summary(view, site.figures.adoption.period)
    html = render(
        "function.html",
        site=site,
        uri=uri,
        view=view,
        units=sorted(units, key=lambda one: (-(one.adoption.share or 0), one.unit.name.casefold())),
        period=site.figures.adoption.period,
        summary=summary,
        chart=Markup("") if view.adoption.is_small else chart,
        most=MOST,
    )
    return Page(uri=uri, title=view.name, summary=summary, body=html, section=INDEX)


def _summary(view: FunctionView, period: str | None) -> str:
    """The sentence that matters about one function."""
    adoption = view.adoption
    run = "runs" if adoption.units_live == 1 else "run"
    live = f"{adoption.units_live} of {plural(adoption.units, 'unit')} {run} an agent"
    if adoption.is_small:
        return f"{live}; the group is too small for figures."
    if adoption.share is None or period is None:
        return f"{live}; how much of the routine work it does is not measured yet."
    phase = f" ({view.phase.lower()})" if view.phase else ""
    return f"{live}; {percent(adoption.share)} of the routine work is done by agents{phase}."
