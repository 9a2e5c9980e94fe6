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
from seedbed.site.charts import Lines, Series, figure
from seedbed.site.language import ENGLISH, Language, marked
from seedbed.site.views import Site

PLACES = {
    Window.BEFORE: marked("{when}, before the window in which scale is usually reached ({low} to {high} months)."),
    Window.WITHIN: marked("{when}, inside the window in which scale is usually reached ({low} to {high} months)."),
    Window.PAST: marked("{when}, past the window in which scale is usually reached ({low} to {high} months)."),
}


def units_chart(growth: Growth, /, *, language: Language = ENGLISH) -> Markup:
    """Units with a live agent by month, with the fitted curve where one may be drawn; '' with fewer than two months."""
    if len(growth.months) < 2:
        return Markup("")
    periods = [one.period for one in growth.months]
    fit = growth.curve if isinstance(growth.curve, Fit) else None
    ahead = [months_before(periods[0], 1 - point.month) for point in fit.points] if fit else []
    labels = [*periods, *(period for period in ahead if period > periods[-1])]
    series = [
        Series(
            name=language.say("With a live agent"), values=_padded([one.units for one in growth.months], len(labels))
        ),
        Series(name=language.say("Ever had one"), values=_padded([one.adopters for one in growth.months], len(labels))),
    ]
    if fit:
        expected = dict(zip(ahead, (point.units for point in fit.points), strict=True))
        series.append(
            Series(name=language.say("If its shape goes on"), values=tuple(expected.get(period) for period in labels))
        )
    return figure(
        Lines(
            id="units-with-agents",
            title=language.say("Units with a live agent, month by month"),
            says=growth_says(growth, language=language),
            labels=tuple(language.short_month(period) for period in labels),
            series=tuple(series),
            format=language.number,
            top=float(growth.units),
            language=language,
        )
    )


def _padded(values: Sequence[int], length: int) -> tuple[int | None, ...]:
    return (*values, *[None] * (length - len(values)))


def growth_says(growth: Growth, /, *, language: Language = ENGLISH) -> str:
    """How many units have a live agent, of how many, and how long the last doubling took."""
    live = growth.months[-1].units if growth.months else 0
    one = growth.doubling
    if one is None:
        return language.plural(
            live,
            "{count} of {units} units has a live agent.",
            "{count} of {units} units have a live agent.",
            units=growth.units,
        )
    return language.plural(
        live,
        "{count} of {units} units has a live agent; from the {half} to the {whole} it took {days}.",
        "{count} of {units} units have a live agent; from the {half} to the {whole} it took {days}.",
        units=growth.units,
        half=language.ordinal(one.half),
        whole=language.ordinal(2 * one.half),
        days=language.counted(one.days, "day"),
    )


def curve_says(growth: Growth, /, *, language: Language = ENGLISH) -> str:
    """What the fitted curve says, or why none is drawn."""
    if isinstance(growth.curve, Fit):
        low, high = growth.curve.interval
        return language.say(
            "A logistic through the adoptions levels off at {ceiling} of {units} units (90 % between {low} and "
            "{high}). It tells what comes if the past shape goes on, nothing more.",
            ceiling=round(growth.curve.ceiling),
            units=growth.units,
            low=round(low),
            high=round(high),
        )
    why = language.retell(growth.curve.reason)
    return language.say("No S-curve is drawn through the adoptions. {why}", why=why)


def functions_chart(site: Site, growth: GrowthFigures, /) -> Markup:
    """Live deployments of each function; '' where no two functions can be compared. A page and a slide show it."""
    return site.once("functions chart", lambda: _functions_chart(site, growth))


def _functions_chart(site: Site, growth: GrowthFigures) -> Markup:
    groups = [one for one in growth.by_function.values() if one.months and not one.is_small]
    periods = sorted({one.period for group in groups for one in group.months})
    if len(groups) < 2 or len(periods) < 2:
        return Markup("")
    ordered = sorted(groups, key=lambda one: (-one.months[-1].copies, one.function or ""))
    language = site.language
    return figure(
        Lines(
            id="function-copies",
            title=language.say("Live deployments, by function of the unit"),
            says=language.plural(
                ordered[0].months[-1].copies,
                "{function} runs the most: {count} live deployment.",
                "{function} runs the most: {count} live deployments.",
                function=site.function_name(ordered[0].function or ""),
            ),
            labels=tuple(language.short_month(period) for period in periods),
            series=tuple(_function_line(site, one, periods, place) for place, one in enumerate(ordered)),
            format=language.number,
            language=language,
        )
    )


def _function_line(site: Site, growth: Growth, periods: Sequence[str], place: int) -> Series:
    counts = {one.period: one.copies for one in growth.months}
    values = tuple(counts.get(one) for one in periods)
    return Series(name=site.function_name(growth.function or ""), values=values, is_faint=place >= NAMED)


def copies_chart(spread: Spread, /, *, language: Language = ENGLISH) -> Markup:
    """Copies made so far, those at second hand among them, and the units that took or gave one."""
    if len(spread.months) < 2:
        return Markup("")
    last = spread.months[-1]
    return figure(
        Lines(
            id="copies",
            title=language.say("Copies made so far, month by month"),
            says=language.say(
                "{copies} so far: {adopters} took them from {sources}.",
                copies=language.counted(last.copies, "copy", "copies"),
                adopters=language.counted(last.adopters, "unit"),
                sources=last.sources,
            ),
            labels=tuple(language.short_month(one.period) for one in spread.months),
            series=(
                Series(name=language.say("Copies"), values=tuple(one.copies for one in spread.months)),
                Series(name=language.say("At second hand"), values=tuple(one.second_hand for one in spread.months)),
                Series(name=language.say("Units that took one"), values=tuple(one.adopters for one in spread.months)),
            ),
            format=language.number,
            language=language,
        )
    )


def journey_says(journey: Journey, /, *, language: Language = ENGLISH) -> str:
    """How far everything is on its way to scale, and how long it has been going."""
    if journey.months is None:
        return language.say("No agent has gone live yet; the clock starts with the first.")
    return f"{_begun(journey, language)} {_moved(journey, language)}"


def _begun(journey: Journey, language: Language) -> str:
    when = language.plural(
        journey.months or 0,
        "The first agent went live {count} whole month ago",
        "The first agent went live {count} whole months ago",
    )
    if not journey.window or not journey.place:
        return f"{when}."
    low, high = journey.window
    return language.say(PLACES[journey.place], when=when, low=low, high=high)


def _moved(journey: Journey, language: Language) -> str:
    if journey.is_scaled:
        since = language.month(journey.scaled_since or "")
        return language.say("Work has been offloaded at scale since {month}.", month=since)
    if journey.share is None or journey.bar is None:
        return language.say("How much of the routine work has moved is not measured yet.")
    return language.plural(
        len(journey.reached),
        "{share} of the routine work has moved; at scale means {bar} in several functions, and {count} of {functions} "
        "functions has reached it.",
        "{share} of the routine work has moved; at scale means {bar} in several functions, and {count} of {functions} "
        "functions have reached it.",
        share=language.percent(journey.share),
        bar=language.percent(journey.bar),
        functions=journey.functions,
    )


def standing_words(standing: Standing, /, *, language: Language = ENGLISH) -> str:
    """The phase with how long it has lasted: `Crossing point for 3 months, since May 2026`."""
    if standing.phase is None or standing.since is None:
        return language.retell(standing.reason) or ""
    lasted = language.counted(standing.months, "month")
    if standing.is_at_least:
        lasted = language.say("at least {span}", span=lasted)
    phase, since = phase_words(standing.phase, language=language), language.month(standing.since)
    if standing.in_purgatory:
        return language.say("{phase} for {span}, since {month}: pilot purgatory", phase=phase, span=lasted, month=since)
    return language.say("{phase} for {span}, since {month}", phase=phase, span=lasted, month=since)


def standing_rows(site: Site, standing: StandingFigures, /) -> Iterator[tuple[str, str, Standing]]:
    """Every function that may be shown: its id, its name and where it stands; the stuck ones first."""
    shown = [one for one in standing.by_function.values() if not one.is_small and (one.phase or one.reason)]
    for one in sorted(shown, key=lambda each: (not each.in_purgatory, each.function or "")):
        yield one.function or "", site.function_name(one.function or ""), one
