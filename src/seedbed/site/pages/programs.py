"""Programs: the time, money, tokens, training and attention that the organisation gives, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from markupsafe import Markup

from seedbed.records import Program, Session
from seedbed.site.charts import Lines, Series, figure, short_month
from seedbed.site.making import make_index
from seedbed.site.openings import effort_compared, with_comparison
from seedbed.site.page import Page
from seedbed.site.people_words import people, small_group
from seedbed.site.tracing import money
from seedbed.site.views import Site
from seedbed.site.words import month, number, percent, plural

INDEX = "programs/index.html"

STATES: Mapping[str, tuple[str, str]] = {
    "running": ("Running now", "You can use these today."),
    "planned": ("Planned", "They have a start date but have not begun."),
    "ended": ("Ended", "What there was before."),
}

KINDS: Mapping[str, str] = {
    "time": "protected time",
    "sandbox": "sandbox",
    "budget": "budget",
    "training": "training",
    "leadership": "leadership sessions",
    "reward": "rewards",
    "funding": "funding",
}
"""Every kind, in the order in which programs are listed, in words."""


def create(site: Site, /) -> Iterator[Page]:
    """The page of all programs; each has its own anchor, its id."""
    programs = site.catalogue.programs.values()
    yield make_index(
        "programs.html",
        site=site,
        uri=INDEX,
        title="Programs",
        summary="Protected hours, budgets, training, leadership sessions and rewards, and who takes part.",
        opening=with_comparison(opening(programs, today=site.today), effort_compared(site)),
        groups=by_state(programs, today=site.today),
        kinds=KINDS,
        newest_first=newest_first,
        people=people,
        guard=small_group(site),
        effort=site.figures.effort,
        money=money,
        hours=_hours(site),
        tokens=_tokens(site),
    )


def _hours(site: Site) -> Markup:
    """Protected hours and the hours given back, month by month; '' where fewer than two months tell either."""
    months = site.figures.effort.months
    told = [one for one in months if one.protected_hours is not None or one.hours_given_back is not None]
    if len(told) < 2:
        return Markup("")
    last = told[-1]
    protected, back = last.protected_hours, last.hours_given_back
    parts = [f"{number(round(protected))} hours were protected"] if protected is not None else []
    parts += [f"agents gave back {number(round(back))}"] if back is not None else []
    return figure(
        Lines(
            id="effort",
            title="Protected hours put in and hours given back, month by month",
            says=f"In {month(last.period)} {', and '.join(parts)}.",
            labels=tuple(short_month(one.period) for one in months),
            series=(
                Series(name="Hours given back", values=tuple(one.hours_given_back for one in months)),
                Series(name="Protected hours", values=tuple(one.protected_hours for one in months)),
            ),
            format=number,
        )
    )


def _tokens(site: Site) -> Markup:
    """The share of the token budget that was used, month by month."""
    months = [one for one in site.figures.effort.months if one.token_share is not None]
    if len(months) < 2:
        return Markup("")
    last = months[-1]
    return figure(
        Lines(
            id="tokens",
            title="Tokens used, of those set aside",
            says=f"In {month(last.period)} {percent(last.token_share)} of today's token budget was used.",
            labels=tuple(short_month(one.period) for one in months),
            series=(Series(name="Of the budget", values=tuple(one.token_share for one in months)),),
            format=percent,
        )
    )


def state(program: Program, /, *, today: date) -> str:
    """`planned`, `running` or `ended`; first and last day both count as running."""
    if program.starts > today.isoformat():
        return "planned"
    return "ended" if program.ends and program.ends < today.isoformat() else "running"


def by_state(programs: Iterable[Program], /, *, today: date) -> list[tuple[str, str, str, list[Program]]]:
    """(state, its title, what it means, programs by kind and name) for every state that occurs."""
    order = list(KINDS)
    listed = sorted(programs, key=lambda one: (order.index(one.kind), one.name.casefold(), one.id))
    groups = (
        (key, title, meaning, [one for one in listed if state(one, today=today) == key])
        for key, (title, meaning) in STATES.items()
    )
    return [group for group in groups if group[3]]


def newest_first(sessions: Iterable[Session], /) -> list[Session]:
    """The sessions by date, latest first."""
    return sorted(sessions, key=lambda one: one.date, reverse=True)


def opening(programs: Iterable[Program], /, *, today: date) -> str:
    """The sentence that matters: what runs, and how many hours are protected where."""
    running = [one for one in programs if state(one, today=today) == "running"]
    if not running:
        return "No program runs at the moment: nobody has protected time, a budget or training set aside."
    runs = f"{plural(len(running), 'program')} {'runs' if len(running) == 1 else 'run'} now."
    hours = sorted((one for one in running if one.hours_per_week), key=lambda one: -(one.hours_per_week or 0))
    return f"{runs} Protected time for each person: {'; '.join(map(_protected, hours))}." if hours else runs


def _protected(program: Program) -> str:
    where = plural(len(program.units), "unit") if program.units else "every unit"
    return f"{plural(program.hours_per_week or 0, 'hour')} a week in {where}"
