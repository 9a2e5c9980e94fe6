"""The form workflow, step by step: from an issue to a pull request of whoever filled in the form."""

from __future__ import annotations

import pytest

from tests.helpers.forms import body_of
from tests.helpers.workflows import Forge

pytestmark = pytest.mark.slow


def fill_in(forge: Forge, body: str, *, author: str = "ada", number: int = 12, sender: str | None = None):
    issue = {
        "number": number,
        "user": {"login": author, "id": 77},
        "body": body,
        "labels": [{"name": "seedbed-form"}],
        "state": "open",
    }
    forge.change(issues=[*(one for one in forge.state["issues"] if one["number"] != number), issue])
    return forge.run("form", "issues", {"issue": issue, "sender": {"login": sender or author}})


def test_a_form_becomes_a_pull_request_that_the_gate_is_asked_about(forge):
    jobs = fill_in(forge, body_of("demo"))
    assert {name: job.result for name, job in jobs.items()} == {"read": "success", "propose": "success"}, jobs
    (pull,) = forge.state["pulls"]
    assert (pull["title"], pull["head"]["ref"]) == ("Submit a demo: Parcel finder", "form/12")
    assert "Closes #12." in pull["body"]
    assert forge.state["dispatches"] == [
        {"workflow": "gate.yml", "ref": "main", "inputs": {"number": str(pull["number"])}}
    ]
    assert forge.remote.git("diff", "--name-status", "main", "form/12") == (
        "A\tcatalog/demos/spring-day/parcel-finder.md"
    )
    assert forge.remote.git("log", "-1", "--format=%an <%ae>", "form/12") == "Ada Okoye <ada@brook.example>"
    (answer,) = forge.state["comments"]
    assert answer["body"] == f"Thank you. Your record is on its way in #{pull['number']}; people will read it there."


def test_what_must_be_mended_is_answered_once_and_the_answer_is_kept_up_to_date(forge):
    fill_in(forge, body_of("request", hours="many", people="x"))
    fill_in(forge, body_of("request", hours="many"))
    (answer,) = forge.state["comments"]
    assert "Hours a month" in answer["body"]
    assert "How many people" not in answer["body"]
    assert forge.state["pulls"] == []
    jobs = fill_in(forge, body_of("request"))
    assert jobs["propose"].result == "success", jobs
    assert len(forge.state["pulls"]) == 1


def test_a_form_is_proposed_once(forge):
    fill_in(forge, body_of("demo"))
    first = forge.remote.git("rev-parse", "form/12")
    jobs = fill_in(forge, body_of("demo", told="Something else."))
    assert jobs["propose"].result == "success", jobs
    assert forge.remote.git("rev-parse", "form/12") == first
    assert len(forge.state["pulls"]) == 1
    assert "has a branch already" in forge.state["comments"][-1]["body"]


def test_nobody_speaks_in_the_name_of_another(forge):
    jobs = fill_in(forge, body_of("demo"), author="ada", sender="mallory")
    assert {job.result for job in jobs.values()} == {"skipped"}
    assert forge.state["pulls"] == []


HOSTILE = """\
$(touch pwned) `touch pwned` ; touch pwned
::set-output name=code::0
::add-mask::a
code=0
EOF
head=x
<!-- seedbed:form --> @everyone
"""


def test_a_hostile_form_is_only_a_text(forge):
    jobs = fill_in(forge, body_of("request", hurts=HOSTILE, title="x"))
    assert jobs["read"].outputs == {"code": "1"}, jobs
    assert jobs["propose"].result == "success"
    assert not [path for path in forge.folder.rglob("pwned*") if path.is_file()]
    assert "::" not in jobs["read"].log + jobs["propose"].log
    assert forge.state["pulls"] == []


def test_an_issue_that_is_no_form_starts_nothing(forge):
    issue = {"number": 3, "user": {"login": "ada", "id": 1}, "body": "Hello", "labels": []}
    jobs = forge.run("form", "issues", {"issue": issue, "sender": {"login": "ada"}})
    assert {job.result for job in jobs.values()} == {"skipped"}
