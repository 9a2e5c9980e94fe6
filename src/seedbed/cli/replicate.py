"""`seedbed replicate`: the record of a copy on a branch of its own, and the pull request ready to send."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import replace

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN, FINDINGS
from seedbed.cli.gate import find_start
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Format

if TYPE_CHECKING:
    from datetime import date

    from seedbed.records import Forge
    from seedbed.reports.copying import Branch
    from seedbed.repository.git import Git
    from seedbed.repository.start import Identity
    from seedbed.scaffold.copying import Copy, Plan, Wish

MAIN = ("refs/remotes/origin/HEAD", "refs/heads/main", "HEAD")
"""Where the main branch is looked for: as the remote names it, by its usual name, where one stands."""


class Strategy(StrEnum):
    """How an agent comes to a unit."""

    INFLUENCER = "influencer"
    PILOT = "pilot"
    CHAMPION = "champion"
    SELF_SELECTED = "self-selected"


AgentArgument = Annotated[str, typer.Argument(metavar="AGENT", help="The agent to copy.")]
UnitArgument = Annotated[str, typer.Argument(metavar="UNIT", help="The unit that shall have it.")]
SourceOption = Annotated[
    str | None, typer.Option("--copied-from", metavar="UNIT", help="The unit copied; by default the owner's.")
]
StrategyOption = Annotated[Strategy | None, typer.Option("--strategy", help="How the agent comes to the unit.")]
SupervisorOption = Annotated[
    str | None,
    typer.Option("--supervisor", metavar="ID", help="Who oversees it; by default the one of the unit who may."),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="Fill in a field, as in baseline.people=3; may be repeated."),
]
BaseOption = Annotated[
    str | None, typer.Option("--base", metavar="REV", help="The main branch; by default origin's, else main.")
]
BranchOption = Annotated[
    str | None, typer.Option("--branch", metavar="NAME", help="The new branch; by default copy/AGENT-to-UNIT.")
]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Judge and show everything, and write nothing.")]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="YYYY-MM-DD", help="The day to go by; by default today.")
]


def replicate(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    agent: AgentArgument,
    unit: UnitArgument,
    *,
    copied_from: SourceOption = None,
    strategy: StrategyOption = None,
    supervisor: SupervisorOption = None,
    settings: SetOption = None,
    base: BaseOption = None,
    branch: BranchOption = None,
    dry_run: DryOption = False,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Copy an agent into a unit: its record goes on a new branch, and the pull request is ready to send.

    Everything is judged beforehand, by the rules of the main branch: whether the agent is open, the unit ready for its
    class, the supervisor certified, the platform approved. If anything is in the way, all of it is said and nothing is
    written. The work tree and the branch where you stand are left alone.
    """
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    form, day = common.form(Format.TEXT, Format.MARKDOWN, Format.JSON), shell.parse_day(today)
    chosen = read_answers(settings or [], strategy)
    wish = make_wish(agent, unit, source=copied_from, supervisor=supervisor, answers=chosen)
    name = branch or f"copy/{agent}-to-{unit}"
    plan, place = settle_plan(common, wish, base=base, name=name, today=day, is_dry=dry_run)
    print_plan(plan, place, form=form)
    return CLEAN if plan.copy else FINDINGS


def read_answers(settings: list[str], strategy: Strategy | None, /) -> dict[str, Any]:
    """The fields that were filled in on the command line. Raises CannotRunError for one that cannot be."""
    from seedbed.resources import load_schema
    from seedbed.scaffold import ScaffoldError, parse_settings

    try:
        found = parse_settings(settings, root=load_schema("deployment"))
    except ScaffoldError as error:
        raise CannotRunError(str(error)) from error
    fixed = {"status", "copied_from", "supervisor"} & found.keys()
    if fixed:
        raise CannotRunError(f"--set {min(fixed)} is not for a copy: it has an option, or follows from main.")
    return found | ({"strategy": strategy.value} if strategy else {})


def make_wish(agent: str, unit: str, /, *, source: str | None, supervisor: str | None, answers: dict[str, Any]) -> Wish:
    """What is asked for. Raises CannotRunError for what can be the id of nothing."""
    from seedbed.kinds import KIND
    from seedbed.scaffold.copying import Wish

    try:
        KIND["deployment"].path(f"{agent}/{unit}")
        for kind, name in (("unit", source), ("person", supervisor)):
            if name is not None:
                KIND[kind].path(name)
    except ValueError as error:
        raise CannotRunError(str(error)) from error
    return Wish(agent=agent, unit=unit, source=source, supervisor=supervisor, answers=answers)


def settle_plan(
    common: Common, wish: Wish, /, *, base: str | None, name: str, today: date, is_dry: bool
) -> tuple[Plan, Branch]:
    """Judge the wish against the main branch, and commit the copy unless something is in its way."""
    from seedbed.gate.walk import BadPolicyError
    from seedbed.repository.git import Git
    from seedbed.repository.history_source import prefix_of
    from seedbed.repository.objects import Objects
    from seedbed.repository.proposed import Signature, read_proposal
    from seedbed.scaffold import ScaffoldError
    from seedbed.scaffold.copying import plan_copy

    start = find_start(common)
    git = Git.open(start)
    who, main = identify(start), find_main(git, base)
    with shell.working("Judging the copy …", common=common), Objects(git) as objects:
        proposal = read_proposal(objects, main, main, prefix=prefix_of(git, start))
        try:
            plan = plan_copy(proposal, wish, today=today, author=Signature(who.name, who.email))
        except (BadPolicyError, ScaffoldError) as error:
            raise CannotRunError(str(error)) from error
    place = find_place(git, plan.forge, name=name, base=proposal.base, prefix=prefix_of(git, start))
    plan = with_branch(git, plan, place)
    return plan, replace(place, commit=commit_copy(git, plan.copy, place, who)) if plan.copy and not is_dry else place


def identify(start: Path, /) -> Identity:
    """Who commits. Raises CannotRunError when Git has not been told."""
    from seedbed.repository.start import read_identity

    who = read_identity(start)
    if who is None:
        raise CannotRunError(
            'Git does not know who you are. Run: git config --global user.name "Your Name" and user.email'
        )
    return who


def find_main(git: Git, base: str | None, /) -> str:
    """The commit of the main branch: the one that was named, else the first that there is."""
    from seedbed.repository.git import GitError

    if base is not None:
        return git.commit(base)
    for name in MAIN[:-1]:
        try:
            return git.commit(name)
        except GitError:
            continue
    return git.commit(MAIN[-1])


def find_place(git: Git, forge: Forge | None, /, *, name: str, base: str, prefix: str) -> Branch:
    """The branch that is to be made, and where it shall go."""
    from seedbed.reports.copying import Branch

    remotes = git.ask("remote").split()
    remote = next((one for one in ("origin", *remotes) if one in remotes), None)
    target = forge.branch if forge else "main"
    return Branch(name=name, commit=None, base=base, target=target, remote=remote, forge=forge, prefix=prefix)


def with_branch(git: Git, plan: Plan, place: Branch, /) -> Plan:
    """The plan, or that its branch is there already, beside whatever else is in the way."""
    from seedbed.scaffold.foresight import Obstacle

    known = git.ask("for-each-ref", "--format=%(refname)", "refs/heads").split("\n")
    if f"refs/heads/{place.name}" not in known:
        return plan
    fix = f"Go on with it: git switch {place.name}. Or name another one with --branch."
    return replace(plan, copy=None, obstacles=(*plan.obstacles, Obstacle(f"there is a branch {place.name}", fix)))


def commit_copy(git: Git, copy: Copy, place: Branch, who: Identity, /) -> str:
    """Commit the record on its branch, in the name of whoever asks; title and text of the request are the message."""
    from seedbed.reports.copying import create_text, create_title
    from seedbed.repository.proposal import Proposal, commit_files

    message = f"{create_title(copy)}\n\n{create_text(copy)}"
    files = {f"{place.prefix}{copy.path}": copy.text}
    return commit_files(git, Proposal(base=place.base, branch=place.name, files=files, message=message, author=who))


def print_plan(plan: Plan, place: Branch, /, *, form: Format) -> None:
    """Print what is asked for; in Markdown it is the text of the pull request and nothing else."""
    from seedbed.reports.copying import create_plan_lines, create_text, report_plan_json

    if form is Format.JSON:
        shell.print_answer(report_plan_json(plan, place))
    elif form is Format.MARKDOWN and plan.copy:
        shell.print_answer(create_text(plan.copy))
    else:
        shell.print_lines(create_plan_lines(plan, place))
