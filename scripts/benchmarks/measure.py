"""Timing of whole commands, in turn with their reference."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

Command = Sequence[str | Path]


class Row(Struct, frozen=True, kw_only=True):
    """One line of the table: wall seconds of ours and of the reference (medians), peak memory of ours, the promise.

    `work` is the ratio of their processor times, which tells more than that of wall times on a machine that is shared.
    """

    name: str
    ours: float
    reference: float | None
    memory: float
    promise: str
    work: float | None = None

    @staticmethod
    def header() -> str:
        """The head of the table."""
        names = ("what", "ours, s", "reference, s", "ratio", "by processor time", "peak memory, MB", "promise")
        rules = ("---", "---:", "---:", "---:", "---:", "---:", "---")
        return f"| {' | '.join(names)} |\n| {' | '.join(rules)} |"

    def text(self) -> str:
        """The row as Markdown."""
        reference = "" if self.reference is None else f"{self.reference:.2f}"
        ratio = "" if self.reference is None else f"{self.ours / self.reference:.3g}"
        work = "" if self.work is None else f"{self.work:.3g}"
        return (
            f"| {self.name} | {self.ours:.2f} | {reference} | {ratio} | {work} | {self.memory:.0f} | {self.promise} |"
        )


class Run(Struct, frozen=True):
    """One finished command: wall seconds, peak memory of its largest process in MB, seconds of all its processes."""

    wall: float
    memory: float
    work: float = 0.0


def run(command: Command, *, folder: Path, into: Path | None = None) -> Run:
    """Run a command in `folder`; what it prints goes into the file `into`, or is thrown away.

    Raises CalledProcessError when it fails, with that output.
    """
    with into.open("w+b") if into else tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command], cwd=folder, stdout=said, stderr=None if into else subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, said.read().decode(errors="replace"))
    return Run(wall, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def in_turn(
    ours: Callable[[int], Run], reference: Callable[[int], Run], *, runs: int, warm_ups: int = 1
) -> tuple[Run, Run]:
    """Medians of both after one warm-up each; the functions get the number of the run."""
    pairs = [(ours(number), reference(number)) for number in range(runs + warm_ups)][warm_ups:]
    return _median([pair[0] for pair in pairs]), _median([pair[1] for pair in pairs])


def alone(ours: Callable[[int], Run], *, runs: int) -> Run:
    """The median after one warm-up."""
    return _median([ours(number) for number in range(runs + 1)][1:])


def _median(runs: Sequence[Run]) -> Run:
    wall, memory, work = zip(*((one.wall, one.memory, one.work) for one in runs), strict=True)
    return Run(statistics.median(wall), statistics.median(memory), statistics.median(work))
