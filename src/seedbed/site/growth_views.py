"""Growth over time as pages tell it: units with a live agent, copies, the curve that is drawn only where it is bounded,
the window, and the functions that are stuck.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from seedbed.metrics.growth import Growth, GrowthFigures
from seedbed.metrics.growth.logistic import Fit
from seedbed.metrics.growth.spread import Spread
from seedbed.metrics.growth.standing import Journey, Standing, StandingFigures, Window
from seedbed.metrics.periods import months_before
from seedbed.site.adoption_words import NAMED, phase_words
from seedbed.site.charts import Lines, Series, figure, short_month
from seedbed.site.views import Site
from seedbed.site.words import month, number, percent, plural

PLACES = {
    Window.BEFORE: "before the window in which scale is usually reached",
    Window.WITHIN: "inside the window in which scale is usually reached",
    Window.PAST: "past the window in which scale is usually reached",
}


def units_chart(growth: Growth, /) -> Markup:
    """Units with a live agent by month, with the fitted curve where one may be drawn; '' with fewer than two months."""
    if len(growth.months) < 2:
        return Markup("")
    periods = [one.period for one in growth.months]
    fit = growth.curve if isinstance(growth.curve, Fit) else None
    ahead = [months_before(periods[0], 1 - point.month) for point in fit.points] if fit else []
    labels = [*periods, *(period for period in ahead if period > periods[-1])]
    series = [
        Series(name="With a live agent", values=_padded([one.units for one in growth.months], len(labels))),
        Series(name="Ever had one", values=_padded([one.adopters for one in growth.months], len(labels))),
    ]
    if fit:
        expected = dict(zip(ahead, (point.units for point in fit.points), strict=True))
        series.append(Series(name="If its shape goes on", values=tuple(expected.get(period) for period in labels)))
    return figure(
        Lines(
            id="units-with-agents",
            title="Units with a live agent, month by month",
            says=growth_says(growth),
            labels=tuple(short_month(period) for period in labels),
            series=tuple(series),
            format=number,
            top=float(growth.units),
        )
    )


def _padded(values: Sequence[int], length: int) -> tuple[int | None, ...]:
    return (*values, *[None] * (length - len(values)))


def growth_says(growth: Growth, /) -> str:
    """How many units have a live agent, of how many, and how long the last doubling took."""
    live = growth.months[-1].units if growth.months else 0
    has = "has" if live == 1 else "have"
    head = f"{live} of {plural(growth.units, 'unit')} {has} a live agent"
    if growth.doubling is None:
        return f"{head}."
    one = growth.doubling
    return f"{head}; from the {_ordinal(one.half)} to the {_ordinal(2 * one.half)} it took {plural(one.days, 'day')}."


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def curve_says(growth: Growth, /) -> str:
    """What the fitted curve says, or why none is drawn."""
    if isinstance(growth.curve, Fit):
        low, high = growth.curve.interval
        return (
            f"A logistic through the adoptions levels off at {growth.curve.ceiling:.0f} of {growth.units} units "
            f"(90 % between {low:.0f} and {high:.0f}). It tells what comes if the past shape goes on, nothing more."
        )
    return f"No S-curve is drawn through the adoptions. {growth.curve.reason}"


def functions_chart(site: Site, growth: GrowthFigures, /) -> Markup:
    """Live deployments of each function; '' where no two functions can be compared."""
    groups = [one for one in growth.by_function.values() if one.months and not one.is_small]
    periods = sorted({one.period for group in groups for one in group.months})
    if len(groups) < 2 or len(periods) < 2:
        return Markup("")
    ordered = sorted(groups, key=lambda one: (-one.months[-1].copies, one.function or ""))
    most = plural(ordered[0].months[-1].copies, "live deployment")
    return figure(
        Lines(
            id="function-copies",
            title="Live deployments, by function of the unit",
            says=f"{site.function_name(ordered[0].function or '')} runs the most: {most}.",
            labels=tuple(short_month(period) for period in periods),
            series=tuple(_function_line(site, one, periods, place) for place, one in enumerate(ordered)),
            format=number,
        )
    )


def _function_line(site: Site, growth: Growth, periods: Sequence[str], place: int) -> Series:
    counts = {one.period: one.copies for one in growth.months}
    values = tuple(counts.get(one) for one in periods)
    return Series(name=site.function_name(growth.function or ""), values=values, is_faint=place >= NAMED)


def copies_chart(spread: Spread, /) -> Markup:
    """Copies made so far, those at second hand among them, and the units that took or gave one."""
    if len(spread.months) < 2:
        return Markup("")
    last = spread.months[-1]
    return figure(
        Lines(
            id="copies",
            title="Copies made so far, month by month",
            says=f"{plural(last.copies, 'copy', 'copies')} so far: {plural(last.adopters, 'unit')} took them from "
            f"{number(last.sources)}.",
            labels=tuple(short_month(one.period) for one in spread.months),
            series=(
                Series(name="Copies", values=tuple(one.copies for one in spread.months)),
                Series(name="At second hand", values=tuple(one.second_hand for one in spread.months)),
                Series(name="Units that took one", values=tuple(one.adopters for one in spread.months)),
            ),
            format=number,
        )
    )


def journey_says(journey: Journey, /) -> str:
    """How far everything is on its way to scale, and how long it has been going."""
    if journey.months is None:
        return "No agent has gone live yet; the clock starts with the first."
    when = f"The first agent went live {plural(journey.months, 'whole month')} ago"
    if journey.window and journey.place:
        low, high = journey.window
        when += f", {PLACES[journey.place]} ({low} to {high} months)"
    if journey.is_scaled:
        return f"{when}. Work has been offloaded at scale since {month(journey.scaled_since or '')}."
    if journey.share is None or journey.bar is None:
        return f"{when}. How much of the routine work has moved is not measured yet."
    reached = f"{len(journey.reached)} of {plural(journey.functions, 'function')}"
    return f"{when}. {percent(journey.share)} of the routine work has moved; at scale means {percent(journey.bar)} in \
several functions, and {reached} {'has' if len(journey.reached) == 1 else 'have'} reached it."


def standing_words(standing: Standing, /) -> str:
    """The phase with how long it has lasted: `Crossing point for 3 months, since May 2026`."""
    if standing.phase is None or standing.since is None:
        return standing.reason
    least = "at least " if standing.is_at_least else ""
    lasted = f"{least}{plural(standing.months, 'month')}"
    stuck = ": pilot purgatory" if standing.in_purgatory else ""
    return f"{phase_words(standing.phase)} for {lasted}, since {month(standing.since)}{stuck}"


def standing_rows(site: Site, standing: StandingFigures, /) -> Iterator[tuple[str, str, Standing]]:
    """Every function that may be shown: its id, its name and where it stands; the stuck ones first."""
    shown = [one for one in standing.by_function.values() if not one.is_small and (one.phase or one.reason)]
    for one in sorted(shown, key=lambda each: (not each.in_purgatory, each.function or "")):
        yield one.function or "", site.function_name(one.function or ""), one
