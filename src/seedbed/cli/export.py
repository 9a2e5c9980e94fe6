"""`seedbed export`: the catalogue for other systems."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.disk import write_over
from seedbed.cli.endings import CLEAN, FINDINGS
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Findings, Format, create_report

if TYPE_CHECKING:
    from seedbed.site.views import Site

FORMATS = ("api", "calendar", "csv", "feed")
DATED = frozenset({"api"})
"""Those that hold the history of merges."""

FormatArgument = Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")]
DestinationArgument = Annotated[
    Path, typer.Argument(metavar="[DEST]", help="The folder to write into; what an earlier export left is replaced.")
]
UrlOption = Annotated[str, typer.Option("--url", metavar="URL", help="The address of the portal, for links.")]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="YYYY-MM-DD", help="The day to go by; by default today.")
]
AtOption = Annotated[
    str | None, typer.Option("--at", metavar="REV", help="Read a commit instead of the files on disk.")
]


def export(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    target: FormatArgument,
    destination: DestinationArgument = Path("build/export"),
    *,
    url: UrlOption = "",
    today: TodayOption = None,
    at: AtOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Hand the catalogue to other systems: JSON (api), events (calendar), tables (csv), what is new (feed)."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form = common.form(Format.TEXT, Format.JSON)
    if target not in FORMATS:
        raise CannotRunError(f"there is no export {target!r}; there are {', '.join(FORMATS)}.")
    site, errors = load_site(common, url=url, today=today, at=at, dated=target in DATED)
    if errors.errors:
        sys.stderr.write(create_report(errors, format=Format.TEXT))
        shell.complain("seedbed: nothing was exported; mend the errors first")
        return FINDINGS
    files = make_files(target, site)
    write_over(destination, files)
    if form is Format.JSON:
        shell.print_json({"directory": str(destination), "written": sorted(files)})
    else:
        shell.print_text("".join(f"{destination / path}\n" for path in sorted(files)))
    return CLEAN


def make_files(target: str, site: Site, /) -> dict[str, str]:
    """The files of one export, text by path."""
    from seedbed.exports import EXPORTS
    from seedbed.site.page import text_of

    return {uri: text_of(text) for uri, text in EXPORTS[target](site).items()}


def load_site(
    common: Common, /, *, url: str, today: str | None, at: str | None, dated: bool = False
) -> tuple[Site, Findings]:
    """The portal's records as pages and exports look at them, and the errors that stand in the way.

    The history is read where it is asked for: a shallow clone has none and can hand over the rest.
    """
    from seedbed.checks import check
    from seedbed.cli.past import read_history
    from seedbed.cli.portal import find_commit, open_tree
    from seedbed.metrics.lives import end_of_day
    from seedbed.problems import Severity
    from seedbed.repository.load import load_sources
    from seedbed.site.views import Site

    portal, day = common.portal(), shell.parse_day(today)
    with shell.working("Reading the records …", common=common), open_tree(portal, at=at) as tree:
        sources = load_sources(tree)
        reading = read_history(portal, at=at, latest=end_of_day(day)) if dated else None
    result = check(sources, today=day)
    address = f"{url.rstrip('/')}/" if url else ""
    site = Site(
        catalogue=result.catalogue,
        problems=result.problems,
        today=day,
        commit=find_commit(portal, at or "HEAD"),
        url=address,
        timeline=reading.timeline if reading else None,
    )
    errors = tuple(problem for problem in result.problems if problem.severity is Severity.ERROR)
    texts = {path: source.text for path, source in sources.files.items()}
    return site, Findings(problems=errors, texts=texts)
