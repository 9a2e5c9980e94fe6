"""An audit in a build: the file that a variable names becomes a page; a file that is none ends the build."""

from __future__ import annotations

import json

from tests.helpers.building import build, make_portal

PROMOTION = {
    "at": "2026-11-02T09:00:00Z",
    "commit": "ab" * 20,
    "agent": "first-reply",
    "from": "pilot",
    "to": "validated",
    "change": 7,
    "author": "ada-okoye",
    "merged_by": "Cleo",
    "direct": False,
    "skipped": None,
    "policy_version": 1,
    "then": [{"rule": "stage-evidence", "status": "fail", "path": "x", "message": "accuracy is 70.0 %"}],
    "today": [],
    "gaps": [],
    "finding": True,
}
AUDIT = {"head": "ab" * 20, "policy_version": 1, "promotions": [PROMOTION], "findings": 1}


def test_the_audit_becomes_a_page_of_the_navigation(tmp_path):
    portal = make_portal(tmp_path / "portal", files={"build/audit.json": json.dumps(AUDIT)})
    built = build(portal, tmp_path / "site", settings={"SEEDBED_AUDIT": "build/audit.json"})
    assert built.code == 0, built.said
    assert "accuracy is 70.0\u00a0%" in built.page("governance/audit.html")
    assert 'href="audit.html"' in built.page("governance/rules.html")


def test_without_one_there_is_no_page(whole):
    assert whole.code == 0, whole.said
    assert "governance/audit.html" not in whole.pages
    assert "audit.html" not in whole.page("governance/rules.html")


def test_a_file_that_is_no_audit_ends_the_build_with_the_command(tmp_path):
    portal = make_portal(tmp_path / "portal", files={"a.json": "{}"})
    for name in ("a.json", "missing.json"):
        built = build(portal, tmp_path / "site", settings={"SEEDBED_AUDIT": name})
        assert built.code == 1
        assert f"seedbed audit --also json={name}" in built.said
        assert "Traceback" not in built.said
