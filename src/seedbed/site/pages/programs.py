"""Programs: the time, money, tokens, training and attention that the organisation gives, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from seedbed.records import Program, Session
from seedbed.site.charts import Lines, Series, figure
from seedbed.site.language import ENGLISH, Language, marked
from seedbed.site.making import make_index
from seedbed.site.openings import effort_compared, with_comparison
from seedbed.site.page import Page
from seedbed.site.people_words import people, small_group
from seedbed.site.views import Site

INDEX = "programs/index.html"

STATES: Mapping[str, tuple[str, str]] = {
    "running": (marked("Running now"), marked("You can use these today.")),
    "planned": (marked("Planned"), marked("They have a start date but have not begun.")),
    "ended": (marked("Ended"), marked("What there was before.")),
}

KINDS: Mapping[str, str] = {
    "time": marked("protected time"),
    "sandbox": marked("sandbox"),
    "budget": marked("budget"),
    "training": marked("training"),
    "leadership": marked("leadership sessions"),
    "reward": marked("rewards"),
    "funding": marked("funding"),
}
"""Every kind, in the order in which programs are listed, in words."""


def create(site: Site, /) -> Iterator[Page]:
    """The page of all programs; each has its own anchor, its id."""
    yield make_index(
        "programs.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Programmes"),
        summary=site.language.say(
            "Protected hours, budgets, training, leadership sessions and rewards, and who takes part."
        ),
        more=partial(_context, site),
    )


def _context(site: Site) -> dict[str, Any]:
    programs = site.catalogue.programs.values()
    return {
        "opening": with_comparison(opening(programs, today=site.today, language=site.language), effort_compared(site)),
        "groups": by_state(programs, today=site.today),
        "kinds": KINDS,
        "newest_first": newest_first,
        "people": partial(people, language=site.language),
        "guard": small_group(site),
        "effort": site.figures.effort,
        "hours": _hours(site),
        "tokens": _tokens(site),
    }


def _hours(site: Site) -> Markup:
    """Protected hours and the hours given back, month by month; '' where fewer than two months tell either."""
    months = site.figures.effort.months
    told = [one for one in months if one.protected_hours is not None or one.hours_given_back is not None]
    if len(told) < 2:
        return Markup("")
    last = told[-1]
    protected, back = last.protected_hours, last.hours_given_back
    language = site.language
    facts = {
        "month": language.month(last.period),
        "protected": round(protected) if protected is not None else "",
        "back": round(back) if back is not None else "",
    }
    if protected is None:
        says = language.say("In {month} agents gave back {back} hours.", **facts)
    elif back is None:
        says = language.say("In {month} {protected} hours were protected.", **facts)
    else:
        says = language.say("In {month} {protected} hours were protected, and agents gave back {back}.", **facts)
    return figure(
        Lines(
            id="effort",
            title=language.say("Protected hours put in and hours given back, month by month"),
            says=says,
            labels=tuple(language.short_month(one.period) for one in months),
            series=(
                Series(name=language.say("Hours given back"), values=tuple(one.hours_given_back for one in months)),
                Series(name=language.say("Protected hours"), values=tuple(one.protected_hours for one in months)),
            ),
            format=language.number,
            language=language,
        )
    )


def _tokens(site: Site) -> Markup:
    """The share of the token budget that was used, month by month."""
    months = [one for one in site.figures.effort.months if one.token_share is not None]
    if len(months) < 2:
        return Markup("")
    language, last = site.language, months[-1]
    return figure(
        Lines(
            id="tokens",
            title=language.say("Tokens used, of those set aside"),
            says=language.say(
                "In {month} {share} of today's token budget was used.",
                month=language.month(last.period),
                share=language.percent(last.token_share),
            ),
            labels=tuple(language.short_month(one.period) for one in months),
            series=(Series(name=language.say("Of the budget"), values=tuple(one.token_share for one in months)),),
            format=language.percent,
            language=language,
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


def opening(programs: Iterable[Program], /, *, today: date, language: Language = ENGLISH) -> str:
    """The sentence that matters: what runs, and how many hours are protected where."""
    running = [one for one in programs if state(one, today=today) == "running"]
    if not running:
        return language.say(
            "No programme runs at the moment: nobody has protected time, a budget or training set aside."
        )
    runs = language.plural(len(running), "{count} programme runs now.", "{count} programmes run now.")
    hours = sorted((one for one in running if one.hours_per_week), key=lambda one: -(one.hours_per_week or 0))
    if not hours:
        return runs
    told = "; ".join(_protected(one, language) for one in hours)
    return f"{runs} {language.say('Protected time for each person: {hours}.', hours=told)}"


def _protected(program: Program, language: Language) -> str:
    hours = language.counted(program.hours_per_week or 0, "hour")
    if not program.units:
        return language.say("{hours} a week in every unit", hours=hours)
    return language.plural(
        len(program.units), "{hours} a week in {count} unit", "{hours} a week in {count} units", hours=hours
    )
