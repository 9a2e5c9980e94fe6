"""Where a history is read from: the repository, the commit, and whether all of it is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from seedbed.repository.git import Git, GitError

WIDTHS = {"sha1": 20, "sha256": 32}
"""Bytes of an object id, by the repository's object format."""


class Source(Struct, frozen=True, kw_only=True):
    """A repository and the commit whose first-parent history is asked for; `head` is None on an unborn branch.

    `common` is the folder with the objects, also for a linked work tree; `width` the bytes of an object id.
    """

    git: Git
    common: Path
    width: int
    head: str | None

    @property
    def place(self) -> Path:
        """The folder to name in a command that mends the repository."""
        return self.git.top or self.git.git_dir


def open_source(directory: Path, /, *, at: str | None = None) -> Source:
    """Find the repository around `directory` and the commit `at` in it, HEAD by default.

    Raises GitError when there is none, or when the clone is shallow: then every file seems to begin at its edge.
    """
    git = Git.open(directory)
    shallow, objects, common = git.ask(
        "rev-parse", "--is-shallow-repository", "--show-object-format", "--git-common-dir"
    ).splitlines()
    if objects not in WIDTHS:
        raise GitError(f"{directory} names its objects by {objects}; known are {' and '.join(WIDTHS)}.")
    source = Source(git=git, common=Path(common).resolve(), width=WIDTHS[objects], head=_head(git, at))
    if shallow == "true":
        raise GitError(
            "this clone is shallow: its history begins in the middle, and every date would be wrong. "
            f"Run: git -C {source.place} fetch --unshallow (in a workflow: fetch-depth: 0 at the checkout)."
        )
    return source


def _head(git: Git, at: str | None) -> str | None:
    if at is not None:
        return git.commit(at)
    try:
        return git.commit("HEAD")
    except GitError as error:
        if _is_unborn(git):
            return None
        message = f"HEAD names no commit: the repository is damaged. Run: git --git-dir={git.git_dir} fsck"
        raise GitError(message) from error


def _is_unborn(git: Git) -> bool:
    """Whether HEAD is a branch that was never written, neither with a commit that is gone nor with nonsense."""
    try:
        branch = git.ask("symbolic-ref", "--quiet", "HEAD")
        written = Path(git.ask("rev-parse", "--git-path", branch)).exists()
    except GitError:
        return False
    try:
        return not (written or git.ask("rev-parse", "--verify", "--quiet", "HEAD"))
    except GitError:
        return True


@contextmanager
def explained(source: Source, /) -> Iterator[None]:
    """Tell the cause when an object is not there: in a partial clone it was never fetched, else it is damaged."""
    try:
        yield
    except GitError as error:
        if not _is_partial(source.git):
            raise GitError(f"{error} Run: git -C {source.place} fsck, and fetch what it names.") from error
        raise GitError(
            "this is a partial clone, and the history needs files that it has not fetched. Run: "
            f"git -C {source.place} fetch --refetch --no-filter (Git 2.36 or newer), or clone again without --filter."
        ) from error


def _is_partial(git: Git) -> bool:
    try:
        return bool(git.ask("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"))
    except GitError:
        return False


def read_mailmap(source: Source, /) -> str:
    """The mailmap of the commit, '' where it has none; the one in the work tree may be edited, or of another day."""
    try:
        return source.git.ask("cat-file", "blob", f"{source.head}:.mailmap")
    except GitError:
        return ""


def prefix_of(git: Git, directory: Path, /) -> str:
    """The folder of a portal inside its repository with a slash at its end; '' at the top, and without a work tree.

    Whoever names the Git folder itself, or one inside, means the whole repository.
    """
    place = directory.resolve()
    top = git.top.resolve() if git.top else place
    if not place.is_relative_to(top) or place.is_relative_to(git.git_dir.resolve()):
        return ""
    below = place.relative_to(top).as_posix()
    return "" if below == "." else f"{below}/"
