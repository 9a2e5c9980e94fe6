"""Work shared out over all cores, for the shells: the engine hands over plain calls and does not know who runs them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

_calls: list[Callable[[], Any]] = []
"""What the forked processes find in their copy of this one's memory: calls hold closures and cannot be sent."""


def collect_rarely() -> None:
    """Let the garbage collector look a few hundred times less often; for a process that ends with its work.

    Records, tokens and pages are made by the hundred thousand and nearly all of them stay: looking through them again
    and again took a quarter of a build.
    """
    gc.set_threshold(200_000, 20, 20)


def run_here(calls: Sequence[Callable[[], T]], /) -> list[T]:
    """Every result in order, one call after the other."""
    return [call() for call in calls]


def run_on_all_cores(calls: Sequence[Callable[[], T]], /) -> list[T]:
    """Every result in order, from as many processes as there are cores; results must be picklable.

    Where processes cannot be forked, or beside other threads (a live preview), the calls run here. Raises what a call
    raises, in whichever process.
    """
    workers = min(os.cpu_count() or 1, len(calls))
    if workers < 2 or threading.active_count() > 1 or "fork" not in multiprocessing.get_all_start_methods():
        return run_here(calls)
    _calls[:] = calls
    gc.freeze()  # a collection in a child would copy every page of memory that it looks at
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            return pool.map(_run, range(len(calls)), chunksize=1)
    finally:
        gc.unfreeze()
        _calls.clear()


def _run(number: int) -> Any:
    return _calls[number]()
