"""The kinds of changes, and one change."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class ChangeKind(StrEnum):
    """What a change is about; where the timeline tells of the same, the word is the same."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    STAGE = "stage"
    RISK = "risk"
    OWNER = "owner"
    VERSION = "version"
    DEPLOYMENT = "deployment"
    MEASUREMENT = "measurement"
    INCIDENT = "incident"
    AWARD = "award"
    POLICY = "policy"
    FIELD = "field"
    TEXT = "text"
    FILE = "file"


class Change(Struct, frozen=True, kw_only=True):
    """One change of one record, or of a file that is none.

    `subject` is the record's id (the path of a file), `record` its kind or `file`, `field` the dotted name of what
    changed ('' for the record as a whole; of rows what happened to them). `old` and `new` are short texts, None for
    nothing. `source` is the unit from which a copy says it was made.
    """

    kind: ChangeKind
    subject: str
    record: str
    path: str
    old: str | None
    new: str | None
    field: str = ""
    line: int = 1
    source: str | None = None
