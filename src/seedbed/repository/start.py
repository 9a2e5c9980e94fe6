"""The first commit of a new portal: the only place where the engine writes with Git into a repository of people."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from msgspec import Struct

from seedbed.repository.git import STRAY, Git, GitError, clean_environment


class Identity(Struct, frozen=True):
    """Under which name and e-mail address somebody commits."""

    name: str
    email: str


def read_identity(directory: Path, /) -> Identity | None:
    """Who commits in `directory` as far as Git's configuration says; None when it says nothing, or without Git."""
    name, email = (_configured(directory, f"user.{key}") for key in ("name", "email"))
    return Identity(name, email) if name and email else None


def surrounding_repository(directory: Path, /) -> Path | None:
    """The repository that holds `directory` or will hold it, if any."""
    there = next(path for path in (directory, *directory.parents) if path.is_dir())
    try:
        git = Git.open(there)
    except GitError:
        return None
    return git.top or git.git_dir


def start_repository(directory: Path, /, *, message: str, author: Identity) -> str:
    """Make a repository of a folder, on the branch main, with everything in it as the first commit; gives its id.

    No template, hook or setting of the user takes part. Raises GitError without Git, or when Git refuses.
    """
    environment = clean_environment(directory) | {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", author.name), ("EMAIL", author.email))
    }
    _run(directory, environment, "init", "--quiet", "--initial-branch=main", "--template=")
    _run(directory, environment, "add", "--all")
    _run(directory, environment, "commit", "--quiet", "--no-verify", f"--message={message}")
    return Git.open(directory).commit("HEAD")


def _run(directory: Path, environment: dict[str, str], *arguments: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, arguments are never joined into a shell line
            ["git", "-C", str(directory), *arguments],  # noqa: S607 - the user's Git, wherever it is
            env=environment,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError("Git is not installed, or not on the PATH. Install Git 2.30 or newer.") from error
    if done.returncode:
        words = done.stderr.decode(errors="backslashreplace").strip()
        raise GitError(f"git {arguments[0]} failed: {words or f'exit code {done.returncode}'}")


def _configured(directory: Path, key: str) -> str:
    there = next(path for path in (directory, *directory.parents) if path.is_dir())
    environment = {name: value for name, value in os.environ.items() if name not in STRAY}
    try:
        done = subprocess.run(  # noqa: S603 - as above
            ["git", "-C", str(there), "config", "--get", key],  # noqa: S607
            env=environment,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return ""
    return done.stdout.decode(errors="replace").strip()
