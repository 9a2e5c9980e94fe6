"""The one door to Git.

A repository in plain sight is opened at once, GitPython finds every other; whatever is asked for every commit or every
file goes through one streamed Git process. Every call runs in a cleaned environment, so that neither the user's
configuration nor variables of a surrounding Git command (a hook, a rebase) can change an answer, and nothing is ever
written into the repository that is read.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from msgspec import Struct

from seedbed.repository.git_place import find_plain, is_nowhere

STRAY = (
    "GIT_DIR",
    "GIT_COMMON_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_PREFIX",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_SHALLOW_FILE",
    "GIT_EXTERNAL_DIFF",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_ATTR_SOURCE",
    "GIT_REPLACE_REF_BASE",
    "GIT_DEFAULT_HASH",
    "GIT_CONFIG_PARAMETERS",
)
"""Variables that a surrounding Git command leaves behind and that would point every call at another repository."""


NO_GIT = "Git is not installed, or not on the PATH. Install Git 2.30 or newer."

PIPE_BUFFER = 1 << 16
"""Bytes taken from a pipe at once: a streamed history is hundreds of megabytes."""


class GitError(Exception):
    """Git is missing, the folder is no repository, or a revision is not there. The message says how to mend it."""


def clean_environment(top: Path | None = None, /) -> dict[str, str]:
    """The environment of every Git call: no user or system configuration, no replace refs, no grafts, no prompts.

    `top` is the repository that the user named; only that one is trusted if another account owns it.
    """
    kept = {key: value for key, value in os.environ.items() if key not in STRAY and not key.startswith("GIT_CONFIG_")}
    settings = {"advice.graftFileDeprecated": "false"} | ({"safe.directory": str(top)} if top else {})
    numbered = {
        f"GIT_CONFIG_{part}_{i}": word
        for i, pair in enumerate(settings.items())
        for part, word in zip(("KEY", "VALUE"), pair, strict=True)
    }
    return (
        kept
        | numbered
        | {
            "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_COUNT": str(len(settings)),
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_GRAFT_FILE": os.devnull,
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_LAZY_FETCH": "1",
        }
    )


class NoRepositoryError(GitError):
    """The folder lies in no Git repository: there is no history to read, which need not be a mistake."""


class Git(Struct, frozen=True):
    """An opened repository: `git_dir` is its Git folder, `top` its work tree (None when bare)."""

    git_dir: Path
    top: Path | None

    @classmethod
    def open(cls, directory: Path, /) -> Git:
        """Find the repository that holds `directory`. Raises NoRepositoryError outside of one, GitError without Git."""
        plain = find_plain(directory)
        if plain:
            return cls(*plain)
        if is_nowhere(directory):
            raise NoRepositoryError(_nowhere(directory))
        try:
            import git  # noqa: PLC0415 - an eighth of a second that is not paid where there is nothing to find
        except ImportError as error:  # how GitPython says that there is no Git
            raise GitError(NO_GIT) from error
        try:
            repo = git.Repo(directory, search_parent_directories=True, expand_vars=False)
        except git.GitCommandNotFound as error:
            raise GitError(NO_GIT) from error
        except (git.InvalidGitRepositoryError, git.NoSuchPathError) as error:
            raise NoRepositoryError(_nowhere(directory)) from error
        with repo:
            top = repo.working_tree_dir
            return cls(Path(repo.git_dir), Path(top) if top else None)

    def ask(self, *arguments: str, codes: Collection[int] = (0,)) -> str:
        """The text that one Git command prints, without the last line feed.

        Raises GitError when it ends with another code than one of `codes`.
        """
        with _git_is_there():
            done = subprocess.run(  # noqa: S603 - fixed program, arguments are never joined into a shell line
                self._command(arguments), env=self._environment(), capture_output=True, check=False
            )
        if done.returncode not in codes:
            words = done.stderr.decode(errors="backslashreplace").strip()
            raise GitError(f"git {arguments[0]} failed: {words or f'exit code {done.returncode}'}")
        return done.stdout.decode(errors="surrogateescape").removesuffix("\n")

    def commit(self, revision: str, /) -> str:
        """The full id of the commit that `revision` names. Raises GitError when there is none."""
        try:
            return self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except GitError as error:
            raise GitError(f"{revision!r} names no commit here. Fetch it, or check the spelling.") from error

    def start(self, *arguments: str, errors: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
        """Start a Git command with pipes on both sides; the caller ends it. `errors` takes what it complains of."""
        with _git_is_there():
            return subprocess.Popen(  # noqa: S603 - as above
                self._command(arguments),
                env=self._environment(),
                bufsize=PIPE_BUFFER,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return ["git", f"--git-dir={self.git_dir}", *arguments]

    def _environment(self) -> dict[str, str]:
        return clean_environment(self.top or self.git_dir)


@contextmanager
def _git_is_there() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise GitError(NO_GIT) from error


def _nowhere(directory: Path) -> str:
    return f"{directory} is in no Git repository. Run `git init` there, or name the portal with --root."


def read_exactly(pipe: IO[bytes], size: int, /) -> bytes:
    """Read `size` bytes from a pipe. Raises GitError when the pipe ends before."""
    data = pipe.read(size)
    if len(data) != size:
        raise GitError("Git ended in the middle of an object; the repository may be damaged (try `git fsck`).")
    return data
