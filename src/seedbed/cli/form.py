"""`seedbed form`: the text of an issue form becomes a record on a branch of its own."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.disk import read_bytes, write_new
from seedbed.cli.endings import CLEAN, FINDINGS
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from datetime import date

    from seedbed.forge.submission import Context, Submission
    from seedbed.repository.start import Identity

HANDLE = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?(?:\[bot\])?")

FileArgument = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The text of the issue; or name a variable with --env.")
]
EnvOption = Annotated[
    str | None, typer.Option("--env", metavar="NAME", help="The environment variable that holds the text.")
]
AuthorOption = Annotated[str, typer.Option("--author", metavar="HANDLE", help="Who filled in the form.")]
AuthorIdOption = Annotated[
    int | None, typer.Option("--author-id", metavar="NUMBER", help="The account's number on the forge.")
]
IssueOption = Annotated[int | None, typer.Option("--issue", metavar="NUMBER", help="The number of the issue.")]
BranchOption = Annotated[
    str | None,
    typer.Option("--branch", metavar="NAME", help="Commit the record on this new branch instead of writing a file."),
]
TitleOption = Annotated[
    Path | None, typer.Option("--title", metavar="FILE", help="Write the title of the pull request there.")
]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="YYYY-MM-DD", help="The day to go by; by default today.")
]


def form(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    file: FileArgument = None,
    *,
    author: AuthorOption,
    env: EnvOption = None,
    author_id: AuthorIdOption = None,
    issue: IssueOption = None,
    branch: BranchOption = None,
    title: TitleOption = None,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Turn the text of an issue form into a checked record: a file, or with --branch a commit; says what comes next."""
    from seedbed.forge.letters import create_letter
    from seedbed.forge.submission import read_submission

    common = shell.settle(context, root=root, format=format, quiet=quiet)
    common.form(Format.TEXT, Format.MARKDOWN)
    if not HANDLE.fullmatch(author):
        raise CannotRunError("--author: write the name of an account on the forge.")
    text = read_text(file, env)
    met = meet(common, author, shell.parse_day(today))
    made = read_submission(text, met)
    if made.path:
        keep(made, met, common=common, branch=branch, email=address(met, author_id))
        if title:
            title.write_text(made.title[:200], "utf-8")
    shell.print_answer(create_letter(made, author=author, issue=issue))
    return CLEAN if made.path else FINDINGS


def read_text(file: Path | None, env: str | None, /) -> str:
    """The text of the issue. Raises CannotRunError unless exactly one source is named and holds text."""
    if (file is None) is (env is None):
        raise CannotRunError("name the text of the issue: a FILE, or a variable with --env NAME.")
    data = read_bytes(file) if file else os.environb.get(str(env).encode())
    if data is None:
        raise CannotRunError(f"there is no environment variable {env}.")
    return data.decode(errors="replace")


def meet(common: Common, author: str, day: date, /) -> Context:
    """The portal as the form meets it."""
    from seedbed.checks import check
    from seedbed.forge.submission import Context
    from seedbed.repository.load import load_sources
    from seedbed.repository.tree import WorkingTree

    with shell.working("Reading the records …", common=common):
        sources = load_sources(WorkingTree(common.portal()))
        catalogue = check(sources, today=day).catalogue
    return Context(sources=sources, catalogue=catalogue, today=day, author=author)


def address(met: Context, author_id: int | None, /) -> str:
    """The e-mail address under which the author commits: a known one, else the one that hides theirs."""
    if met.person and met.person.emails:
        return met.person.emails[0]
    number = f"{author_id}+" if author_id is not None else ""
    return f"{number}{met.author}@users.noreply.github.com"


def keep(made: Submission, met: Context, /, *, common: Common, branch: str | None, email: str) -> None:
    """Write the record into the portal, or commit it on its branch in the name of whoever filled in the form."""
    if branch is None:
        write_new(common.portal(), {made.path: made.text})
        return
    from seedbed.repository.git import Git
    from seedbed.repository.history_source import prefix_of
    from seedbed.repository.proposal import Proposal, commit_files
    from seedbed.repository.start import Identity

    git = Git.open(common.portal())
    author = Identity(met.person.name if met.person else met.author, email)
    path = f"{prefix_of(git, common.portal())}{made.path}"
    commit_files(
        git,
        Proposal(
            base="HEAD",
            branch=branch,
            files={path: made.text},
            message=f"{made.title}\n",
            author=author,
            committer=bot(),
        ),
    )


def bot() -> Identity:
    """Under whose name the forge's robot commits; the account exists on GitHub, elsewhere it is a name."""
    from seedbed.repository.start import Identity

    return Identity("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
