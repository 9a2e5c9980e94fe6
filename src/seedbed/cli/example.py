"""`seedbed example`: an invented organisation with years of Git history."""

from __future__ import annotations

import os
import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from seedbed.example import Options, Summary

DirectoryArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help="The new folder; the truth is written beside it.")
]
AgentsOption = Annotated[int, typer.Option("--agents", help="How many agents there are in the end.")]
UnitsOption = Annotated[int, typer.Option("--units", help="How many business units.")]
MonthsOption = Annotated[int, typer.Option("--months", help="How many months the history spans.")]
CommitsOption = Annotated[
    int | None, typer.Option("--commits", help="Length of the main branch; by default what the simulation needs.")
]
SeedOption = Annotated[int, typer.Option("--seed", help="The same options and seed give the same commit ids.")]
UntilOption = Annotated[
    str, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day of the history; no clock is asked.")
]
SkewOption = Annotated[int, typer.Option("--skew", help="How many commits have a wrong clock.")]


def example(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    directory: DirectoryArgument,
    *,
    agents: AgentsOption = 60,
    units: UnitsOption = 14,
    months: MonthsOption = 30,
    commits: CommitsOption = None,
    seed: SeedOption = 1,
    until: UntilOption = "2026-11-20",
    skew: SkewOption = 0,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Make an example organisation: a portal repository in which agents were proven, copied, mended and culled."""
    from seedbed.example import ExampleError, Options

    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form = common.form(Format.TEXT, Format.JSON)
    try:
        options = Options(
            agents=agents,
            units=units,
            months=months,
            commits=commits,
            seed=seed,
            until=shell.parse_day(until),
            skew=skew,
        )
        summary = write(directory, options, common=common)
    except ExampleError as error:
        raise CannotRunError(str(error)) from error
    tell(summary, form=form, common=common)
    return CLEAN


def write(directory: Path, options: Options, /, *, common: Common) -> Summary:
    """Simulate and write, telling on a terminal how far it is. Raises ExampleError when that is not possible."""
    from seedbed.example import write_example
    from seedbed.starter import Start, create_portal_files

    target = Path(os.path.abspath(directory))  # noqa: PTH100 - links stay as the user named them
    files = create_portal_files(Start(today=date.min, name="an invented organisation"))
    with shell.working("Simulating …", common=common) as say:
        return write_example(target, options, portal_files=files, progress=say)


def tell(summary: Summary, /, *, form: Format, common: Common) -> None:
    """Say what was made and what comes next."""
    facts = {"head": summary.head, "commits": summary.commits, "agents": summary.agents, "events": summary.events}
    if form is Format.JSON:
        shell.print_json({"directory": str(summary.path), "truth": str(summary.truth), **facts})
        return
    shell.print_text(f"{summary.path}\n")
    words = f"{summary.agents:,} agents, {summary.commits:,} commits on main; what truly happened: {summary.truth}"
    shell.note(words, common=common)
    config = shlex.quote(str(summary.path / "mkdocs.yml"))
    shell.note(f"Next: mkdocs build --strict --config-file {config}", common=common)
