"""The nightly workflow: one issue, edited, closed and opened again."""

from __future__ import annotations

import json

import pytest

from tests.helpers.workflows import Forge

pytestmark = pytest.mark.slow

EXPIRED = """\
name: Ben Sato
unit: billing
roles: [supervisor, champion]
forge: ben
certificates:
  - {course: supervising, level: high, on: 2019-03-03, expires: 2020-03-03}
"""


def night(forge: Forge):
    (job,) = forge.run("nightly", "schedule", {}).values()
    assert job.result == "success", job
    return job


def merge(forge: Forge, **files: str | None):
    clone = forge.clone(f"clone-{forge.runs}")
    for path, text in files.items():
        if text is None:
            (clone.top / path).unlink()
        else:
            clone.write({path: text})
    clone.commit({})
    clone.git("push", "--quiet", "origin", "HEAD:main")


def asked_of(forge: Forge):
    """The rulesets that main asks for, as the forge would hold them."""
    return [
        json.loads(forge.remote.git("show", f"main:.github/rulesets/{name}.json")) | {"id": number}
        for number, name in enumerate(("main", "forms"), start=1)
    ]


@pytest.fixture
def guarded(forge):
    """The forge with its rulesets as the repository asks for them."""
    forge.change(rulesets=asked_of(forge))
    return forge


def test_there_is_one_issue_and_it_is_kept_up_to_date(guarded):
    merge(guarded, **{"catalog/people/ben-sato.yml": EXPIRED})
    night(guarded)
    night(guarded)
    (issue,) = guarded.state["issues"]
    assert (issue["state"], issue["labels"]) == ("open", [{"name": "seedbed-nightly"}])
    assert "Ben Sato has no certificate" in issue["body"]
    assert "CODEOWNERS" in issue["body"]
    assert "ruleset" not in issue["body"]


def test_a_lowered_setting_opens_the_issue(guarded):
    main, forms = guarded.state["rulesets"]
    guarded.change(rulesets=[main | {"enforcement": "disabled"}, forms])
    night(guarded)
    assert "enforcement: expected active, found disabled" in guarded.state["issues"][0]["body"]


def test_somebody_elses_issue_is_left_alone(guarded):
    forged = {"number": 5, "user": {"login": "mallory"}, "state": "open", "body": "<!-- seedbed:nightly -->\nfine"}
    guarded.change(issues=[forged | {"labels": [{"name": "seedbed-nightly"}]}], rulesets=[])
    night(guarded)
    ours, theirs = guarded.state["issues"][1], guarded.state["issues"][0]
    assert theirs["body"].endswith("fine")
    assert ours["body"].startswith("<!-- seedbed:nightly -->")


def test_the_issue_closes_when_nothing_is_due_and_opens_again(quiet_forge):
    forge = quiet_forge
    night(forge)
    assert "holds no ruleset" not in forge.state["issues"][0]["body"]
    forge.change(rulesets=asked_of(forge))
    night(forge)
    (issue,) = forge.state["issues"]
    assert (issue["state"], issue["body"]) == ("closed", "<!-- seedbed:nightly -->\nNothing is due.\n")
    forge.change(rulesets=[])
    night(forge)
    assert [one["state"] for one in forge.state["issues"]] == ["open"]
