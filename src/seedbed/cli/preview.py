"""`seedbed preview`: the page of one record as the portal will show it, without building the portal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from seedbed.cli import builder, shell
from seedbed.cli.disk import guard
from seedbed.cli.endings import CLEAN, FINDINGS
from seedbed.cli.shell import CannotRunError, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

SITE = "build/preview"
ASKS = "SEEDBED_PREVIEW"
"""The variable by which the hooks of the site learn which record is asked for."""

RecordArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The file of a record, or any of an agent's.")]


def preview(
    context: typer.Context,
    file: RecordArgument,
    *,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Show the page of one record as the portal will: in a second or two, however large the portal.

    Reads the records near it alone and no history, and says where the page lies; open it in a browser. What needs every
    record (agents alike, the places of the navigation) is left to a whole build.
    """
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    common.form(Format.TEXT)
    portal = common.portal()
    record, uri = find_page(portal, file)
    ended = begin_drawing(portal, record)
    with shell.working("Drawing the page …", common=common):
        said = lines_of(ended())
    for line in said:
        shell.complain(line)
    page = portal / SITE / uri
    if not page.is_file():
        shell.complain(f"{record} makes no page as it is: mend what is told above.")
        return FINDINGS
    shell.note("Drawn from the records near it, without history; a whole build may show more.", common=common)
    shell.print_answer(f"{page.as_posix()}\n")
    return CLEAN


def find_page(portal: Path, file: Path, /) -> tuple[str, str]:
    """The path, from the portal's root, of the record whose page shows a file, and the address of that page.

    Raises CannotRunError for a file that is not there, that is no record, and for a record that has no page.
    """
    from seedbed.checks.pages import PAGES
    from seedbed.kinds import KIND, kind_of

    place = Path(os.path.abspath(file))  # noqa: PTH100 - links stay as the user named them
    place = place if place.is_file() else portal / file
    if not place.is_file():
        raise CannotRunError(f"{file} is no file. Name a record, as catalog/agents/AGENT/blueprint.yml.")
    path = place.relative_to(portal).as_posix() if place.is_relative_to(portal) else ""
    known = kind_of(path)
    if known is None:
        raise CannotRunError(f"{place} is no record of the portal in {portal}.")
    kind, record = known
    if path.startswith("catalog/agents/"):
        kind, record = KIND["agent"], record.split("/")[0]
    if kind.name not in PAGES:
        raise CannotRunError(f"{path} has no page of its own: it shows on many. Build the portal: mkdocs build")
    return kind.path(record), PAGES[kind.name].format(record).removesuffix("md") + "html"


def begin_drawing(portal: Path, record: str, /) -> builder.Wait:
    """Let the builder of the site begin to draw the page into build/preview.

    Raises CannotRunError when the portal has no mkdocs.yml.
    """
    if not (portal / "mkdocs.yml").is_file():
        raise CannotRunError(f"{portal} has no mkdocs.yml, which says how pages look. Make a portal: seedbed init DIR")
    guard(portal, SITE)
    settings = {"NO_MKDOCS_2_WARNING": os.environ.get("NO_MKDOCS_2_WARNING", "1"), ASKS: record}
    return builder.begin(["build", "--quiet", "--site-dir", SITE], folder=portal, settings=settings)


def lines_of(ended: builder.Ended, /) -> list[str]:
    """What the builder has to tell. Raises CannotRunError when it failed."""
    if ended.code:
        raise CannotRunError(f"the page was not drawn. {' '.join((ended.errors or ended.output).split())}")
    return ended.errors.strip().splitlines()
