"""The verdict as annotations of the changed files, for GitHub and the forges that read the same commands."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.gate.verdict import Verdict
from seedbed.reports.github import create_annotations
from seedbed.reports.verdict.problems import create_problems
from seedbed.reports.verdict.wording import headline, judged, state_of, what_for, who


def report_github(verdict: Verdict, /) -> str:
    """One command for what blocks and what is to be looked at, then in plain lines who must agree and the answer."""
    return "".join(f"{line}\n" for line in _lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    yield from create_annotations(create_problems(verdict))
    for need in verdict.approvals.required:
        yield f"approval {who(need)}, {what_for(need.subjects)}: {state_of(need, verdict.approvals)}"
    yield headline(verdict)
    yield judged(verdict)
