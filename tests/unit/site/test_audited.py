"""An audit as a build reads it: what the command wrote comes back, and anything else is refused with its place."""

from __future__ import annotations

import json
from datetime import date

import pytest

from seedbed.gate.audit import Audit, Promotion
from seedbed.gate.results import Result, Status
from seedbed.reports.audit import report_audit_json
from seedbed.site.audited import AuditFileError, Reason, parse_audit
from tests.helpers.timelines import Kind, happened

HEAD = "ab" * 20


def result(rule: str, status: Status) -> Result:
    return Result(rule=rule, status=status, subject="a", path="x", line=1, column=1, message=f"about {rule}")


def step(day: str, **facts: object) -> Promotion:
    return Promotion(event=happened(day, Kind.STAGE, "validated", old="pilot", agent="a"), **facts)


def written(*promotions: Promotion) -> str:
    return report_audit_json(Audit(head=HEAD, policy_version=2, promotions=promotions))


def test_what_was_written_comes_back_newest_first():
    then = (result("stage-step", Status.PASS), result("stage-evidence", Status.FAIL), result("x", Status.ERROR))
    found = parse_audit(written(step("2026-01-02", then=then, policy_version=1), step("2026-03-04", skipped="import")))
    assert (found.head, found.policy_version) == (HEAD, 2)
    newest, oldest = found.promotions
    assert (newest.on, newest.skipped, newest.is_finding) == (date(2026, 3, 4), "import", False)
    assert oldest.then == (Reason("stage-evidence", "about stage-evidence"), Reason("x", "about x"))
    assert (oldest.agent, oldest.old, oldest.new, oldest.is_finding) == ("a", "pilot", "validated", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is no JSON"),
        ("[]", "at its top"),
        (json.dumps({"head": HEAD, "policy_version": 1, "findings": 0}), '"promotions" is a required property'),
        (written(step("2026-01-02")).replace('"validated"', '"retired"'), "at promotions/0/to"),
    ],
)
def test_anything_else_is_refused_with_its_place(text, words):
    with pytest.raises(AuditFileError, match=words):
        parse_audit(text)
