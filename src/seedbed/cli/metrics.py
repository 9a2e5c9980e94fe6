"""`seedbed metrics`: the figures of a portal, today or on any past day."""

from __future__ import annotations

import typer

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN
from seedbed.cli.past import AsOfOption, AtOption, TodayOption, load_portal
from seedbed.cli.shell import FormatOption, QuietOption, RootOption
from seedbed.reports import Format


def metrics(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    *,
    as_of: AsOfOption = None,
    at: AtOption = None,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Tell the figures: how fast proven agents spread, how far adoption is, what the agents are worth."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form = common.form(Format.TEXT, Format.JSON, Format.CSV)
    site = load_portal(common, today=today, as_of=as_of, at=at)
    from seedbed.reports.metrics import METRICS_REPORTS
    from seedbed.reports.metrics.text import create_metrics_lines

    if form is Format.TEXT:
        shell.print_lines(create_metrics_lines(site))
    else:
        shell.print_answer(METRICS_REPORTS[form](site))
    return CLEAN
