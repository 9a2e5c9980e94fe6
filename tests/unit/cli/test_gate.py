"""`seedbed gate`: what it prints, and how it ends."""

import json

import pytest

from seedbed.cli import run
from tests.helpers.gate_stories import SORTER, Edit, GitStory, base_files


@pytest.fixture
def told(repo, monkeypatch):
    """A repository with a branch that renames the sorter, and nothing in its way."""
    story = GitStory.begin(repo)
    story.commit({SORTER: Edit("Paper", "Letter")})
    monkeypatch.chdir(repo.top)
    return story


def gate(*arguments):
    return run(["gate", *arguments, "--today", "2026-11-20"])


def test_nothing_in_the_way_ends_with_zero(told, capsys):
    assert gate("main", "change", "--author", "dora") == 0
    said = capsys.readouterr()
    assert "pass: nothing in the way" in said.out
    assert said.err == ""


def test_something_in_the_way_ends_with_one(told, capsys):
    assert gate("main", "change", "--author", "ben", "--format", "json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "fail"
    assert answer["head"] == told.repo.git("rev-parse", "change")


def test_the_head_is_where_one_stands(told, capsys):
    told.repo.git("checkout", "--quiet", "main")
    assert gate("main", "--author", "dora", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "change"], "names no commit"),
        (["main", "nowhere"], "names no commit"),
        (["main", "change", "--root", "nothing-there"], "no folder"),
    ],
)
def test_what_cannot_be_judged_ends_with_two(told, capsys, arguments, words):
    assert gate(*arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


@pytest.mark.parametrize("policy", [None, "", "thresholds: {}\n"])
def test_a_base_without_a_policy_ends_with_two(repo, monkeypatch, capsys, policy):
    told = GitStory.begin(repo, base={"catalog/policy.yml": policy})
    told.commit({SORTER: Edit("Paper", "Letter")})
    monkeypatch.chdir(repo.top)
    assert gate("main", "change", "--author", "dora") == 2
    assert "policy.yml" in capsys.readouterr().err


def test_what_lies_on_the_disk_does_not_matter(told):
    told.repo.git("checkout", "--quiet", "main")
    (told.repo.top / SORTER).write_text("name: [", "utf-8")
    (told.repo.top / "catalog/policy.yml").unlink()
    assert gate("main", "change", "--author", "dora") == 0


def test_a_bare_repository_and_a_portal_in_a_folder(repo, tmp_path, monkeypatch, capsys):
    told = GitStory.begin(repo)
    told.commit({SORTER: Edit("Paper", "Letter")})
    repo.git("clone", "--quiet", "--bare", str(repo.top), str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    assert gate("main", "change", "--author", "dora") == 0
    inner = {f"portal/{path}": data for path, data in base_files().items()}
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    other = type(repo).init(tmp_path / "large")
    other.commit(inner | {"else.txt": "x"})
    other.git("checkout", "--quiet", "-b", "change")
    other.commit({f"portal/{SORTER}": base_files()[SORTER].replace(b"Paper", b"Letter"), "else.txt": "y"})
    assert gate("main", "change", "--author", "cleo", "--root", "large/portal", "--format", "json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert {one["rule"] for one in answer["results"] if one["status"] == "fail"} == {"control-split"}
    assert {change["path"] for change in answer["changes"]} == {SORTER, ":/else.txt"}


def test_a_folder_laid_over_the_portal_from_outside(repo, monkeypatch, capsys):
    base = repo.commit({f"portal/{path}": data for path, data in base_files().items()})
    repo.git("update-ref", "refs/heads/kept", base)
    odd = repo.commit_entries(("100644", "Portal/catalog/policy.yml", "x"))
    head = repo.git("commit-tree", f"{odd}^{{tree}}", "-p", base, "-m", "Odd")
    monkeypatch.chdir(repo.top)
    assert gate("kept", head, "--author", "cleo", "--root", "portal", "--format", "json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert "path-twin" in {one["rule"] for one in answer["results"] if one["status"] == "fail"}
