"""`seedbed new`: the draft of a record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import replace

from seedbed.cli import shell
from seedbed.cli.disk import append_row, guard, write_new
from seedbed.cli.endings import CLEAN
from seedbed.cli.shell import CannotRunError, Common, FormatOption, QuietOption, RootOption
from seedbed.kinds import KIND, Kind
from seedbed.reports import Format
from seedbed.reports.findings import safe_text

if TYPE_CHECKING:
    from datetime import date

    from seedbed.records import Catalogue
    from seedbed.scaffold import Draft, Question

WHOLE = frozenset({"policy", "recipe"})
"""Kinds whose draft is one text and has no fields to set."""

FEW = 15
"""Choices that are shown in full when a question is asked."""

KindArgument = Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(KIND)}.")]
IdArgument = Annotated[
    str,
    typer.Argument(
        metavar="[ID]",
        help="Lower-case letters, digits and hyphens. Nested: AGENT/UNIT for a deployment or measurement, "
        "AGENT/SLUG for an incident, EVENT/DEMO for a demo. Incidents and stories get today's date in front.",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="Answer a field, as in owner.unit=finance; may be repeated."),
]
PeriodOption = Annotated[str | None, typer.Option("--period", metavar="YYYY-MM", help="The month of a measurement.")]
AskOption = Annotated[
    bool | None, typer.Option("--ask/--no-ask", help="Ask for what is due; by default on a terminal.")
]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="YYYY-MM-DD", help="The day to go by; by default today.")
]


def new(  # noqa: PLR0913 - a command's options are its arguments
    context: typer.Context,
    kind: KindArgument,
    record_id: IdArgument = "",
    *,
    settings: SetOption = None,
    period: PeriodOption = None,
    ask: AskOption = None,
    today: TodayOption = None,
    root: RootOption = None,
    format: FormatOption = None,
    quiet: QuietOption = False,
) -> int:
    """Write a draft of a record: it passes its schema, and says where a person must still write."""
    common = shell.settle(context, root=root, format=format, quiet=quiet)
    common.form(Format.TEXT, Format.JSON)
    answers = [*(settings or []), *([f"period={period}"] if period else [])]
    draft = begin(common, find_kind(kind), record_id, settings=answers, today=today)
    if ask if ask is not None else sys.stdin.isatty() and sys.stderr.isatty():
        draft = interview(draft)
    write(draft, common=common)
    return CLEAN


def find_kind(name: str, /) -> Kind:
    """The kind of that name. Raises CannotRunError when there is none."""
    if name in KIND:
        return KIND[name]
    from seedbed.checks.wording import nearest

    meant = nearest(name, KIND)
    hint = f" Did you mean {meant}?" if meant else ""
    raise CannotRunError(f"there is no kind of record called {name!r}.{hint} Kinds: {', '.join(KIND)}")


def begin(common: Common, kind: Kind, record_id: str, /, *, settings: list[str], today: str | None) -> Draft:
    """The draft before any question. Raises CannotRunError for an id or a setting that cannot be."""
    from seedbed.resources import load_schema
    from seedbed.scaffold import Draft, ScaffoldError, complete_id, parse_settings

    portal, day = common.portal(), shell.parse_day(today)
    if kind.parts and not record_id:
        raise CannotRunError(f"name the new record: seedbed new {kind.name} {'/'.join(kind.shape).upper()}")
    if settings and kind.name in WHOLE:
        raise CannotRunError(f"a {kind.name} is written as a whole: leave --set out and edit the file.")
    try:
        whole = complete_id(kind, record_id, today=day)
        answers = parse_settings(settings, root=load_schema(kind.name)) if settings else {}
    except ScaffoldError as error:
        raise CannotRunError(str(error)) from error
    draft = Draft(kind=kind, id=whole, catalogue=load_catalogue(portal, day), today=day, answers=answers)
    return replace(draft, begun=read_begun(draft, portal))


def load_catalogue(portal: Path, day: date, /) -> Catalogue:
    """The records that are in order, to choose from."""
    from seedbed.checks import check
    from seedbed.repository.load import load_sources
    from seedbed.repository.tree import WorkingTree

    return check(load_sources(WorkingTree(portal)), today=day).catalogue


def read_begun(draft: Draft, portal: Path, /) -> str | None:
    """What the draft goes on from: the table that is there already, or the policy as it is shipped."""
    if draft.kind.name == "policy":
        from seedbed.resources import shared_path

        return shared_path(draft.path).read_text("utf-8")
    guard(portal, draft.path)
    table = portal / draft.path
    return table.read_text("utf-8") if draft.kind.name == "measurement" and table.is_file() else None


def interview(draft: Draft, /) -> Draft:
    """Ask for every field that is due, one after the other; an answer may bring further questions."""
    asked: set[Any] = set()
    while question := next((question for question in draft.questions() if question.path not in asked), None):
        asked.add(question.path)
        draft = ask_one(draft, question)
    return draft


def ask_one(draft: Draft, question: Question, /) -> Draft:
    """Ask until the answer fits. An empty one takes the proposal, or leaves the field to be filled in later."""
    from seedbed.scaffold import ScaffoldError

    more = f" Known: {', '.join(question.choices)}." if question.named and len(question.choices) <= FEW else ""
    sys.stderr.write(f"\n{safe_text(question.help + more)}\n")
    while True:
        reply = shell.ask(f"{question.name}{f' [{question.default}]' if question.default else ''}: ")
        if reply in {"", question.default}:
            return draft
        try:
            return draft.answered(question, reply)
        except ScaffoldError as error:
            shell.complain(f"  {error}")


def write(draft: Draft, /, *, common: Common) -> None:
    """Put the draft into the portal, and say where and what comes next."""
    from seedbed.scaffold import ScaffoldError

    try:
        files = draft.create_files()
    except ScaffoldError as error:
        raise CannotRunError(str(error)) from error
    if draft.kind.name == "measurement" and draft.begun is not None:
        append_row(common.portal(), draft.path, files[draft.path], draft.begun)
    else:
        write_new(common.portal(), files)
    following = f"seedbed check {draft.path}"
    if common.form(Format.TEXT, Format.JSON) is Format.JSON:
        shell.print_json({"written": list(files), "next": following})
    else:
        shell.print_answer("".join(f"{path}\n" for path in files))
        shell.note(f"Fill in what is marked TODO, then: {following}", common=common)
