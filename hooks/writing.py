"""Writes the thousands of files that differ only in their record, on all cores.

MkDocs makes one page after the other in one process, and keeps every page in memory. Entries are independent of each
other, so each process makes and writes its share and forgets it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from seedbed.workers import run_here, run_on_all_cores

if TYPE_CHECKING:
    from shells import Shells

    from seedbed.pipeline import Portal

Job: TypeAlias = tuple[Path, Callable[[], str]]
FEW = 200
"""Up to here a second process costs more than it saves."""


def write_rest(portal: Portal, shells: Shells, *, site: Path) -> None:
    """Write to the folder `site` what the generator did not: the entries, and the data made file by file."""
    entries = [page for page in portal.pages if page.is_entry]
    for page in entries:
        shells.prepare(page)
    jobs: list[Job] = [(site / page.uri, partial(shells.splice, page)) for page in entries]
    jobs += [(site / uri, text) for uri, text in portal.files.items() if not isinstance(text, str)]
    write_all(jobs)


def write_all(jobs: Sequence[Job]) -> None:
    """Make every text and write it to its path. Raises what making or writing raises."""
    for folder in {path.parent for path, _ in jobs}:
        folder.mkdir(parents=True, exist_ok=True)
    shares = os.cpu_count() or 1
    run = run_on_all_cores if len(jobs) > FEW else run_here
    run([partial(_write, jobs[number::shares]) for number in range(shares)])


def _write(jobs: Sequence[Job]) -> None:
    for path, make in jobs:
        path.write_text(make(), encoding="utf-8", newline="\n")
