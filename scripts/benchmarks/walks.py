"""The obvious ways to learn from Git how a field of many records changed: programs to measure against.

`python walks.py WAY REPOSITORY PATTERN FIELD` prints commit and value by path as JSON, oldest first; the value is null
where the file went. Each way is written as its tool wants to be used, and does no more than the question needs.
"""

from __future__ import annotations

import fnmatch
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import yaml

Turns = Iterator[tuple[str, str, str | None]]
"""Path, commit and value of every change of a record, oldest first."""


def walk_with_gitpython(repository: str, pattern: str, field: str) -> Turns:
    """A diff of every first-parent commit, below the folder of the records only."""
    import git  # noqa: PLC0415 - each way loads its own tool

    repo = git.Repo(repository)
    commits = list(repo.iter_commits("HEAD", first_parent=True))[::-1]
    folder = pattern.split("*", maxsplit=1)[0]
    for parent, commit in pairwise([None, *commits]):
        if commit is None:
            continue
        if parent is None:
            found = [(item.path, item) for item in commit.tree.traverse() if item.type == "blob"]
        else:
            diffs = parent.diff(commit, paths=folder, no_renames=True)
            found = [(diff.b_path or diff.a_path, None if diff.deleted_file else diff.b_blob) for diff in diffs]
        for path, blob in found:
            if fnmatch.fnmatch(path, pattern):
                yield path, commit.hexsha, blob and value_of(blob.data_stream.read(), field)


def walk_with_pydriller(repository: str, pattern: str, field: str) -> Turns:
    """Every commit's modified files; of merge commits PyDriller knows none."""
    from pydriller import Repository  # noqa: PLC0415

    for commit in Repository(repository, only_modifications_with_file_types=[".yml"]).traverse_commits():
        for file in commit.modified_files:
            path = file.new_path or file.old_path or ""
            if fnmatch.fnmatch(path, pattern):
                yield path, commit.hash, value_of((file.content or b""), field) if file.new_path else None


def walk_with_follow(repository: str, pattern: str, field: str, *, most: int) -> Turns:
    """One `git log --follow` for each of the first `most` files that are there, and one process for their contents."""
    paths = [path for path in git(repository, "ls-tree", "-r", "--name-only", "HEAD") if fnmatch.fnmatch(path, pattern)]
    options = ("--first-parent", "-m", "--reverse", "--raw", "--no-abbrev", "--format=%H")
    with subprocess.Popen(
        ["git", "-C", repository, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as contents:
        for path in paths[:most]:
            commit = ""
            for line in git(repository, "log", "--follow", *options, "--", path):
                if line.startswith(":"):
                    blob = line.split()[3]
                    yield path, commit, None if set(blob) == {"0"} else value_of(content(contents, blob), field)
                elif line:
                    commit = line


def git(repository: str, *arguments: str) -> list[str]:
    """The lines that a Git command prints."""
    done = subprocess.run(["git", "-C", repository, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def content(process: subprocess.Popen[bytes], blob: str) -> bytes:
    """A blob from `git cat-file --batch`."""
    assert process.stdin  # noqa: S101 - they were asked for
    assert process.stdout  # noqa: S101
    process.stdin.write(f"{blob}\n".encode())
    process.stdin.flush()
    return process.stdout.read(int(process.stdout.readline().split()[2]) + 1)[:-1]


def value_of(data: bytes, field: str) -> str | None:
    """The field of a record, as text."""
    record: Any = yaml.load(data, Loader=yaml.CBaseLoader)  # noqa: S506 - makes texts only
    for key in field.split("."):
        record = record.get(key) if isinstance(record, dict) else None
    return record


def told(turns: Iterable[tuple[str, str, str | None]]) -> dict[str, list[tuple[str, str | None]]]:
    """The turns by path, only those that bring another value."""
    found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for path, commit, value in turns:
        if not found[path] or found[path][-1][1] != value:
            found[path].append((commit, value))
    return found


WAYS = {"gitpython": walk_with_gitpython, "pydriller": walk_with_pydriller}

if __name__ == "__main__":
    way, *question = sys.argv[1:5]
    walked = walk_with_follow(*question, most=int(sys.argv[5])) if way == "follow" else WAYS[way](*question)
    json.dump(told(walked), sys.stdout)
