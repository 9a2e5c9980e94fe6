"""Measures speed against references of the same run, and prints a table: `make bench` (BENCH_OPTIONS="--records 500").

Absolute times belong to the machine and the hour; the ratios are what is promised. Each pair of commands is run in turn
(ours, reference, ours, …) into fresh folders, and the medians are compared. `--full` measures histories as long as the
promises speak of, which takes half an hour. PyDriller is measured where it is installed, the page Agents where there is
a Chromium.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import checking, finding, gate, growing, metrics, other_ways, site, timeline
from benchmarks.histories import write_history
from benchmarks.measure import Row

PARTS = ("site", "growth", "check", "timeline", "metrics", "gate", "other-ways", "finding")
LONG, COMPARED = (2_000, 100), (1_000, 60)
FULL_LONG, FULL_COMPARED = (100_000, 5_000), (10_000, 500)
"""Commits and agents of the histories that are measured, and of those on which slow ways are compared."""


def main() -> None:
    """Run the benchmarks and print them as Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure these alone")
    parser.add_argument("--records", type=int, default=2133, help="agents in the generated inventory (default 2133)")
    parser.add_argument("--portal", type=Path, help="measure this portal repository instead of a generated one")
    parser.add_argument("--full", action="store_true", help="histories of 100,000 and 10,000 commits")
    parser.add_argument("--history", type=Path, help="a portal repository whose history is the long one")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each command (default 3)")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's machine compiles the engine anew for every build
    with tempfile.TemporaryDirectory(prefix="seedbed-bench-") as folder:
        rows = list(measure(options, Path(folder)))
        found = finding.measure(work=Path(folder)) if "finding" in options.only else []
    print(
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {sys.platform}.\n"
    )
    if rows:
        print("\n".join((Row.header(), *(row.text() for row in rows), "")))
    if found:
        print("\n".join((finding.Figure.header(), *(figure.text() for figure in found))))


def measure(options: argparse.Namespace, work: Path) -> Iterator[Row]:
    """The rows of every part that is wanted."""
    if {"site", "check"} & set(options.only):
        generated = None if options.portal else site.write_portal(work / "portal", agents=options.records)
        portal = generated or options.portal.resolve()
        if "site" in options.only:
            yield from site.measure(portal, work=work, runs=options.runs)
        if "check" in options.only:
            yield from checking.measure(portal, runs=options.runs)
    if "growth" in options.only:
        yield from growing.measure(work=work, runs=options.runs)
    if "timeline" in options.only:
        size = FULL_LONG if options.full else LONG
        long = options.history.resolve() if options.history else history(work / "long", size)
        yield from timeline.measure(long, work=work, runs=options.runs)
    if "metrics" in options.only:
        yield from metrics.measure(work=work, runs=options.runs)
    if "gate" in options.only:
        yield from gate.measure(work=work, runs=options.runs)
    if "other-ways" in options.only:
        yield from other_ways.compare(history(work / "short", FULL_COMPARED if options.full else COMPARED), work=work)


def history(folder: Path, size: tuple[int, int]) -> Path:
    """An example organisation of so many commits and agents."""
    commits, agents = size
    return write_history(folder, agents=agents, commits=commits)


if __name__ == "__main__":
    main()
