"""The gate workflow, step by step: a team pushes to a bare repository, main judges, a status and a comment follow."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.helpers.forms import body_of
from tests.helpers.workflows import REPOSITORY, propose

pytestmark = pytest.mark.slow

ADA = "Ada Okoye <ada@brook.example>"
REQUEST = """\
---
title: Sort the post
unit: support
pain: {tag: post, hours_per_month: 12, people: 3}
status: open
---

Two of us sort letters every morning.
"""
GOOD = {"catalog/requests/sort-the-post.md": REQUEST}
BAD = {"catalog/requests/sort-the-post.md": REQUEST.replace("status: open", "status: done")}


@pytest.fixture
def team(forge):
    """The clone of a team."""
    return forge.clone("team")


def opened(forge, team, files, *, who=ADA, author="ada", number=1):
    head = propose(team, who, files, branch=f"change-{number}", message="Change records")
    return head, forge.open_pull(f"change-{number}", author, number=number)


def statuses(forge):
    return [(one["sha"], one["context"], one["state"]) for one in forge.state["statuses"]]


def results(jobs):
    return {name: job.result for name, job in jobs.items()}


def test_a_change_is_refused_with_reasons_mended_agreed_to_and_passes(forge, team):
    bad, event = opened(forge, team, BAD)
    jobs = forge.run("gate", "pull_request_target", event)
    assert results(jobs) == {"find": "success", "judge": "failure", "tell": "success"}, jobs
    assert statuses(forge) == [(bad, "seedbed/gate", "pending"), (bad, "seedbed/gate", "failure")]
    (comment,) = forge.state["comments"]
    assert comment["body"].startswith("<!-- seedbed:gate -->\n")
    assert "done" in comment["body"]
    assert "::error" in jobs["judge"].log

    good, event = opened(forge, team, GOOD)
    forge.run("gate", "pull_request_target", event)
    assert statuses(forge)[-1] == (good, "seedbed/gate", "failure")
    assert "ai-office" in forge.state["comments"][0]["body"]

    forge.review(1, "cleo")
    jobs = forge.run("gate", "workflow_dispatch", {"inputs": {"number": "1"}})
    assert results(jobs) == {"find": "success", "judge": "success", "tell": "success"}, jobs
    assert statuses(forge)[-1] == (good, "seedbed/gate", "success")
    assert len(forge.state["comments"]) == 1


@pytest.mark.parametrize(
    ("act", "state"), [("push", "failure"), ("branch_creation", "failure"), ("branch_deletion", "success")]
)
def test_who_pushed_does_not_approve(forge, team, act, state):
    _, event = opened(forge, team, GOOD)
    forge.review(1, "cleo")
    forge.add("activity", ref="refs/heads/change-1", activity_type=act, actor={"login": "cleo"})
    forge.add("activity", ref="refs/heads/change-2", activity_type="push", actor={"login": "cleo"})
    jobs = forge.run("gate", "pull_request_target", event)
    assert statuses(forge)[-1][2] == state, jobs


def test_pushes_to_a_fork_are_not_asked_for(forge, team):
    _, event = opened(forge, team, GOOD)
    pulls = deepcopy(forge.state["pulls"])
    pulls[-1]["head"]["repo"]["full_name"] = "mallory/portal"
    forge.change(pulls=pulls)
    forge.review(1, "cleo")
    forge.add("activity", ref="refs/heads/change-1", activity_type="push", actor={"login": "cleo"})
    forge.run("gate", "pull_request_target", event)
    assert statuses(forge)[-1][2] == "success"


def test_the_author_of_a_form_is_who_filled_it_in(forge):
    issue = {"number": 12, "user": {"login": "ada", "id": 77}, "body": body_of("request", unit="support")}
    issue |= {"labels": [{"name": "seedbed-form"}], "state": "open"}
    forge.change(issues=[issue])
    forge.run("form", "issues", {"issue": issue, "sender": {"login": "ada"}})
    (asked,) = forge.state["dispatches"]
    forge.review(int(asked["inputs"]["number"]), "ada")
    jobs = forge.run("gate", "workflow_dispatch", {"inputs": asked["inputs"]})
    assert jobs["find"].outputs["author"] == "ada"
    assert statuses(forge)[-1][2] == "failure", "nobody agrees to their own form"
    forge.review(int(asked["inputs"]["number"]), "cleo")
    forge.run("gate", "workflow_dispatch", {"inputs": asked["inputs"]})
    assert statuses(forge)[-1][2] == "success"


HOSTILE = {
    ".github/install": "touch {pwned}\n",
    ".github/workflows/gate.yml": "name: Gate\non: pull_request_target\njobs: {}\n",
    ".gitattributes": "* filter=evil\n*.yml export-subst\n",
    "sitecustomize.py": "open({pwned!r}, 'w')\n",
    "seedbed/__init__.py": "open({pwned!r}, 'w')\n",
    "requirements.txt": "evil\n",
    "hooks/portal.py": "open({pwned!r}, 'w')\n",
    "catalog/requests/sort-the-post.md": REQUEST.replace("status: open", "status: done"),
    "verdict/code": "0\n",
    "build/report.md": "All is well.\n",
}


def test_nothing_of_a_change_is_checked_out_or_run(forge, team, tmp_path):
    pwned = str(tmp_path / "pwned")
    files = {path: text.replace("{pwned!r}", repr(pwned)).replace("{pwned}", pwned) for path, text in HOSTILE.items()}
    head, event = opened(forge, team, files)
    jobs = forge.run("gate", "pull_request_target", event)
    assert statuses(forge)[-1] == (head, "seedbed/gate", "failure"), jobs
    assert not (tmp_path / "pwned").exists()
    work = forge.folder / f"runs/{forge.runs}"
    assert not list(work.rglob("sitecustomize.py"))
    assert "All is well" not in forge.state["comments"][0]["body"]


STUB = """\
case "$1 $2" in
'gate main') for a in "$@"; do case "$a" in *=*) echo '{}' >"${a#*=}" ;; esac; done; echo "$@" >&2; exit 0 ;;
'forge own') ;;
esac
"""
"""A quick stand-in for the engine, where a test is about what stands around it."""


@pytest.fixture
def stubbed(forge):
    forge.program("seedbed", STUB)
    return forge


def test_a_newer_head_is_left_to_its_own_run(stubbed, team):
    old, event = opened(stubbed, team, BAD)
    stubbed.after = {"find": lambda: opened(stubbed, team, GOOD)}
    jobs = stubbed.run("gate", "pull_request_target", event)
    assert results(jobs)["judge"] == "failure"
    assert statuses(stubbed) == [(old, "seedbed/gate", "pending"), (old, "seedbed/gate", "error")]
    assert stubbed.state["comments"] == []


def test_a_verdict_of_an_older_head_is_no_comment(stubbed, team):
    old, event = opened(stubbed, team, BAD)
    stubbed.after = {"judge": lambda: opened(stubbed, team, GOOD)}
    jobs = stubbed.run("gate", "pull_request_target", event)
    assert results(jobs)["tell"] == "success"
    assert statuses(stubbed)[-1] == (old, "seedbed/gate", "success")
    assert stubbed.state["comments"] == []


@pytest.mark.parametrize("code", [2, 3, 130])
def test_a_gate_that_cannot_judge_blocks(stubbed, team, code):
    stubbed.program("seedbed", f"exit {code}")
    head, event = opened(stubbed, team, GOOD)
    jobs = stubbed.run("gate", "pull_request_target", event)
    assert results(jobs) == {"find": "success", "judge": "failure", "tell": "success"}
    assert statuses(stubbed)[-1] == (head, "seedbed/gate", "error")
    assert stubbed.state["comments"] == []


def test_an_installation_that_fails_blocks(stubbed, team):
    stubbed.program("python", "exit 1")
    head, event = opened(stubbed, team, GOOD)
    jobs = stubbed.run("gate", "pull_request_target", event)
    assert results(jobs) == {"find": "success", "judge": "failure", "tell": "success"}
    assert statuses(stubbed)[-1] == (head, "seedbed/gate", "error")


def test_a_comment_that_somebody_deleted_is_written_again(stubbed, team):
    stubbed.program("seedbed", STUB.replace("'forge own') ;;", "'forge own') echo 99 ;;"))
    _, event = opened(stubbed, team, GOOD)
    stubbed.run("gate", "pull_request_target", event)
    assert [one["on"] for one in stubbed.state["comments"]] == [1]


def test_a_branch_that_only_looks_like_a_form_keeps_its_author(stubbed, team):
    stubbed.change(issues=[{"number": 5, "user": {"login": "cleo"}, "labels": []}])
    for number, (author, home) in enumerate((("mallory", REPOSITORY), ("github-actions[bot]", "mallory/portal")), 1):
        propose(team, ADA, GOOD, branch="form/5", message="Change records")
        event = stubbed.open_pull("form/5", author, number=number)
        stubbed.state["pulls"][-1]["head"]["repo"]["full_name"] = home
        pulls = deepcopy(stubbed.state["pulls"])
        pulls[-1]["head"]["repo"]["full_name"] = home
        stubbed.change(pulls=pulls)
        jobs = stubbed.run("gate", "pull_request_target", event)
        assert jobs["find"].outputs["author"] == author


@pytest.mark.parametrize("number", ["", "x", "1; id", "../1", "1\n2", "99", "1?x=1"])
def test_a_number_that_is_none_starts_nothing(stubbed, team, number):
    opened(stubbed, team, GOOD)
    jobs = stubbed.run("gate", "workflow_dispatch", {"inputs": {"number": number}})
    assert results(jobs) == {"find": "failure", "judge": "skipped", "tell": "skipped"}
    assert stubbed.state["statuses"] == []


def test_every_right_is_needed(stubbed, team):
    """Whatever is taken from a job, its run fails: no job holds more than it uses."""
    _, event = opened(stubbed, team, GOOD)
    whole = stubbed.read("gate")
    assert set(results(stubbed.run(whole, "pull_request_target", event)).values()) == {"success"}
    spare = {("find", "issues"), ("judge", "contents")}  # forms alone need the one; the other is asserted by checkout
    for name, job in whole["jobs"].items():
        for right in job["permissions"]:
            if (name, right) not in spare:
                less = deepcopy(whole)
                del less["jobs"][name]["permissions"][right]
                assert set(results(stubbed.run(less, "pull_request_target", event)).values()) != {"success"}, right


def test_a_review_asks_the_gate_again(stubbed):
    stubbed.run("review", "pull_request_review", {"pull_request": {"number": 7}})
    assert stubbed.state["dispatches"] == [{"workflow": "gate.yml", "ref": "main", "inputs": {"number": "7"}}]


def test_a_review_of_a_fork_says_what_to_do_instead(stubbed):
    review = stubbed.read("review")
    review["jobs"]["ask"]["permissions"] = {}
    (job,) = stubbed.run(review, "pull_request_review", {"pull_request": {"number": 7}}).values()
    assert job.result == "success"
    assert "Put any label on the pull request" in job.log
