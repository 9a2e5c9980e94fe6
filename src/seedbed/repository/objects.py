"""Git objects by their ids, through one streamed process: blobs, folders and commits, whatever path they have.

Ids come from Git itself (a listing, a difference), so that no text of a change is ever read as a revision or a path.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import IO, Self

from seedbed.repository.git import Git, GitError, read_exactly

FOLDER = "40000"
"""The mode of a folder inside a tree object."""


class Objects:
    """Reads objects of one repository. A context manager: the process starts with the first read and ends with it."""

    def __init__(self, git: Git, /) -> None:
        """Start nothing yet."""
        self.git = git
        self._reader: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Nothing is started before the first read."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the reading process."""
        if self._reader:
            self._reader.kill()
            self._reader.communicate()
            self._reader = None

    def read(self, oid: str, /) -> bytes:
        """The bytes of one object. Raises GitError when it is not in this clone."""
        source, sink = self._pipes()
        _ask(source, [oid])
        return _read_object(sink, oid)

    def read_all(self, oids: Iterable[str], /) -> Iterator[bytes]:
        """The bytes of many objects in order, asked for while they are being read."""
        source, sink = self._pipes()
        wanted = list(oids)
        asking = threading.Thread(target=_ask, args=(source, wanted), daemon=True)
        asking.start()
        for oid in wanted:
            yield _read_object(sink, oid)
        asking.join()

    def sizes(self, oids: Iterable[str], /) -> Mapping[str, int]:
        """The size of each object in bytes; those that are not in this clone are left out."""
        wanted = "".join(f"{oid}\n" for oid in dict.fromkeys(oids)).encode()
        if not wanted:
            return {}
        with self.git.start("cat-file", "--batch-check") as process:
            answer, _ = process.communicate(wanted)
        lines = (line.split() for line in answer.decode().splitlines())
        return {facts[0]: int(facts[2]) for facts in lines if len(facts) == len(("oid", "type", "size"))}

    def tree(self, commit: str, /) -> str:
        """The id of the uppermost folder of a commit."""
        return self.read(commit).split(maxsplit=2)[1].decode()

    def folder(self, oid: str, /) -> dict[str, tuple[str, str]]:
        """Mode and id of everything in a folder, by name."""
        data, found, at = self.read(oid), {}, 0
        width = len(oid) // 2
        while at < len(data):
            space, end = data.index(b" ", at), data.index(b"\0", at)
            name = data[space + 1 : end].decode(errors="surrogateescape")
            found[name] = (data[at:space].decode(), data[end + 1 : end + 1 + width].hex())
            at = end + 1 + width
        return found

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._reader is None:
            self._reader = self.git.start("cat-file", "--batch")
        if self._reader.stdin is None or self._reader.stdout is None:
            raise GitError("the reading process has no pipes")
        return self._reader.stdin, self._reader.stdout


def _ask(source: IO[bytes], oids: list[str]) -> None:
    try:
        source.writelines(f"{oid}\n".encode() for oid in oids)
        source.flush()
    except BrokenPipeError:  # whoever reads the answers notices, and says it better
        return


def _read_object(sink: IO[bytes], oid: str) -> bytes:
    header = sink.readline().split()
    if len(header) != len(("oid", "type", "size")):
        mend = "fetch it with `git fetch --refetch --no-filter`"
        raise GitError(f"object {oid} is not in this clone; {mend}.")
    data = read_exactly(sink, int(header[2]))
    read_exactly(sink, 1)
    return data
