"""The verdict as SARIF 2.1.0: what blocks as errors, what is to be looked at as warnings."""

from __future__ import annotations

from seedbed.gate.verdict import Verdict
from seedbed.reports.sarif import create_sarif
from seedbed.reports.verdict.problems import create_problems


def report_sarif(verdict: Verdict, /) -> str:
    """One run; what was judged by what stands in its properties."""
    more = {
        "base": verdict.base,
        "head": verdict.head,
        "policy": verdict.policy,
        "policyVersion": verdict.policy_version,
        "verdict": verdict.answer.value,
    }
    return create_sarif(create_problems(verdict), name="gate", more=more)
