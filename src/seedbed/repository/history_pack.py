"""A history as bytes and back, for the cache: columns as they are, texts as JSON."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from typing import Any

from seedbed.repository.history import History
from seedbed.repository.history_chain import Chain
from seedbed.repository.history_changes import Changes, Paths
from seedbed.repository.history_paths import Layout


def pack_history(history: History, /) -> dict[str, bytes]:
    """The parts of a history by name."""
    chain, changes = history.chain, history.changes
    rows = (facts if isinstance(facts, str) else json.dumps(facts) for facts in history.facts)
    return {
        "head": (history.head or "").encode(),
        "ids": bytes(chain.ids),
        "people": json.dumps(chain.people).encode(),
        "paths": json.dumps(history.paths.names).encode(),
        "path kinds": bytes(history.paths.kinds),
        "facts": "\n".join(rows).encode(),
        **pack_columns("chain", chain.columns),
        **pack_columns("changes", changes.columns),
    }


def unpack_history(parts: Mapping[str, bytes], layout: Layout, /, *, width: int) -> History:
    """The history that was packed. Raises ValueError or KeyError when the parts do not fit together."""
    chain = Chain(width=width, ids=bytearray(parts["ids"]))
    chain.people = [(str(name), str(email)) for name, email in json.loads(parts["people"])]
    unpack_columns(parts, "chain", chain.columns, length=len(chain.ids) // width)
    changes = Changes()
    unpack_columns(parts, "changes", changes.columns)
    paths = Paths(names=json.loads(parts["paths"]), kinds=bytearray(parts["path kinds"]))
    facts: list[Any] = parts["facts"].decode().split("\n") if parts["facts"] else []
    history = History(layout=layout, chain=chain, changes=changes, paths=paths, facts=facts)
    in_order = (history.head or "").encode() == parts["head"] and len(paths.names) == len(paths.kinds)
    if not in_order or any(place >= len(chain) for place in changes.commits[-1:]):
        raise ValueError("the parts of this history do not fit together")
    return history


def pack_columns(name: str, columns: tuple[array[int], ...], /) -> dict[str, bytes]:
    """Columns of numbers, each as a part."""
    return {f"{name} {place}{column.typecode}": column.tobytes() for place, column in enumerate(columns)}


def unpack_columns(
    parts: Mapping[str, bytes], name: str, columns: tuple[array[int], ...], /, *, length: int | None = None
) -> None:
    """Fill empty columns. Raises ValueError or KeyError when they are not of one length."""
    for place, column in enumerate(columns):
        column.frombytes(parts[f"{name} {place}{column.typecode}"])
    lengths = {len(column) for column in columns} | ({length} if length is not None else set())
    if len(lengths) > 1:
        raise ValueError(f"the columns of {name} differ in length")
