"""Value: the hours that came back, Net Output beside what was claimed, and what it all costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from seedbed.metrics.claims import Claim
from seedbed.metrics.measured import METHODS
from seedbed.metrics.output import MonthHours, Output, Shrinkage
from seedbed.metrics.periods import months_before, periods_between
from seedbed.metrics.usage import Usage
from seedbed.site.charts import Bar, Bars, Cell, Columns, Lines, Series, figure, short_month
from seedbed.site.making import make_index
from seedbed.site.openings import hours_compared, with_comparison
from seedbed.site.page import Page
from seedbed.site.tracing import cell, file_url, money
from seedbed.site.views import Site
from seedbed.site.words import gain, month, number, percent

INDEX = "value/index.html"
MOST = 50
BARS = 20
MONTHS = 36
"""Months of the charts; the tables of single copies have them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """One measured copy: what it proves, what it cost, and where its rows are."""

    output: Output
    usage: Usage
    hours: float
    rows: str | None


def create(site: Site, /) -> Iterator[Page]:
    """The one page of value."""
    figures = site.figures
    months = finished(figures.output.months, figures.adoption.period)
    copies = _copies(site)
    quoted = [one for one in copies if one.output.quoted is not None and not one.output.is_small]
    latest = months[-1] if months else None
    yield make_index(
        "value.html",
        site=site,
        uri=INDEX,
        title="Value",
        summary="Hours given back month by month, Net Output beside the claim of the source, cost and cost per task.",
        opening=with_comparison(opening(latest), hours_compared(site, months)),
        latest=latest,
        total=sum(one.hours for one in months),
        first=months[0].period if months else None,
        usage=figures.usage.by_month.get(latest.period) if latest else None,
        everything=figures.usage.everything,
        hours=_hours_chart(months),
        quoted=quoted,
        output=_output_chart(site, quoted),
        shrinkage=_shrinkage_chart(site, _shown(site, figures.output.shrinkage)),
        claims=_claims(site),
        median_lost=_median_lost(site),
        copies=copies[:MOST],
        all_copies=len(copies),
        most=MOST,
        costs=_cost_chart(site),
        per_task=_per_task_chart(site),
        programme=figures.programme,
        funding=_funding_chart(site),
        money=money,
    )


def finished(months: Sequence[MonthHours], last: str | None, /) -> list[MonthHours]:
    """The months up to the last one that is over."""
    return [one for one in months if last and one.period <= last]


def opening(latest: MonthHours | None, /) -> str:
    """The sentence that matters: the hours of the last month, and how much of them was really measured."""
    if latest is None:
        return "What the agents give back is not measured yet."
    hours = f"In {month(latest.period)} the agents gave back {number(round(latest.hours))} hours"
    counted = latest.by_method.get("measured", 0)
    if latest.hours <= 0 or not 0 <= counted <= latest.hours:
        return f"{hours}."
    if counted in {0, latest.hours}:
        return f"{hours}, {'all' if counted else 'none'} of them measured."
    return f"{hours}; {percent(counted / latest.hours)} of them measured, the rest sampled, estimated or from surveys."


def _copies(site: Site) -> list[CopyView]:
    usage = site.figures.usage.by_deployment
    views = [
        CopyView(
            output=one,
            usage=usage[one.id],
            hours=sum(hours for _, hours in one.hours),
            rows=file_url(site, one.path),
        )
        for one in site.figures.output.by_deployment.values()
        if one.agent in site.catalogue.agents
    ]
    return sorted(views, key=lambda one: (-one.hours, one.output.id))


def _shown(site: Site, shrinkage: Iterable[Shrinkage]) -> list[Shrinkage]:
    """The copies that may be compared, the one that lost most first; nothing about a small group, on either side."""
    outputs = site.figures.output.by_deployment
    shown = [
        one for one in shrinkage if not outputs[one.id].is_small and not outputs[f"{one.agent}/{one.source}"].is_small
    ]
    return sorted(shown, key=lambda one: (-one.points, one.id))


def _span(periods: Iterable[str]) -> tuple[str, ...]:
    """Every month from the first to the last, the last three years of them."""
    known = sorted(periods)
    return periods_between(max(known[0], months_before(known[-1], MONTHS - 1)), known[-1]) if known else ()


def _hours_chart(months: Sequence[MonthHours]) -> Markup:
    by_period = {one.period: one for one in months}
    periods = _span(by_period)
    if not periods:
        return Markup("")
    used = [method for method in METHODS if any(method in one.by_method for one in months)]
    series = tuple(
        Series(
            name=method,
            values=tuple(by_period[one].by_method.get(method) if one in by_period else None for one in periods),
        )
        for method in used
    )
    first, last = by_period.get(periods[0], months[0]), months[-1]
    begin, end = number(round(first.hours)), number(round(last.hours))
    says = f"From {begin} hours in {month(first.period)} to {end} in {month(last.period)}."
    return figure(
        Columns(
            id="hours",
            title="Hours given back each month, by method",
            says=says,
            labels=tuple(short_month(one) for one in periods),
            series=series,
            format=lambda value: number(round(value)),
        )
    )


def _output_chart(site: Site, quoted: Sequence[CopyView]) -> Markup:
    """The Net Output that may be quoted, copy by copy."""
    ordered = sorted(quoted, key=lambda one: (-(one.output.quoted or 0), one.output.id))[:BARS]
    if not ordered:
        return Markup("")
    bar = site.catalogue.policy.thresholds.net_output if site.catalogue.policy else None
    above = sum(bar is not None and (one.output.quoted or 0) >= bar for one in quoted)
    says = f"{_some(above, len(quoted))} stand at {gain(bar)} or above, which policy asks."
    return figure(
        Bars(
            title=f"Net Output of deployments with high volume{first_of(BARS, len(quoted))}",
            says=says if bar is not None else f"{len(quoted)} deployments have the volume to be quoted.",
            heads=("Agent", "Net Output", "Method", "Rows"),
            bars=tuple(
                Bar(
                    name=_in_unit(site, one.output.agent, one.output.unit),
                    parts=(one.output.quoted,),
                    cells=(
                        Cell(gain(one.output.quoted), value=one.output.quoted),
                        Cell(", ".join(one.output.methods)),
                        Cell("rows", one.rows) if one.rows else Cell(one.output.path),
                    ),
                    mark=bar,
                )
                for one in ordered
            ),
            mark="what policy asks" if bar is not None else "",
        )
    )


def first_of(shown: int, all_of: int, /) -> str:
    """What is said after the name of a list that was cut: `, the first 20 of 73`."""
    return f", the first {shown} of {all_of}" if all_of > shown else ""


def _some(count: int, of: int) -> str:
    """A count of some, as a sentence begins: `All 3`, `None of 3`, `2 of 3`."""
    return {0: f"None of {of}", of: f"All {of}"}.get(count, f"{count} of {of}")


def _in_unit(site: Site, agent: str, unit: str) -> Cell:
    return cell(site, "agents", agent, start=INDEX).beside(f"in {site.name('units', unit)}")


def _claims(site: Site) -> list[Claim]:
    """What sources claimed on the day of a copy, the newest copy first; nothing about a small group, on either side."""
    history = site.figures.history
    told = (
        [one for one in history.claims.copies if not one.is_small and site.uri("agents", one.agent)] if history else []
    )
    return sorted(told, key=lambda one: (one.on, one.agent, one.unit), reverse=True)


def _median_lost(site: Site) -> str:
    """What the median copy lost against the claim of its day, in points; '' where none can be compared."""
    points = site.figures.history.claims.median_points if site.figures.history else None
    return "" if points is None else _points(float(points))


def _shrinkage_chart(site: Site, shrinkage: Sequence[Shrinkage]) -> Markup:
    if not shrinkage:
        return Markup("")
    kept = sum(one.own >= one.claim for one in shrinkage)
    median = _points(float(sorted(one.points for one in shrinkage)[len(shrinkage) // 2]))
    says = f"{_some(kept, len(shrinkage))} copies reach what their source claims; the median copy stays {median} below."
    return figure(
        Bars(
            title=f"Net Output of copies, beside the claim of their source{first_of(BARS, len(shrinkage))}",
            says=says,
            heads=("Copy", "Its own", "Claim", "Shrinkage", "Source"),
            bars=tuple(
                Bar(
                    name=_in_unit(site, one.agent, one.unit),
                    parts=(one.own,),
                    cells=(
                        Cell(gain(one.own), value=one.own),
                        Cell(gain(one.claim), value=one.claim),
                        Cell(_points(float(one.points)), value=one.points),
                        cell(site, "units", one.source, start=INDEX),
                    ),
                    mark=one.claim,
                )
                for one in shrinkage[:BARS]
            ),
            parts=("the copy",),
            mark="its source's claim",
        )
    )


def _points(value: float) -> str:
    """A difference of two shares: 0.12 is `12 points`."""
    return f"{value * 100:.0f} points".replace("-", "\u2212")


def _cost_chart(site: Site) -> Markup:
    months = {one: usage for one, usage in site.figures.usage.by_month.items() if usage.cost is not None}
    last = site.figures.adoption.period
    periods = _span(one for one in months if last and one <= last)
    if len(periods) < 2:
        return Markup("")
    costs = [months[one].cost if one in months else None for one in periods]
    says = f"{money(costs[-1], site.currency)} in {month(periods[-1])}."
    return figure(
        Columns(
            id="cost",
            title=f"Running cost each month, {site.currency}",
            says=says,
            labels=tuple(short_month(one) for one in periods),
            series=(Series(name="Cost", values=tuple(costs)),),
            format=lambda value: number(round(value)),
        )
    )


def _per_task_chart(site: Site) -> Markup:
    months = site.figures.usage.by_month
    last = site.figures.adoption.period
    periods = _span(one for one, usage in months.items() if usage.cost_per_task is not None and last and one <= last)
    if len(periods) < 2:
        return Markup("")
    values = tuple(months[one].cost_per_task if one in months else None for one in periods)
    says = f"One task costs {money(values[-1], site.currency)} in {month(periods[-1])}."
    return figure(
        Lines(
            id="per-task",
            title=f"Cost of one task, {site.currency}",
            says=says,
            labels=tuple(short_month(one) for one in periods),
            series=(Series(name="Per task", values=values),),
            format=lambda value: f"{value:.2f}",
            kind="area",
        )
    )


SOURCES = {"unit": "The unit itself", "central": "The central pot", "reinvested": "Savings, reinvested"}


def _funding_chart(site: Site) -> Markup:
    """Who paid for the deployments."""
    funding = {source: one for source, one in site.figures.programme.funding.items() if one.value}
    total = sum(float(one.value or 0) for one in funding.values())
    if not total:
        return Markup("")
    ordered = sorted(funding.items(), key=lambda pair: -(pair[1].value or 0))
    reinvested = float(funding["reinvested"].value or 0) if "reinvested" in funding else 0.0
    says = (
        f"{money(total, site.currency)} went into deployments; {percent(reinvested / total)} of it came from savings."
    )
    bars = tuple(
        Bar(
            name=Cell(SOURCES.get(source, source)),
            parts=(one.value,),
            cells=(
                Cell(money(float(one.value or 0), site.currency), value=one.value),
                Cell(number(len(one.paths))),
            ),
        )
        for source, one in ordered
    )
    heads = ("Paid by", "Amount", "Deployments")
    return figure(Bars(title="Funding of deployments", says=says, heads=heads, bars=bars))
