"""The verdict for people at a terminal: what changes, what blocks and how to mend it, what else was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from seedbed.changes.words import in_words
from seedbed.gate.results import Result, Status
from seedbed.gate.verdict import Answer, Verdict
from seedbed.reports.findings import count, safe_text

Line: TypeAlias = tuple[tuple[str, str], ...]

MOST_CHANGES = 200
SHORT = 12

STYLES = {
    Status.FAIL: "bold red",
    Status.ERROR: "bold red",
    Status.WARNING: "bold yellow",
    Status.WAIVED: "yellow",
    Status.PASS: "green",
    Status.NOT_APPLICABLE: "dim",
}
SHOWN = (Status.ERROR, Status.FAIL, Status.WAIVED, Status.WARNING, Status.PASS)
"""Results that are listed, gravest first; rules that do not apply are only counted."""


def report_text(verdict: Verdict, /) -> str:
    """The plain report."""
    return "".join("".join(text for text, _ in line) + "\n" for line in create_lines(verdict))


def create_lines(verdict: Verdict, /) -> Iterator[Line]:
    """The report line by line, the answer last. Takes a verdict that is safe already."""
    yield from _changes(verdict)
    for status in SHOWN:
        for result in (one for one in verdict.results if one.status is status and one.message):
            yield from _result(result)
    yield from _missing(verdict)
    yield from _answer(verdict)


def _changes(verdict: Verdict) -> Iterator[Line]:
    yield (("what changes", "bold"),)
    for change in verdict.changes[:MOST_CHANGES]:
        yield ((f"  {safe_text(in_words(change))}", ""),)
    left = len(verdict.changes) - MOST_CHANGES
    if left > 0:
        yield ((f"  and {count(left, 'further change')}", "dim"),)
    if not verdict.changes:
        yield (("  nothing", "dim"),)
    yield ()


def _result(result: Result) -> Iterator[Line]:
    place = f"{result.path}:{result.line}:{result.column}  " if result.path else ""
    if result.blocks or result.fix:
        yield (place, "bold"), (result.status.value, STYLES[result.status]), (f"  {result.rule}", "cyan")
        yield ((f"  {result.message}", ""),)
        if result.fix:
            yield ("  fix: ", "green"), (result.fix, "")
        yield ()
    else:
        words = f"{result.subject}: {result.message}" if result.subject else result.message
        yield (result.status.value, STYLES[result.status]), (f"  {result.rule}  ", "cyan"), (words, "")


def _missing(verdict: Verdict) -> Iterator[Line]:
    approvals = verdict.approvals
    for need in approvals.missing if approvals.is_checked else approvals.required:
        state = "missing" if approvals.is_checked else "required, not checked"
        yield (f"approval {state}: ", "bold"), (safe_text(f"{need.role}: {need.why}"), "")


def _answer(verdict: Verdict) -> Iterator[Line]:
    blocking = sum(1 for _ in verdict.blocking)
    why = f"{count(blocking, 'finding')} in the way" if blocking else "nothing in the way"
    words = f"{verdict.answer.value}: {why}"
    yield ()
    yield ((words, "bold green" if verdict.answer is Answer.PASS else "bold red"),)
    judged = f"base {verdict.base[:SHORT]}, head {verdict.head[:SHORT]}, policy {verdict.policy_version}"
    yield ((f"{judged} ({verdict.policy[:SHORT]}), seedbed {verdict.engine}", "dim"),)
