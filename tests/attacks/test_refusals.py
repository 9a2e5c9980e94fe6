"""Where nothing can be judged nothing passes: the gate ends with 2, which blocks like a failure."""

from __future__ import annotations

import pytest

from seedbed.cli import run
from tests.attacks.telling import base_tree
from tests.helpers.git import Repo

POLICY = "catalog/policy.yml"
PLAIN = {path: data for path, data in base_tree().items() if isinstance(data, bytes)}


@pytest.fixture
def repo(tmp_path, monkeypatch) -> Repo:
    """The base portal on main, a branch `change` that adds a word, and the current folder in it."""
    repo = Repo.init(tmp_path / "repo")
    repo.commit(PLAIN)
    repo.git("checkout", "--quiet", "-b", "change")
    repo.commit({"README.md": "# Another word\n"})
    monkeypatch.chdir(repo.top)
    return repo


def refused(capsys, *arguments: str) -> str:
    """The words with which the gate refuses."""
    code = run(["gate", *arguments, "--today", "2026-11-20", "--author", "cleo"])
    answer = capsys.readouterr()
    assert (code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    return answer.err


def test_the_ground_of_these_tests_passes(repo, capsys):
    assert run(["gate", "main", "change", "--today", "2026-11-20", "--author", "cleo"]) == 0


@pytest.mark.parametrize(
    "policy",
    ["", "version: 5\n", "a: [\n", "version: 5\nversion: 6\n", "\ufeffversion: 1\n", "null\n", "[]\n", "*a\n"],
    ids=["empty", "hollow", "broken", "twice", "mark", "null", "list", "alias"],
)
def test_main_without_a_usable_policy_judges_nothing(repo, capsys, policy):
    repo.git("checkout", "--quiet", "main")
    repo.commit({POLICY: policy})
    assert "policy.yml" in refused(capsys, "main", "change")


def test_main_whose_policy_is_a_link_judges_nothing(repo, capsys):
    repo.git("checkout", "--quiet", "main")
    (repo.top / POLICY).unlink()
    (repo.top / POLICY).symlink_to("../README.md")
    repo.commit({})
    assert "policy.yml" in refused(capsys, "main", "change")


def test_a_branch_without_a_common_past_is_refused(repo, capsys):
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.commit({"README.md": "# Mine\n"})
    assert "share no history" in refused(capsys, "main", "other")


def test_a_shallow_clone_is_refused(repo, capsys, tmp_path, monkeypatch):
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.top}", "--no-single-branch", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    assert "shallow" in refused(capsys, "origin/main", "origin/change")


@pytest.mark.parametrize(
    "head", ["main:README.md", "main:catalog", "nowhere", "", "--help-me", "main..change", "change\nmain", "^change"]
)
def test_what_is_no_commit_is_refused(repo, capsys, head):
    code = run(["gate", "main", head, "--today", "2026-11-20"])
    answer = capsys.readouterr()
    assert (code, answer.out) == (2, "")


def test_files_on_disk_say_nothing(repo, capsys, tmp_path):
    """Modules, schemas and settings in the work tree are neither imported nor read."""
    repo.git("checkout", "--quiet", "change")
    traps = {name: f"open({str(tmp_path / 'sprung')!r}, 'w')\n" for name in ("jsonschema.py", "yaml.py", "conftest.py")}
    repo.write({**traps, ".gitattributes": "* filter=trap\n", "catalog/policy.yml": "a: [\n"})
    repo.git("config", "filter.trap.smudge", f"touch {tmp_path / 'sprung'}")
    assert run(["gate", "main", "change", "--today", "2026-11-20", "--author", "cleo"]) == 0
    assert not (tmp_path / "sprung").exists()
