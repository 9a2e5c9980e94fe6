"""Annotations for a workflow on GitHub and on the forges that read the same commands from their logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seedbed.problems import Problem, Severity
from seedbed.reports.findings import Findings, count

SHOWN = 10
"""How many annotations of one severity a forge shows for one step; further ones it drops without a word."""


def report_github(findings: Findings, /) -> str:
    """One command a problem, errors first; what is beyond the limit stands in the log as plain lines."""
    return "".join(f"{line}\n" for line in _lines(findings))


def _lines(findings: Findings, /) -> Iterator[str]:
    yield from create_annotations(findings.problems, prefix=findings.prefix)
    yield findings.summary


def create_annotations(found: Iterable[Problem], /, *, prefix: str = "") -> Iterator[str]:
    """One command a problem as far as a forge shows them, errors first, and the further ones as plain lines."""
    known = list(found)
    for severity in Severity:
        problems = [problem for problem in known if problem.severity is severity]
        yield from (_annotation(problem, prefix) for problem in problems[:SHOWN])
        yield from (_plain(problem) for problem in problems[SHOWN:])
        if len(problems) > SHOWN:
            more = f"{count(len(problems) - SHOWN, f'more {severity.value}')} beside the {SHOWN} annotations"
            yield f"::notice title=seedbed::{_data(f'{more}: the log of this step lists every one.')}"


def _annotation(problem: Problem, prefix: str, /) -> str:
    # A problem of the whole change has no file, and then no place either.
    place = {"file": prefix + problem.path, "line": problem.line, "col": problem.column} if problem.path else {}
    properties = {**place, "title": f"seedbed {problem.rule}"}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    words = "\n".join(filter(None, (problem.message, problem.fix)))
    return f"::{problem.severity.value} {shown}::{_data(words)}"


def _plain(problem: Problem, /) -> str:
    words = " ".join(filter(None, (problem.message, problem.fix)))
    return f"{problem.path}:{problem.line}:{problem.column}: {problem.severity.value} {problem.rule}: {words}"


def _data(text: str, /) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str, /) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
