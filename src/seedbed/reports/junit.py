"""The report as JUnit XML: one test case a file, for build servers that show nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from seedbed.problems import Problem, Severity
from seedbed.reports.findings import Findings, count, safe_text
from seedbed.reports.xml import escape, quoteattr


def report_junit(findings: Findings, /) -> str:
    """A failure in each file with errors; warnings are output beside it."""
    by_path = {path: list(group) for path, group in groupby(findings.problems, key=lambda problem: problem.path)}
    paths = sorted({safe_text(path) for path in findings.texts} | by_path.keys())
    failures = sum(any(_is_error(problem) for problem in problems) for problems in by_path.values())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="seedbed" tests="{len(paths)}" failures="{failures}" errors="0">',
        f'  <testsuite name="seedbed check" tests="{len(paths)}" failures="{failures}" errors="0" skipped="0">',
        *(line for path in paths for line in _case(path, by_path.get(path, []))),
        "  </testsuite>",
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _case(path: str, problems: list[Problem], /) -> Iterator[str]:
    opening = f'    <testcase classname="seedbed check" name={quoteattr(path)} file={quoteattr(path)}'
    if not problems:
        yield f"{opening}/>"
        return
    yield f"{opening}>"
    errors = [problem for problem in problems if _is_error(problem)]
    warnings = [problem for problem in problems if not _is_error(problem)]
    if errors:
        words = f"{count(len(errors), 'error')}: {errors[0].message}"
        yield f'      <failure type="{errors[0].rule}" message={quoteattr(words)}>{escape(_listed(errors))}</failure>'
    if warnings:
        yield f"      <system-out>{escape(_listed(warnings))}</system-out>"
    yield "    </testcase>"


def _listed(problems: list[Problem], /) -> str:
    return "\n".join(
        f"{problem.path}:{problem.line}:{problem.column}: {problem.rule}: {problem.message} {problem.fix}".rstrip()
        for problem in problems
    )


def _is_error(problem: Problem, /) -> bool:
    return problem.severity is Severity.ERROR
