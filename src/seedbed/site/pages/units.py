"""Business units: what runs in each, what it owns and suffers from, and what it could copy next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from seedbed.site.charts import Bar, Bars, Cell, figure
from seedbed.site.making import make_index
from seedbed.site.page import Page
from seedbed.site.pages.unit import create_entries
from seedbed.site.tracing import cell
from seedbed.site.unit_views import UnitView, unit_view
from seedbed.site.views import Site
from seedbed.site.words import month, number, percent, plural

INDEX = "units/index.html"
BARS = 12


def create(site: Site, /) -> Iterator[Page]:
    """The index and the page of every unit."""
    views = [unit_view(site, unit) for unit in site.catalogue.units.values()]
    yield _index(site, views)
    yield from create_entries(site, views)


def _index(site: Site, views: list[UnitView]) -> Page:
    adoption = site.figures.adoption
    ordered = sorted(views, key=lambda one: (one.unit.name.casefold(), one.unit.id))
    return make_index(
        "units.html",
        site=site,
        uri=INDEX,
        title="Units",
        summary="Every business unit: what runs there, what it suffers from, what it could copy next.",
        opening=_opening(site, views),
        adoption=adoption,
        period=adoption.period,
        chart=_hours_chart(site, views),
        views=ordered,
    )


def _opening(site: Site, views: Sequence[UnitView]) -> str:
    """The sentence that matters: in how many units an agent is live, and what it gave back."""
    everything, period = site.figures.adoption.everything, site.figures.adoption.period
    if not views:
        return "No unit is recorded yet."
    live = f"An agent is live in {everything.units_live} of {plural(everything.units, 'unit')}"
    hours = sum(view.hours or 0 for view in views)
    if period is None or not hours:
        return f"{live}; what it gives back is not measured yet."
    return f"{live}; together they gave back {number(round(hours))} hours in {month(period)}."


def _hours_chart(site: Site, views: Iterable[UnitView]) -> Markup:
    """Where the hours came back; a small group is not named."""
    period = site.figures.adoption.period
    shown = [one for one in views if one.hours and one.hours > 0 and not one.adoption.is_small]
    ordered = sorted(shown, key=lambda one: (-(one.hours or 0), one.unit.id))[:BARS]
    if not ordered or period is None:
        return Markup("")
    first = ordered[0]
    says = f"{first.unit.name} got back most: {number(round(first.hours or 0))} hours in {month(period)}."
    bars = tuple(
        Bar(
            name=cell(site, "units", one.unit.id, start=INDEX),
            parts=(one.hours,),
            cells=(
                Cell(number(round(one.hours or 0))),
                Cell(percent(one.adoption.share)),
                Cell(str(one.adoption.live)),
            ),
        )
        for one in ordered
    )
    heads = ("Unit", "Hours given back", "Of routine work", "Live agents")
    return figure(Bars(title=f"Hours given back in {month(period)}", says=says, heads=heads, bars=bars))
