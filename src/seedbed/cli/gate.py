"""`seedbed gate`: judge a change before it is merged."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN, FINDINGS
from seedbed.cli.shell import AlsoOption, CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format
from seedbed.repository.reviews import Forge

if TYPE_CHECKING:
    from seedbed.gate.verdict import Verdict
    from seedbed.repository.reviews import Reviews

FORMS = (Format.TEXT, Format.JSON, Format.MARKDOWN, Format.GITHUB, Format.SARIF, Format.JUNIT)
"""The forms of a verdict."""

BaseArgument = Annotated[str, typer.Argument(metavar="BASE", help="The main branch: a branch or a commit.")]
HeadArgument = Annotated[str, typer.Argument(metavar="[HEAD]", help="The change: a branch or a commit.")]
AuthorOption = Annotated[
    str | None,
    typer.Option("--author", metavar="HANDLE", help="The account on the forge that asks, as the forge gives it."),
]
ReviewsOption = Annotated[
    Path | None,
    typer.Option("--reviews", metavar="FILE", help="The reviews as the forge's interface returned them."),
]
ForgeOption = Annotated[
    Forge | None, typer.Option("--forge", help="Whose answer --reviews holds; by default its shape tells.")
]
PusherOption = Annotated[
    list[str] | None,
    typer.Option("--pusher", metavar="HANDLE", help="An account that pushed to the branch; it cannot approve."),
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
    reviews: ReviewsOption = None,
    forge: ForgeOption = None,
    pusher: PusherOption = None,
    also: AlsoOption = None,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Judge a change: what it does, what holds, what stands in the way and how to mend it.

    Both sides are read as Git objects. Nothing of the change is checked out, rendered or run, and it is judged by the
    policy, the people and the waivers of BASE. Without --reviews nobody's approval is asked for; who would have to
    agree is listed.
    """
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form, files = common.form(*FORMS), shell.further_forms(also or [], FORMS)
    asked = Asked(author=author, pushers=tuple(pusher or ()), reviews=read_answer(reviews, forge=forge))
    verdict, prefix = judge(common, base=base, head=head, asked=asked, today=today)
    print_verdict(verdict, form=form, prefix=prefix)
    for further, path in files:
        write_verdict(verdict, path, form=further, prefix=prefix)
    return FINDINGS if any(True for _ in verdict.blocking) else CLEAN


class Asked(Struct, frozen=True, kw_only=True):
    """What the forge told: who asks, who pushed, and who said what."""

    author: str | None
    pushers: tuple[str, ...]
    reviews: Reviews | None


def read_answer(path: Path | None, /, *, forge: Forge | None) -> Reviews | None:
    """The reviews in a file; None without one. Raises CannotRunError for what is no forge's answer."""
    from seedbed.repository.reviews import ReviewsError, read_reviews

    if path is None:
        if forge is not None:
            raise CannotRunError("--forge says whose reviews they are: hand them over with --reviews FILE.")
        return None
    try:
        return read_reviews(path.read_bytes(), forge=forge)
    except ReviewsError as error:
        raise CannotRunError(f"{path}: {error}") from error


def judge(common: Common, /, *, base: str, head: str, asked: Asked, today: str | None) -> tuple[Verdict, str]:
    """Read the change and judge it; gives the portal's folder in the repository besides, with its slash, or ''.

    Raises CannotRunError when the base has no policy to judge by.
    """
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
        prefix = prefix_of(git, start)
        proposal = read_proposal(objects, base, head, prefix=prefix)
        try:
            verdict = review(proposal, today=day, author=asked.author, reviews=asked.reviews, pushers=asked.pushers)
        except BadPolicyError as error:
            raise CannotRunError(str(error)) from error
    return verdict, prefix


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


def print_verdict(verdict: Verdict, /, *, form: Format, prefix: str) -> None:
    """Write the report in the format asked for; on a terminal text comes in colour."""
    from seedbed.reports.verdict import create_verdict_report
    from seedbed.reports.verdict.safe import safe_verdict
    from seedbed.reports.verdict.text import create_lines

    if form is not Format.TEXT:
        shell.print_answer(create_verdict_report(verdict, format=form, prefix=prefix))
    else:
        shell.print_lines(create_lines(safe_verdict(verdict)))


def write_verdict(verdict: Verdict, path: Path, /, *, form: Format, prefix: str) -> None:
    """Write the report in one form into a file."""
    from seedbed.reports.verdict import create_verdict_report

    path.write_text(create_verdict_report(verdict, format=form, prefix=prefix), encoding="utf-8", newline="\n")
