"""A log as bytes and back, for the cache."""

from __future__ import annotations

import json
from collections.abc import Mapping

from seedbed.repository.history import History
from seedbed.repository.history_pack import pack_columns, unpack_columns
from seedbed.timeline.log import Log


def pack_log(log: Log, /) -> dict[str, bytes]:
    """The parts of a log by name."""
    return {
        "events kinds": bytes(log.kinds),
        "events texts": json.dumps(log.texts).encode(),
        "events days": json.dumps(list(log.days.items())).encode(),
        "events imports": log.imports.tobytes(),
        **pack_columns("events", log.columns),
    }


def unpack_log(parts: Mapping[str, bytes], history: History, /) -> Log:
    """The log of a history that was packed. Raises ValueError or KeyError when the parts do not fit together."""
    log = Log(kinds=bytearray(parts["events kinds"]), texts=json.loads(parts["events texts"]))
    unpack_columns(parts, "events", log.columns, length=len(log.kinds))
    log.days = {int(place): int(day) for place, day in json.loads(parts["events days"])}
    log.imports.frombytes(parts["events imports"])
    if any(place >= len(history.chain) for place in (*log.commits[-1:], *log.imports[-1:])):
        raise ValueError("the parts of this log do not fit together")
    return log
