"""The report for people at a terminal: place, rule, what is wrong, the line itself, the mend.

Lines are pieces of text with a style each, so that a terminal gets colours and everything else the plain words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from rich.cells import cell_len

from seedbed.problems import Problem, Severity
from seedbed.reports.findings import Findings, safe_text

Line: TypeAlias = tuple[tuple[str, str], ...]
"""Pieces of one line: text and a style in the words of rich, '' for none."""

WIDTH = 110
"""Most characters shown of a source line."""
BEFORE = 60
"""Characters shown before the column of a problem in a line longer than that."""

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def report_text(findings: Findings, /) -> str:
    """The plain report."""
    return "".join("".join(text for text, _ in line) + "\n" for line in create_lines(findings))


def create_lines(findings: Findings, /) -> Iterator[Line]:
    """The report line by line, the summary last. Takes findings that are safe already."""
    # A log is kept and sent about: the line on which a secret stands is never quoted, whichever rule points at it.
    hidden = {(problem.path, problem.line) for problem in findings.problems if problem.rule == "secret"}
    for path, problems in groupby(findings.problems, key=lambda problem: problem.path):
        lines = findings.texts.get(path, "").split("\n")
        for problem in problems:
            yield from _problem_lines(problem, [] if (path, problem.line) in hidden else lines)
            yield ()
    yield ((findings.summary, "bold"),)


def _problem_lines(problem: Problem, lines: list[str], /) -> Iterator[Line]:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    yield (place, "bold"), ("  ", ""), (problem.severity.value, STYLES[problem.severity]), (f"  {problem.rule}", "cyan")
    yield ((f"  {problem.message}", ""),)
    source = lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""
    if source.strip():
        yield from _excerpt(source, problem)
    if problem.fix:
        yield ("  fix: ", "green"), (problem.fix, "")


def _excerpt(source: str, problem: Problem, /) -> Iterable[Line]:
    """The source line and a caret below the column, as far as both fit."""
    gutter = f"  {problem.line:>6} | "
    start = max(0, problem.column - 1 - BEFORE) if len(source) > WIDTH else 0
    before = ("… " if start else "") + safe_text(source[start : problem.column - 1])
    rest = " …" if len(source) > start + WIDTH else ""
    shown = ("… " if start else "") + safe_text(source[start : start + WIDTH]) + rest
    caret = " " * (len(gutter) - 2) + "| " + " " * cell_len(before) + "^"
    return ((gutter, "dim"), (shown, "")), ((caret, "dim"),)
