"""The way to a portal's records: the tree that a command reads, and the part of it that the user named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from seedbed.cli.shell import CannotRunError
from seedbed.kinds import ROOTS
from seedbed.repository.git import Git, GitError
from seedbed.repository.tree import GitTree, Tree, WorkingTree


@contextmanager
def open_tree(root: Path, /, *, at: str | None = None) -> Iterator[Tree]:
    """The portal's files on disk, or those of the commit `at`. Raises GitError when there is no such commit."""
    if at is None:
        yield WorkingTree(root)
        return
    git = Git.open(root)
    prefix = root.resolve().relative_to(git.top.resolve()).as_posix() if git.top else ""
    with GitTree(git, at, prefix="" if prefix == "." else prefix) as tree:
        yield tree


def portal_paths(named: Sequence[Path], /, *, root: Path, files: Iterable[str]) -> tuple[str, ...]:
    """The paths that the user named, from the portal's root; `files` are the paths of its records.

    A relative path counts from the current folder, or else from the root, as reports print it. Raises CannotRunError
    for a path outside the portal and for one that is not there.
    """
    known = {parent for path in files for parent in (path, *_parents(path))}
    return tuple(_portal_path(path, root, known) for path in named)


def _portal_path(path: Path, root: Path, known: set[str]) -> str:
    inside = [found for base in (Path.cwd(), root) if (found := _below(base / path, root)) is not None]
    if not inside:
        raise CannotRunError(f"{path} is outside the portal {root}. Name files or folders of the portal.")
    for found in inside:
        if found in known or (_is_record_path(found) and (root / found).exists()):
            return found
    where = " or ".join(f"{name}/" for name in ROOTS)
    reason = f"records live below {where}" if (root / inside[0]).exists() else "there is no such file or folder"
    raise CannotRunError(f"{path} holds no record: {reason}. Run seedbed check without a path to see every problem.")


def _below(path: Path, root: Path) -> str | None:
    """The path from the root, '' for the root itself; None outside. Links are followed only where the root is one."""
    plain = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link out of the portal
    for base in (root, root.resolve()):
        if plain.is_relative_to(base):
            shown = plain.relative_to(base).as_posix()
            return "" if shown == "." else shown
    return None


def _is_record_path(path: str) -> bool:
    return path == "" or path.split("/", 1)[0] in ROOTS


def _parents(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:length]) for length in range(len(parts)))


def find_commit(root: Path, revision: str, /) -> str | None:
    """The id of the commit from which a portal is read; None outside Git and before the first commit."""
    try:
        return Git.open(root).commit(revision)
    except GitError:
        return None
