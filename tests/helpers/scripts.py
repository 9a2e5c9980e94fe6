"""Histories written down: a YAML file that says commit by commit what happened, made into a real repository.

A case has `about` (a sentence), `commits`, and where needed `options` of git init and `main` (the commit that main ends
at; by default the last). A commit has `name`, `at` (when it was committed), `written` (when its author wrote it, by
default the same), `says`, `by` and `brought_by` (author, committer), `onto` (its first parent, by default the commit
before; `nothing` for a root), `merges` (further parents), and its changes:

- `agents: {sorter: {stage: idea}}` writes blueprints; a text is written as it stands, null deletes the whole agent
- `copies: {sorter/hr: {status: live}}`, `incidents: {sorter/2026-01-05-lost: {status: open}}`
- `measured: {sorter/hr: [2026-01, 2026-02]}` writes a table with these periods
- `people: {ada: {emails: […]}}`, `files: {path: text}`, `links: {path: target}`, `nested: {path: commit id}`
- `moved: {old: new}` gives an agent's folder another name, before all other changes
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from seedbed.repository.csv_text import HEADER
from tests.helpers.acts import folder
from tests.helpers.histories import ADA, START, Content, Tree, Writer, grown

HOUR = 3600


def load_case(path: Path, /) -> dict[str, Any]:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only


def write_case(case: dict[str, Any], top: Path, /, *, prefix: str = "") -> dict[str, str]:
    """Write the history; main is checked out nowhere. Gives the ids of the commits by name."""
    with Writer.init(top, *case.get("options", [])) as writer:
        marks: dict[str, int] = {}
        for place, commit in enumerate(case["commits"]):
            _write_commit(writer, commit, place, marks, prefix)
        writer.point("main", marks[case["main"]] if "main" in case else len(writer.trees))
        ids = {name: writer.id(mark) for name, mark in marks.items()}
        writer.sync()
    return ids


def _write_commit(writer: Writer, commit: dict[str, Any], place: int, marks: dict[str, int], prefix: str) -> None:
    onto = commit.get("onto")
    first = [] if onto == "nothing" or not writer.trees else [marks[onto] if onto else len(writer.trees)]
    parents = first + [marks[name] for name in commit.get("merges", [])]
    tree = writer.trees[first[0]] if first else {}
    for old, new in commit.get("moved", {}).items():
        tree = _moved(tree, prefix + folder(old), prefix + folder(new))
    for path, content in _changes(commit):
        tree = _without(tree, prefix + path) if content is None else grown(tree, {prefix + path: content})
    at = commit.get("at", str(START + place * HOUR))
    mark = writer.commit(
        tree,
        parents=parents,
        at=_moment(at),
        written=_moment(commit.get("written", at)),
        message=commit.get("says", "Change records"),
        author=commit.get("by", ADA),
        committer=commit.get("brought_by", commit.get("by", ADA)),
    )
    marks[commit.get("name", str(mark))] = mark


def _moment(text: str) -> int | str:
    return int(datetime.fromisoformat(text).timestamp()) if "T" in text else text


def _changes(commit: dict[str, Any]) -> Iterator[tuple[str, Content | None]]:
    for agent, record in commit.get("agents", {}).items():
        yield (folder(agent), None) if record == "null" else (f"{folder(agent)}/blueprint.yml", _record(record))
    for shelf, name in (("copies", "deployments"), ("incidents", "incidents")):
        for record_id, record in commit.get(shelf, {}).items():
            agent, own = record_id.split("/")
            yield f"{folder(agent)}/{name}/{own}.yml", None if record == "null" else _record(record)
    for record_id, periods in commit.get("measured", {}).items():
        agent, unit = record_id.split("/")
        lines = [HEADER, *(f"{period},1.0.0,200,190,60,57,400,,,,,measured,desk" for period in periods)]
        yield f"{folder(agent)}/measurements/{unit}.csv", "\n".join(lines).encode() + b"\n"
    for person, record in commit.get("people", {}).items():
        yield f"catalog/people/{person}.yml", _record(record)
    for path, text in commit.get("files", {}).items():
        yield path, None if text == "null" else text.encode()
    for path, target in commit.get("links", {}).items():
        yield path, ("120000", target.encode())
    for path, oid in commit.get("nested", {}).items():
        yield path, ("160000", oid.encode())


def _record(record: Any) -> bytes:
    return record.encode() if isinstance(record, str) else yaml.safe_dump(record, sort_keys=False).encode()


def _moved(tree: Tree, old: str, new: str) -> Tree:
    return {
        path.replace(old, new, 1) if path.startswith(f"{old}/") else path: content for path, content in tree.items()
    }


def _without(tree: Tree, path: str) -> Tree:
    return {one: content for one, content in tree.items() if one != path and not one.startswith(f"{path}/")}
