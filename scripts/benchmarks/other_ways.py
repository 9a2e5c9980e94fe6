"""One question of a history, answered by the engine and by the obvious other ways: how fast, and how often alike."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.histories import BLUEPRINTS, agents_of, copy_history, count_commits
from benchmarks.measure import Row, Run, alone, run
from benchmarks.timeline import own

WALKS = Path(__file__).with_name("walks.py")
FOLLOWED = 40
"""Files that are followed one by one; the time for all of them is worked out from these."""
RUNS = 3
PLAIN = ("--format", "json", "--no-cache")

Answer = Mapping[str, list[list[str | None]]]
"""By path: commit and value of every change, oldest first."""


def compare(repository: Path, *, work: Path) -> Iterator[Row]:
    """When did every agent change its stage? Ours is the median of three runs; the others, being slow, run once."""
    copy = copy_history(repository, work / "compared.git")
    question = (
        "timeline",
        "--records",
        BLUEPRINTS,
        "--field",
        "stage",
        "--root",
        copy,
        "--no-cache",
        "--format",
        "json",
    )
    ours = alone(lambda _: own(*question, work=work), runs=RUNS)
    own(*question, work=work, into=work / "ours.json")
    right = _answer(json.loads((work / "ours.json").read_text("utf-8")))
    asked = f"every change of stage of {len(right):,} agents in {count_commits(copy):,} commits"
    yield _beside(f"{asked}, beside a walk with GitPython's diffs", "gitpython", copy, ours, right, work=work)
    if importlib.util.find_spec("pydriller"):
        yield _beside(f"{asked}, beside PyDriller", "pydriller", copy, ours, right, work=work)
    else:
        print("PyDriller is not installed here: its row is left out.", file=sys.stderr)
    yield _follow(asked, copy, ours, right, work=work)


def _beside(name: str, way: str, copy: Path, ours: Run, right: Answer, *, work: Path) -> Row:
    taken, answer = _walk(way, copy, work=work)
    same = sum(answer.get(path) == turns for path, turns in right.items())
    return _row(f"{name}: {same:,} have the same answer", ours, taken, times=1, least=20)


def _follow(asked: str, copy: Path, ours: Run, right: Answer, *, work: Path) -> Row:
    """The files that are still there; those that are gone cannot be followed."""
    there, some = len(agents_of(copy)), min(FOLLOWED, len(agents_of(copy)))
    taken, answer = _walk("follow", copy, str(some), work=work)
    same = sum(right.get(path) == turns for path, turns in answer.items())
    name = f"{asked}, beside `git log --follow` for each of {there:,} files (time of {some} scaled)"
    return _row(f"{name}: {same:,} of {some} have the same answer", ours, taken, times=there / some, least=50)


def _walk(way: str, copy: Path, *options: str, work: Path) -> tuple[Run, Answer]:
    output = work / f"{way}.json"
    done = run([sys.executable, WALKS, way, copy, BLUEPRINTS, "stage", *options], folder=work, into=output)
    return done, json.loads(output.read_text("utf-8"))


def _row(name: str, ours: Run, taken: Run, *, times: float, least: int) -> Row:
    return Row(
        name=name,
        ours=ours.wall,
        reference=taken.wall * times,
        memory=ours.memory,
        promise=f"{least} times faster: ratio at most {1 / least:.2f}",
        work=ours.work / (taken.work * times),
    )


def _answer(events: list[dict[str, Any]]) -> Answer:
    """Our events in the form of the other answers."""
    found: dict[str, list[list[str | None]]] = defaultdict(list)
    for event in events:
        if event["kind"] in {"stage", "removed"}:
            found[BLUEPRINTS.replace("*", event["agent"])].append([event["commit"], event["to"]])
    return found
