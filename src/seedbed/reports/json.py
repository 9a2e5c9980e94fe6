"""The report for programs. Its shape is a promise, written down in schemas/output/check.json."""

from __future__ import annotations

import json
from typing import Any

from seedbed.problems import Problem
from seedbed.reports.findings import Findings


def report_json(findings: Findings, /) -> str:
    """JSON in ASCII, so that no reader's encoding can change it."""
    return json.dumps(create_json(findings), indent=2) + "\n"


def create_json(findings: Findings, /) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "problems": [_problem(problem) for problem in findings.problems],
        "records": findings.records,
        "errors": findings.errors,
        "warnings": findings.warnings,
    }


def _problem(problem: Problem, /) -> dict[str, Any]:
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "fix": problem.fix,
    }
