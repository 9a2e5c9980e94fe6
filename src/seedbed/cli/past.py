"""The portal of today or of any past day and commit, with the history that led to it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from seedbed.cli import shell
from seedbed.cli.shell import CannotRunError, Common
from seedbed.reports.findings import count

if TYPE_CHECKING:
    from seedbed.ledger import Reading
    from seedbed.site.views import Site
    from seedbed.timeline import Timeline

AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", help="As it stood at the end of a past day, by its last commit."),
]
AtOption = Annotated[
    str | None, typer.Option("--at", metavar="REV", help="As it stood at a commit, instead of the files on disk.")
]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="YYYY-MM-DD", help="The day to go by; by default today.")
]


class BeganLaterError(CannotRunError):
    """The portal began after the day that was asked for: it has no records of it."""


class Moment(Struct, frozen=True, kw_only=True):
    """What is looked at: the commit (None: the files on disk), the day, and the history up to it if one was read."""

    at: str | None
    day: date
    reading: Reading | None

    @property
    def timeline(self) -> Timeline | None:
        """The history up to the day."""
        return self.reading.timeline if self.reading else None


def load_portal(
    common: Common,
    /,
    *,
    today: str | None,
    as_of: str | None = None,
    at: str | None = None,
    url: str = "",
    hushed: bool = False,
) -> Site:
    """The portal as pages look at it: without what its records keep from readers, and without records with errors.

    Raises CannotRunError for a day or a commit that cannot be told, GitError for a history that cannot be read whole.
    `hushed` leaves unsaid what is missing.
    """
    from seedbed.ledger import remarks
    from seedbed.workers import collect_rarely

    collect_rarely()
    portal, now = common.portal(), shell.parse_day(today)
    with shell.working("Reading the history …", common=common) as say:
        moment = find_moment(portal, now=now, as_of=shell.parse_day(as_of) if as_of else None, at=at)
        say("Reading the records …")
        site = read_site(portal, moment, url=url)
    if not hushed:
        for words in remarks(moment.reading) if moment.reading else ():
            shell.note(words, common=common)
        tell_what_is_missing(site, common=common)
    return site


def find_moment(portal: Path, /, *, now: date, as_of: date | None, at: str | None) -> Moment:
    """The commit in force and its history."""
    from seedbed.metrics.lives import day_of, end_of_day
    from seedbed.timeline.force import find_in_force, head_moment

    if as_of is not None and as_of > now:
        raise CannotRunError(f"{as_of} is yet to come: the figures of a day are known at its end.")
    reading = read_history(portal, at=at, latest=end_of_day(now), is_needed=(as_of or at) is not None)
    if reading is None or (as_of is None and at is None):
        return Moment(at=None, day=now, reading=reading)
    timeline = reading.timeline
    landed = head_moment(timeline)
    commit = timeline.head if as_of is None else find_in_force(timeline, end_of_day(as_of))
    if commit is None:
        raise BeganLaterError(f"the history began after {as_of}: no commit was in force on that day.")
    day = as_of or min(day_of(landed or 0), now)
    if commit != timeline.head or day != now:
        # What later commits tell about a clock was not known then: the figures are those of a reading on that day.
        then = read_history(portal, at=commit, latest=end_of_day(day), is_needed=True) or reading
        reading = replace(then, dropped=reading.dropped, moved=reading.moved)
    return Moment(at=commit, day=day, reading=reading)


def read_history(portal: Path, /, *, at: str | None = None, latest: int, is_needed: bool = False) -> Reading | None:
    """The history of a portal; None outside Git, before the first commit, and where the user turned it off.

    Raises CannotRunError when it is needed and not there.
    """
    from seedbed.ledger import SWITCH, read_portal_timeline, wants_history

    try:
        is_wanted = wants_history(os.environ.get(SWITCH))
    except ValueError as error:
        raise CannotRunError(f"{error}.") from None
    if not is_wanted and is_needed:
        raise CannotRunError(f"{SWITCH}=off turns the history off, and a past day needs it. Unset the variable.")
    if not is_wanted:
        shell.complain(f"seedbed: NO HISTORY: {SWITCH}=off, so there are no dates and no speed of copying")
        return None
    reading = read_portal_timeline(portal, at=at, latest=latest)
    if reading is None and is_needed:
        raise CannotRunError(
            f"{portal} has no Git history, so only the present can be told. Leave --as-of and --at out."
        )
    return reading


def read_site(portal: Path, moment: Moment, /, *, url: str) -> Site:
    """The records of that moment, checked under its day; those with errors are left out, as a quarantine does it."""
    from seedbed.catalogue import build_catalogue
    from seedbed.checks import check
    from seedbed.checks.quarantine import quarantined
    from seedbed.cli.portal import find_commit, open_tree
    from seedbed.problems import Severity
    from seedbed.repository.load import load_sources
    from seedbed.site.views import Site
    from seedbed.workers import begin_on_all_cores

    with open_tree(portal, at=moment.at) as tree:
        sources = load_sources(tree)
        result = check(sources, today=moment.day, run=begin_on_all_cores)
    errors = tuple(problem for problem in result.problems if problem.severity is Severity.ERROR)
    if not sources.files:
        where = f" at {moment.at}" if moment.at else ""
        raise BeganLaterError(f"no records in {portal / 'catalog'}{where}. Make a portal: seedbed init DIR")
    left_out = quarantined(sources, errors)
    return Site(
        catalogue=build_catalogue(sources, without=left_out) if left_out else result.catalogue,
        problems=errors,
        today=moment.day,
        commit=moment.at or find_commit(portal, "HEAD"),
        url=f"{url.rstrip('/')}/" if url else "",
        timeline=moment.timeline,
    )


def tell_what_is_missing(site: Site, /, *, common: Common) -> None:
    """Say what takes no part in the figures: records with errors, agents that the records keep from readers."""
    files = len({problem.path for problem in site.problems})
    if files:
        shell.complain(f"{count(files, 'record')} with errors left out; seedbed check lists what to mend")
    kept = sum(agent.visibility != "all" for agent in site.catalogue.agents.values())
    if kept:
        shell.note(f"{count(kept, 'agent')} left out, as their records ask (visibility)", common=common)
