"""Business units: what runs in each, what it owns and suffers from, and what it could copy next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from seedbed.site.charts import Bar, Bars, Cell, figure
from seedbed.site.making import Later, make_index
from seedbed.site.page import Page
from seedbed.site.pages.unit import create_entries
from seedbed.site.pages.value import first_of
from seedbed.site.tracing import cell
from seedbed.site.unit_views import UnitView, unit_view
from seedbed.site.views import Site

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
        title=site.language.say("Units"),
        summary=site.language.say(
            "Every business unit: what runs there, what it suffers from, what it could copy next."
        ),
        opening=_opening(site, views),
        adoption=adoption,
        period=adoption.period,
        chart=Later(_hours_chart, site, views),
        views=ordered,
    )


def _opening(site: Site, views: Sequence[UnitView]) -> str:
    """The sentence that matters: in how many units an agent is live, and what it gave back."""
    everything, period = site.figures.adoption.everything, site.figures.adoption.period
    if not views:
        return site.language.say("No unit is recorded yet.")
    facts = {"some": everything.units_live, "units": site.language.counted(everything.units, "unit")}
    hours = sum(view.hours or 0 for view in views)
    if period is None or not hours:
        return site.language.say(
            "An agent is live in {some} of {units}; what it gives back is not measured yet.", **facts
        )
    return site.language.say(
        "An agent is live in {some} of {units}; together they gave back {hours} hours in {month}.",
        hours=round(hours),
        month=site.language.month(period),
        **facts,
    )


def _hours_chart(site: Site, views: Iterable[UnitView]) -> Markup:
    """Where the hours came back; a small group is not named."""
    period = site.figures.adoption.period
    shown = [one for one in views if one.hours and one.hours > 0 and not one.adoption.is_small]
    ordered = sorted(shown, key=lambda one: (-(one.hours or 0), one.unit.id))[:BARS]
    if not ordered or period is None:
        return Markup("")
    say, first, language = site.language.say, ordered[0], site.language
    month = language.month(period)
    says = say(
        "{unit} got back most: {hours} hours in {month}.",
        unit=first.unit.name,
        hours=round(first.hours or 0),
        month=month,
    )
    bars = tuple(
        Bar(
            name=cell(site, "units", one.unit.id, start=INDEX),
            parts=(one.hours,),
            cells=(
                Cell(language.number(round(one.hours or 0))),
                Cell(language.percent(one.adoption.share)),
                Cell(str(one.adoption.live)),
            ),
        )
        for one in ordered
    )
    heads = (say("Unit"), say("Hours given back"), say("Of routine work"), say("Live agents"))
    title = say("Hours given back in {month}", month=month) + first_of(len(bars), len(shown), language=language)
    return figure(Bars(title=title, says=says, heads=heads, bars=bars))
