"""Measures speed against references of the same run, and prints a table: `make bench` (BENCH_OPTIONS="--records 500").

Absolute times belong to the machine and the hour; the ratios are what is promised. Each pair of commands is run in turn
(ours, reference, ours, …) into fresh folders, and the medians are compared.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import checking, site
from benchmarks.measure import Row


def main() -> None:
    """Run every benchmark and print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=2133, help="agents in the generated inventory (default 2133)")
    parser.add_argument("--portal", type=Path, help="measure this portal repository instead of a generated one")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each command (default 3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="seedbed-bench-") as folder:
        work = Path(folder)
        portal = (
            options.portal.resolve() if options.portal else site.write_portal(work / "portal", agents=options.records)
        )
        rows = [
            *site.measure(portal, work=work, runs=options.runs),
            *checking.measure(portal, runs=options.runs),
        ]
    print(
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {sys.platform}.\n"
    )
    print(Row.header())
    for row in rows:
        print(row.text())


if __name__ == "__main__":
    main()
