"""Histories without Git: from a row of trees to what the engine would have read, and to what the oracle tells."""

from __future__ import annotations

from hashlib import sha1

from seedbed.repository.history import History
from seedbed.repository.history_chain import Chain
from seedbed.repository.history_changes import ABSENT, NO_RECORD, UNREADABLE, PathIndex
from seedbed.repository.history_facts import Facts, readers
from seedbed.repository.history_paths import Layout, portal_layout
from tests.helpers.histories import START, Content, Tree
from tests.helpers.naive_timeline import Told, World, _kind, parse_record


def commit_id(place: int, /) -> str:
    return sha1(b"%d" % place, usedforsecurity=False).hexdigest()


def history_of(trees: list[Tree], /, *, layout: Layout | None = None) -> History:
    """The history whose first-parent commits have these trees, oldest first."""
    history = History(
        layout=layout or portal_layout(), chain=Chain(width=20, people=[("Ada Okoye", "ada@brook.example")])
    )
    index, found = PathIndex(history.paths, history.layout), readers(history.layout.field)
    known: dict[Facts, int] = {}
    before: Tree = {}
    for commit, tree in enumerate(trees):
        _add_commit(history.chain, commit)
        for path in sorted({**before, **tree}):
            place = index.place(path.encode(errors="surrogateescape"))
            if place == NO_RECORD or before.get(path) == tree.get(path):
                continue
            data = file_bytes(tree.get(path))
            facts = None if data is None else found[history.paths.kinds[place]](data)
            number = ABSENT if data is None else UNREADABLE if facts is None else known.setdefault(facts, len(known))
            if number == len(history.facts):
                history.facts.append(facts)
            for column, value in zip(history.changes.columns, (commit, place, number), strict=True):
                column.append(value)
        before = tree
    return history


def _add_commit(chain: Chain, commit: int) -> None:
    chain.ids += bytes.fromhex(commit_id(commit))
    for column, value in zip(chain.columns, (START + commit * 3600, 0, 0, 0, 0), strict=True):
        column.append(value)


def file_bytes(content: Content | None, /) -> bytes | None:
    """The bytes of a regular file; None for everything else."""
    if isinstance(content, tuple):
        mode, data = content
        return data if mode.startswith("100") else None
    return content


def oracle_of(trees: list[Tree], /) -> list[Told]:
    """What the oracle tells of the same trees."""
    world, told = World(), []
    for commit, tree in enumerate(trees):
        records = {
            path: parse_record(kind, data)
            for path, content in tree.items()
            if (kind := _kind(path, "")) not in {None, "person"} and (data := file_bytes(content)) is not None
        }
        told += world.go_on(commit_id(commit), records)
    return told
