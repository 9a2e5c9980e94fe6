"""One change as a sentence of the kind that people say: `invoice-triage: pilot → validated`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seedbed.changes.kinds import Change, ChangeKind
from seedbed.kinds import KIND

NOTHING = "none"


def in_words(change: Change, /) -> str:
    """The change in a few words. Values from records are quoted as they are: whoever prints makes them safe."""
    return _SAID.get(change.kind, _field)(change)


def _title(change: Change) -> str:
    return KIND[change.record].title.lower() if change.record in KIND else change.record


def _moved(change: Change) -> str:
    return f"{change.old or NOTHING} → {change.new or NOTHING}"


def _stage(change: Change) -> str:
    return f"{change.subject}: enters at {change.new}" if change.old is None else f"{change.subject}: {_moved(change)}"


def _risk(change: Change) -> str:
    return f"{change.subject}: risk {change.new}" if change.old is None else f"{change.subject}: risk {_moved(change)}"


def _deployment(change: Change) -> str:
    agent, _, unit = change.subject.partition("/")
    if change.old is None and change.source:
        return f"{agent}: copied by {unit} from {change.source} ({change.new})"
    return f"{agent} in {unit}: {_moved(change)}" if change.old else f"{agent} in {unit}: {change.new}"


def _measurement(change: Change) -> str:
    row = (change.new or change.old or "").split(",")[0]
    return f"{change.subject}: measurement {change.field} ({row})"


def _file(change: Change) -> str:
    verb = "added" if change.old is None else "removed" if change.new is None else "edited"
    return f"{change.path}: {verb}"


def _field(change: Change) -> str:
    return f"{change.subject}: {change.field} {_moved(change)}"


_SAID: Mapping[ChangeKind, Callable[[Change], str]] = {
    ChangeKind.ADDED: lambda change: f"{change.subject}: new {_title(change)}",
    ChangeKind.REMOVED: lambda change: f"{change.subject}: {_title(change)} removed",
    ChangeKind.RENAMED: lambda change: f"{change.new}: renamed from {change.old}",
    ChangeKind.STAGE: _stage,
    ChangeKind.RISK: _risk,
    ChangeKind.OWNER: lambda change: f"{change.subject}: owner {_moved(change)}",
    ChangeKind.VERSION: lambda change: f"{change.subject}: version {_moved(change)}",
    ChangeKind.DEPLOYMENT: _deployment,
    ChangeKind.MEASUREMENT: _measurement,
    ChangeKind.INCIDENT: lambda change: f"{change.subject}: incident {_moved(change)}",
    ChangeKind.AWARD: lambda change: f"{change.subject}: awards {_moved(change)}",
    ChangeKind.POLICY: lambda change: f"policy: {change.field} {_moved(change)}",
    ChangeKind.TEXT: lambda change: f"{change.subject}: text of the {_title(change)} changed",
    ChangeKind.FILE: _file,
}
