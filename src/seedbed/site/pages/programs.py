"""Programs: the time, money, tokens, training and attention that the organisation gives, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from seedbed.records import Program, Session
from seedbed.site.making import make_index
from seedbed.site.page import Page
from seedbed.site.people_words import people, small_group
from seedbed.site.views import Site
from seedbed.site.words import plural

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
        opening=opening(programs, today=site.today),
        groups=by_state(programs, today=site.today),
        kinds=KINDS,
        newest_first=newest_first,
        people=people,
        guard=small_group(site),
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
