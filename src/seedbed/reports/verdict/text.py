"""The verdict for people at a terminal: what changes, what blocks and how to mend it, what holds, who must agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from seedbed.changes.words import in_words
from seedbed.gate.results import Result, Status
from seedbed.gate.verdict import Answer, Verdict
from seedbed.reports.findings import count, safe_text
from seedbed.reports.text import Line
from seedbed.reports.verdict.wording import given_for, headline, judged, state_of, what_for, who

MOST_CHANGES = 200

STYLES = {
    Status.FAIL: "bold red",
    Status.ERROR: "bold red",
    Status.WARNING: "bold yellow",
    Status.WAIVED: "yellow",
    Status.PASS: "green",
    Status.NOT_APPLICABLE: "dim",
}
GROUPS = (
    ("in the way", (Status.ERROR, Status.FAIL)),
    ("waived", (Status.WAIVED,)),
    ("to look at", (Status.WARNING,)),
)
"""Results that are told one by one, gravest first."""


def report_text(verdict: Verdict, /) -> str:
    """The plain report."""
    return "".join("".join(text for text, _ in line) + "\n" for line in create_lines(verdict))


def create_lines(verdict: Verdict, /) -> Iterator[Line]:
    """The report line by line, the answer last. Takes a verdict that is safe already."""
    yield from _changes(verdict)
    for title, statuses in GROUPS:
        yield from _group(title, [one for one in verdict.results if one.status in statuses])
    yield from _holds(verdict)
    yield from _approvals(verdict)
    yield ((headline(verdict), "bold green" if verdict.answer is Answer.PASS else "bold red"),)
    yield ((judged(verdict), "dim"),)


def _changes(verdict: Verdict) -> Iterator[Line]:
    yield (("what changes", "bold"),)
    for change in verdict.changes[:MOST_CHANGES]:
        yield ((f"  {safe_text(in_words(change))}", ""),)
    left = len(verdict.changes) - MOST_CHANGES
    if left > 0:
        yield ((f"  and {count(left, 'further change')}", "dim"),)
    if not verdict.changes:
        yield (("  nothing in the words of the records", "dim"),)
    yield ()


def _group(title: str, results: list[Result]) -> Iterator[Line]:
    """Results of one gravity, by file, the mend under each."""
    if not results:
        return
    yield ((f"{title} ({len(results):,})", "bold"),)
    by_path = sorted(results, key=lambda one: (one.path, one.line, one.column))
    for path, found in groupby(by_path, key=lambda one: one.path):
        yield ((f"  {path or 'the whole change'}", "bold"),)
        for one in found:
            place = f"    {one.line}:{one.column}  " if path else "    "
            yield (place, "dim"), (one.rule, "cyan"), ("  ", ""), (one.message, STYLES[one.status])
            if one.fix:
                yield ("      fix: ", "green"), (one.fix, "")
    yield ()


def _holds(verdict: Verdict) -> Iterator[Line]:
    held = [one for one in verdict.results if one.status is Status.PASS]
    told = [one for one in held if one.message]
    idle = sum(one.status is Status.NOT_APPLICABLE for one in verdict.results)
    yield ((f"what holds ({len(held):,}; not applicable: {idle:,})", "bold"),)
    for one in told:
        words = f"{one.subject}: {one.message}" if one.subject else one.message
        yield ("  ", ""), (one.rule, "cyan"), (f"  {words}", "")
    yield ()


def _approvals(verdict: Verdict) -> Iterator[Line]:
    approvals = verdict.approvals
    if not approvals.required:
        return
    yield (("who must agree", "bold"),)
    for need in approvals.required:
        is_given = given_for(need, approvals) is not None
        style = "green" if is_given else "bold red" if approvals.is_checked else "yellow"
        yield (f"  {who(need)}", ""), (f"  {what_for(need.subjects)}: ", "dim"), (state_of(need, approvals), style)
    for words in approvals.uncounted:
        yield ((f"  does not count: {words}", "dim"),)
    for words in approvals.remarks:
        yield ((f"  {words}", "yellow"),)
    yield ()
