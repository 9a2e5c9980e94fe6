"""A commit on a branch of its own, made from objects: work tree, index and HEAD of the user stay as they are."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from seedbed.repository.git import Git, GitError, clean_environment
from seedbed.repository.start import Identity
from seedbed.repository.tree import REGULAR

UNUSABLE = "<>\n\r\0"
"""What would end a name or an address too early in the head of a commit."""


class Proposal(Struct, frozen=True, kw_only=True):
    """What to commit: text by path from the repository's top, onto which commit, in whose name, on which new branch."""

    base: str
    branch: str
    files: Mapping[str, str]
    message: str
    author: Identity
    committer: Identity | None = None


def commit_files(git: Git, proposal: Proposal, /) -> str:
    """Make the commit and its branch; gives the commit's id. Raises GitError when the branch is there already."""
    base = git.commit(proposal.base)
    name = f"refs/heads/{proposal.branch}"
    if proposal.branch.startswith("-") or not _succeeds("check-ref-format", name):
        raise GitError(f"{proposal.branch!r} cannot be the name of a branch. Choose another one.")
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        environment = clean_environment(git.top or git.git_dir) | _people(proposal)
        environment |= {"GIT_INDEX_FILE": str(Path(folder) / "index"), "GIT_LITERAL_PATHSPECS": "1"}
        _run(git, environment, "read-tree", base)
        entries = b"".join(_entry(git, environment, path, text) for path, text in proposal.files.items())
        _run(git, environment, "update-index", "-z", "--index-info", data=entries)
        # Git passes over a path that it does not like; what was not taken must not look as if it were.
        _run(git, environment, "ls-files", "--error-unmatch", "--", *proposal.files)
        tree = _run(git, environment, "write-tree")
        commit = _run(git, environment, "commit-tree", tree, "-p", base, data=proposal.message.encode())
        try:
            _run(git, environment, "update-ref", "-m", "seedbed", name, commit, "0" * len(commit))
        except GitError as error:
            raise GitError(f"there is a branch {proposal.branch} already. Delete it, or name another one.") from error
    return commit


def _entry(git: Git, environment: dict[str, str], path: str, text: str) -> bytes:
    oid = _run(git, environment, "hash-object", "-w", "--no-filters", "--stdin", data=text.encode())
    return f"{REGULAR} {oid}\t{path}\0".encode()


def _people(proposal: Proposal) -> dict[str, str]:
    roles = {"AUTHOR": proposal.author, "COMMITTER": proposal.committer or proposal.author}
    return {
        f"GIT_{role}_{key}": "".join(character for character in value if character not in UNUSABLE)
        for role, who in roles.items()
        for key, value in (("NAME", who.name), ("EMAIL", who.email))
    }


def _succeeds(*arguments: str) -> bool:
    done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 - fixed program
    return done.returncode == 0


def _run(git: Git, environment: dict[str, str], *arguments: str, data: bytes = b"") -> str:
    done = subprocess.run(  # noqa: S603 - fixed program, arguments are never joined into a shell line
        ["git", f"--git-dir={git.git_dir}", *arguments],  # noqa: S607 - the user's Git, wherever it is
        env=environment,
        input=data,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        words = done.stderr.decode(errors="backslashreplace").strip()
        raise GitError(f"git {arguments[0]} failed: {words or f'exit code {done.returncode}'}")
    return done.stdout.decode().strip()
