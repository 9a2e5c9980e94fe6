"""The verdict as one comment on a pull request: the answer, who must agree, what blocks and how to mend it, the rest.

Sections come in the order of their weight, and each is cut at a whole row, so that what is left out is said and no
table or fold is left open. The first line is a mark by which the comment is found again and edited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from seedbed.changes.words import in_words
from seedbed.gate.results import Result, Status
from seedbed.gate.verdict import Answer, Verdict
from seedbed.problems import RULES
from seedbed.reports.findings import count
from seedbed.reports.markdown import MOST_CHARACTERS, escape
from seedbed.reports.verdict.wording import headline, is_unchecked, judged, state_of, what_for, who

MARK = "<!-- seedbed:gate -->"
SAID = {Answer.PASS: "This change may be merged.", Answer.FAIL: "This change cannot be merged as it is."}
UNCHECKED = "Nothing in the change stands in the way of a merge; who has agreed to it was not checked."
ROOM_FOR_WORDS = 200
"""Room kept in each section for the line that says what was left out."""


class Section(Struct, frozen=True, kw_only=True):
    """Rows between a beginning and an end that belong together."""

    begin: str
    rows: tuple[str, ...]
    end: str = "\n"
    noun: str = "row"


def report_markdown(verdict: Verdict, /) -> str:
    """Markdown in which text from records is only ever text, in less than a forge takes."""
    said = UNCHECKED if is_unchecked(verdict) else SAID[verdict.answer]
    head = f"{MARK}\n## Seedbed gate: {headline(verdict)}\n\n{said}\n\n"
    foot = f"<sub>{escape(judged(verdict))}</sub>\n"
    room = MOST_CHARACTERS - len(head) - len(foot)
    return head + "".join(_fitted(_sections(verdict), room)) + foot


def _sections(verdict: Verdict) -> Iterator[Section]:
    blocking = [one for one in verdict.results if one.blocks]
    if blocking:
        yield _findings("### In the way\n\n", blocking)
    if verdict.approvals.required:
        yield _approvals(verdict)
    changes = tuple(f"- {escape(in_words(change))}\n" for change in verdict.changes)
    if changes:
        yield Section(begin="### What changes\n\n", rows=changes, noun="change")
    advice = [one for one in verdict.results if one.status in {Status.WARNING, Status.WAIVED}]
    if advice:
        yield _findings("### To look at\n\n", advice)
    yield _rules(verdict)


def _findings(title: str, results: list[Result]) -> Section:
    rows = tuple(
        f"| {_place(one)} | `{one.rule}` | {escape(one.message)} | {escape(one.fix)} |\n"
        for one in sorted(results, key=lambda one: (one.path, one.line, one.column))
    )
    table = "| Where | Rule | What is found | How to mend it |\n| --- | --- | --- | --- |\n"
    return Section(begin=f"{title}{table}", rows=rows, noun="finding")


def _place(result: Result) -> str:
    return escape(f"{result.path}:{result.line}:{result.column}") if result.path else "the whole change"


def _approvals(verdict: Verdict) -> Section:
    approvals = verdict.approvals
    rows = tuple(
        f"| {escape(who(need))} | {escape(what_for(need.subjects))} | {escape(need.why)} |"
        f" {escape(state_of(need, approvals))} |\n"
        for need in approvals.required
    )
    left = [f"\nDoes not count: {escape(words)}\n" for words in approvals.uncounted[:10]]
    left += [f"\n{escape(words)}\n" for words in approvals.remarks]
    table = "### Who must agree\n\n| Role | For | Because | State |\n| --- | --- | --- | --- |\n"
    return Section(begin=table, rows=rows, end="".join(left) + "\n", noun="approval")


def _rules(verdict: Verdict) -> Section:
    """Every rule with how often it ended in which way, folded."""
    counts = Counter((result.rule, result.status) for result in verdict.results)
    rows = tuple(
        f"| `{rule}` | {status.value} | {number:,} | {escape(RULES[rule].title if rule in RULES else '')} |\n"
        for (rule, status), number in counts.items()
    )
    asked = len({result.rule for result in verdict.results})
    begin = f"<details><summary>All {count(asked, 'rule')} that were asked</summary>\n\n"
    table = "| Rule | Result | Times | What it asks |\n| --- | --- | ---: | --- |\n"
    return Section(begin=begin + table, rows=rows, end="\n</details>\n\n", noun="rule")


def _fitted(sections: Iterator[Section], room: int) -> Iterator[str]:
    """The sections as far as they fit; a section of which no row fits is named, not begun."""
    for section in sections:
        frame = len(section.begin) + len(section.end) + ROOM_FOR_WORDS
        kept: list[str] = []
        left = room - frame
        for row in section.rows:
            left -= len(row)
            if left < 0:
                break
            kept.append(row)
        missing = len(section.rows) - len(kept)
        words = (
            f"\n{count(missing, f'further {section.noun}')} did not fit; `seedbed gate` tells all.\n" if missing else ""
        )
        text = f"{section.begin}{''.join(kept)}{words}{section.end}" if kept else f"{words.lstrip()}\n"
        if len(text) <= room:
            room -= len(text)
            yield text
