"""Value: the hours that came back, Net Output beside what was claimed, and what it all costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from seedbed.metrics.claims import Claim
from seedbed.metrics.output import MonthHours, Output, Shrinkage
from seedbed.metrics.usage import Usage
from seedbed.site.charts import Bar, Bars, Cell, figure
from seedbed.site.language import ENGLISH, Language, marked
from seedbed.site.making import make_index
from seedbed.site.openings import hours_compared, with_comparison
from seedbed.site.page import Page
from seedbed.site.tracing import cell, file_url
from seedbed.site.value_views import cost_chart, funding_chart, hours_chart, per_task_chart
from seedbed.site.views import Site

INDEX = "value/index.html"
MOST = 50
BARS = 20


class CopyView(Struct, frozen=True, kw_only=True):
    """One measured copy: what it proves, what it cost, and where its rows are."""

    output: Output
    usage: Usage
    hours: float
    rows: str | None


def create(site: Site, /) -> Iterator[Page]:
    """The one page of value."""
    yield make_index(
        "value.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Value"),
        summary=site.language.say(
            "Hours given back month by month, Net Output beside the claim of the source, cost and cost per task."
        ),
        more=partial(_context, site),
    )


def _context(site: Site) -> dict[str, Any]:
    figures = site.figures
    months = finished(figures.output.months, figures.adoption.period)
    copies = _copies(site)
    quoted = [one for one in copies if one.output.quoted is not None and not one.output.is_small]
    latest = months[-1] if months else None
    return {
        "opening": with_comparison(opening(latest, language=site.language), hours_compared(site, months)),
        "latest": latest,
        "total": sum(one.hours for one in months),
        "first": months[0].period if months else None,
        "usage": figures.usage.by_month.get(latest.period) if latest else None,
        "everything": figures.usage.everything,
        "hours": hours_chart(months, language=site.language),
        "quoted": quoted,
        "output": _output_chart(site, quoted),
        "shrinkage": _shrinkage_chart(site, _shown(figures.output.shown_shrinkage)),
        "claims": _claims(site),
        "median_lost": _median_lost(site),
        "copies": copies[:MOST],
        "all_copies": len(copies),
        "most": MOST,
        "costs": cost_chart(site),
        "per_task": per_task_chart(site),
        "programme": figures.programme,
        "funding": funding_chart(site),
        "money": site.language.money,
    }


def finished(months: Sequence[MonthHours], last: str | None, /) -> list[MonthHours]:
    """The months up to the last one that is over."""
    return [one for one in months if last and one.period <= last]


def opening(latest: MonthHours | None, /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters: the hours of the last month, and how much of them was really measured."""
    if latest is None:
        return language.say("What the agents give back is not measured yet.")
    counted = latest.by_method.get("measured", 0)
    facts = {"month": language.month(latest.period), "hours": round(latest.hours)}
    if latest.hours <= 0 or not 0 <= counted <= latest.hours:
        return language.say("In {month} the agents gave back {hours} hours.", **facts)
    if not counted:
        return language.say("In {month} the agents gave back {hours} hours, none of them measured.", **facts)
    if counted == latest.hours:
        return language.say("In {month} the agents gave back {hours} hours, all of them measured.", **facts)
    return language.say(
        "In {month} the agents gave back {hours} hours; {share} of them measured, the rest sampled, estimated or from "
        "surveys.",
        share=language.percent(counted / latest.hours),
        **facts,
    )


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
    return sorted(views, key=_place)


def _place(one: CopyView) -> tuple[bool, float, str]:
    """Most hours first; those not shown at the end, where their place tells nothing."""
    is_small = one.output.is_small
    return (is_small, 0 if is_small else -one.hours, one.output.id)


def _shown(shrinkage: Iterable[Shrinkage]) -> list[Shrinkage]:
    """The copy that lost most first."""
    return sorted(shrinkage, key=lambda one: (-one.points, one.id))


def _output_chart(site: Site, quoted: Sequence[CopyView]) -> Markup:
    """The Net Output that may be quoted, copy by copy."""
    ordered = sorted(quoted, key=lambda one: (-(one.output.quoted or 0), one.output.id))[:BARS]
    if not ordered:
        return Markup("")
    bar = site.catalogue.policy.thresholds.net_output if site.catalogue.policy else None
    above = sum(bar is not None and (one.output.quoted or 0) >= bar for one in quoted)
    language = site.language
    says = language.say(
        "{some} stand at {bar} or above, which policy asks.",
        some=_some(above, len(quoted), language),
        bar=language.gain(bar),
    )
    title = language.say("Net Output of deployments with high volume")
    return figure(
        Bars(
            title=f"{title}{first_of(BARS, len(quoted), language=language)}",
            says=says
            if bar is not None
            else language.plural(
                len(quoted),
                "{count} deployment has the volume to be quoted.",
                "{count} deployments have the volume to be quoted.",
            ),
            heads=(
                language.say("Agent"),
                language.say("Net Output"),
                language.say("Method"),
                language.say("Rows"),
            ),
            bars=tuple(_output_bar(site, one, mark=bar) for one in ordered),
            mark=language.say("what policy asks") if bar is not None else "",
        )
    )


def _output_bar(site: Site, one: CopyView, *, mark: Fraction | None) -> Bar:
    output, language = one.output, site.language
    return Bar(
        name=_in_unit(site, output.agent, output.unit),
        parts=(output.quoted,),
        cells=(
            Cell(language.gain(output.quoted), value=output.quoted),
            Cell(", ".join(language.word(method) for method in output.methods)),
            Cell(language.say("rows"), one.rows) if one.rows else Cell(output.path),
        ),
        mark=mark,
    )


def first_of(shown: int, all_of: int, /, *, language: Language = ENGLISH) -> str:
    """What is said after the name of a list that was cut: `, the first 20 of 73`."""
    return language.say(", the first {shown} of {all}", shown=shown, all=all_of) if all_of > shown else ""


def _some(count: int, of: int, language: Language) -> str:
    """A count of some, as a sentence begins: `All 3`, `None of 3`, `2 of 3`."""
    if not count:
        return language.say("None of {all}", all=of)
    return language.say("All {all}", all=of) if count == of else language.say("{some} of {all}", some=count, all=of)


def _in_unit(site: Site, agent: str, unit: str) -> Cell:
    return cell(site, "agents", agent, start=INDEX).beside(
        site.language.say("in {unit}", unit=site.name("units", unit))
    )


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
    return "" if points is None else _points(float(points), site.language)


def _shrinkage_chart(site: Site, shrinkage: Sequence[Shrinkage]) -> Markup:
    if not shrinkage:
        return Markup("")
    kept = sum(one.own >= one.claim for one in shrinkage)
    language = site.language
    says = language.say(
        "{some} copies reach what their source claims; the median copy stays {points} below.",
        some=_some(kept, len(shrinkage), language),
        points=_points(float(sorted(one.points for one in shrinkage)[len(shrinkage) // 2]), language),
    )
    title = language.say("Net Output of copies, beside the claim of their source")
    return figure(
        Bars(
            title=f"{title}{first_of(BARS, len(shrinkage), language=language)}",
            says=says,
            heads=tuple(language.look_up(one) for one in SHRINKAGE_HEADS),
            bars=tuple(
                Bar(
                    name=_in_unit(site, one.agent, one.unit),
                    parts=(one.own,),
                    cells=(
                        Cell(language.gain(one.own), value=one.own),
                        Cell(language.gain(one.claim), value=one.claim),
                        Cell(_points(float(one.points), language), value=one.points),
                        cell(site, "units", one.source, start=INDEX),
                    ),
                    mark=one.claim,
                )
                for one in shrinkage[:BARS]
            ),
            parts=(language.say("the copy"),),
            mark=language.say("its source's claim"),
        )
    )


def _points(value: float, language: Language) -> str:
    """A difference of two shares: 0.12 is `12 points`."""
    return language.say("{points} points", points=f"{value * 100:.0f}".replace("-", "\u2212"))


SHRINKAGE_HEADS = (marked("Copy"), marked("Its own"), marked("Claim"), marked("Shrinkage"), marked("Source"))
