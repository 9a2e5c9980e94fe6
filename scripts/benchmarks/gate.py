"""The gate on a change of ten files: in a catalogue of 10,000 agents beside one of 100."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.measure import Row, Run, in_turn, run

SMALL, LARGE = 100, 10_000
"""Agents; each has two deployments."""

PORTAL = Path(__file__).parents[2] / "tests" / "cases" / "_base"
MODEL, SORTER = "catalog/agents/first-reply/", "catalog/agents/paper-sorter/blueprint.yml"
DAY = "2026-11-20"
ROW = b"2026-10,1.2.0,1040,970,120,110,3600,33.40,840000,215000,8,measured,desk report\n"
OWNED = b"version: 1.2.0\nsupervisor: ada-okoye\n"
OWN = (
    (b"First reply drafts", b"First reply drafts %d"),
    (b"Complaints and refunds", b"Complaints of desk %d and refunds"),
    (b"Copy the prompt", b"Copy the prompt of desk %d"),
    (b"desk report", b"desk report %d"),
    (b"Two more templates", b"Two more templates for desk %d"),
    (b"One draft quoted", b"One draft of desk %d quoted"),
    (OWNED, OWNED + b"funding: {source: unit, amount: %d}\n"),
)
"""Words of the model, and what stands in their place in the texts of an agent with a number."""
WHO = "Ada Okoye <ada@brook.example> 1795000000 +0000"


def measure(*, work: Path, runs: int) -> list[Row]:
    """The same change judged in both catalogues, by processes of their own."""
    large, small = (write_catalogue(work / f"catalogue-{count}", agents=count) for count in (LARGE, SMALL))
    ours, reference = in_turn(lambda _: judged(large), lambda _: judged(small), runs=runs)
    name = f"`seedbed gate`, ten files among {LARGE:,} agents and {2 * LARGE:,} deployments, beside {SMALL} agents"
    promise = "under 2 s and 400 MB, ratio under 3"
    return [
        Row(
            name=name,
            ours=ours.wall,
            reference=reference.wall,
            memory=ours.memory,
            promise=promise,
            work=ours.work / reference.work,
        )
    ]


def judged(repository: Path) -> Run:
    """One judgement; it fails when the change does not pass."""
    seedbed = Path(sys.executable).with_name("seedbed")
    command = [seedbed, "gate", "main", "change", "--author", "ada", "--today", DAY, "--format", "json"]
    return run(command, folder=repository)


def write_catalogue(folder: Path, *, agents: int) -> Path:
    """A bare repository with so many agents on `main`, each with texts of its own, and ten changed files on `change`.

    It is packed as a clone is.
    """
    base = {path.relative_to(PORTAL).as_posix(): path.read_bytes() for path in PORTAL.rglob("*") if path.is_file()}
    model = {path.removeprefix(MODEL): data for path, data in base.items() if path.startswith(MODEL)}
    model["blueprint.yml"] = model["blueprint.yml"].replace(b"formerly: [reply-helper]\n", b"")
    many = {f"catalog/agents/agent-{n}/{name}": _own(data, n) for n in range(agents) for name, data in model.items()}
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(folder)], check=True)
    stream = [*_commit("main", base | many), *_commit("change", dict(_ten(model, base)), parent="main")]
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(stream), check=True)
    subprocess.run(["git", "repack", "-a", "-d", "--quiet"], cwd=folder, check=True)
    return folder


def _own(data: bytes, number: int) -> bytes:
    """The text of one agent: no two files of a catalogue are the same, so that nothing is read once for all."""
    changed = data
    for old, new in OWN:
        changed = changed.replace(old, new % number)
    return changed


def _ten(model: Mapping[str, bytes], base: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Four agents with a new month and another day of review, one with more in its recipe, and a new idea."""
    for number in (3, 30, 60, 90):
        folder = f"catalog/agents/agent-{number}"
        yield f"{folder}/measurements/support.csv", _own(model["measurements/support.csv"], number) + ROW
        changed = _own(model["blueprint.yml"], number).replace(b"2027-06-30", b"2027-07-31")
        yield f"{folder}/blueprint.yml", changed
    yield "catalog/agents/agent-5/recipe.md", _own(model["recipe.md"], 5) + b"\nAsk the support desk.\n"
    yield "catalog/agents/new-idea/blueprint.yml", base[SORTER].replace(b"unit: finance", b"unit: support")


def _commit(branch: str, files: Mapping[str, bytes], *, parent: str | None = None) -> Iterator[bytes]:
    """One commit as `git fast-import` reads it."""
    yield f"commit refs/heads/{branch}\ncommitter {WHO}\n".encode() + _data(b"Records\n")
    if parent:
        yield f"from refs/heads/{parent}\n".encode()
    for path, data in files.items():
        yield f"M 100644 inline {path}\n".encode() + _data(data)


def _data(data: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(data), data)
