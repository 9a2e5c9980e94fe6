"""`seedbed timeline`: what happened to the agents of a repository, as its first-parent history tells."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from seedbed.ledger import Reading
    from seedbed.repository.history_paths import Layout
    from seedbed.repository.history_source import Source
    from seedbed.timeline import Event, Timeline

BLOCK = 1_000
"""Events written at once."""

AgentArgument = Annotated[
    str | None, typer.Argument(metavar="AGENT", help="One agent, by its id or an earlier one; by default all.")
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="The first day, in UTC.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day, in UTC.")]
RecordsOption = Annotated[
    str | None,
    typer.Option(
        "--records", metavar="GLOB", help="Read the YAML records of another repository, such as keps/*/*/kep.yaml."
    ),
]
FieldOption = Annotated[
    str | None, typer.Option("--field", metavar="KEY", help="With --records: the field to follow, such as status.")
]
AtOption = Annotated[str | None, typer.Option("--at", metavar="REV", help="The history of a commit; by default HEAD.")]
TodayOption = Annotated[
    str | None,
    typer.Option("--today", metavar="YYYY-MM-DD", help="The day after which no clock was right; by default today."),
]
NoCacheOption = Annotated[bool, typer.Option("--no-cache", help="Read everything, and leave nothing on disk.")]


def timeline(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    agent: AgentArgument = None,
    *,
    since: SinceOption = None,
    until: UntilOption = None,
    records: RecordsOption = None,
    field: FieldOption = None,
    at: AtOption = None,
    today: TodayOption = None,
    no_cache: NoCacheOption = False,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Tell what happened to the agents and when: a fact holds from the commit that brought it onto the branch."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form = common.form(Format.TEXT, Format.JSON)
    first, last = parse_span(since, until)
    reading = read(common, at=at, records=records, field=field, today=shell.parse_day(today), cached=not no_cache)
    tell_about(reading, common=common, agent=agent, records=records, field=field)
    events = iter(chosen(reading.timeline, agent=agent, since=first, until=last))
    found = list(islice(events, 1))
    if not found and reading.timeline.events:
        shell.note(f"nothing happened from {first or 'the first day'} to {last or 'the last day'}", common=common)
    print_events(chain(found, events), form=form, field=field or "")
    return CLEAN


def parse_span(since: str | None, until: str | None, /) -> tuple[date | None, date | None]:
    """The first and the last day that were asked for. Raises CannotRunError when they are no days, or change places."""
    first, last = (shell.parse_day(day) if day else None for day in (since, until))
    if first and last and last < first:
        raise CannotRunError(f"--until {last} is before --since {first}: no day lies between. Exchange them.")
    return first, last


def read(
    common: Common, /, *, at: str | None, records: str | None, field: str | None, today: date, cached: bool
) -> Reading:
    """Read the history. Raises CannotRunError for options that do not fit, GitError when it cannot be read."""
    from seedbed.ledger import read_timeline

    if (records is None) is not (field is None):
        raise CannotRunError("--records and --field belong together: name the record files and the field to follow.")
    if common.root is not None and not common.root.is_dir():
        raise CannotRunError(f"{common.root} is no folder. Name the repository with --root DIR.")
    start = Path(os.path.abspath(common.root or "."))  # noqa: PTH100 - links stay as the user named them

    def layout_of(source: Source) -> Layout:
        """Where the records of what was opened lie."""
        return find_layout(source, start, named=common.root is not None, records=records, field=field or "")

    with shell.working("Reading the history …", common=common):
        return read_timeline(start, layout_of, at=at, latest=end_of(today), cached=cached)


def find_layout(source: Source, start: Path, /, *, named: bool, records: str | None, field: str) -> Layout:
    """Where the records lie: below the folder that was named, else below the nearest one that is a portal."""
    from seedbed.repository.history_paths import foreign_layout, portal_layout
    from seedbed.repository.history_source import prefix_of

    if records is not None:
        try:
            return foreign_layout(records, field, prefix=prefix_of(source.git, start) if named else "")
        except ValueError as error:
            raise CannotRunError(f"{error}.") from error
    around = () if named else (start, *start.parents)
    portal = next((folder for folder in around if (folder / "catalog").is_dir()), source.git.top or start)
    return portal_layout(prefix_of(source.git, start if named else portal))


def end_of(day: date, /) -> int:
    """The last second of a day in UTC, in seconds of the epoch."""
    return (day.toordinal() - date(1970, 1, 1).toordinal() + 1) * 86_400 - 1


def chosen(timeline: Timeline, /, *, agent: str | None, since: date | None, until: date | None) -> Iterable[Event]:
    """The events that were asked for. Raises CannotRunError for an agent of which the history knows nothing."""
    from seedbed.timeline.lineage import agents_of, events_of

    events: Sequence[Event] = timeline.events
    if agent is not None:
        events = events_of(timeline, agent)
        if not events:
            near = difflib.get_close_matches(agent, agents_of(timeline), n=1)
            hint = f"did you mean {near[0]}?" if near else "seedbed timeline lists them all."
            raise CannotRunError(f"the history tells of no agent {agent!r}: {hint}")
    if since is None and until is None:
        return events
    first, last = since or date.min, until or date.max
    return (event for event in events if first <= event.moment.date() <= last)


def print_events(events: Iterable[Event], /, *, form: Format, field: str) -> None:
    """Write the events in blocks, so that a long history need not fit into memory as text."""
    from seedbed.reports.timeline import create_timeline_lines, report_timeline_json

    if form is Format.TEXT:
        lines = create_timeline_lines(events, field=field)
        while some := list(islice(lines, BLOCK)):
            shell.print_lines(some)
        return
    pieces = report_timeline_json(events)
    while block := "".join(islice(pieces, BLOCK)):
        shell.print_answer(block)


def tell_about(
    reading: Reading, /, *, common: Common, agent: str | None, records: str | None, field: str | None
) -> None:
    """Say what a reader of dates must know, whether the branch was rewritten, and which option found nothing."""
    from seedbed.ledger import remarks
    from seedbed.timeline import Kind

    for words in remarks(reading, agent=agent, records=records):
        shell.note(words, common=common)
    events = reading.timeline.events
    if records is not None and events and not any(event.kind is Kind.STAGE for event in events):
        shell.note(f"none of these records has a field {field!r}; only their coming and going is told", common=common)
