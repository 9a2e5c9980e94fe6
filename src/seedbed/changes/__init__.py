"""A change in the words of the domain: what happened to which record, from what to what.

Files are compared as data, not as lines: a reordered mapping is no change, an edited cell of a table is one. An agent
that moved to another folder and says so under `formerly` is followed there, with everything that belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.changes.fields import field_changes
from seedbed.changes.kinds import Change, ChangeKind
from seedbed.changes.pairs import Pair, Pairs, pair_up
from seedbed.changes.rows import RowChange, RowEvent, row_changes

__all__ = ["Change", "ChangeKind", "Pair", "Pairs", "RowChange", "RowEvent", "find_changes", "pair_up", "row_changes"]

SHORT = 12
"""Characters by which a blob is named."""


def find_changes(pairs: Pairs, /) -> tuple[Change, ...]:
    """Every change, agents that were renamed first, then by path."""
    return (*_renamed(pairs), *(change for pair in pairs.all for change in _of_pair(pair)))


def _renamed(pairs: Pairs) -> Iterator[Change]:
    for new, old in pairs.renames.items():
        path = f"catalog/agents/{new}/blueprint.yml"
        yield Change(kind=ChangeKind.RENAMED, subject=new, record="agent", path=path, old=old, new=new)


def _of_pair(pair: Pair) -> Iterator[Change]:
    if pair.kind is None:
        yield _file(pair)
        return
    if not pair.is_moved and (pair.was is None or pair.now is None):
        kind = ChangeKind.ADDED if pair.was is None else ChangeKind.REMOVED
        old, new = (None, pair.id) if pair.was is None else (pair.id, None)
        yield Change(kind=kind, subject=pair.id, record=pair.kind.name, path=pair.path, old=old, new=new)
    told = list(_rows(pair) if pair.kind.name == "measurement" else field_changes(pair))
    yield from told
    if not told and pair.is_edit and not pair.is_moved:
        yield _file(pair)  # it cannot be read, or other words say the same


def _rows(pair: Pair) -> Iterator[Change]:
    before = pair.before.rows if pair.before else ()
    after = pair.after.rows if pair.after else ()
    is_read = after or (pair.after and not pair.after.problems)  # of a table with other columns nothing is known
    for one in row_changes(before, after) if is_read else ():
        yield Change(
            kind=ChangeKind.MEASUREMENT,
            subject=pair.id,
            record="measurement",
            path=pair.path,
            field=one.event,
            old=one.old,
            new=one.new,
            line=one.line,
        )


def _file(pair: Pair) -> Change:
    old, new = (entry.oid[:SHORT] if entry and entry.oid else None for entry in (pair.was, pair.now))
    record = pair.kind.name if pair.kind else "file"
    return Change(kind=ChangeKind.FILE, subject=pair.id, record=record, path=pair.path, old=old, new=new)
