"""What an import did, row by row and column by column: nothing that a register holds is lost without a word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct, to_builtins

from seedbed.imports.table import NamedRow
from seedbed.imports.tally import Count


class State(StrEnum):
    """What an import means for a record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Entry(Struct, frozen=True):
    """A row that is an agent, and the fields that the import changed in a record that existed."""

    row: int
    id: str
    state: State
    changed: tuple[str, ...] = ()


class ColumnReport(Struct, frozen=True, kw_only=True):
    """What became of one column: the fields it went to, or why it was left out ('' when the mapping does not say)."""

    letter: str
    header: str
    used_for: tuple[str, ...]
    left_out: str
    counts: tuple[Count, ...]


class ImportReport(Struct, frozen=True, kw_only=True):
    """The account of one import. `rows` is the number of `entries` and `named` rows together.

    `vanished` are agents of the same register family that this table no longer holds; nothing is done to them.
    """

    register: str
    file: str
    form: str
    encoding: str
    delimiter: str
    entries: tuple[Entry, ...]
    named: tuple[NamedRow, ...]
    vanished: tuple[str, ...]
    units: tuple[str, ...]
    functions: tuple[str, ...]
    deployments: int
    files: int
    columns: tuple[ColumnReport, ...]
    notes: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Every row of the table but the header."""
        return len(self.entries) + len(self.named)

    @property
    def states(self) -> dict[str, int]:
        """How many entries were created, updated and left as they were."""
        found = Counter(entry.state for entry in self.entries)
        return {state.value: found[state] for state in State}


def report_json(report: ImportReport, /) -> dict[str, Any]:
    """The whole report as plain data."""
    fields: dict[str, Any] = to_builtins(report)
    return {"rows": report.rows, "states": report.states} | fields


def report_text(report: ImportReport, /) -> str:
    """The whole report in words, ready to print."""
    parts = [_summary(report), _named(report), _changed(report), _vanished(report), _columns(report), _notes(report)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _summary(report: ImportReport) -> list[str]:
    how = ", ".join(word for word in (report.form, report.encoding, _mark(report.delimiter)) if word)
    states = ", ".join(f"{count:,} {state}" for state, count in report.states.items())
    return [
        f"{report.register}: {report.file} ({how})",
        f"{report.rows:,} rows = {len(report.entries):,} entries + {len(report.named):,} named below",
        f"entries: {states}",
        f"new: {len(report.units):,} units, {len(report.functions):,} functions",
        f"{report.deployments:,} copies of owning units",
        f"{report.files:,} files to write",
    ]


def _mark(delimiter: str) -> str:
    return f"delimiter {delimiter!r}" if delimiter else ""


def _named(report: ImportReport) -> list[str]:
    reasons: defaultdict[str, list[int]] = defaultdict(list)
    for row in report.named:
        reasons[row.reason].append(row.row)
    lines = [f"  {_rows(rows)}: {reason}" for reason, rows in sorted(reasons.items(), key=lambda item: item[1])]
    return ["Rows that are no entry:", *lines] if lines else []


def _rows(rows: Sequence[int]) -> str:
    """Row numbers in words, runs shortened: rows 3, 7-9."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    words = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"row {words}" if len(rows) == 1 else f"rows {words}"


def _changed(report: ImportReport) -> list[str]:
    fields = Counter(name for entry in report.entries for name in entry.changed)
    lines = [f"  {name}: {count:,}" for name, count in sorted(fields.items())]
    return ["Fields changed in records that existed:", *lines] if lines else []


def _vanished(report: ImportReport) -> list[str]:
    lines = [f"  {agent}" for agent in report.vanished]
    return ["No longer in the register (left as they are; retire or remove them by hand):", *lines] if lines else []


def _columns(report: ImportReport) -> list[str]:
    lines = [line for column in report.columns for line in _column(column)]
    unused = [f"  {column.letter} {column.header}".rstrip() for column in report.columns if _is_unused(column)]
    listed = ["", "Columns that the mapping does not mention:", *unused] if unused else []
    return ["Values by column:", *lines, *listed]


def _is_unused(column: ColumnReport) -> bool:
    return not column.used_for and not column.left_out


def _column(column: ColumnReport) -> Iterator[str]:
    if _is_unused(column):
        return
    goal = f"left out: {column.left_out}" if column.left_out else ", ".join(column.used_for)
    yield f"  {column.letter} {column.header} -> {goal}"
    for count in column.counts:
        what = " ".join(word for word in (count.fate.value, count.reason and f"({count.reason})") if word)
        where = f" for {count.field}" if count.field else ""
        yield f"    {count.count:,} {what}{where}: {_examples(count)}"


def _examples(count: Count) -> str:
    shown = [f"row {example.row}" + (f" {example.text!r}" if example.text else "") for example in count.examples]
    return "; ".join(shown) + (" …" if count.count > len(shown) else "")


def _notes(report: ImportReport) -> list[str]:
    return ["Notes:", *(f"  {note}" for note in report.notes)] if report.notes else []
