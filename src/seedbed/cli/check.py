"""`seedbed check`: the records against every rule."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.endings import CLEAN, FINDINGS
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import REPORTS, Findings, Format, create_report

if TYPE_CHECKING:
    from seedbed.problems import Rule

PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]...", help="Files or folders: all records are read, only these are reported on."),
]
ExplainOption = Annotated[str | None, typer.Option("--explain", metavar="RULE", help="Print what one rule asks.")]
RulesOption = Annotated[bool, typer.Option("--rules", help="List every rule.")]
TodayOption = Annotated[
    str | None,
    typer.Option("--today", metavar="YYYY-MM-DD", help="The day on which dates are compared; by default today."),
]
AtOption = Annotated[
    str | None, typer.Option("--at", metavar="REV", help="Read a commit instead of the files on disk.")
]


def check(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    paths: PathsArgument = None,
    *,
    explain: ExplainOption = None,
    rules: RulesOption = False,
    today: TodayOption = None,
    at: AtOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Check the records: everything wrong, each with its place and its mend, all at once."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    if explain is not None:
        return print_rules([find_rule(explain)], common=common, whole=True)
    if rules:
        return print_rules(list(known_rules().values()), common=common)
    findings = judge(common, named=paths or [], today=today, at=at)
    print_findings(findings, common=common)
    return FINDINGS if findings.errors else CLEAN


def judge(common: Common, /, *, named: list[Path], today: str | None, at: str | None) -> Findings:
    """Read the whole portal and judge it; keep what concerns the paths that were named."""
    from seedbed.checks import check as check_sources
    from seedbed.cli.portal import open_tree, portal_paths
    from seedbed.repository.load import load_sources
    from seedbed.workers import begin_on_all_cores, collect_rarely

    known_rules()  # a waiver may name a rule of the gate
    collect_rarely()
    portal, day = common.portal(), shell.parse_day(today)
    with shell.working("Checking the records …", common=common), open_tree(portal, at=at) as tree:
        # The objects of a commit come from a process of Git that only this one can ask.
        sources = load_sources(tree) if at else load_sources(tree, run=begin_on_all_cores)
        result = check_sources(sources, today=day, run=begin_on_all_cores)
    found = {*sources.files, *(problem.path for problem in sources.strays)}
    if not any(path.startswith("catalog") for path in found):
        raise CannotRunError(
            f"no records in {portal / 'catalog'}{f' at {at}' if at else ''}. Make a portal: seedbed init DIR"
        )
    texts = {path: source.text for path, source in sources.files.items()}
    findings = Findings(problems=result.problems, texts=texts, prefix=forge_prefix(portal))
    return findings.below(portal_paths(named, root=portal, files=found)) if named else findings


def forge_prefix(portal: Path, /) -> str:
    """The way from the current folder, which is a forge's checkout, down to the portal; '' where it is not below."""
    here = Path.cwd()
    below = portal != here and portal.is_relative_to(here)
    return f"{portal.relative_to(here).as_posix()}/" if below else ""


def print_findings(findings: Findings, /, *, common: Common) -> None:
    """Write the report in the format asked for; on a terminal text comes in colour."""
    asked = common.form(*REPORTS)
    if asked is not Format.TEXT:
        shell.print_answer(create_report(findings, format=asked))
        return
    from seedbed.reports.text import create_lines

    if findings.problems or not common.quiet:
        shell.print_lines(create_lines(findings.safe))


def known_rules() -> dict[str, Rule]:
    """Every rule of the checks and of the gate by its id."""
    import seedbed.gate.rules  # noqa: F401 - the rules register themselves
    from seedbed.problems import RULES

    return RULES


def find_rule(rule_id: str, /) -> Rule:
    """The rule of that id. Raises CannotRunError when there is none."""
    rules = known_rules()
    if rule_id in rules:
        return rules[rule_id]
    near = difflib.get_close_matches(rule_id, rules, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise CannotRunError(f"there is no rule {rule_id!r}: {hint}seedbed check --rules lists them all.")


def print_rules(rules: list[Rule], /, *, common: Common, whole: bool = False) -> int:
    """Print rules: id, severity and first sentence each, or with `whole` the complete text."""
    if common.form(Format.TEXT, Format.JSON) is Format.JSON:
        listed = [
            {"id": rule.id, "family": rule.family, "severity": rule.severity, "text": rule.text} for rule in rules
        ]
        shell.print_json(listed[0] if whole else listed)
    elif whole:
        shell.print_answer("".join(f"{rule.id} ({rule.severity}, {rule.family})\n\n{rule.text}\n" for rule in rules))
    else:
        width = max(len(rule.id) for rule in rules)
        shell.print_answer("".join(f"{rule.id:<{width}}  {rule.severity:<7}  {rule.title}\n" for rule in rules))
    return CLEAN
