"""Paths that a main branch once held: the one question of a judgement that goes through the whole history.

Git compares the folders of every commit with those of the one before, unless the clone has a commit-graph with changed
paths (`git commit-graph write --reachable --changed-paths`): then it looks at a few bytes of each, forty times as fast.
Git uses it for a single path that is taken literally, and only then. A long history is gone through in slices at the
same time, one on every core.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from seedbed.repository.git import Git, GitError

MARK = "\x01"
"""What leads the id of a commit in a list of paths."""

MOST_ASKED = 50
"""Paths that Git is asked for one by one; it compares each with every entry that it walks over."""

SHORT = 5_000
"""Commits that one process goes through in a fraction of a second."""

MOST_SLICES = 4

WALK = ("log", "--first-parent", "-m", "--no-renames", "--diff-filter=D", "--name-only", "-z", f"--format={MARK}%H")


def find_former(git: Git, tip: str, paths: Collection[str], /) -> Mapping[str, str]:
    """Which of some paths of the repository were on the branch of `tip` once and left it, with the last commit that
    took each away.

    One walk whatever the number of paths; where they are many, over whole folders. Raises GitError when a commit or a
    folder is not in this clone.
    """
    wanted = frozenset(paths)
    asked = sorted(wanted if len(wanted) <= MOST_ASKED else {path.rsplit("/", 2)[0] for path in wanted})
    found: dict[str, str] = {}
    commit = ""
    for token in _walk(git, _slices(git, tip), asked) if asked else ():
        name = token.lstrip("\n")
        if name.startswith(MARK):
            commit = name.removeprefix(MARK).strip()
        elif name in wanted:
            found.setdefault(name, commit)
    return found


def _slices(git: Git, tip: str) -> list[tuple[str, ...]]:
    """Parts of the branch as `git log` takes them, newest first, of about the same number of commits each."""
    chain = git.ask("rev-list", "--first-parent", tip).split()
    count = min(MOST_SLICES, os.cpu_count() or 1) if len(chain) > SHORT else 1
    edges = [chain[len(chain) * part // count] for part in range(count)]
    return [(start, f"^{end}") for start, end in pairwise(edges)] + [(edges[-1],)]


def _walk(git: Git, slices: list[tuple[str, ...]], paths: list[str]) -> Iterator[str]:
    """What Git prints for all slices, in order. All begin at once, where paths count from the top."""
    top = (git.git_dir / (git.top or "")).absolute()
    start = ("-C", str(top), "--literal-pathspecs", *WALK)
    processes = [git.start(*start, *part, "--", *paths) for part in slices]
    try:
        for process in processes:
            printed, _ = process.communicate()
            if process.returncode:
                raise GitError("git log failed on the history of main; run `git fsck` in the repository.")
            yield from printed.decode(errors="surrogateescape").split("\0")
    finally:
        for process in processes:
            process.kill()
            process.communicate()
