"""The results of a verdict as problems, for the voices that know nothing else."""

from __future__ import annotations

from msgspec.structs import replace

from seedbed.gate.results import Result, Status
from seedbed.gate.verdict import Verdict
from seedbed.problems import Problem, Severity
from seedbed.repository.proposed import OUTSIDE

WEIGHT = {Status.FAIL: Severity.ERROR, Status.ERROR: Severity.ERROR}
TOLD = frozenset({Status.FAIL, Status.ERROR, Status.WARNING, Status.WAIVED})
"""Results that are something to look at."""


def create_problems(verdict: Verdict, /) -> tuple[Problem, ...]:
    """What blocks as errors, advice and waived failures as warnings, in the order of the verdict."""
    return tuple(_problem(result) for result in verdict.results if result.status in TOLD)


def _problem(result: Result) -> Problem:
    return Problem(
        rule=result.rule,
        severity=WEIGHT.get(result.status, Severity.WARNING),
        path=result.path,
        line=result.line,
        column=result.column,
        message=result.message,
        fix=result.fix,
    )


def located(verdict: Verdict, prefix: str, /) -> Verdict:
    """The same verdict with paths from the top of the repository, as forges count them."""
    return replace(verdict, results=tuple(replace(one, path=_from_top(one.path, prefix)) for one in verdict.results))


def _from_top(path: str, prefix: str) -> str:
    if path.startswith(OUTSIDE):
        return path.removeprefix(OUTSIDE)
    return f"{prefix}{path}" if path else ""
