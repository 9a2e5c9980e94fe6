"""The timeline the slow way, as an oracle: every first-parent commit's whole tree, the full parsers, no cache, no diff.

Written apart from the engine and in another manner: it compares worlds, not files. It knows nothing of dates and names.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from seedbed.kinds import kind_of
from seedbed.repository.csv_text import parse_measurements
from seedbed.repository.yaml_text import parse_yaml
from tests.helpers.git import QUIET

KINDS = ("agent", "deployment", "incident", "measurement", "person")
IDENTITY = ("removed", "renamed", "added")
MOST_BYTES = 256 * 1024


class Told(NamedTuple):
    """An event as the oracle tells it; `day` is that of a declared one."""

    commit: str
    kind: str
    agent: str
    unit: str | None
    old: str | None
    new: str | None
    day: str | None = None


class Objects:
    """One `git cat-file --batch`, asked for one object after the other."""

    def __init__(self, top: Path) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        self.process = subprocess.Popen(
            ["git", "cat-file", "--batch"],
            cwd=top,
            env=kept | QUIET | {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.seen: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        if name not in self.seen:
            self.process.stdin.write(f"{name}\n".encode())
            self.process.stdin.flush()
            _, kind, size = self.process.stdout.readline().split()
            data = self.process.stdout.read(int(size) + 1)[:-1]
            assert kind in {b"commit", b"tree", b"blob"}
            self.seen[name] = data
        return self.seen[name]

    def close(self) -> None:
        self.process.communicate()


class Naive:
    """The oracle of one repository. What it learns of a commit or a blob stays true, so it is kept."""

    def __init__(self, top: Path, /, *, prefix: str = "") -> None:
        self.objects = Objects(top)
        self.prefix = prefix
        self.facts: dict[tuple[str, str], Any] = {}
        self.files: dict[str, dict[str, str]] = {}

    def chain(self, head: str) -> list[str]:
        """The first-parent commits, oldest first, by walking from parent to parent."""
        commits = []
        current: str | None = head
        while current:
            commits.append(current)
            lines = self.objects.read(current).split(b"\n\n", 1)[0].decode(errors="replace").split("\n")
            current = next((line.split()[1] for line in lines if line.startswith("parent ")), None)
        return commits[::-1]

    def timeline(self, head: str) -> list[Told]:
        """Every event up to a commit."""
        told: list[Told] = []
        world = World()
        for commit in self.chain(head):
            told += world.go_on(commit, self.records(commit))
        return told

    def unreadable(self, head: str) -> set[tuple[str, str]]:
        """Path and commit of every version that does not parse, where it came."""
        found = set()
        before: dict[str, str] = {}
        for commit in self.chain(head):
            files = self.list(commit)
            found |= {
                (path, commit)
                for path, blob in files.items()
                if before.get(path) != blob and self.parse(path, blob) is None
            }
            before = files
        return found

    def records(self, commit: str) -> dict[str, Any]:
        """What every record file of an agent says in a commit, None where it does not parse."""
        files = self.list(commit).items()
        return {path: self.parse(path, blob) for path, blob in files if path.startswith("catalog/agents/")}

    def list(self, commit: str) -> dict[str, str]:
        """Path and blob of every record file of a commit."""
        if commit not in self.files:
            tree = self.objects.read(commit).split(b"\n", 1)[0].split()[1].decode()
            self.files[commit] = {
                path.removeprefix(self.prefix): blob
                for path, mode, blob in self.walk(tree, "")
                if path.startswith(self.prefix) and mode in {"100644", "100755"} and _kind(path, self.prefix)
            }
        return self.files[commit]

    def walk(self, tree: str, folder: str) -> Iterator[tuple[str, str, str]]:
        data, width = self.objects.read(tree), len(tree) // 2
        while data:
            head, rest = data.split(b"\0", 1)
            mode, name = head.decode(errors="surrogateescape").split(" ", 1)
            oid, data = rest[:width].hex(), rest[width:]
            if mode == "40000":
                yield from self.walk(oid, f"{folder}{name}/")
            else:
                yield f"{folder}{name}", mode, oid

    def parse(self, path: str, blob: str) -> Any:
        kind = _kind(path, "")
        if (kind, blob) not in self.facts:
            self.facts[kind, blob] = parse_record(kind, self.objects.read(blob))
        return self.facts[kind, blob]


def _kind(path: str, prefix: str) -> str | None:
    found = kind_of(path.removeprefix(prefix))
    return found[0].name if found and found[0].name in KINDS else None


def parse_record(kind: str, data: bytes) -> Any:
    """A record by the full parsers; None where they refuse it."""
    if len(data) > MOST_BYTES:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if kind == "measurement":
        _, problems = parse_measurements(text, path="x")
        if {problem.rule for problem in problems} & {"csv-header", "csv-cells"}:
            return None
        lines = text.removesuffix("\n").split("\n")[1:]
        return {"rows": lines, "period": _first_cell(lines[-1]) if lines else None}
    document, problems = parse_yaml(text, path="x")
    if problems or not isinstance(document.data, dict):
        return None
    return _without_nulls(document.data, yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - makes texts only


def _without_nulls(data: Any, texts: Any) -> Any:
    """The texts, None where the full parser found null."""
    if isinstance(texts, dict):
        return {key: _without_nulls(data[key], text) for key, text in texts.items()}
    if isinstance(texts, list):
        return [_without_nulls(one, text) for one, text in zip(data, texts, strict=True)]
    return None if data is None else texts


def _first_cell(line: str) -> str:
    return line[1:].partition('"')[0] if line.startswith('"') else line.partition(",")[0]


class World:
    """The records as they stand, by agent; each agent's by kind and name."""

    def __init__(self) -> None:
        self.there: dict[str, Any] = {}
        self.files: set[str] = set()
        self.ever: set[str] = set()
        self.told_of: set[str] = set()

    def go_on(self, commit: str, found: dict[str, Any]) -> Iterator[Told]:
        before = self.there
        after = {}
        for path, record in found.items():
            if record is not None:
                after[path] = record
            elif path in before and path in self.files:
                after[path] = before[path]
        fresh = set(found) - self.files
        changed = {path for path in {**before, **after} if before.get(path) != after.get(path)}
        agents = _agents(before), _agents(after)
        moves = _moves(*agents, changed)
        yield from (Told(commit, *rest) for rest in self._told(before, after, agents, moves, fresh))
        self.there, self.files = after, set(found)

    def _told(self, before, after, agents, moves, fresh):
        lost, gained = agents
        self.told_of -= {agent for agent in gained if agent not in lost and agent not in moves}
        self.told_of -= set(moves)
        names = sorted({path.split("/")[2] for path in {**before, **after}})
        self.told_of |= {old for old in moves.values() if old not in gained}
        self.ever |= set(lost)
        links = {}
        for agent in sorted(gained):
            for old in sorted(_formerly(gained[agent])):
                if old in self.ever and old not in gained and old not in self.told_of and old != agent:
                    self.told_of.add(old)
                    links.setdefault(agent, []).append(old)
        self.ever |= set(gained)
        for agent in names:
            yield from _identity(agent, lost, gained, moves, links.get(agent, []))
            earlier = moves.get(agent, None if agent in moves.values() else agent)
            was = _records(before, earlier) if earlier else {}
            now = _records(after, agent)
            paths = {key: f"catalog/agents/{agent if key in now else earlier}/{key}" for key in {**was, **now}}
            for key in sorted(paths, key=paths.get):
                is_new = key not in was and paths[key] in fresh
                yield from _difference(agent, paths[key], was.get(key), now.get(key), is_new)


def _agents(world):
    return {path.split("/")[2]: record for path, record in world.items() if _kind(path, "") == "agent"}


def _records(world, agent):
    start = f"catalog/agents/{agent}/"
    return {path.removeprefix(start): record for path, record in world.items() if path.startswith(start)}


def _formerly(blueprint):
    names = blueprint.get("formerly") if blueprint else None
    return [name for name in names if isinstance(name, str) and "\n" not in name] if isinstance(names, list) else []


def _moves(lost, gained, changed):
    """The largest set of moves that holds together, by trying all of them, largest first."""
    blueprints = {path.split("/")[2] for path in changed if path.endswith("/blueprint.yml")}
    wanted: dict[str, str] = {}
    for agent in sorted(set(gained) & blueprints):
        known = _formerly(lost.get(agent))
        for old in _formerly(gained[agent]):
            taken = set(wanted.values())
            gives_way = old not in gained or set(_formerly(gained[old])) - set(_formerly(lost.get(old)))
            is_free = old in lost and old in blueprints and old not in taken and gives_way
            if old not in known and old != agent and is_free:
                wanted[agent] = old
                break
    for size in range(len(wanted), -1, -1):
        for chosen in itertools.combinations(sorted(wanted.items()), size):
            moves = dict(chosen)
            left = all(old not in gained or old in moves for old in moves.values())
            free = all(agent not in lost or agent in moves.values() for agent in moves)
            if left and free:
                return moves
    return {}


def _identity(agent, lost, gained, moves, links):
    if agent in lost and agent not in gained and agent not in moves.values():
        yield "removed", agent, None, agent, None
    olds = ([moves[agent]] if agent in moves else []) + links
    for old in sorted(olds):
        yield "renamed", agent, None, old, agent
    if agent in gained and agent not in lost and agent not in moves:
        yield "added", agent, None, None, agent


def _difference(agent, path, was, now, is_new):
    kind = _kind(path, "")
    name = path.split("/")[-1].rsplit(".", 1)[0]
    if kind == "agent":
        yield from _blueprint(agent, was, now, is_new)
    elif kind == "deployment":
        stated = _day(now, "live") if now is not None and is_new else None
        if stated:
            yield "deployment", agent, name, None, "live", stated
        yield from _turn("deployment", agent, name, _text(was, "status"), _text(now, "status"))
        if now is not None:
            yield from _turn("version", agent, name, _text(was, "version"), _text(now, "version"))
    elif kind == "incident":
        unit = _text(was if now is None else now, "unit")
        yield from _turn("incident", agent, unit, _text(was, "status"), _text(now, "status"))
    elif (was or {}).get("rows", []) != (now or {}).get("rows", []):
        yield "measurement", agent, name, (was or {}).get("period"), (now or {}).get("period")


def _blueprint(agent, was, now, is_new):
    if now is None:
        return
    if is_new and (day := _day(now, "validated")):
        yield "stage", agent, None, None, "validated", day
    if is_new and (day := _day(now, "live")) and _text(now, "owner", "unit") is not None:
        yield "deployment", agent, _text(now, "owner", "unit"), None, "live", day
    for kind, way in (
        ("stage", ("stage",)),
        ("version", ("version",)),
        ("risk", ("risk",)),
        ("owner", ("owner", "unit")),
    ):
        yield from _turn(kind, agent, None, _text(was, *way), _text(now, *way))


def _turn(kind, agent, unit, old, new):
    if old != new:
        yield kind, agent, unit, old, new


def _text(record, *way):
    for key in way:
        record = record.get(key) if isinstance(record, dict) else None
    return record if record is None or isinstance(record, str) else json.dumps(record, ensure_ascii=False)


def _day(record, key):
    text = _text(record, "recorded", key)
    try:
        return text if text and date.fromisoformat(text).isoformat() == text else None
    except ValueError:
        return None
