"""What the hours and the money of the months look like: given back, spent, paid for one task, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from seedbed.metrics.measured import METHODS
from seedbed.metrics.output import MonthHours
from seedbed.metrics.periods import months_before, periods_between
from seedbed.site.charts import Bar, Bars, Cell, Columns, Lines, Series, figure
from seedbed.site.language import Language, marked
from seedbed.site.views import Site

MONTHS = 36
"""Months of the charts; the tables of single copies have them all."""


def _span(periods: Iterable[str]) -> tuple[str, ...]:
    """Every month from the first to the last, the last three years of them."""
    known = sorted(periods)
    return periods_between(max(known[0], months_before(known[-1], MONTHS - 1)), known[-1]) if known else ()


def hours_chart(months: Sequence[MonthHours], /, *, language: Language) -> Markup:
    """The hours of each month, by the method that counted them; '' without months."""
    by_period = {one.period: one for one in months}
    periods = _span(by_period)
    if not periods:
        return Markup("")
    used = [method for method in METHODS if any(method in one.by_method for one in months)]
    series = tuple(
        Series(
            name=language.word(method),
            values=tuple(by_period[one].by_method.get(method) if one in by_period else None for one in periods),
        )
        for method in used
    )
    first, last = by_period.get(periods[0], months[0]), months[-1]
    says = language.say(
        "From {begin} hours in {first} to {end} in {last}.",
        begin=round(first.hours),
        first=language.month(first.period),
        end=round(last.hours),
        last=language.month(last.period),
    )
    return figure(
        Columns(
            id="hours",
            title=language.say("Hours given back each month, by method"),
            says=says,
            labels=tuple(language.short_month(one) for one in periods),
            series=series,
            format=lambda value: language.number(round(value)),
            language=language,
        )
    )


def cost_chart(site: Site, /) -> Markup:
    """What running all agents cost each month; '' with fewer than two months."""
    months = {one: usage for one, usage in site.figures.usage.by_month.items() if usage.cost is not None}
    last = site.figures.adoption.period
    periods = _span(one for one in months if last and one <= last)
    if len(periods) < 2:
        return Markup("")
    costs = [months[one].cost if one in months else None for one in periods]
    language = site.language
    says = language.say(
        "{amount} in {month}.", amount=language.money(costs[-1], site.currency), month=language.month(periods[-1])
    )
    return figure(
        Columns(
            id="cost",
            title=language.say("Running cost each month, {currency}", currency=site.currency),
            says=says,
            labels=tuple(language.short_month(one) for one in periods),
            series=(Series(name=language.say("Cost"), values=tuple(costs)),),
            format=lambda value: language.number(round(value)),
            language=language,
        )
    )


def per_task_chart(site: Site, /) -> Markup:
    """What one task cost each month; '' with fewer than two months."""
    months = site.figures.usage.by_month
    last = site.figures.adoption.period
    periods = _span(one for one, usage in months.items() if usage.cost_per_task is not None and last and one <= last)
    if len(periods) < 2:
        return Markup("")
    values = tuple(months[one].cost_per_task if one in months else None for one in periods)
    language = site.language
    says = language.say(
        "One task costs {amount} in {month}.",
        amount=language.money(values[-1], site.currency),
        month=language.month(periods[-1]),
    )
    return figure(
        Lines(
            id="per-task",
            title=language.say("Cost of one task, {currency}", currency=site.currency),
            says=says,
            labels=tuple(language.short_month(one) for one in periods),
            series=(Series(name=language.say("Per task"), values=values),),
            format=language.cents,
            kind="area",
            language=language,
        )
    )


SOURCES = {
    "unit": marked("The unit itself"),
    "central": marked("The central pot"),
    "reinvested": marked("Savings, reinvested"),
}


def funding_chart(site: Site, /) -> Markup:
    """Who paid for the deployments."""
    funding = {source: one for source, one in site.figures.programme.funding.items() if one.value}
    total = sum(float(one.value or 0) for one in funding.values())
    if not total:
        return Markup("")
    ordered = sorted(funding.items(), key=lambda pair: -(pair[1].value or 0))
    reinvested = float(funding["reinvested"].value or 0) if "reinvested" in funding else 0.0
    language = site.language
    says = language.say(
        "{amount} went into deployments; {share} of it came from savings.",
        amount=language.money(total, site.currency),
        share=language.percent(reinvested / total),
    )
    bars = tuple(
        Bar(
            name=Cell(language.look_up(SOURCES.get(source, source))),
            parts=(one.value,),
            cells=(
                Cell(language.money(float(one.value or 0), site.currency), value=one.value),
                Cell(language.number(len(one.paths))),
            ),
        )
        for source, one in ordered
    )
    heads = (language.say("Paid by"), language.say("Amount"), language.say("Deployments"))
    return figure(Bars(title=language.say("Funding of deployments"), says=says, heads=heads, bars=bars))
