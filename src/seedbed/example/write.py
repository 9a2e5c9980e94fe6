"""The whole walk: settle, simulate, land, write, check out, and tell the truth beside the repository."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from seedbed.example.batching import Plan, grouped, plan_for, take_census
from seedbed.example.history import Happened, History
from seedbed.example.landing import Forge
from seedbed.example.options import ExampleError, Options
from seedbed.example.packfile import PackWriter
from seedbed.example.settle import settle
from seedbed.example.simulate import Tally, simulate
from seedbed.example.stream import FastImport, check_out, start_repository
from seedbed.example.trees import Trees
from seedbed.example.truth import Chronicle, Life
from seedbed.example.world import World

Progress = Callable[[str], None]


class Summary(Struct, frozen=True, kw_only=True):
    """What was written: the repository, the file with the truth beside it, and the counts worth telling."""

    path: Path
    truth: Path
    head: str
    commits: int
    changes: int
    agents: int
    events: int


class _Told(Struct, frozen=True, kw_only=True):
    """Everything the truth is written from."""

    world: World
    history: History
    happened: list[Happened]
    tallies: list[Tally]
    marks: Mapping[int, str]


def write_example(
    target: Path, options: Options, /, *, portal_files: Mapping[str, bytes], progress: Progress | None = None
) -> Summary:
    """Write the example into `target`, which must not exist or be empty, and the truth into `<target>.truth.json`.

    `portal_files` are the portal's own files by path; they go into the first commit. `progress` is told, in words, how
    far it is. Raises ExampleError when the target or a path cannot be used, or when Git fails; then nothing is left.
    """
    _refuse_target(target)
    _refuse_paths(portal_files)
    say = progress or (lambda _: None)
    partial = target.with_name(f".{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        with _undisturbed():
            told = _write(partial, options, portal_files, say)
        say("checking the files out")
        check_out(partial)
        if target.exists():
            target.rmdir()
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    truth = target.with_name(f"{target.name}.truth.json")
    _write_truth(truth, told)
    return _summary(target, truth, told)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of cycles: none are made here, and looking for them takes a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _write(target: Path, options: Options, portal_files: Mapping[str, bytes], say: Progress) -> _Told:
    plan, landings = _plan(options, portal_files, say)
    world = settle(options, portal_files)
    start_repository(target)
    with PackWriter(target / ".git" / "objects" / "pack") as pack, FastImport(target) as importer:
        history = History(world, Trees(pack), importer, wrong_clocks=_wrong_clocks(options, landings))
        happened: list[Happened] = []
        tallies: list[Tally] = []
        for tally, month in _months(world, plan, history):
            happened += month
            tallies.append(tally)
            say(f"{tally.month}: {len(history.main):,} commits, {tally.agents:,} agents, {tally.live:,} live copies")
        pack.finish()
        say("writing the commits")
        marks = importer.finish()
    return _Told(world=world, history=history, happened=happened, tallies=tallies, marks=marks)


def _plan(options: Options, portal_files: Mapping[str, bytes], say: Progress) -> tuple[Plan, int]:
    """How the acts are grouped, and how many land; counted in a first run where the options ask for either."""
    if options.commits is None and not options.skew:
        return Plan(share=0.0, extra=()), 0
    say("counting what happens")
    counted = [take_census(month) for month in simulate(settle(options, portal_files))]
    plan = plan_for(options.commits, counted)
    return plan, sum(month.single + month.batches for month in counted)


def _months(world: World, plan: Plan, history: History) -> Iterator[tuple[Tally, list[Happened]]]:
    forge = Forge(world)
    carried = 0.0
    for month in simulate(world, extra=plan.extra):
        acts, carried = grouped(month.acts, plan.share, carried)
        landings = forge.land(month.month, acts)
        yield month.tally, [happened for landing in landings for happened in history.land(landing)]


def _wrong_clocks(options: Options, landings: int) -> frozenset[int]:
    """Which landings get a wrong date; never the first one."""
    places = range(1, max(2, landings))
    return frozenset(Random(f"clocks {options.seed}").sample(places, min(options.skew, len(places))))


def _refuse_target(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        message = f"{target} is there already and not empty. Name a new folder, or remove this one first."
        raise ExampleError(message)
    if not target.resolve().parent.is_dir():
        message = f"{target.parent} is no folder. Make it first."
        raise ExampleError(message)


def _refuse_paths(paths: Iterable[str]) -> None:
    for path in paths:
        parts = path.split("/")
        if not all(parts) or {".", "..", ".git"} & set(parts) or "\0" in path or parts[0] == "catalog":
            message = (
                f"the portal file {path!r} cannot go into the example; its path must be plain and outside catalog/"
            )
            raise ExampleError(message)


def _write_truth(path: Path, told: _Told) -> None:
    """One event a line, so that the file can be read in pieces and compared."""
    chronicle = Chronicle()
    with path.open("w", encoding="utf-8") as out:
        head = json.dumps(_frame(told), ensure_ascii=False, indent=1)
        out.write(f"{head.removesuffix('}').rstrip()},\n")
        out.write(' "events": [')
        for place, one in enumerate(told.happened):
            chronicle.note(one.event, one.at)
            out.write(("," if place else "") + "\n  " + json.dumps(_event(one, told.marks), ensure_ascii=False))
        out.write('\n ],\n "agents": {')
        for place, (agent, life) in enumerate(sorted(chronicle.lives.items())):
            out.write(("," if place else "") + f"\n  {json.dumps(agent)}: {json.dumps(_life(life))}")
        out.write("\n }\n}\n")


def _frame(told: _Told) -> dict[str, Any]:
    options = told.world.options
    return {
        "seed": options.seed,
        "until": options.until.isoformat(),
        "head": told.marks[told.history.main[-1]],
        "commits": len(told.history.main),
        "skewed": [told.marks[mark] for mark in told.history.skewed],
        "people": {
            name: {"name": person.name, "emails": list(person.emails)}
            for name, person in sorted(told.world.people.items())
        },
        "months": [asdict(tally) for tally in told.tallies],
    }


def _event(one: Happened, marks: Mapping[int, str]) -> dict[str, Any]:
    kind, agent, unit, before, after = one.event
    return {
        "at": one.at,
        "commit": marks[one.commit],
        "kind": kind,
        "agent": agent,
        "unit": unit,
        "from": before,
        "to": after,
        "change": one.change,
        "author": one.author,
        "merged_by": one.merged_by,
    }


def _life(life: Life) -> dict[str, Any]:
    first = life.first_replication
    return {**asdict(life), "first_replication": {"at": first[0], "unit": first[1]} if first else None}


def _summary(target: Path, truth: Path, told: _Told) -> Summary:
    return Summary(
        path=target,
        truth=truth,
        head=told.marks[told.history.main[-1]],
        commits=len(told.history.main),
        changes=len({one.change for one in told.happened if one.change}),
        agents=len(told.world.agents),
        events=len(told.happened),
    )
