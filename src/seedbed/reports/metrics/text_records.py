"""What today's records tell in words: value, use, fleet and programme."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from seedbed.metrics.fleet import Health
from seedbed.metrics.programme import WAITING
from seedbed.reports.findings import count
from seedbed.reports.tabular import Fact
from seedbed.site.views import Site
from seedbed.site.words import gain, month, percent

MOST_CULLED = 5


def value_facts(site: Site, /) -> Iterator[Fact]:
    """Hours given back, and what copies reach beside what their source claims."""
    found = site.figures.output
    if found.months:
        last = found.months[-1]
        methods = ", ".join(last.by_method)
        yield (
            "hours given back",
            f"{last.hours:,.0f}",
            f"in {month(last.period)}, {methods}; {found.total_hours:,.0f} in all",
        )
    else:
        yield "hours given back", "not measured yet", "it takes measured rows and a baseline"
    shown = (one.quoted for one in found.by_deployment.values() if not one.is_small)
    quoted = sorted(float(one) for one in shown if one is not None)
    if quoted:
        middle = (quoted[(len(quoted) - 1) // 2] + quoted[len(quoted) // 2]) / 2
        yield "Net Output", gain(middle), f"the middle one of {count(len(quoted), 'deployment')} of high volume"
    yield from _shrinkage_facts(site)


def _shrinkage_facts(site: Site) -> Iterator[Fact]:
    """What copies lost on the way: against the claim on the day of the copy, or against that of today."""
    history, today = site.figures.history, site.figures.output.shown_shrinkage
    if history and history.claims.median_points is not None:
        compared = len(history.claims.compared)
        yield "shrinkage", *_lost(history.claims.median_points, compared, "claimed on the day of the copy")
    elif today:
        points = sorted(one.points for one in today)
        middle = (points[len(points) // 2] + points[-len(points) // 2 - 1]) / 2
        yield "shrinkage", *_lost(middle, len(points), "claims today")


def _lost(points: Fraction, copies: int, claim: str) -> tuple[str, str]:
    way = "less" if points >= 0 else "more"
    return f"{abs(float(points)) * 100:.0f} points", f"{way} than the source {claim}: the middle of {copies:,} copies"


def usage_facts(site: Site, /) -> Iterator[Fact]:
    """All rows together."""
    one = site.figures.usage.everything
    yield (
        "tasks",
        f"{one.tasks:,}",
        f"in {count(one.rows, 'row')}, {', '.join(one.methods)}" if one.rows else "no rows yet",
    )
    yield "automation", percent(one.automation), "of tasks took nobody's hands"
    yield "accuracy", percent(one.accuracy), f"of {count(one.judged, 'judged task')} were right"
    if one.cost_per_task is not None:
        yield (
            "cost a task",
            f"{one.cost_per_task:,.2f} {site.currency}".strip(),
            f"over {one.costed_tasks:,} tasks with a cost",
        )
    if one.escalated is not None:
        yield "escalated", percent(one.escalated), "of tasks were handed to a person"


def fleet_facts(site: Site, /) -> Iterator[Fact]:
    """How many are sound, and which ask for a decision."""
    found = site.figures.fleet
    everyone = count(len(found.conditions), "agent")
    yield "sound", f"{found.counts[Health.SOUND]:,}", f"of {everyone} that run or may be copied"
    yield "to watch", f"{found.counts[Health.WATCH]:,}", ""
    yield "to decide about", f"{found.counts[Health.DECIDE]:,}", ""
    for one in found.culling[:MOST_CULLED]:
        yield "", site.name("agents", one.agent), "; ".join(reason.text for reason in one.own if reason.is_grave)
    if len(found.culling) > MOST_CULLED:
        yield "", f"and {len(found.culling) - MOST_CULLED:,} more", ""
    if found.drifts:
        major = sum(drift.is_major for drift in found.drifts)
        yield (
            "copies behind",
            f"{len(found.drifts):,}",
            f"run another version than their agent has now; {major:,} by a major version",
        )


def programme_facts(site: Site, /) -> Iterator[Fact]:
    """What was asked for and what was set aside."""
    found = site.figures.programme
    waiting = sum(len(one.requests) for status, one in found.stakes.items() if status in WAITING)
    yield "requests waiting", f"{waiting:,}", f"{float(found.hours_waiting):,.0f} hours a month at stake"
    yield from _funnel_facts(site)
    yield from _queue_facts(site)
    hours, tokens = found.protected_hours, found.tokens_budget
    yield "protected hours", _amount(hours.value), hours.missing or "a month, for people to try things"
    yield "tokens set aside", _amount(tokens.value), tokens.missing or "a month"
    if found.tokens_used is not None and found.tokens_period:
        yield "tokens used", f"{found.tokens_used:,}", f"in {month(found.tokens_period)}"
    yield "leadership sessions", f"{found.sessions:,}", f"{found.attended:,} attended"


def _funnel_facts(site: Site) -> Iterator[Fact]:
    """How far demos came, and how long each step of an agent takes."""
    found, history = site.figures.programme.funnel, site.figures.history
    yield "demos", f"{found.demos:,}", f"{found.linked:,} led to an agent, {found.copied:,} of these were copied"
    for one in history.funnel.passages if history else ():
        median = "not reached" if one.median_days is None else count(one.median_days, "day")
        if one.passed or one.waiting:
            yield f"{one.start.value} to {one.end.value}", median, f"{one.passed:,} passed, {one.waiting:,} on the way"


def _queue_facts(site: Site) -> Iterator[Fact]:
    """What waits on the main branch, by the history."""
    history = site.figures.history
    if history:
        queue = history.queue
        oldest = f", the oldest for {count(queue.agents[0].days, 'day')}" if queue.agents else ""
        ready = f"{len(queue.ready):,} meet the bar and wait for a decision"
        yield "below validated", f"{len(queue.agents):,}", f"prototypes and pilots{oldest}; {ready}"


def _amount(value: Fraction | None) -> str:
    return "not known" if value is None else f"{float(value):,.0f}"
