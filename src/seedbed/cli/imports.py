"""`seedbed import`: records from inventories that exist already."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seedbed.cli import shell
from seedbed.cli.disk import read_bytes, write_over
from seedbed.cli.endings import CANNOT_RUN, CLEAN
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.reports import Findings, Format, create_report

if TYPE_CHECKING:
    from seedbed.imports import ImportPlan, Refused

imports = typer.Typer(help="Bring in what exists.", rich_markup_mode=None)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The inventory: CSV, TSV or XLSX.")]
MapOption = Annotated[
    Path,
    typer.Option(
        "--map", metavar="MAP", help="The mapping: which column is what. schemas/import-map.json describes it."
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, write no record.")]
ReportOption = Annotated[
    Path | None,
    typer.Option("--report", metavar="REPORT", help="Write the report there too; JSON if it ends with .json."),
]
RenewOption = Annotated[
    bool, typer.Option("--renew", help="Rewrite declared dates too: for an import repeated before its first commit.")
]


@imports.callback()
def bring_in() -> None:
    """Keep `table` a command of its own, beside those that may follow."""


@imports.command(short_help="Records from a CSV, TSV or XLSX file.")
def table(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    file: FileArgument,
    *,
    mapping: MapOption,
    dry_run: DryRunOption = False,
    report: ReportOption = None,
    renew: RenewOption = False,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Make or update records from the rows of a table, and account for every row and value."""
    from seedbed.imports import Refused

    common = shell.settle(context, root=root, format=format, quiet=quiet)
    portal, form = common.portal(), common.form(Format.TEXT, Format.JSON)
    try:
        with shell.working(f"Reading {file.name} …", common=common):
            plan = plan_table(portal, file, mapping, renew=renew)
    except Refused as refusal:
        return refuse(refusal, mapping)
    if not dry_run:
        write_over(portal, plan.files)
    tell(plan, form=form, report=report, dry_run=dry_run, common=common)
    return CLEAN


def plan_table(portal: Path, file: Path, mapping: Path, /, *, renew: bool) -> ImportPlan:
    """What the import would do. Raises Refused when mapping, table or portal do not allow it."""
    from seedbed.imports import parse_mapping, plan_import, read_table
    from seedbed.repository.load import load_sources
    from seedbed.repository.tree import WorkingTree

    rules = parse_mapping(read_mapping(mapping), path=mapping.as_posix())
    rows = read_table(read_bytes(file), file.name, rules)
    return plan_import(rows, rules, existing=load_sources(WorkingTree(portal)), renew=renew)


def read_mapping(path: Path, /) -> str:
    """The text of the mapping file. Raises CannotRunError when it is not UTF-8."""
    try:
        return read_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise CannotRunError(f"{path} is not UTF-8 (byte {error.start}). Save the mapping as UTF-8.") from error


def refuse(refusal: Refused, mapping: Path, /) -> int:
    """List every reason on standard error."""
    findings = Findings(problems=refusal.problems, texts={mapping.as_posix(): read_mapping(mapping)})
    *reasons, _ = create_report(findings, format=Format.TEXT).splitlines()
    sys.stderr.write("\n".join([*reasons, "seedbed: nothing was imported", ""]))
    return CANNOT_RUN


def tell(plan: ImportPlan, /, *, form: Format, report: Path | None, dry_run: bool, common: Common) -> None:
    """Print the account of the import, and write it where it was asked for."""
    from seedbed.imports import report_json, report_text

    data, text = report_json(plan.report), report_text(plan.report)
    if report:
        report.write_text(json.dumps(data, indent=2) + "\n" if report.suffix == ".json" else text, "utf-8")
    if form is Format.JSON:
        shell.print_json(data)
    elif not common.quiet:
        shell.print_text(text)
    if dry_run:
        shell.note("Nothing was written: this was a dry run.", common=common)
    else:
        shell.note("Next: seedbed check, then commit the new records.", common=common)
