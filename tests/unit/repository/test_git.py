"""The door to Git: which repository it opens, what it answers, and that nothing around it changes an answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from seedbed.repository.git import Git, GitError, clean_environment, read_exactly
from tests.helpers.git import Repo

UNIT = "catalog/units/a.yml"


@pytest.fixture
def filled(repo: Repo) -> Repo:
    repo.commit({UNIT: "name: a\n"})
    return repo


def test_the_repository_is_found_from_below(filled: Repo):
    git = Git.open(filled.top / "catalog/units")
    assert (git.top, git.git_dir) == (filled.top, filled.top / ".git")


def test_a_linked_work_tree_knows_its_own_top(filled: Repo, tmp_path):
    filled.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "other"))
    git = Git.open(tmp_path / "other" / "catalog")
    assert git.top == tmp_path / "other"
    assert git.commit("HEAD") == filled.git("rev-parse", "HEAD")


def test_a_bare_repository_has_no_top(filled: Repo, tmp_path):
    filled.git("clone", "--quiet", "--bare", str(filled.top), str(tmp_path / "bare.git"))
    git = Git.open(tmp_path / "bare.git")
    assert git.top is None
    assert git.commit("main") == filled.git("rev-parse", "HEAD")


def test_a_folder_outside_any_repository(tmp_path):
    with pytest.raises(GitError, match="is in no Git repository"):
        Git.open(tmp_path)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(GitError, match="is in no Git repository"):
        Git.open(tmp_path / "nowhere")


@pytest.mark.parametrize("around", ["nothing", "a repository"])
def test_a_machine_without_git_is_told_so(tmp_path, around):
    if around == "a repository":
        Repo.init(tmp_path)
    program = "from pathlib import Path\nfrom seedbed.repository.git import Git\nGit.open(Path('.')).ask('version')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "GitError: Git is not installed, or not on the PATH." in done.stderr


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~5", "--all", "-n1", "", "HEAD:catalog", "0" * 40])
def test_a_revision_that_names_no_commit(filled: Repo, revision):
    with pytest.raises(GitError, match="names no commit here"):
        Git.open(filled.top).commit(revision)


def test_an_empty_repository_has_no_head(repo: Repo):
    with pytest.raises(GitError, match="names no commit here"):
        Git.open(repo.top).commit("HEAD")


@pytest.mark.parametrize("revision", ["HEAD", "main", "v1", "HEAD^{commit}"])
def test_every_name_of_a_commit(filled: Repo, revision):
    filled.git("tag", "--annotate", "--message=one", "v1")
    assert Git.open(filled.top).commit(revision) == filled.git("rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", "elsewhere/.git"),
        ("GIT_WORK_TREE", "elsewhere"),
        ("GIT_INDEX_FILE", "elsewhere/index"),
        ("GIT_OBJECT_DIRECTORY", "elsewhere/.git/objects"),
        ("GIT_COMMON_DIR", "elsewhere/.git"),
        ("GIT_NAMESPACE", "elsewhere"),
        ("GIT_ICASE_PATHSPECS", "1"),
        ("GIT_CONFIG_PARAMETERS", "'core.abbrev'='4'"),
        ("GIT_CONFIG_COUNT", "1"),
    ],
)
def test_a_surrounding_git_command_changes_no_answer(filled: Repo, tmp_path, monkeypatch, name, value):
    commit = filled.git("rev-parse", "HEAD")
    other = Repo.init(tmp_path / "elsewhere")
    other.commit({UNIT: "name: b\n"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.quotePath")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    monkeypatch.setenv(name, str(tmp_path / value) if value.startswith("elsewhere") else value)
    git = Git.open(filled.top)
    assert git.commit("HEAD") == commit
    assert git.ask("show", f"HEAD:{UNIT}") == "name: a"


def test_the_users_configuration_changes_no_answer(filled: Repo, tmp_path, monkeypatch):
    (tmp_path / ".gitconfig").write_text(
        "[alias]\n\tshow = !false\n[core]\n\tquotePath = true\n[log]\n\tshowSignature = true\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    assert Git.open(filled.top).ask("config", "--get-all", "safe.directory") == str(filled.top)


def test_replaced_objects_are_not_believed(filled: Repo):
    original = filled.git("rev-parse", f"HEAD:{UNIT}")
    other = filled.git("hash-object", "-w", "--stdin", text="name: forged\n")
    filled.git("replace", original, other)
    assert Git.open(filled.top).ask("cat-file", "-p", original) == "name: a"


def test_nothing_is_written_into_the_repository(filled: Repo):
    before = snapshot(filled.top)
    git = Git.open(filled.top)
    git.commit("HEAD")
    git.ask("status", "--porcelain")
    assert snapshot(filled.top) == before


def test_a_failing_command_says_what_git_said(filled: Repo):
    with pytest.raises(GitError, match=r"git cat-file failed: .*Not a valid object name"):
        Git.open(filled.top).ask("cat-file", "-p", "nonsense")


def test_the_environment_trusts_only_the_named_repository(tmp_path):
    environment = clean_environment(tmp_path)
    assert environment["GIT_CONFIG_VALUE_1"] == str(tmp_path)
    assert "GIT_CONFIG_KEY_1" not in clean_environment()


def test_a_pipe_that_ends_too_early_is_an_error(tmp_path):
    (tmp_path / "short").write_bytes(b"abc")
    with (tmp_path / "short").open("rb") as pipe, pytest.raises(GitError, match="in the middle of an object"):
        read_exactly(pipe, 4)


def snapshot(top: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in top.rglob("*") if path.is_file()}
