"""Histories for tests, written through one `git fast-import` that is kept open: a commit costs no process.

Trees are dictionaries from path to content (bytes, or a pair of mode and bytes); a merge holds what its tree says.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from tests.helpers.git import QUIET, Repo

Content: TypeAlias = bytes | tuple[str, bytes]
Tree: TypeAlias = dict[str, Content]

ADA = "Ada Okoye <ada@brook.example>"
START = 1_767_603_600
"""5 January 2026, 9:00 UTC."""
DAY = 86_400
SPARED = ("-c", "fastimport.unpackLimit=0", "-c", "core.fsync=none")
"""No process and no waiting for the disk at every checkpoint: these repositories need not outlive a power cut."""


@dataclass
class Writer:
    """Writes commits into the repository at `top`; `trees` and `parents` are by mark."""

    top: Path
    trees: dict[int, Tree] = field(default_factory=dict)
    parents: dict[int, tuple[int, ...]] = field(default_factory=dict)
    dates: dict[int, int] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None
    _turns: int = 0

    @classmethod
    def init(cls, top: Path, /, *options: str) -> Writer:
        """A new repository without a work tree to speak of."""
        Repo.init(top, *options)
        return cls(top)

    def commit(
        self,
        tree: Tree,
        *,
        parents: Sequence[int] = (),
        at: int | str = START,
        message: str = "Change records",
        author: str = ADA,
        committer: str | None = None,
        written: int | str | None = None,
        raw: bytes | None = None,
    ) -> int:
        """Write a commit with this tree; gives its mark. `at` is the committer date, `raw` a message in bytes.

        `written` is the author date, by default the same.
        """
        mark = len(self.trees) + 1
        before = self.trees[parents[0]] if parents else {}
        words = message.encode() if raw is None else raw
        lines = [
            f"commit refs/heads/writing-{mark}",
            f"mark :{mark}",
            f"author {author} {at if written is None else written} +0000",
            f"committer {committer or author} {at} +0000",
        ]
        data = [line.encode() + b"\n" for line in lines]
        data.append(b"data %d\n%b\n" % (len(words), words))
        data += [f"{'merge' if place else 'from'} :{parent}\n".encode() for place, parent in enumerate(parents)]
        data += [b"D %b\n" % _quoted(path) for path in before if path not in tree]
        data += [_file(path, content) for path, content in tree.items() if before.get(path) != content]
        self._send(b"".join(data) + b"\n")
        self.trees[mark], self.parents[mark] = dict(tree), tuple(parents)
        self.dates[mark] = at if isinstance(at, int) else 0
        return mark

    def point(self, branch: str, mark: int, /) -> None:
        """Let a branch name a commit, whatever it named before."""
        self._send(f"reset refs/heads/{branch}\nfrom :{mark}\n\n".encode())

    def id(self, mark: int, /) -> str:
        """The id of a commit."""
        self._send(f"get-mark :{mark}\n".encode())
        return self._line()

    def sync(self) -> None:
        """Wait until everything written is in the repository."""
        self._turns += 1
        self._send(f"checkpoint\nprogress {self._turns}\n".encode())
        while self._line() != f"progress {self._turns}":
            pass

    def close(self) -> None:
        """End the process; the repository stays."""
        if self._process is not None:
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()
            self._process = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, data: bytes) -> None:
        if self._process is None:
            kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
            self._process = subprocess.Popen(
                ["git", *SPARED, "fast-import", "--quiet", "--force", "--date-format=raw-permissive"],
                cwd=self.top,
                env=kept | QUIET | {"GIT_TEST_FSYNC": "0"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        assert self._process.stdin
        self._process.stdin.write(data)

    def _line(self) -> str:
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "git fast-import has ended"
        return line.decode().rstrip("\n")


def _file(path: str, content: Content) -> bytes:
    mode, data = ("100644", content) if isinstance(content, bytes) else content
    if mode == "160000":
        return b"M 160000 %b %b\n" % (data, _quoted(path))
    return b"M %b inline %b\ndata %d\n%b\n" % (mode.encode(), _quoted(path), len(data), data)


def _quoted(path: str) -> bytes:
    raw = path.encode(errors="surrogateescape")
    escaped = raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"%b"' % escaped


def data_of(tree: Mapping[str, Content], path: str, /) -> bytes:
    """The bytes of a regular file."""
    content = tree[path]
    assert isinstance(content, bytes)
    return content


def grown(tree: Mapping[str, Content], changes: Mapping[str, Content | None], /) -> Tree:
    """The tree after changes; None deletes. A file that becomes a folder, or the other way round, goes first."""
    after = dict(tree)
    for path, content in changes.items():
        for other in [one for one in after if one.startswith(f"{path}/") or path.startswith(f"{one}/")]:
            del after[other]
        after.pop(path, None)
        if content is not None:
            after[path] = content
    return after
