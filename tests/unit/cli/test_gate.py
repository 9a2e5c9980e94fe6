"""`seedbed gate`: what it takes, in which form it answers, how it ends."""

import json

import pytest
from jsonschema import Draft7Validator

from seedbed.resources import shared_path
from tests.helpers import forges
from tests.helpers.gate_stories import SORTER, Edit, GitStory
from tests.helpers.git import Repo

DAY = ("--today", "2026-11-20")
RENAME = {SORTER: Edit("Paper sorter", "Letter sorter")}


@pytest.fixture
def told(tmp_path, monkeypatch):
    """A portal whose branch `change` renames Dora's agent."""
    story = GitStory.begin(Repo.init(tmp_path / "repo"))
    story.commit(RENAME, email="dora@brook.example")
    story.repo.git("checkout", "--quiet", "main")
    monkeypatch.chdir(story.repo.top)
    return story


@pytest.fixture
def head(told):
    return told.repo.git("rev-parse", "change")


@pytest.fixture
def reviews(tmp_path, head):
    """A file with the reviews of some accounts."""

    def write(*logins, data=None, **changes):
        said = [forges.github(one, **{"commit_id": head, "id": place} | changes) for place, one in enumerate(logins)]
        path = tmp_path / "reviews.json"
        path.write_bytes(json.dumps([said]).encode() if data is None else data)
        return path

    return write


def test_a_change_passes_with_0_and_says_what_was_not_checked(command, told):
    ended = command("gate", "main", "change", "--author", "dora", *DAY)
    assert ended.code == 0
    assert "paper-sorter: name Paper sorter → Letter sorter" in ended.out
    assert "pass: nothing in the way, approvals not checked" in ended.out
    assert ended.err == ""


def test_a_foreign_hand_ends_with_1_and_the_mend(command, told):
    ended = command("gate", "main", "change", "--author", "ada", *DAY)
    assert ended.code == 1
    assert "owner-edits" in ended.out
    assert "fix: Let somebody of finance propose the change." in ended.out


def test_reviews_are_asked_when_they_are_handed_over(command, told, reviews):
    asked = ("gate", "main", "change", "--author", "dora", *DAY, "--reviews")
    assert command(*asked, reviews("cleo")).code == 0
    refused = command(*asked, reviews("ben"))
    assert refused.code == 1
    assert "Ask cleo-ruiz for an approval of" in refused.out


def test_whoever_pushed_does_not_approve(command, told, reviews):
    asked = ("gate", "main", "change", "--author", "dora", *DAY, "--reviews", reviews("cleo"))
    assert command(*asked, "--pusher", "hugo").code == 0
    assert command(*asked, "--pusher", "CLEO").code == 1


def test_json_keeps_its_promise_and_names_what_was_judged(command, told, head):
    ended = command("gate", "main", "change", "--author", "dora", "--format", "json", *DAY)
    data = json.loads(ended.out)
    Draft7Validator(json.loads((shared_path("schemas") / "output" / "gate.json").read_text("utf-8"))).validate(data)
    assert (data["base"], data["head"]) == (told.repo.git("rev-parse", "main"), head)
    assert data["policy"]["id"] == told.repo.git("rev-parse", "main:catalog/policy.yml")


def test_one_judgement_is_written_in_several_forms(command, told, tmp_path):
    also = ("--also", f"json={tmp_path / 'v.json'}", "--also", f"markdown={tmp_path / 'v.md'}")
    ended = command("gate", "main", "change", "--author", "dora", "--format", "github", *also, *DAY)
    assert "pass: nothing in the way" in ended.out
    assert json.loads((tmp_path / "v.json").read_text("utf-8"))["verdict"] == "pass"
    assert (tmp_path / "v.md").read_text("utf-8").startswith("<!-- seedbed:gate -->\n")


@pytest.mark.parametrize("form", ["text", "json", "markdown", "github", "sarif", "junit"])
def test_every_form_is_there(command, told, form):
    assert command("gate", "main", "change", "--author", "dora", "--format", form, *DAY).code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["main", "nowhere"], "nowhere"),
        (["nowhere"], "nowhere"),
        (["main", "--upload-pack=x"], "upload-pack"),
        (["main", "change", "--also", "json"], "FORMAT=FILE"),
        (["main", "change", "--also", "csv=x.csv"], "FORMAT=FILE"),
        (["main", "change", "--format", "csv"], "no --format csv"),
        (["main", "change", "--forge", "github"], "--reviews"),
        (["main", "change", "--reviews", "nowhere.json"], "nowhere.json"),
        (["main", "change", "--today", "soon"], "YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_done_ends_with_2(command, told, arguments, words):
    ended = command("gate", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


@pytest.mark.parametrize("data", [b"", b"{}", b"[" * 50_000, b'{"message": "Bad credentials"}', b"\xff", b"[{}]"])
def test_an_answer_that_is_none_ends_with_2(command, told, reviews, data):
    ended = command("gate", "main", "change", "--author", "dora", "--reviews", reviews(data=data), *DAY)
    assert ended.code == 2
    assert "reviews.json" in ended.err
    assert ended.err.count("\n") == 1


def test_reviews_of_another_forge_than_named_end_with_2(command, told, reviews):
    ended = command("gate", "main", "change", "--reviews", reviews("cleo"), "--forge", "forgejo", *DAY)
    assert ended.code == 2
    assert "--forge says forgejo" in ended.err
