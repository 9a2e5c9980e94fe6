"""From the cells of one row to the value of one field, with a note of everything that is lost or changed on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from seedbed.imports.cells import BlankWords, fold
from seedbed.imports.dates import parse_date
from seedbed.imports.mapping import Value, Values
from seedbed.imports.tally import Fate, Note
from seedbed.imports.target import Target, fit

QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
"""The items of a list that a program wrote into a cell."""


class Cells(Struct, frozen=True):
    """One row's texts by the names that the mapping uses."""

    texts: tuple[str, ...]
    index: Mapping[str, int]
    blanks: BlankWords

    def raw(self, reference: str, /) -> str:
        """The text as it stands."""
        return self.texts[self.index[reference]]

    def text(self, reference: str, /) -> str:
        """The text, or '' when it means nothing."""
        raw = self.raw(reference)
        return "" if raw in self.blanks else raw


class Outcome(Struct, frozen=True):
    """The value of a field, or None with the reason; `whole` is the text it was made from.

    `unmapped` are texts that the value table had to know: they stop the import.
    """

    value: Any = None
    whole: str = ""
    reason: str = ""
    column: int = -1
    notes: tuple[Note, ...] = ()
    unmapped: tuple[tuple[Value, str], ...] = ()


def evaluate(values: Values, cells: Cells, target: Target, /) -> Outcome:
    """The first alternative that gives a value which the field accepts.

    When none does, the outcome has no value, and the notes and reasons of those that were tried.
    """
    failed: list[Outcome] = []
    for value in values:
        outcome = _fitted(value, cells, target)
        if outcome.value is not None:
            return _after(failed, outcome, value, cells, target)
        failed.append(outcome)
    return Outcome(
        reason="; ".join(dict.fromkeys(outcome.reason for outcome in failed)),
        notes=tuple(dict.fromkeys(note for outcome in failed for note in outcome.notes)),
        unmapped=tuple(pair for outcome in failed for pair in outcome.unmapped),
    )


def _after(failed: list[Outcome], outcome: Outcome, value: Value, cells: Cells, target: Target) -> Outcome:
    """A good outcome with what has to be said of the alternatives before it: texts of columns that it does not use."""
    used = {cells.index[reference] for reference in value.columns}
    lost = [note for other in failed for note in other.notes if note.column not in used]
    if failed and value.source == "constant":
        lost.append(Note(failed[0].column, Fate.DEFAULT, target.name, f"{outcome.value}, for want of anything else"))
    unmapped = tuple(pair for other in failed for pair in other.unmapped)
    return replace(outcome, notes=(*dict.fromkeys(lost), *outcome.notes), unmapped=unmapped + outcome.unmapped)


def draw(value: Value, cells: Cells, /) -> tuple[int, str]:
    """The column that a value is mainly drawn from (-1: none), and its text; a text of several columns may be ''."""
    first = cells.index[value.columns[0]] if value.columns else -1
    filled = [reference for reference in value.columns if cells.text(reference)]
    if value.source == "column":
        return first, cells.raw(value.columns[0])
    if value.source == "text":
        return first, _filled(value.text, cells) if len(filled) == len(value.columns) else ""
    if not filled:
        return first, ""
    if value.source == "first_of":
        return cells.index[filled[0]], cells.text(filled[0])
    return cells.index[filled[0]], value.glue.join(cells.text(reference) for reference in filled)


def _filled(template: str, cells: Cells) -> str:
    return re.sub(r"\{([^}]*)\}", lambda match: cells.text(match[1]), template)


def _fitted(value: Value, cells: Cells, target: Target) -> Outcome:
    column, text = draw(value, cells)
    if any(not cells.text(reference) for reference in value.needs):
        return Outcome(reason="blank", column=column)
    if value.source == "constant":
        drawn = [Outcome(value.constant)]
    elif target.is_list and text not in cells.blanks:
        drawn = [_looked_up(value, item, column, cells, target) for item in _split(text, value.split)]
    else:
        drawn = [_looked_up(value, text, column, cells, target)]
    if target.is_list:
        return _listed(drawn, value, target, column, text)
    return _fit_one(drawn[0], value, target, column, text)


def _looked_up(value: Value, text: str, column: int, cells: Cells, target: Target) -> Outcome:
    """A text sent through the value table, the default and the date shapes."""
    table = value.values
    if table is not None and (folded := fold(text)) in table:
        if table[folded] is None:
            note = Note(column, Fate.NOTHING, target.name, text=text)
            return Outcome(reason=f"{text[:60]!r} is mapped to nothing", notes=(note,))
        return _dated(value, str(table[folded]), column, target) if value.date else Outcome(table[folded])
    if text in cells.blanks:
        return _default(value, Note(column, Fate.DEFAULT, target.name, "where blank"), "blank")
    if table is not None and value.unknown != "keep":
        return _unknown(value, text, column, target)
    return _dated(value, text, column, target) if value.date else Outcome(text)


def _unknown(value: Value, text: str, column: int, target: Target) -> Outcome:
    if value.unknown == "error":
        return Outcome(reason=f"{text[:60]!r} is not in the value table", unmapped=((value, text),))
    if value.unknown == "default":
        return _default(value, Note(column, Fate.UNKNOWN, target.name, "default taken", text), "")
    note = Note(column, Fate.UNKNOWN, target.name, "dropped", text)
    return Outcome(reason=f"{text[:60]!r} is not in the value table", notes=(note,))


def _default(value: Value, note: Note, reason: str) -> Outcome:
    if value.default is None:
        return Outcome(reason=reason)
    return Outcome(value.default, notes=(note,))


def _dated(value: Value, text: str, column: int, target: Target) -> Outcome:
    if value.date is None:
        return Outcome(text)
    iso, said = parse_date(text, value.date)
    if iso is None:
        note = Note(column, Fate.DROPPED, target.name, said, text)
        return Outcome(reason=f"{text[:60]!r}: {said}", notes=(note,))
    return Outcome(iso, notes=(Note(column, Fate.CLEANED, target.name, said, text),) if said else ())


def _split(text: str, separator: str | None) -> Iterator[str]:
    if text.startswith("[") and text.endswith("]") and QUOTED.search(text):
        pieces = [double or single for double, single in QUOTED.findall(text)]
    else:
        pieces = text.split(separator) if separator else [text]
    yield from (piece.strip() for piece in pieces if piece.strip())


def _listed(items: list[Outcome], value: Value, target: Target, column: int, text: str) -> Outcome:
    """One outcome from the outcomes of the items of a list."""
    flat = [
        replace(item, value=one)
        for item in items
        for one in (item.value if isinstance(item.value, list) else [item.value])
    ]
    fitted = [_fit_one(item, value, target.items, column, text) for item in flat]
    found = list(dict.fromkeys(item.value for item in fitted if item.value is not None))
    most = int(target.schema.get("maxItems", len(found)))
    notes = tuple(dict.fromkeys(note for item in fitted for note in item.notes))
    if len(found) > most:
        notes += (Note(column, Fate.DROPPED, target.name, f"more than {most} items", text),)
    return Outcome(
        value=found[:most] or None,
        reason="; ".join(dict.fromkeys(item.reason for item in fitted if item.reason)),
        column=column,
        notes=notes,
        unmapped=tuple(pair for item in fitted for pair in item.unmapped),
    )


def _fit_one(drawn: Outcome, value: Value, target: Target, column: int, text: str) -> Outcome:
    if drawn.value is None:
        return replace(drawn, column=column)
    made = fit(drawn.value, target, truncate=value.truncate)
    notes = drawn.notes
    if made.fate is not None:
        notes += (Note(column, made.fate, target.name, made.reason, made.text or text),)
    whole = made.text if made.fate is Fate.TRUNCATED or target.is_slug else ""
    return Outcome(made.value, whole, made.reason if made.value is None else "", column, notes, drawn.unmapped)
