"""`seedbed init`: a fresh portal repository."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.disk import write_new
from seedbed.cli.endings import CLEAN
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from seedbed.repository.start import Identity
    from seedbed.starter import Start

MOST_CHARACTERS = 80
"""Longest name of an organisation; its schema says so."""

DirectoryArgument = Annotated[Path, typer.Argument(metavar="DIR", help="The new folder; it may exist if it is empty.")]
NameOption = Annotated[str, typer.Option("--name", help="The organisation's name.")]
CurrencyOption = Annotated[
    str, typer.Option("--currency", metavar="CODE", help="The currency of every amount, ISO 4217.")
]
EngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine", metavar="REQUIREMENT", help="Where pip finds this engine, if not under its name and version."
    ),
]
StarterOption = Annotated[
    bool, typer.Option("--with-starter", help="Begin with the filled catalogue of an invented organisation.")
]
NoGitOption = Annotated[bool, typer.Option("--no-git", help="Make no repository and no commit.")]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="YYYY-MM-DD", help="The programme's first day; by default today.")
]


def init(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    directory: DirectoryArgument,
    *,
    name: NameOption = "Your organisation",
    currency: CurrencyOption = "EUR",
    engine: EngineOption = None,
    with_starter: StarterOption = False,
    no_git: NoGitOption = False,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Make a portal repository: configuration, hooks, schemas, playbooks, workflows and first records."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    common.form(Format.TEXT, Format.JSON)
    target = find_target(directory)
    author = find_author(target)
    start = begin(name, currency, engine=engine, author=author, today=today)
    files = collect(start, with_starter=with_starter)
    target.mkdir(parents=True, exist_ok=True)
    write_new(target, files)
    commit = None if no_git else commit_first(target, start, author, common=common)
    tell(target, sorted(files), commit, common=common)
    return CLEAN


def find_target(directory: Path, /) -> Path:
    """The folder to fill. Raises CannotRunError when something is there already."""
    target = Path(os.path.abspath(directory))  # noqa: PTH100 - links stay as the user named them
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise CannotRunError(f"{directory} is no folder. Name a new one: seedbed init DIR")
    if target.is_dir() and {item.name for item in target.iterdir()} - {".git"}:
        raise CannotRunError(f"{directory} is not empty and stays as it is. Name a new or empty folder.")
    return target


def find_author(target: Path, /) -> Identity:
    """Who commits and runs the new portal: the user as Git knows them, or a stand-in."""
    from seedbed.repository.start import Identity, read_identity

    return read_identity(target) or Identity("First Steward", "first-steward@localhost")


def begin(name: str, currency: str, /, *, engine: str | None, author: Identity, today: str | None) -> Start:
    """What the portal says about itself. Raises CannotRunError for words that its records could not hold."""
    from seedbed.starter import Start

    if not (name.strip() and name.isprintable() and len(name) <= MOST_CHARACTERS):
        raise CannotRunError(
            f"--name: write the organisation's name on one line, at most {MOST_CHARACTERS} characters."
        )
    if not (len(currency) == len("EUR") and currency.isascii() and currency.isupper()):
        raise CannotRunError(f"--currency {currency!r}: write the three capital letters of ISO 4217, as in EUR.")
    if engine is not None and not (engine.strip() and engine.isprintable()):
        raise CannotRunError(
            "--engine: write one requirement of pip, as in 'seedbed @ git+https://forge.example/seedbed'."
        )
    start = Start(today=shell.parse_day(today), name=name.strip(), currency=currency)
    return start.run_by(author.name, author.email).with_engine(engine)


def collect(start: Start, /, *, with_starter: bool) -> dict[str, bytes]:
    """Every file of the new portal."""
    from seedbed.checks import check
    from seedbed.forge.files import create_forge_files
    from seedbed.repository.load import load_sources
    from seedbed.repository.tree import MemoryTree
    from seedbed.starter import create_first_records, create_portal_files, read_starter_catalogue

    records = read_starter_catalogue() if with_starter else create_first_records(start)
    catalogue = check(load_sources(MemoryTree(records)), today=start.today).catalogue
    made = {path: text.encode() for path, text in create_forge_files(catalogue).items()}
    return create_portal_files(start) | made | records


def commit_first(target: Path, start: Start, author: Identity, /, *, common: Common) -> str | None:
    """Make the first commit, unless the folder belongs to a repository already. A missing Git is no failure."""
    from seedbed.repository.git import GitError
    from seedbed.repository.start import start_repository, surrounding_repository

    there = surrounding_repository(target)
    if there:
        shell.note(f"{there} is a Git repository already: commit the new files there.", common=common)
        return None
    try:
        return start_repository(target, message=f"Start the portal of {start.name}", author=author)
    except GitError as error:
        shell.note(f"The files are written, but not committed. {error}", common=common)
        return None


def tell(target: Path, paths: list[str], commit: str | None, /, *, common: Common) -> None:
    """Say what was made and what comes next."""
    if common.form(Format.TEXT, Format.JSON) is Format.JSON:
        shell.print_json({"directory": str(target), "written": paths, "commit": commit})
        return
    shell.print_answer(f"{target}\n")
    shell.note(f"{len(paths)} files{' in a first commit' if commit else ''}. Next:", common=common)
    for line in (f"cd {shlex.quote(str(target))}", "seedbed check", "mkdocs serve"):
        shell.note(f"  {line}", common=common)
