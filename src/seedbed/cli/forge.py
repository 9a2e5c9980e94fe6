"""`seedbed forge`: what the forge around the repository needs, and whether it is still set up as asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from seedbed.cli import shell
from seedbed.cli.disk import read_bytes, write_over
from seedbed.cli.endings import CLEAN, FINDINGS
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from seedbed.checks import CheckResult
    from seedbed.forge.drift import Drift

RULESETS = Path(".github/rulesets")

forge = typer.Typer(help="Set up the forge, and see that it stays so.", rich_markup_mode=None)

FilesArgument = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="What the forge exported, as JSON: rulesets, or errors of CODEOWNERS."),
]
SettingsArgument = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE]...", help="What the forge exported, as for `forge drift`.")
]
PagesArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="Comments or issues as the forge's interface gave them.")
]
MarkerOption = Annotated[
    str, typer.Option("--marker", metavar="WORD", help="The text begins or ends with <!-- WORD -->.")
]
ByOption = Annotated[str, typer.Option("--by", metavar="HANDLE", help="Whose texts are looked at.")]
CheckOption = Annotated[bool, typer.Option("--check", help="Write nothing; say which files would change.")]
TodayOption = Annotated[
    str | None,
    typer.Option("--today", metavar="YYYY-MM-DD", help="The day on which dates are compared; by default today."),
]


@forge.command(short_help="Print CODEOWNERS as the catalogue makes it.")
def codeowners(
    context: typer.Context,
    *,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Print CODEOWNERS, and say on standard error whom the forge could not ask."""
    from seedbed.forge.codeowners import create_codeowners, find_gaps

    common = shell.settle(context, root=root, format=format, quiet=quiet)
    common.form(Format.TEXT)
    catalogue = load(common, today=today).catalogue
    shell.print_text(create_codeowners(catalogue))
    gaps = tuple(find_gaps(catalogue))
    for gap in gaps:
        shell.complain(f"{gap.path}: {gap.message}. {gap.fix}")
    return FINDINGS if gaps else CLEAN


@forge.command(short_help="Write CODEOWNERS and the issue forms.")
def write(
    context: typer.Context,
    *,
    check: CheckOption = False,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Write the files below .github/ that follow from the catalogue; with --check only say which are behind it."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form = common.form(Format.TEXT, Format.JSON)
    stale = stale_files(common, load(common, today=today))
    if not check:
        write_over(common.portal(), stale)
    if form is Format.JSON:
        shell.print_json({"stale" if check else "written": sorted(stale)})
    else:
        shell.print_text("".join(f"{path}\n" for path in sorted(stale)))
    return FINDINGS if check and stale else CLEAN


@forge.command(short_help="Compare the settings of the forge with those asked for.")
def drift(
    context: typer.Context,
    files: FilesArgument,
    *,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Compare what a forge exported with .github/rulesets/: every rule and value that is asked for must be there."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form = common.form(Format.TEXT, Format.JSON)
    found = compare(common, files)
    if form is Format.JSON:
        keys = ("where", "expected", "found", "certain")
        shell.print_json({"drift": [{key: getattr(one, key) for key in keys} for one in found]})
    else:
        shell.print_text("".join(f"{one}\n" for one in found))
        if not found:
            shell.note("The forge is set up as asked for.", common=common)
    return FINDINGS if any(one.certain for one in found) else CLEAN


@forge.command(short_help="Write what time has broken, for one issue a night.")
def nightly(
    context: typer.Context,
    files: SettingsArgument = None,
    *,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Write the text of the nightly issue: expired certificates, stale evidence, overdue reviews, changed settings."""
    from seedbed.forge.codeowners import find_gaps
    from seedbed.forge.nightly import Due, create_issue, due_problems

    common = shell.settle(context, root=root, format=format, quiet=quiet)
    common.form(Format.TEXT, Format.MARKDOWN)
    result = load(common, today=today)
    due = Due(
        problems=due_problems(result.problems),
        drift=compare(common, files) if files else (),
        gaps=tuple(find_gaps(result.catalogue)),
        stale=tuple(sorted(stale_files(common, result))),
    )
    shell.print_answer(create_issue(due))
    return FINDINGS if due.count else CLEAN


@forge.command(short_help="Find the comment or issue that this bot wrote before.")
def own(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    file: PagesArgument,
    *,
    marker: MarkerOption,
    by: ByOption = "github-actions[bot]",
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Print the id of the bot's own comment, or the number of its issue, so that it is edited and not repeated."""
    from seedbed.forge.own import find_own

    common = shell.settle(context, root=root, format=format, quiet=quiet)
    common.form(Format.TEXT)
    found = find_own(read_json(file), marker=marker, by=by)
    shell.print_answer("" if found is None else f"{found}\n")
    return CLEAN


def load(common: Common, /, *, today: str | None) -> CheckResult:
    """The portal's records, checked."""
    from seedbed.checks import check
    from seedbed.repository.load import load_sources
    from seedbed.repository.tree import WorkingTree
    from seedbed.workers import begin_on_all_cores

    day = shell.parse_day(today)
    with shell.working("Reading the records …", common=common):
        sources = load_sources(WorkingTree(common.portal()), run=begin_on_all_cores)
        return check(sources, today=day, run=begin_on_all_cores)


def stale_files(common: Common, result: CheckResult, /) -> dict[str, str]:
    """The files of the forge that are not as the catalogue makes them, with their new text."""
    from seedbed.forge.files import create_forge_files

    portal = common.portal()
    return {path: text for path, text in create_forge_files(result.catalogue).items() if there(portal / path) != text}


def there(path: Path, /) -> str | None:
    """The text of a file, None where there is none."""
    return path.read_text("utf-8", errors="replace") if path.is_file() else None


def compare(common: Common, files: list[Path], /) -> tuple[Drift, ...]:
    """Every setting that differs. Raises CannotRunError when there is nothing to compare with."""
    from seedbed.forge.drift import find_drift

    asked = sorted((common.portal() / RULESETS).glob("*.json"))
    if not asked:
        raise CannotRunError(f"{RULESETS} holds no ruleset, so nothing is asked for. seedbed init writes two.")
    expected = [json.loads(path.read_bytes()) for path in asked]
    return tuple(find_drift(expected, [value for file in files for value in read_json(file)]))


def read_json(file: Path, /) -> list[Any]:
    """The JSON values of a file that a forge wrote. Raises CannotRunError for anything else."""
    from seedbed.repository.reviews.json_text import read_values
    from seedbed.repository.reviews.review import ReviewsError

    try:
        return read_values(read_bytes(file))
    except ReviewsError as error:
        raise CannotRunError(f"{file}: {error}") from error
