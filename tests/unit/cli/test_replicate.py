"""`seedbed replicate`: a branch with one record and nothing else, or every reason against it and nothing at all."""

import json

import jsonschema
import pytest

from seedbed.cli import run
from seedbed.gate.verdict import Answer
from seedbed.resources import shared_path
from tests.helpers.gate_stories import DORA, Edit, GitStory
from tests.unit.scaffold.test_copying import READY

TODAY = ("--today", "2026-11-20")
PATH = "catalog/agents/first-reply/deployments/finance.yml"
FILLED = [
    f"--set=baseline.{name}={value}"
    for name, value in (("tasks_per_month", 40), ("minutes_per_task", 5), ("people", 2), ("method", "measured"))
]


@pytest.fixture
def told(repo, monkeypatch):
    """A repository in which finance may copy first-reply, and a Git that knows Dora."""
    story = GitStory.begin(repo, base=READY)
    repo.git("config", "user.name", "Dora Klein")
    repo.git("config", "user.email", "dora@brook.example")
    monkeypatch.chdir(repo.top)
    return story


def branches(repo):
    return repo.git("for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines()


def answer(capsys):
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, json.loads(shared_path("schemas/output/replicate.json").read_text("utf-8")))
    return found


def test_the_copy_is_one_commit_on_a_branch_of_its_own(told, capsys):
    told.repo.write({"notes.txt": "Mine.\n"})
    before = (
        told.repo.git("status", "--porcelain"),
        told.repo.git("rev-parse", "HEAD"),
        told.repo.git("symbolic-ref", "HEAD"),
    )
    assert run(["replicate", "first-reply", "finance", *TODAY]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Copy First reply drafts into Finance from Support desk\n")
    assert "git push --set-upstream origin copy/first-reply-to-finance" in said.out
    assert said.err == ""
    branch = "copy/first-reply-to-finance"
    assert told.repo.git("diff", "--name-status", "main", branch) == f"A\t{PATH}"
    assert told.repo.git("rev-parse", f"{branch}^") == told.repo.git("rev-parse", "main")
    assert told.repo.git("log", "-1", "--format=%an <%ae>|%cn", branch) == "Dora Klein <dora@brook.example>|Dora Klein"
    after = (
        told.repo.git("status", "--porcelain"),
        told.repo.git("rev-parse", "HEAD"),
        told.repo.git("symbolic-ref", "HEAD"),
    )
    assert after == before


def test_the_gate_lets_a_filled_in_copy_pass(told, capsys):
    assert run(["replicate", "first-reply", "finance", *FILLED, "--branch", "change-2", *TODAY, "--format=json"]) == 0
    assert answer(capsys)["copy"]["blanks"] == []
    told.repo.git("branch", "--force", "change", "change-2")
    assert told.verdict(author=DORA).answer is Answer.PASS


def test_what_is_left_blank_is_all_that_the_check_finds(told, capsys):
    assert run(["replicate", "first-reply", "finance", *TODAY, "--format=json"]) == 0
    copy = answer(capsys)["copy"]
    told.repo.git("checkout", "--quiet", copy["branch"])
    assert run(["check", PATH, *TODAY, "--format=json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {one["rule"] for one in problems} == {"draft-placeholder"}
    assert [one["line"] for one in problems] == [one["line"] for one in copy["blanks"]]


def test_the_pull_request_is_the_message_of_the_commit(told, capsys):
    assert run(["replicate", "first-reply", "finance", *TODAY, "--format=markdown"]) == 0
    text = capsys.readouterr().out
    subject, _, body = told.repo.git("log", "-1", "--format=%B", "copy/first-reply-to-finance").partition("\n\n")
    assert (subject, f"{body}\n") == ("Copy First reply drafts into Finance from Support desk", text)
    assert "- [ ] line " in text
    assert "- Dora Klein is certified for low risk\n" in text


def test_what_is_in_the_way_ends_with_one_and_writes_nothing(told, capsys):
    objects = told.repo.git("count-objects", "-v")
    assert run(["replicate", "first-reply", "billing", "--supervisor", "dora-kline", *TODAY, "--format=json"]) == 1
    found = answer(capsys)
    assert found["copy"] is None
    assert [one["fix"].split()[0] for one in found["obstacles"]] == ["Did", "Edit"]
    assert branches(told.repo) == ["change", "main"]
    assert told.repo.git("count-objects", "-v") == objects


def test_a_dry_run_shows_the_record_and_writes_nothing(told, capsys):
    objects = told.repo.git("count-objects", "-v")
    assert run(["replicate", "first-reply", "finance", "--dry-run", *TODAY]) == 0
    said = capsys.readouterr().out
    assert "nothing was written" in said
    assert "\nstatus: planned\n" in said
    assert branches(told.repo) == ["change", "main"]
    assert told.repo.git("count-objects", "-v") == objects


def test_a_second_copy_is_told_of_the_branch_of_the_first(told, capsys):
    assert run(["replicate", "first-reply", "finance", *TODAY]) == 0
    assert run(["replicate", "first-reply", "finance", *TODAY]) == 1
    assert "there is a branch copy/first-reply-to-finance" in capsys.readouterr().out


def test_the_copy_stands_on_what_the_remote_calls_main(told, capsys, tmp_path, monkeypatch):
    told.repo.git("clone", "--quiet", str(told.repo.top), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    for name, value in (("user.name", "Dora"), ("user.email", "dora@brook.example")):
        told.repo.git("-C", str(tmp_path / "clone"), "config", name, value)
    told.repo.git("-C", str(tmp_path / "clone"), "checkout", "--quiet", "-b", "other")
    told.repo.git("-C", str(tmp_path / "clone"), "commit", "--quiet", "--allow-empty", "--message=Other work")
    assert run(["replicate", "first-reply", "finance", *TODAY, "--format=json"]) == 0
    assert answer(capsys)["base"] == told.repo.git("rev-parse", told.repo.git("symbolic-ref", "HEAD"))


def test_a_portal_in_a_folder_of_a_larger_repository(repo, capsys, monkeypatch):
    story = GitStory.begin(repo, base=READY)
    story.repo.git("checkout", "--quiet", "main")
    (repo.top / "portal").mkdir()
    repo.git("mv", "catalog", "playbooks", "portal")
    repo.git("commit", "--quiet", "--message=Move")
    for name, value in (("user.name", "Dora"), ("user.email", "dora@brook.example")):
        repo.git("config", name, value)
    monkeypatch.chdir(repo.top / "portal")
    assert run(["replicate", "first-reply", "finance", *TODAY, "--format=json"]) == 0
    assert answer(capsys)["copy"]["path"] == f"portal/{PATH}"
    assert repo.git("diff", "--name-status", "main", "copy/first-reply-to-finance") == f"A\tportal/{PATH}"


FORGE = "catalog/organization.yml"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("github", "gh pr create --base trunk --head copy/first-reply-to-finance --fill-first"),
        ("gitlab", "git push -o merge_request.create -o merge_request.target=trunk --set-upstream origin"),
        ("forgejo", "https://forge.example/brook/agents/compare/trunk...copy/first-reply-to-finance"),
        (
            "bitbucket",
            "https://forge.example/brook/agents/pull-requests/new?source=copy/first-reply-to-finance&dest=trunk",
        ),
    ],
)
def test_each_forge_has_its_own_way_to_open_it(repo, capsys, monkeypatch, kind, words):
    told = GitStory.begin(repo, base=READY)
    text = (repo.top / FORGE).read_text("utf-8").partition("forge:")[0]
    forge = f"forge:\n  kind: {kind}\n  url: https://forge.example/brook/agents\n  branch: trunk\n"
    told.commit({FORGE: text + forge}, on="main")
    repo.git("config", "user.name", "Dora")
    repo.git("config", "user.email", "dora@brook.example")
    monkeypatch.chdir(repo.top)
    assert run(["replicate", "first-reply", "finance", *TODAY]) == 0
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["first reply", "finance"], "is no id of a deployment"),
        (["first-reply", "finance", "--supervisor", "../x"], "is no id of a person"),
        (["first-reply", "finance", "--set", "status=live"], "is not for a copy"),
        (["first-reply", "finance", "--set", "baselin.people=3"], "Did you mean baseline.people?"),
        (["first-reply", "finance", "--set", "baseline.people=many"], "people"),
        (["first-reply", "finance", "--branch", "a b"], "cannot be the name of a branch"),
        (["first-reply", "finance", "--base", "nowhere"], "names no commit"),
        (["first-reply", "finance", "--strategy", "luck"], "luck"),
        (["first-reply", "finance", "--format", "sarif"], "no --format sarif"),
    ],
)
def test_what_cannot_be_asked_ends_with_two(told, capsys, arguments, words):
    assert run(["replicate", *arguments, *TODAY]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""
    assert branches(told.repo) == ["change", "main"]


def test_a_git_that_knows_nobody_ends_with_two(told, capsys):
    told.repo.git("config", "--unset", "user.email")
    assert run(["replicate", "first-reply", "finance", *TODAY]) == 2
    assert "git config" in capsys.readouterr().err


def test_names_of_records_are_only_text(repo, capsys, monkeypatch):
    name = Edit("name: First reply drafts", 'name: "@all [x](https://evil.example) `git push`"')
    path = "catalog/agents/first-reply/blueprint.yml"
    GitStory.begin(repo, base={**READY, path: (*READY[path], name)})
    repo.git("config", "user.name", "Dora")
    repo.git("config", "user.email", "dora@brook.example")
    monkeypatch.chdir(repo.top)
    assert run(["replicate", "first-reply", "finance", *TODAY, "--format=markdown"]) == 0
    text = capsys.readouterr().out
    assert "@all" not in text
    assert "[x](" not in text
    assert "\\`git push\\`" in text
