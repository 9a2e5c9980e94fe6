"""What is set beside the first sentence of a page: the month before, so that the reader sees where things are going."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from seedbed.metrics.fleet import Condition, Health
from seedbed.metrics.lives import day_of
from seedbed.metrics.output import MonthHours
from seedbed.metrics.periods import months_before
from seedbed.metrics.replication import ReplicationFigures
from seedbed.site.views import Site

MONTH = len("2026-01")
LATELY = timedelta(days=30)
SAME = 0.005
"""Shares nearer to each other than this are told as the same."""


def with_comparison(first: str, compared: str, /) -> str:
    """The first sentence with the comparison behind it, where there is one."""
    return f"{first} {compared}".rstrip()


def copies_compared(site: Site, /) -> str:
    """Copies of this month so far and of the month before; '' where the history tells of no whole month."""
    history, language = site.figures.history, site.language
    months = history.spread.months if history else ()
    if len(months) < 3:
        return ""
    fresh = {after.period: after.copies - before.copies for before, after in pairwise(months)}
    now, last = months[-1].period, months[-2].period
    return language.say(
        "{copies} in {month} so far, against {earlier} in {before}.",
        copies=language.counted(fresh[now], "copy", "copies"),
        month=language.month(now),
        before=language.month(last),
        earlier=fresh[last],
    )


def hours_compared(site: Site, months: Sequence[MonthHours], /) -> str:
    """The hours of the last month beside those of the month before; '' where that was not measured."""
    if len(months) < 2 or months_before(months[-1].period, 1) != months[-2].period or months[-2].hours <= 0:
        return ""
    language = site.language
    change = months[-1].hours / months[-2].hours - 1
    facts = {"share": language.percent(abs(change)), "month": language.month(months[-2].period)}
    if abs(change) < SAME:
        return language.say("That is as much as in {month}.", **facts)
    if change > 0:
        return language.say("That is {share} more than in {month}.", **facts)
    return language.say("That is {share} less than in {month}.", **facts)


def decisions_compared(site: Site, /) -> str:
    """For how many agents every grave reason is younger than 30 days; '' where for none, or no record tells."""
    first = (site.today - LATELY).isoformat()
    culling = [one for one in site.figures.fleet.conditions.values() if one.health is Health.DECIDE]
    fresh = sum(_began(one) >= first for one in culling)
    if not fresh:
        return ""
    if fresh == len(culling):
        return site.language.say("Every reason is younger than 30 days.")
    return site.language.plural(
        fresh,
        "{count} of the {all} to decide about came up in the last 30 days.",
        "{count} of the {all} to decide about came up in the last 30 days.",
        all=len(culling),
    )


def _began(condition: Condition) -> str:
    """The day since which an agent asks for a decision; '' where a reason does not tell its own."""
    return min((one.since or "" for one in condition.own if one.is_grave), default="")


def openings_compared(site: Site, /) -> str:
    """Agents opened for copying this month so far, and in the month before, by the merges that validated them."""
    history, language = site.figures.history, site.language
    if history is None:
        return ""
    now = site.today.isoformat()[:MONTH]
    before = months_before(now, 1)
    counts = {period: opened_in(history.replication, period) for period in (now, before)}
    if not any(counts.values()):
        return ""
    return language.say(
        "{agents} opened for copying in {month} so far, against {earlier} in {before}.",
        agents=language.counted(counts[now], "agent"),
        month=language.month(now),
        before=language.month(before),
        earlier=counts[before],
    )


def opened_in(replication: ReplicationFigures, period: str, /) -> int:
    """How many agents a merge of this month validated; declared dates are left out."""
    dates = (one.validated_at for one in replication.agents.values() if not one.declared)
    return sum(at is not None and day_of(at).isoformat()[:MONTH] == period for at in dates)


def effort_compared(site: Site, /) -> str:
    """Hours given back for each protected hour, in the last month that tells both and the one before it."""
    language = site.language
    told = [
        (one.period, one.hours_given_back / float(one.protected_hours))
        for one in site.figures.effort.months
        if one.protected_hours and one.hours_given_back is not None
    ]
    if len(told) < 2:
        return ""
    (before, earlier), (last, now) = told[-2:]
    return language.say(
        "For each protected hour agents gave back {now} hours in {month}, {earlier} in {before}.",
        now=round(now, 1),
        month=language.month(last),
        earlier=round(earlier, 1),
        before=language.month(before),
    )
