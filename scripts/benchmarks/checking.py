"""A full check of a portal."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.measure import Row, Run, in_turn, run

PARSE = """
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1], "catalog").rglob("*.yml"):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""


def measure(portal: Path, *, runs: int) -> list[Row]:
    """`seedbed check` of every record, beside merely parsing its YAML with the fastest common parser."""
    seedbed = Path(sys.executable).with_name("seedbed")

    def ours(_: int) -> Run:
        return run([seedbed, "check", "--root", portal, "--quiet"], folder=portal)

    def reference(_: int) -> Run:
        return run([sys.executable, "-c", PARSE, portal], folder=portal)

    checked, parsed = in_turn(ours, reference, runs=runs)
    count = sum(1 for _ in (portal / "catalog").rglob("*.*"))
    name = f"`seedbed check`, {count:,} record files, beside parsing their YAML alone"
    return [
        Row(
            name=name,
            ours=checked.wall,
            reference=parsed.wall,
            memory=checked.memory,
            promise="under 10 s",
            work=checked.work / parsed.work,
        )
    ]
