"""The records near one record: what its own page is drawn from, read without the thousands that have no part in it.

Words decide: a record is near when its id stands in the record that is looked at, or the other way round. A word that
only looks like an id brings one record too many, which does no harm.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from msgspec import Struct

from seedbed.repository.tree import BINARY, SPECIAL, SUBMODULE, SYMLINK, Entry, WorkingTree, read_open

AGENTS = "catalog/agents"
SHARED = ("organization.yml", "policy.yml", "waivers", "units", "people", "platform", "programs")
"""What every page may name, below the folder catalog."""
MANY = ("catalog/requests", "catalog/stories", "catalog/demos")
"""Folders of records that are read when they are near."""
PERSON = re.compile(rb"^name: *(\S.*\S) *$", re.MULTILINE)
ENDED = re.compile(rb"^status: *[\"']?ended\b", re.MULTILINE)
PLAINLY = os.O_RDONLY | BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Links are not followed, and a pipe is not waited for."""
PART = 1 << 16
"""Bytes that are read at once; nearly every record is smaller."""
Says: TypeAlias = Callable[[bytes], bool]
NOT_OPENED = frozenset({SYMLINK, SUBMODULE, SPECIAL})
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class NearbyTree(Struct, frozen=True):
    """A tree of some of the files on disk; `folder` is the place that the record speaks for, or the record itself."""

    tree: WorkingTree
    folder: str
    names: tuple[str, ...]

    def entries(self) -> Iterator[Entry]:
        """The files that are there."""
        for name in self.names:
            yield from self.tree.below(name)

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a regular file."""
        return self.tree.read(entry)

    def speaks_of(self, path: str, /) -> bool:
        """Whether a path is that of the record or stands in its folder."""
        return path == self.folder or path.startswith(f"{self.folder}/")


def find_nearby(root: Path, path: str, /) -> NearbyTree:
    """The tree near the record at `path`. An agent's blueprint, recipe, copies and tables are one place.

    Raises OSError for a record that cannot be read.
    """
    tree = WorkingTree(root)
    folder = place_of(path)
    own = sorted(tree.below(folder), key=lambda entry: entry.path)
    words = _words(tree.read(entry) for entry in own if entry.mode not in NOT_OPENED) | {
        *PurePosixPath(path).parts,
        "event",
    }
    names = [f"catalog/{name}" for name in SHARED] + ["playbooks"]
    names += [] if folder.startswith(tuple(f"{name}/" for name in names)) else [folder]
    names += [f"{AGENTS}/{name}" for name in _names(root, AGENTS) if name in words]
    names += [name for name in _files(root) if _stem(name) in words]
    if not folder.startswith(f"{AGENTS}/"):
        names += _that_name(root, folder)
    return NearbyTree(tree, folder, tuple(dict.fromkeys(names)))


def place_of(path: str, /) -> str:
    """The folder of an agent for whatever lies in it; any other record stands for itself."""
    parts = PurePosixPath(path).parts
    return "/".join(parts[:3]) if path.startswith(f"{AGENTS}/") else path


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _words(texts: Iterable[bytes]) -> set[str]:
    return {word for text in texts for word in WORD.findall(text.decode("utf-8", "replace"))}


def _names(root: Path, folder: str) -> list[str]:
    try:
        return sorted(os.listdir(root / folder))  # noqa: PTH208 - names, a hundred times faster
    except OSError:
        return []


def _files(root: Path) -> Iterator[str]:
    """The records of the folders that hold many, down to the demos of an event."""
    for folder in MANY:
        for name in _names(root, folder):
            inner = () if "." in name else _names(root, f"{folder}/{name}")
            yield from (f"{folder}/{name}/{one}" for one in inner) if inner else (f"{folder}/{name}",)


def _that_name(root: Path, path: str) -> Iterator[str]:
    """The records that name that at `path`: by its id, a person by name too."""
    record = _stem(path)
    names = PERSON.findall(_bytes(root, path)) if path.startswith("catalog/people/") else []
    is_said = _finder(record.encode(), names)
    for agent in (f"{AGENTS}/{name}" for name in _names(root, AGENTS)):
        yield from _shown_of(root, agent, record, is_said)
    if not path.startswith(MANY):
        yield from (name for name in _files(root) if is_said(_bytes(root, name)))


def _finder(record: bytes, names: Sequence[bytes]) -> Says:
    """Tells whether a text holds an id as a whole word, or one of the names."""
    whole = re.compile(rb"(?<![a-z0-9-])%b(?![a-z0-9-])" % re.escape(record))

    def is_said(text: bytes) -> bool:
        # Most texts hold none of it, as looking for plain bytes finds out ten times faster.
        return (record in text and bool(whole.search(text))) or any(name in text for name in names)

    return is_said


def _shown_of(root: Path, agent: str, record: str, is_said: Says) -> Iterator[str]:
    """What the page of a record shows of one of the hundreds of agents that may name it; nothing of one that does not.

    It shows how many copies an agent has whose blueprint names the record. A unit whose copy has ended may copy the
    agent again: its page tells what the others reached.
    """
    copies = f"{agent}/deployments"
    copy, is_named = _bytes(root, f"{copies}/{record}.yml"), is_said(_bytes(root, f"{agent}/blueprint.yml"))
    if ENDED.search(copy) or (is_named and not copy):
        yield agent
    elif copy:
        yield from (f"{agent}/blueprint.yml", f"{copies}/{record}.yml", f"{agent}/measurements/{record}.csv")
        names = (f"{copies}/{name}" for name in _names(root, copies))
        yield from (name for name in names if is_named or is_said(_bytes(root, name)))


def _bytes(root: Path, path: str) -> bytes:
    try:
        return read_open(os.open(f"{root}/{path}", PLAINLY), at_once=PART)
    except OSError:  # not there, or a folder, as Unix tells when it is read
        return b""
