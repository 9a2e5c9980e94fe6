"""Paths that were on main once: the same answer from one walk and from several, with and without a commit-graph."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from seedbed.repository import former_paths
from seedbed.repository.former_paths import find_former
from seedbed.repository.git import Git, GitError
from tests.helpers.git import Repo

PATHS = [f"catalog/agents/a{number}/blueprint.yml" for number in range(6)]


@pytest.fixture
def told(repo: Repo) -> tuple[Repo, dict[str, str]]:
    """Agents that come and go, one twice, the last one to stay; with the commits that took them away."""
    repo.commit({"README.md": "1\n"})
    gone = {}
    for path in (*PATHS, PATHS[0]):
        repo.commit({path: "1\n"})
        if path != PATHS[-1]:
            (repo.top / path).unlink()
            gone[path] = repo.commit({}, message="Remove")
    return repo, gone


@pytest.fixture(params=["one walk", "several walks"])
def walks(request, monkeypatch) -> None:
    if request.param == "several walks":
        monkeypatch.setattr(former_paths, "SHORT", 3)
        monkeypatch.setattr(os, "cpu_count", lambda: 3)


@pytest.mark.usefixtures("walks")
@pytest.mark.parametrize("has_graph", [False, True])
def test_every_path_that_left_is_told_with_the_last_commit_that_took_it(told, has_graph):
    repo, gone = told
    if has_graph:
        repo.git("commit-graph", "write", "--reachable", "--changed-paths")
    git = Git.open(repo.top)
    assert find_former(git, git.commit("main"), [*PATHS, "catalog/never.yml"]) == gone
    assert {path: find_former(git, git.commit("main"), [path]).get(path) for path in PATHS} == gone | {PATHS[-1]: None}


@pytest.mark.usefixtures("walks")
def test_the_folder_in_which_somebody_stands_changes_nothing(told, monkeypatch):
    repo, gone = told
    repo.git("config", "core.worktree", str(repo.top))
    monkeypatch.chdir(repo.top / Path(PATHS[-1]).parent)
    git = Git.open(repo.top)
    assert find_former(git, git.commit("main"), PATHS) == gone


def test_a_single_path_is_looked_up_in_the_commit_graph(told, tmp_path, monkeypatch):
    repo, _ = told
    repo.git("commit-graph", "write", "--reachable", "--changed-paths")
    git = Git.open(repo.top)
    monkeypatch.setenv("GIT_TRACE2_PERF", str(tmp_path / "trace"))
    find_former(git, git.commit("main"), PATHS[:1])
    assert '"filter_not_present":0' in (tmp_path / "trace").read_text()


def test_a_history_with_a_hole_is_no_answer(told):
    repo, _ = told
    folder = repo.git("rev-parse", "HEAD~3^{tree}")
    (repo.top / ".git/objects" / folder[:2] / folder[2:]).unlink()
    git = Git.open(repo.top)
    with pytest.raises(GitError, match="git fsck"):
        find_former(git, git.commit("main"), PATHS)
