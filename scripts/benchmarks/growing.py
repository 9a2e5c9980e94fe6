"""How a site build grows with the portal, what an unchanged one takes, and the preview of one changed record."""

from __future__ import annotations

import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Command, Row, Run
from benchmarks.site import tool, write_portal

SIZES = (2_500, 5_000, 10_000)
OFTEN = 0.2
"""Seconds between two looks at the memory of all processes."""


def measure(*, work: Path, runs: int) -> Iterator[Row]:
    """A row for each size, beside half as many; then the largest portal again as it is, and after one change."""
    before: Run | None = None
    portal = work
    for size in SIZES:
        portal = write_portal(work / f"portal-{size}", agents=size)
        taken = _median([_build(portal, work / f"site-{size}-{number}") for number in range(runs)])
        beside = ", beside half as many" if before else ""
        promise = "under 45 s and 1,000 MB" if size == SIZES[-1] else ""
        yield _row(f"site of {size:,} entries, the memory of all processes{beside}", taken, promise, before)
        before = taken
    again = _median([_build(portal, work / f"again-{number}") for number in range(runs)])
    yield _row(f"site of {SIZES[-1]:,} entries once more, nothing changed", again, "under 15 s")
    seen = _median([_preview(portal, number) for number in range(runs)])
    yield _row(f"`seedbed preview` of one changed record among {SIZES[-1]:,}", seen, "under 2 s")


def _row(name: str, run: Run, promise: str, reference: Run | None = None) -> Row:
    return Row(
        name=name,
        ours=run.wall,
        reference=reference and reference.wall,
        memory=run.memory,
        promise=promise,
        work=run.work / reference.work if reference else None,
    )


def _build(portal: Path, site: Path) -> Run:
    return watch([tool("mkdocs"), "build", "--quiet", "--site-dir", site], folder=portal)


def _preview(portal: Path, number: int) -> Run:
    recipe = portal / f"catalog/agents/entry-{number}/recipe.md"
    recipe.write_text(f"{recipe.read_text('utf-8')}\nSeen {number}.\n", "utf-8")
    return watch([tool("seedbed"), "preview", recipe], folder=portal)


def watch(command: Command, *, folder: Path) -> Run:
    """Run a command; its memory is the largest sum of what it and all its processes hold, shared pages once.

    Raises CalledProcessError when it fails.
    """
    before = _work()
    start = time.perf_counter()
    with subprocess.Popen([str(word) for word in command], cwd=folder, stdout=subprocess.DEVNULL) as process:
        most = [0.0]
        ended = threading.Event()
        looking = threading.Thread(target=_look, args=(process.pid, most, ended))
        looking.start()
        process.wait()
        wall = time.perf_counter() - start
        ended.set()
        looking.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(wall, most[0], _work() - before)


def _work() -> float:
    import resource  # noqa: PLC0415 - not on every system

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _look(process: int, most: list[float], ended: threading.Event) -> None:
    while not ended.wait(OFTEN):
        most[0] = max(most[0], sum(map(_megabytes, _family(process))))


def _family(process: int) -> Iterator[int]:
    """A process and all that it started, as Linux lists them."""
    yield process
    try:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in children.read_text("utf-8").split():
                yield from _family(int(child))
    except OSError:
        return


def _megabytes(process: int) -> float:
    """The part of memory that a process answers for: of a page that several share, its share."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _median(runs: list[Run]) -> Run:
    wall, memory, work = zip(*((one.wall, one.memory, one.work) for one in runs), strict=True)
    return Run(statistics.median(wall), statistics.median(memory), statistics.median(work))
