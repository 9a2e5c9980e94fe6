"""Business functions: how much of their routine work has moved to agents, in which phase they are, and by which
agents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from seedbed.metrics.adoption import Adoption
from seedbed.records import OPEN_STAGES, Agent, Function, Stage
from seedbed.site.adoption_words import curve, phase_words
from seedbed.site.charts import sparkline
from seedbed.site.language import Language
from seedbed.site.making import Later, make_index
from seedbed.site.page import Page
from seedbed.site.templates import render
from seedbed.site.unit_views import UnitView, unit_view
from seedbed.site.views import Site

INDEX = "functions/index.html"
MOST = 50
"""Agents listed on the page of a function; the catalogue has them all."""
ORDER = (Stage.PRODUCTION, Stage.VALIDATED, Stage.PILOT, Stage.PROTOTYPE, Stage.IDEA, Stage.SUSPENDED, Stage.RETIRED)


class FunctionView(Struct, frozen=True, kw_only=True):
    """One function with its figures; `wave` is '' where the organisation planned none, `phase` in words."""

    id: str
    name: str
    wave: str
    adoption: Adoption
    agents: tuple[Agent, ...]
    spark: Markup
    phase: str

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
    """The function that has handed over most first; those without a share last, and after them those not shown."""
    return sorted(views, key=lambda one: (*_place(one.adoption), one.name.casefold()))


def _place(adoption: Adoption) -> tuple[bool, bool, Fraction]:
    """By the share, but for one that is not shown: its place must tell nothing."""
    if adoption.is_small:
        return (True, True, Fraction(0))
    return (False, adoption.share is None, -(adoption.share or Fraction(0)))


def _view(site: Site, id: str, function: Function | None, adoption: Adoption, agents: Sequence[Agent]) -> FunctionView:
    name = site.function_name(id)
    shares = [one.share for one in adoption.months]
    language = site.language
    says = ""
    if shares:
        says = language.plural(
            len(shares),
            "{function}: {first} to {last} in {count} month",
            "{function}: {first} to {last} in {count} months",
            function=name,
            first=language.percent(shares[0]),
            last=language.percent(shares[-1]),
        )
    return FunctionView(
        id=id,
        name=name,
        wave=(function.wave if function else None) or "",
        adoption=adoption,
        agents=tuple(agents),
        phase=phase_words(adoption.phase, language=language),
        spark=Markup("") if adoption.is_small else sparkline(shares, says=says),
    )


def _index(site: Site, views: list[FunctionView]) -> Page:
    adoption = site.figures.adoption
    ordered = by_share(views)
    return make_index(
        "functions.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Functions"),
        summary=site.language.say("How much of its routine work each business function has handed to agents."),
        opening=_opening(site, ordered),
        views=ordered,
        adoption=adoption,
        period=adoption.period,
        chart=Later(_curves, site, ordered),
    )


def _opening(site: Site, ordered: Sequence[FunctionView]) -> str:
    """The sentence that matters: who has handed over most, and how many have begun."""
    begun = [one for one in ordered if one.adoption.live]
    language = site.language
    started = language.plural(
        len(ordered),
        "An agent is live in {some} of {count} function",
        "An agent is live in {some} of {count} functions",
        some=len(begun),
    )
    shown = [one for one in ordered if one.adoption.share and not one.adoption.is_small]
    period = site.figures.adoption.period
    if not ordered:
        return language.say("No function is recorded yet.")
    if not shown or period is None:
        return language.say("{start}; how much of the routine work they do is not measured yet.", start=started)
    return language.say(
        "{function} has handed over most: {share} of its routine work in {month}. {start}.",
        function=shown[0].name,
        share=language.percent(shown[0].adoption.share),
        month=language.month(period),
        start=started,
    )


def _curves(site: Site, ordered: Sequence[FunctionView]) -> Markup:
    shown = [one for one in ordered if one.adoption.months and not one.adoption.is_small]
    policy = site.catalogue.policy
    past = [
        one for one in shown if policy and one.adoption.share and one.adoption.share >= policy.adoption.acceleration
    ]
    says = site.language.plural(
        len(past),
        "{count} function of {all} has passed the crossing point.",
        "{count} functions of {all} have passed the crossing point.",
        all=len(ordered),
    )
    groups = [(one.name, one.adoption) for one in shown]
    title = site.language.say("Routine work offloaded, by function")
    return curve(site, groups, id="curves", title=title, says=says)


def _entry(site: Site, view: FunctionView, units: Sequence[UnitView]) -> Page:
    uri = f"functions/{view.id}.html"
    everything = site.figures.adoption.everything
    chart = curve(
        site,
        [(view.name, view.adoption), (site.language.say("All functions"), everything)],
        id="curve",
        title=site.language.say("Routine work offloaded in {function}", function=view.name),
        says=site.language.say("{function} beside the whole organisation.", function=view.name),
    )
    summary = _summary(view, site.figures.adoption.period, site.language)
    body = partial(
        render,
        "function.html",
        site=site,
        uri=uri,
        view=view,
        units=sorted(units, key=lambda one: (*_place(one.adoption), one.unit.name.casefold())),
        period=site.figures.adoption.period,
        summary=summary,
        chart=Markup("") if view.adoption.is_small else chart,
        most=MOST,
    )
    return Page(uri=uri, title=view.name, summary=summary, body=body, section=INDEX)


def _summary(view: FunctionView, period: str | None, language: Language) -> str:
    """The sentence that matters about one function."""
    adoption = view.adoption
    say, share = language.say, language.percent(adoption.share)
    live = language.plural(
        adoption.units_live,
        "{count} of {all} runs an agent",
        "{count} of {all} run an agent",
        all=language.counted(adoption.units, "unit"),
    )
    if adoption.is_small:
        return say("{start}; its figures are not shown, to protect small groups.", start=live)
    if adoption.share is None or period is None:
        return say("{start}; how much of the routine work it does is not measured yet.", start=live)
    if not view.phase:
        return say("{start}; {share} of the routine work is done by agents.", start=live, share=share)
    phase = language.inside(view.phase)
    return say(
        "{start}; {share} of the routine work is done by agents ({phase}).", start=live, share=share, phase=phase
    )
