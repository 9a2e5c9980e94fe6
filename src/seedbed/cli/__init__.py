"""The command line: arguments, disk, clock and exit codes. Everything else is asked of the engine.

Commands import what they need when they run, so that `seedbed --help` waits for nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from seedbed import __version__
from seedbed.cli import (
    audit,
    check,
    digest,
    example,
    export,
    form,
    gate,
    init,
    metrics,
    new,
    preview,
    replicate,
    seed,
    shell,
    timeline,
)
from seedbed.cli.endings import CANNOT_RUN, end
from seedbed.cli.forge import forge
from seedbed.cli.imports import imports
from seedbed.cli.shell import Common, FormatOption, QuietOption, RootOption

__all__ = ["app", "main", "run"]

app = typer.Typer(name="seedbed", pretty_exceptions_enable=False, rich_markup_mode=None)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer hands the value over by position
    if asked:
        shell.print_answer(f"seedbed {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def seedbed(
    context: typer.Context,
    *,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
    version: Annotated[  # noqa: ARG001 - its callback ends the command
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn a Git repository of agent records into the portal through which an organisation's AI agents spread."""
    context.obj = Common(root=root, format=format, quiet=quiet)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(CANNOT_RUN)


app.command(short_help="Check the records.")(check.check)
app.command(short_help="Judge a change.")(gate.gate)
app.command(short_help="Judge past promotions again.")(audit.audit)
app.command(short_help="Draft a record.")(new.new)
app.command(short_help="Show the page of one record.")(preview.preview)
app.command(short_help="Propose a copy of an agent for a unit.")(replicate.replicate)
app.command(short_help="Make a portal repository.")(init.init)
app.command(short_help="Make an example organisation with its history.")(example.example)
app.command(short_help="Tell what happened to agents.")(timeline.timeline)
app.command(short_help="Tell the figures, today or on a past day.")(metrics.metrics)
app.command(short_help="Suggest where to seed next.")(seed.seed)
app.command(short_help="Write the newsletter of a period.")(digest.digest)
app.command(short_help="Hand the catalogue to other systems.")(export.export)
app.command(short_help="Turn the text of an issue form into a record.")(form.form)
app.add_typer(forge, name="forge")
app.add_typer(imports, name="import")


def run(arguments: Sequence[str], /) -> int:
    """Run one command line and give back its exit code."""
    shell.prepare_streams()
    command = typer.main.get_command(app)
    return end(lambda words: command.main(args=list(words), prog_name="seedbed", standalone_mode=False), arguments)


def main() -> None:
    """The console command."""
    sys.exit(run(sys.argv[1:]))
