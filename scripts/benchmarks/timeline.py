"""The timeline of a long history: beside the bare `git log`, and warm, after one new commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from msgspec.structs import replace

from benchmarks.histories import agents_of, commit_once, copy_history, count_commits, short_history
from benchmarks.measure import Row, Run, alone, in_turn, run

NOWHERE = Path(os.devnull)
LEAST_RUNS = 5
"""A warm reading is so short that three runs would tell of the machine."""

OWN = """
import re, sys
from pathlib import Path
from seedbed.cli import run
code = run(sys.argv[2:])
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
Path(sys.argv[1]).write_text(str(int(peak[1]) / 1024))
sys.exit(code)
"""
"""Runs a command of the engine, and leaves the peak memory of its own process in MB, without that of Git's.

The system's accounting (`ru_maxrss`) would also count what this program held when it made the process.
"""

READING = """
import sys, time
from pathlib import Path
from seedbed.ledger import read_timeline
from seedbed.repository.git import Git
from seedbed.repository.history_paths import portal_layout
Git.open(Path(sys.argv[1]))
start = time.perf_counter()
reading = read_timeline(Path(sys.argv[1]), lambda source: portal_layout())
assert reading.read == 1, "the engine changed while it was measured"
print(time.perf_counter() - start)
"""
"""Prints the seconds of a reading by itself: Python and GitPython are loaded before."""


def measure(repository: Path, *, work: Path, runs: int) -> list[Row]:
    """A cold reading, a warm one after one new commit, and that reading without the start of the process."""
    os.environ["XDG_CACHE_HOME"] = str(work / "cache")
    copy = copy_history(repository, work / "long.git")
    size = f"{count_commits(copy):,} commits, {len(agents_of(copy)):,} agents"
    # It fills the cache, and warms up what both sides of the first row read.
    own("timeline", "--root", copy, "--format", "json", work=work, into=work / "events.json")
    return [
        _cold(copy, size, work=work, runs=runs),
        *_warm(copy, short_history(work / "short.git"), size, work=work, runs=max(runs, LEAST_RUNS)),
    ]


def own(*arguments: str | Path, work: Path, into: Path = NOWHERE) -> Run:
    """A command of the engine: wall time as ever, memory of its own process."""
    note = work / "memory"
    done = run([sys.executable, "-c", OWN, note, *arguments, "--quiet"], folder=work, into=into)
    return replace(done, memory=float(note.read_text("utf-8")))


def _cold(copy: Path, size: str, *, work: Path, runs: int) -> Row:
    """All events as JSON, nothing kept from before, beside what Git alone needs for the same commits."""
    question = ("timeline", "--root", copy, "--no-cache", "--format", "json")
    bare = ["git", f"--git-dir={copy}", "log", "--first-parent", "--raw"]
    ours, reference = in_turn(
        lambda _: own(*question, work=work), lambda _: run(bare, folder=work, into=NOWHERE), runs=runs, warm_ups=0
    )
    with (work / "events.json").open("rb") as lines:
        events = sum(line.startswith(b' {"at"') for line in lines)
    return Row(
        name=f"`seedbed timeline`, cold, {size}: {events:,} events as JSON, beside bare `git log --first-parent --raw`",
        ours=ours.wall,
        reference=reference.wall,
        memory=ours.memory,
        promise="ratio at most 2.00, own memory under 200 MB",
        work=ours.work / reference.work,
    )


def _warm(copy: Path, short: Path, size: str, *, work: Path, runs: int) -> list[Row]:
    """One agent's events after one new commit, beside the same command where there is one commit in all."""
    agent = agents_of(copy)[0]
    commit_once(copy, agent)
    ours, start = in_turn(
        lambda _: own("timeline", agent, "--root", copy, work=work),
        lambda _: own("timeline", "--root", short, work=work),
        runs=runs,
    )
    reading = alone(lambda _: Run(_seconds(copy), ours.memory), runs=runs)
    return [
        Row(
            name=f"`seedbed timeline AGENT` after one new commit, warm, {size}, beside the same command on one commit",
            ours=ours.wall,
            reference=start.wall,
            memory=ours.memory,
            promise="at most 0.30 s longer",
            work=ours.work / start.work,
        ),
        Row(
            name="the reading in it, without the start of the process",
            ours=reading.wall,
            reference=None,
            memory=reading.memory,
            promise="under 0.30 s",
        ),
    ]


def _seconds(copy: Path) -> float:
    done = subprocess.run([sys.executable, "-c", READING, copy], check=True, capture_output=True, text=True)
    return float(done.stdout)
