"""Writes the thousands of files that differ only in their record, on all cores, while the generator does its own part.

MkDocs makes one page after the other in one process, and keeps every page in memory. Entries are independent of each
other and of the generator's pages, so other processes make and write them meanwhile, and forget them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from seedbed.workers import Crew

if TYPE_CHECKING:
    from shells import Shells

    from seedbed.portal import Portal

Job: TypeAlias = tuple[Path, Callable[[], str]]
FEW = 200
"""Up to here a second process costs more than it saves."""
AT_ONCE = 16
"""Files that a process takes on at a time."""


def begin_writing(portal: Portal, shells: Shells, *, site: Path) -> Crew[None]:
    """Begin to write to the folder `site` what the generator does not: the entries, and the data made file by file."""
    entries = [page for page in portal.pages if page.is_entry]
    for page in entries:
        shells.prepare(page)
    jobs: list[Job] = [(site / page.uri, partial(shells.splice, page)) for page in entries]
    jobs += [(site / uri, text) for uri, text in portal.files.items() if not isinstance(text, str)]
    return write_all(jobs)


def write_all(jobs: Sequence[Job]) -> Crew[None]:
    """Begin to make every text and to write it to its path. Finishing raises what making or writing raises."""
    for folder in {path.parent for path, _ in jobs}:
        folder.mkdir(parents=True, exist_ok=True)
    parts = [jobs[start : start + AT_ONCE] for start in range(0, len(jobs), AT_ONCE)]
    return Crew([partial(_write, part) for part in parts], cores=None if len(jobs) > FEW else 1)


def _write(jobs: Sequence[Job]) -> None:
    for path, make in jobs:
        rest = make().encode()
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123 - a buffer for each of thousands takes its time
            while rest:
                rest = rest[file.write(rest) :]
