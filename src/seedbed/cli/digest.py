"""`seedbed digest`: the newsletter of a period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN
from seedbed.cli.past import BeganLaterError, TodayOption, load_portal
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from seedbed.site.views import Site

SinceOption = Annotated[str, typer.Option("--since", metavar="YYYY-MM-DD", help="The first day, in UTC.")]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day, in UTC; by default today.")
]
UrlOption = Annotated[str, typer.Option("--url", metavar="URL", help="The address of the portal, for links.")]


def digest(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    *,
    since: SinceOption,
    until: UntilOption = None,
    url: UrlOption = "",
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Write the newsletter: what was first copied, promoted, reached, ended and won, and whom to congratulate."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form = common.form(Format.TEXT, Format.MARKDOWN, Format.HTML)
    now = shell.parse_day(today)
    first, last = shell.parse_day(since), shell.parse_day(until) if until else now
    _must_be_a_period(first, last, now)
    site = load_portal(common, today=now.isoformat(), as_of=until, url=url)
    if site.timeline is None:
        raise CannotRunError(
            "there is no Git history here, and a digest tells what was merged. Commit the portal first."
        )
    before = load_before(common, first - timedelta(days=1), today=now) if first > date.min else None
    from seedbed.reports.digest import DIGEST_REPORTS, create_digest

    shell.print_answer(DIGEST_REPORTS[form](create_digest(site, before, since=first)))
    return CLEAN


def _must_be_a_period(first: date, last: date, now: date) -> None:
    for day in (first, last):
        if day > now:
            raise CannotRunError(f"{day} is yet to come: a digest tells what has happened.")
    if first > last:
        raise CannotRunError(f"--since {first} is after --until {last}. Swap them.")


def load_before(common: Common, day: date, /, *, today: date) -> Site | None:
    """The portal as it stood on the day before the period; None where it began later."""
    quiet = Common(root=common.root, format=common.format, quiet=True)
    try:
        return load_portal(quiet, today=today.isoformat(), as_of=day.isoformat(), hushed=True)
    except BeganLaterError:
        return None
