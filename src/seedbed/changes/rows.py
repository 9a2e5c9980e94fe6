"""What happened to the rows of a measurement table: added at the end, or edited, removed, reordered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from seedbed.repository.csv_text import COLUMNS, Row


class RowEvent(StrEnum):
    """What can happen to a row."""

    ADDED = "row added"
    EDITED = "row edited"
    REMOVED = "row removed"
    REORDERED = "row reordered"


class RowChange(Struct, frozen=True, kw_only=True):
    """One row: what happened, the row before and after as text, the line on which it stands now or stood."""

    event: RowEvent
    old: str | None
    new: str | None
    line: int


def row_changes(before: Sequence[Row], after: Sequence[Row], /) -> Iterator[RowChange]:
    """What happened to the rows, in order.

    As long as the old table is the beginning of the new one, rows were added. Otherwise each old row that is nowhere
    any more was edited (when the new table has another row of that month in its place) or removed, and each that stands
    elsewhere was reordered.
    """
    old, new = [_text(row) for row in before], [_text(row) for row in after]
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if same == len(old):
        yield from (_added(new[i], after[i]) for i in range(same, len(new)))
        return
    yield from _broken_order(before, after, same)


def _broken_order(before: Sequence[Row], after: Sequence[Row], same: int) -> Iterator[RowChange]:
    left = Counter(_text(row) for row in after[same:])
    missing: list[Row] = []
    for row in before[same:]:
        if left[_text(row)]:
            left[_text(row)] -= 1
        else:
            missing.append(row)
    fresh = [row for row in after[same:] if _take(left, _text(row))]
    kept = [row for row in before[same:] if row not in missing]
    for row in missing:
        heir = next((one for one in fresh if one.data["period"] == row.data["period"]), None)
        if heir:
            fresh.remove(heir)
            yield RowChange(event=RowEvent.EDITED, old=_text(row), new=_text(heir), line=heir.line)
        else:
            yield RowChange(event=RowEvent.REMOVED, old=_text(row), new=None, line=min(row.line, len(after) + 1))
    yield from _reordered(kept, after[same:], is_alone=not missing)
    yield from (_added(_text(row), row) for row in fresh)


def _reordered(kept: Sequence[Row], after: Sequence[Row], *, is_alone: bool) -> Iterator[RowChange]:
    """Old rows that no longer stand in their order, or that stand behind a new row."""
    order = [_text(row) for row in kept]
    wanted = Counter(order)
    found = [row for row in after if _take(wanted, _text(row))]
    moved = [row for text, row in zip(order, found, strict=False) if _text(row) != text]
    if not moved and is_alone and found:
        moved = found[:1]  # in order among themselves, and something new stands before them
    for row in moved:
        yield RowChange(event=RowEvent.REORDERED, old=_text(row), new=_text(row), line=row.line)


def _take(left: Counter[str], text: str) -> bool:
    """Whether one more of this text is left; it is taken."""
    if left[text] <= 0:
        return False
    left[text] -= 1
    return True


def _added(text: str, row: Row) -> RowChange:
    return RowChange(event=RowEvent.ADDED, old=None, new=text, line=row.line)


def _text(row: Row) -> str:
    """A row as its values: how a number or a quote was written makes no difference."""
    return ",".join(str(row.data.get(column, "")) for column in COLUMNS)
