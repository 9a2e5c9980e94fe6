"""Git and its objects as the gate reads them, for tests that judge hundreds of changes of one repository."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from seedbed.repository.git import Git
from seedbed.repository.objects import Objects


class Attentive(Git, frozen=True, dict=True):
    """Git that is asked once for what it was asked before.

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


class Remembered(Objects):
    """Objects that are read once: most trees share most files."""

    def __init__(self, git: Git, /) -> None:
        super().__init__(git)
        self.known: dict[str, bytes] = {}
        self.measured: dict[str, int] = {}

    def sizes(self, oids: Iterable[str], /) -> Mapping[str, int]:
        wanted = list(oids)
        if new := [oid for oid in wanted if oid not in self.measured]:
            self.measured |= super().sizes(new)
        return {oid: self.measured[oid] for oid in wanted if oid in self.measured}

    def read(self, oid: str, /) -> bytes:
        if oid not in self.known:
            self.known[oid] = super().read(oid)
        return self.known[oid]
