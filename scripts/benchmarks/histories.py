"""Repositories to measure on, made anew or copied without their objects, so that nothing is written into a real one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

BLUEPRINTS = "catalog/agents/*/blueprint.yml"
IDENTITY = {
    f"GIT_{role}_{part}": "bench@brook.example" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
}


def write_history(folder: Path, *, agents: int, commits: int) -> Path:
    """An example organisation with so many agents and a main branch of this length."""
    options = ("--agents", str(agents), "--commits", str(commits), "--units", str(max(14, agents // 10)))
    command = [Path(sys.executable).with_name("seedbed"), "example", folder, *options, "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


def copy_history(repository: Path, copy: Path, /) -> Path:
    """A bare clone that shares the objects."""
    subprocess.run(["git", "clone", "--quiet", "--bare", "--shared", repository, copy], check=True)
    return copy


def short_history(folder: Path, /) -> Path:
    """A bare repository with one commit, in which one agent arrives."""
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", folder], check=True)
    commit_once(folder, "sorter", first=True)
    return folder


def commit_once(repository: Path, agent: str, /, *, first: bool = False) -> None:
    """Put a commit on top of a bare repository that changes an agent's blueprint."""
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        if not first:
            git(repository, "read-tree", "HEAD", variables=index)
        blob = git(repository, "hash-object", "-w", "--stdin", text="stage: retired\nversion: 9.9.9\n")
        entry = f"100644,{blob},{BLUEPRINTS.replace('*', agent)}"
        git(repository, "update-index", "--add", "--cacheinfo", entry, variables=index)
        tree = git(repository, "write-tree", variables=index)
        parents = () if first else ("-p", "HEAD")
        git(repository, "update-ref", "HEAD", git(repository, "commit-tree", tree, *parents, "-m", "One more"))


def agents_of(repository: Path, /) -> list[str]:
    """The agents at the head."""
    return git(repository, "ls-tree", "--name-only", "HEAD:catalog/agents").split()


def count_commits(repository: Path, /) -> int:
    """The length of the main branch."""
    return int(git(repository, "rev-list", "--count", "--first-parent", "HEAD"))


def git(repository: Path, *arguments: str, variables: Mapping[str, str] | None = None, text: str = "") -> str:
    """What a Git command prints in a bare repository."""
    done = subprocess.run(
        ["git", f"--git-dir={repository}", *arguments],
        env=os.environ | IDENTITY | dict(variables or {}),
        input=text,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()
