"""The verdict for programs. Its shape is a promise, written down in schemas/output/gate.json."""

from __future__ import annotations

import json
from typing import Any

from seedbed.changes import Change
from seedbed.changes.words import in_words
from seedbed.gate.approvals import Given, Need
from seedbed.gate.results import Result
from seedbed.gate.verdict import Verdict


def report_json(verdict: Verdict, /) -> str:
    """JSON in ASCII, so that no reader's encoding can change it."""
    return json.dumps(create_json(verdict), indent=2) + "\n"


def create_json(verdict: Verdict, /) -> dict[str, Any]:
    """The verdict as plain data."""
    approvals = verdict.approvals
    return {
        "base": verdict.base,
        "head": verdict.head,
        "policy": {"id": verdict.policy, "version": verdict.policy_version},
        "engine": verdict.engine,
        "verdict": verdict.answer.value,
        "changes": [_change(change) for change in verdict.changes],
        "results": [_result(result) for result in verdict.results],
        "approvals": {
            "checked": approvals.is_checked,
            "required": [_need(need) for need in approvals.required],
            "given": [_given(one) for one in approvals.given],
            "missing": [_need(need) for need in approvals.missing],
            "objections": list(approvals.objections),
            "uncounted": list(approvals.uncounted),
            "remarks": list(approvals.remarks),
        },
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "subject": change.subject,
        "from": change.old,
        "to": change.new,
        "record": change.record,
        "field": change.field,
        "path": change.path,
        "line": change.line,
        "words": in_words(change),
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "status": result.status.value,
        "subject": result.subject,
        "path": result.path,
        "line": result.line,
        "column": result.column,
        "message": result.message,
        "fix": result.fix,
    }


def _need(need: Need) -> dict[str, Any]:
    return {
        "role": need.role,
        "unit": need.unit,
        "people": list(need.people),
        "why": need.why,
        "subjects": list(need.subjects),
        "path": need.path,
    }


def _given(given: Given) -> dict[str, Any]:
    return {
        "role": given.role,
        "unit": given.unit,
        "person": given.person,
        "how": given.how.value,
        "subjects": list(given.subjects),
    }
