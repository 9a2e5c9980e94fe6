"""What a version of a record states, as far as its history is told: a short tuple of texts by kind of record.

Values stand as they are written, inside their closed set or not. A version that does not parse has no facts (None).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, NamedTuple, TypeAlias

from seedbed.repository.csv_text import CELL, COLUMNS, HEADER
from seedbed.repository.file_rules import MOST_BYTES
from seedbed.repository.history_paths import RecordKind
from seedbed.repository.markdown_text import split_front_matter
from seedbed.repository.plain_yaml import read_texts

Facts: TypeAlias = tuple[str | None, ...]
Reader: TypeAlias = Callable[[bytes], Facts | None]

VERSION = 1
"""Raise it when the same bytes give other facts: caches of the version before are then of no use."""


class Blueprint(NamedTuple):
    """Of an agent; `formerly` holds one old id a line; `validated` and `live` are the dates of `recorded`."""

    stage: str | None
    version: str | None
    risk: str | None
    owner: str | None
    formerly: str | None
    validated: str | None
    live: str | None


class Deployment(NamedTuple):
    """Of a unit's copy; `live` is the date of `recorded`."""

    status: str | None
    version: str | None
    source: str | None
    live: str | None


class Measurement(NamedTuple):
    """Of a table: its last period (None without rows), and what tells its rows from those of another version."""

    period: str | None
    rows: str | None


class Incident(NamedTuple):
    """Of an incident."""

    status: str | None
    unit: str | None


class Person(NamedTuple):
    """Of somebody: the account on the forge, and e-mail addresses, one a line."""

    forge: str | None
    emails: str | None


def readers(field: str, /) -> dict[int, Reader]:
    """How each kind of record is read, by its letter; `field` is the way to the value in a foreign record."""
    way = tuple(field.split("."))

    def foreign(data: Any) -> Facts:
        """The one field of a foreign record."""
        return (_value(data, *way),)

    by_kind = {
        RecordKind.BLUEPRINT: _yaml(_blueprint),
        RecordKind.DEPLOYMENT: _yaml(_deployment),
        RecordKind.MEASUREMENT: _measurement,
        RecordKind.INCIDENT: _yaml(_incident),
        RecordKind.PERSON: _yaml(_person),
        RecordKind.FOREIGN: _yaml(foreign),
        RecordKind.FOREIGN_PROSE: _yaml(foreign, front=_front_matter),
    }
    return {ord(kind): read for kind, read in by_kind.items()}


def _yaml(read: Callable[[Any], Facts], *, front: Callable[[str], str | None] = lambda text: text) -> Reader:
    """A reader of bytes from one of a mapping."""

    def reader(data: bytes) -> Facts | None:
        """The facts of a file; None where it does not parse."""
        text = _text(data)
        text = None if text is None else front(text)
        mapping = None if text is None else read_texts(text)
        return None if mapping is None else read(mapping)

    return reader


def _text(data: bytes) -> str | None:
    if len(data) > MOST_BYTES:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _front_matter(text: str) -> str | None:
    split, problems = split_front_matter(text.replace("\r\n", "\n"), path="")
    return None if split is None or problems else split.front


def _blueprint(data: Any) -> Facts:
    return Blueprint(
        stage=_value(data, "stage"),
        version=_value(data, "version"),
        risk=_value(data, "risk"),
        owner=_value(data, "owner", "unit"),
        formerly=_lines(data.get("formerly")),
        validated=_value(data, "recorded", "validated"),
        live=_value(data, "recorded", "live"),
    )


def _deployment(data: Any) -> Facts:
    return Deployment(
        status=_value(data, "status"),
        version=_value(data, "version"),
        source=_value(data, "copied_from"),
        live=_value(data, "recorded", "live"),
    )


def _incident(data: Any) -> Facts:
    return Incident(status=_value(data, "status"), unit=_value(data, "unit"))


def _person(data: Any) -> Facts:
    return Person(forge=_value(data, "forge"), emails=_lines(data.get("emails")))


def _measurement(data: bytes) -> Facts | None:
    text = _text(data)
    header, _, body = (text or "").partition("\n")
    if header != HEADER:
        return None
    if not body:
        return Measurement(period=None, rows=None)
    body = body.removesuffix("\n")
    lines = body.split("\n")
    if not all(map(_is_row, lines)):
        return None
    return Measurement(
        period=_cells(lines[-1])[0], rows=f"{len(lines)}:{blake2b(body.encode(), digest_size=8).hexdigest()}"
    )


def _is_row(line: str) -> bool:
    if '"' not in line:
        return line.count(",") == len(COLUMNS) - 1
    return len(_cells(line)) == len(COLUMNS)


def _cells(line: str) -> list[str]:
    """The cells of a line; none where a quote is left open or stray."""
    cells: list[str] = []
    start = 0
    while match := CELL.match(line, start):
        quoted, bare = match.groups()
        cells.append(bare if quoted is None else quoted.replace('""', '"'))
        start = match.end() + 1
        if match.end() == len(line):
            return cells
        if line[match.end()] != ",":
            break
    return []


def _value(data: Any, *way: str) -> str | None:
    """The text at the end of the way; None where there is nothing. A collection is shown as JSON."""
    for key in way:
        data = data.get(key) if isinstance(data, dict) else None
    return data if data is None or isinstance(data, str) else json.dumps(data, ensure_ascii=False)


def _lines(data: Any) -> str | None:
    """The texts of a list, one a line."""
    texts = [item for item in data if isinstance(item, str) and "\n" not in item] if isinstance(data, list) else []
    return "\n".join(texts) or None
