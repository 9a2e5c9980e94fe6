"""Git and its objects as the gate reads them, for tests that judge hundreds of changes of one repository."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from types import TracebackType

from seedbed.repository.git import Git
from seedbed.repository.objects import Objects


class Attentive(Git, frozen=True, dict=True):
    """Git that is asked once for what it was asked before, and for all commits and sizes through one process.

    No commit ever changes, a branch does: whoever asks more than once names commits by their ids.
    """

    @cached_property
    def known(self) -> dict[tuple[tuple[str, ...], tuple[int, ...]], str]:
        return {}

    def ask(self, *arguments: str, codes: Collection[int] = (0,)) -> str:
        question = (arguments, tuple(codes))
        if question not in self.known:
            self.known[question] = super().ask(*arguments, codes=codes)
        return self.known[question]

    def commit(self, revision: str, /) -> str:
        oid, _ = self.facts(f"{revision}^{{commit}}")
        return oid or super().commit(revision)

    def facts(self, name: str, /) -> tuple[str, int]:
        """Id and size of an object; empty when it is not there."""
        source, sink = self._teller.stdin, self._teller.stdout
        assert source
        assert sink
        source.write(f"{name}\n".encode())
        source.flush()
        told = sink.readline().decode().split()
        return (told[0], int(told[2])) if len(told) == len(("oid", "type", "size")) else ("", 0)

    @cached_property
    def _teller(self) -> subprocess.Popen[bytes]:
        return self.start("cat-file", "--batch-check")

    def close(self) -> None:
        """End the process."""
        self._teller.communicate()


class Remembered(Objects):
    """Objects that are read once: most trees share most files."""

    git: Attentive

    def __init__(self, git: Attentive, /) -> None:
        super().__init__(git)
        self.known: dict[str, bytes] = {}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.git.close()
        super().__exit__(kind, error, trace)

    def sizes(self, oids: Iterable[str], /) -> Mapping[str, int]:
        facts = (self.git.facts(oid) for oid in oids)
        return {oid: size for oid, size in facts if oid}

    def read(self, oid: str, /) -> bytes:
        if oid not in self.known:
            self.known[oid] = super().read(oid)
        return self.known[oid]
