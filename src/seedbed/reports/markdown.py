"""The report as a comment on a pull request: a table of rules, then every problem, as many as a comment can hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from seedbed.problems import RULES, Problem
from seedbed.reports.findings import Findings, count

MOST_CHARACTERS = 60_000
"""Forges refuse comments of 65,536 characters and more; the rest is room for what is put around the report."""
LAST_WORDS = 300
"""Room kept for the line that says what was left out."""
CELL = 600
"""Most characters of one cell before escaping."""

MARKUP = re.compile(r"([\\`*_\[\]|~])")
REFERENCE = re.compile(r"([@#])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)


def report_markdown(findings: Findings, /) -> str:
    """Markdown in which text from records is only ever text: no link, no mention, no markup."""
    parts = [f"## Seedbed check: {findings.summary}\n"]
    if findings.problems:
        parts += ["\n", *_rules(findings), "\n", *_details(findings)]
    return _limited(parts, findings)


def _rules(findings: Findings, /) -> Iterator[str]:
    yield "| Rule | Severity | Problems | What it asks |\n| --- | --- | ---: | --- |\n"
    counts = Counter((problem.severity, problem.rule) for problem in findings.problems)
    for (severity, rule_id), number in sorted(counts.items()):
        title = RULES[rule_id].title if rule_id in RULES else ""
        yield f"| `{rule_id}` | {severity.value} | {number:,} | {escape(title)} |\n"


def _details(findings: Findings, /) -> Iterator[str]:
    yield "| Where | Rule | Problem | Mend |\n| --- | --- | --- | --- |\n"
    yield from map(_row, findings.problems)


def _row(problem: Problem, /) -> str:
    place = escape(f"{problem.path}:{problem.line}:{problem.column}")
    return f"| {place} | `{problem.rule}` | {escape(problem.message)} | {escape(problem.fix)} |\n"


def _limited(parts: list[str], findings: Findings, /) -> str:
    """The parts as far as they fit, and a line that says what did not."""
    room = MOST_CHARACTERS - LAST_WORDS
    kept: list[str] = []
    for part in parts:
        room -= len(part)
        if room < 0:
            break
        kept.append(part)
    left = len(parts) - len(kept)
    if left:
        kept.append(
            f"\n{count(left, 'further line')} did not fit. `seedbed check` lists all {len(findings.problems):,}.\n"
        )
    return "".join(kept)


def escape(text: str, /) -> str:
    """Text for a cell: markup and HTML lose their meaning, mentions, issue numbers and addresses are not linked."""
    cut = text if len(text) <= CELL else text[:CELL] + "…"
    entities = cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return REFERENCE.sub(lambda match: f"{match[1] or ''}<!-- -->", MARKUP.sub(r"\\\1", entities))
