"""`seedbed gate`: judge a change before it is merged."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN, FINDINGS
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from seedbed.gate.verdict import Verdict

BaseArgument = Annotated[str, typer.Argument(metavar="BASE", help="The main branch: a branch or a commit.")]
HeadArgument = Annotated[str, typer.Argument(metavar="[HEAD]", help="The change: a branch or a commit.")]
AuthorOption = Annotated[
    str | None,
    typer.Option("--author", metavar="HANDLE", help="The account on the forge that asks, as the forge gives it."),
]
TodayOption = Annotated[
    str | None,
    typer.Option("--today", metavar="YYYY-MM-DD", help="The day on which dates are compared; by default today."),
]


def gate(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    base: BaseArgument,
    head: HeadArgument = "HEAD",
    *,
    author: AuthorOption = None,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Judge a change: what it does, what holds, what stands in the way and how to mend it.

    Both sides are read as Git objects. Nothing of the change is checked out, rendered or run, and it is judged by the
    policy, the people and the waivers of BASE.
    """
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    verdict = judge(common, base=base, head=head, author=author, today=today)
    print_verdict(verdict, common=common)
    return FINDINGS if any(True for _ in verdict.blocking) else CLEAN


def judge(common: Common, /, *, base: str, head: str, author: str | None, today: str | None) -> Verdict:
    """Read the change and judge it. Raises CannotRunError when the base has no policy to judge by."""
    from seedbed.gate.walk import BadPolicyError, review
    from seedbed.repository.git import Git
    from seedbed.repository.history_source import prefix_of
    from seedbed.repository.objects import Objects
    from seedbed.repository.proposed import read_proposal
    from seedbed.workers import collect_rarely

    collect_rarely()
    day, start = shell.parse_day(today), find_start(common)
    git = Git.open(start)
    with shell.working("Judging the change …", common=common), Objects(git) as objects:
        proposal = read_proposal(objects, base, head, prefix=prefix_of(git, start))
        try:
            return review(proposal, today=day, author=author)
        except BadPolicyError as error:
            raise CannotRunError(str(error)) from error


def find_start(common: Common, /) -> Path:
    """The folder of the portal: the one that was named, else the nearest around the current folder that holds records.

    A bare repository has no folders; the portal is its root.
    """
    if common.root is not None:
        if not common.root.is_dir():
            raise CannotRunError(f"{common.root} is no folder. Name the portal repository with --root DIR.")
        return Path(os.path.abspath(common.root))  # noqa: PTH100 - links stay as the user named them
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "catalog").is_dir()), here)


def print_verdict(verdict: Verdict, /, *, common: Common) -> None:
    """Write the report in the format asked for; on a terminal text comes in colour."""
    from seedbed.reports.verdict import VERDICT_REPORTS, create_verdict_report
    from seedbed.reports.verdict.safe import safe_verdict
    from seedbed.reports.verdict.text import create_lines

    asked = common.form(*VERDICT_REPORTS)
    if asked is not Format.TEXT:
        shell.print_answer(create_verdict_report(verdict, format=asked))
    else:
        shell.print_lines(create_lines(safe_verdict(verdict)))
