"""Writes the thousands of files that differ only in their record, on all cores.

MkDocs makes one page after the other in one process, and keeps every page in memory. Entries are independent of each
other, so each process makes and writes its share and forgets it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

Job: TypeAlias = tuple[Path, Callable[[], str]]
FEW = 200
"""Up to here a second process costs more than it saves."""

_jobs: list[Job] = []
"""What the forked processes find in their copy of this one's memory: jobs hold closures and cannot be sent."""


def write_all(jobs: Sequence[Job]) -> None:
    """Make every text and write it to its path. Raises what making or writing raises, in whichever process."""
    for folder in {path.parent for path, _ in jobs}:
        folder.mkdir(parents=True, exist_ok=True)
    workers = _workers(len(jobs))
    if workers == 1:
        _write(jobs)
        return
    _jobs[:] = jobs
    gc.freeze()  # a collection in a child would copy every page of memory that it looks at
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            pool.starmap(_write_share, [(number, workers) for number in range(workers)])
    finally:
        gc.unfreeze()
        _jobs.clear()


def _workers(jobs: int) -> int:
    """As many processes as cores; one for few jobs, without forking, or beside other threads (a live preview)."""
    alone = threading.active_count() == 1
    able = "fork" in multiprocessing.get_all_start_methods()
    return (os.cpu_count() or 1) if jobs > FEW and alone and able else 1


def _write_share(number: int, workers: int) -> None:
    _write(_jobs[number::workers])


def _write(jobs: Sequence[Job]) -> None:
    for path, make in jobs:
        path.write_text(make(), encoding="utf-8", newline="\n")
