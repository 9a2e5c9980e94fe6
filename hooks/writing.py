"""Writes the thousands of files that differ only in their record, on all cores, while the generator does its own part.

MkDocs makes one page after the other in one process, and keeps every page in memory. Entries are independent of each
other and of the generator's pages, so other processes make and write them meanwhile, and forget them. They begin as
soon as the engine knows the entries; what stands around an entry is told when the generator has come so far, and only
then is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from seedbed.site.page import Page, Text, text_of
from seedbed.workers import Crew

if TYPE_CHECKING:
    from shells import Shell

Job: TypeAlias = tuple[str, Page | Callable[[], str]]
"""The address of a file, and the entry that it holds or how to make its text."""
FEW = 200
"""Up to here a second process costs more than it saves."""
FRESH = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
AT_ONCE = 16
"""Files that a process takes on at a time."""


class Writers:
    """Whoever makes and writes the files of one build that the generator does not."""

    def __init__(self, site: Path) -> None:
        """Nothing begins yet; `site` is the folder to write to."""
        self.site = site
        self.crews: list[Crew[None]] = []
        self.begun: set[str] = set()

    def begin(self, pages: Iterable[Page]) -> None:
        """Begin to make the entries among these pages, as soon as they are many. Once; the rest can wait."""
        if not self.crews:
            self._begin(pages, {}, least=FEW)

    def finish_with(self, shell: Shell, pages: Iterable[Page], files: Mapping[str, Text]) -> None:
        """Begin with the rest, and tell what stands around the entries: from now on they are written."""
        self._begin(pages, files)
        for folder in {(self.site / uri).parent for uri in self.begun}:
            folder.mkdir(parents=True, exist_ok=True)
        for crew in self.crews:
            crew.tell(shell)

    def finish(self) -> None:
        """Wait until everything is written. Raises what making or writing raises."""
        while self.crews:
            self.crews.pop().finish()

    def _begin(self, pages: Iterable[Page], files: Mapping[str, Text], *, least: int = 0) -> None:
        jobs: list[Job] = [(page.uri, page) for page in pages if page.is_entry]
        jobs += [(uri, text) for uri, text in files.items() if not isinstance(text, str)]
        jobs = [job for job in jobs if job[0] not in self.begun]
        if len(jobs) < least:
            return
        self.begun.update(uri for uri, _ in jobs)
        parts = [jobs[start : start + AT_ONCE] for start in range(0, len(jobs), AT_ONCE)]
        calls = [partial(_make, part) for part in parts]
        # While others are busy with what was begun before, one more process would only take memory.
        cores = 1 if self.crews or len(jobs) <= FEW else None
        self.crews.append(Crew(calls, cores=cores, then=partial(_write, self.site)))


def _make(jobs: Sequence[Job]) -> list[tuple[str, Page | None, str]]:
    """Each file by its address: an entry with its body, or the whole text of any other."""
    return [(uri, made, made.html) if isinstance(made, Page) else (uri, None, text_of(made)) for uri, made in jobs]


def _write(site: Path, shell: Shell, files: Sequence[tuple[str, Page | None, str]]) -> None:
    for uri, page, text in files:
        rest = (shell.splice(page, text) if page else text).encode()
        file = os.open(f"{site}/{uri}", FRESH, 0o666)  # a file object and a path take their time, thousands of times
        try:
            while rest:
                rest = rest[os.write(file, rest) :]
        finally:
            os.close(file)
