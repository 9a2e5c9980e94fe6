"""One row becomes the draft of an agent, or a named row: fields, owning units, sections and the unit's own copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from seedbed.imports.cells import BlankWords, fold, one_line
from seedbed.imports.identity import Key, key_of, source_text
from seedbed.imports.mapping import ImportMap, Level, Value
from seedbed.imports.prose import FIRST, paragraphs, steps
from seedbed.imports.slugs import own_slug, slugify
from seedbed.imports.table import NamedRow, Row, Table
from seedbed.imports.tally import Fate, Note
from seedbed.imports.target import WORDS, find_target, violations
from seedbed.imports.values import Cells, Outcome, draw, evaluate

REQUIRED = ("name", "summary", "function", "stage", "risk")
PERSONS = ("owner.supervisor", "owner.champion", "incident_contact")
"""Fields that name a person; one that the portal does not know is dropped, since an import makes up nobody."""
LIVE = "recorded.live"
GROUPS = ("task", "data", "regulation", "oversight", "ended")
"""Fields that are whole or absent."""


class UnitDraft(Struct, frozen=True, kw_only=True):
    """A unit that a row names: `own` is its identifier without that of the unit above, `part_of`."""

    id: str
    own: str
    name: str
    part_of: str | None
    function: str | None


class SectionDraft(Struct):
    """The paragraphs of one section, and the column from which most of its text comes."""

    lines: list[str] = field(default_factory=list)
    column: int = -1
    longest: int = 0

    def add(self, lines: list[str], column: int, /, *, first: bool = False) -> None:
        """Add paragraphs that come from a column."""
        self.lines[:] = [*lines, *self.lines] if first else [*self.lines, *lines]
        size = sum(map(len, lines))
        if size > self.longest:
            self.column, self.longest = column, size


class Draft(Struct, frozen=True, kw_only=True):
    """What one row says; `slug` is what its identifier is made from, `function` the words behind that field."""

    row: Row
    key: Key
    slug: str
    fields: dict[str, Any]
    function: str
    units: tuple[UnitDraft, ...]
    sections: Mapping[str, SectionDraft]
    deployment: dict[str, Any] | None


class Reading(Struct):
    """What became of one row: a draft, or a name; the notes on its values, and texts that a value table had to know."""

    row: Row
    key: Key
    notes: list[Note] = field(default_factory=list)
    unmapped: list[tuple[Value, str]] = field(default_factory=list)
    draft: Draft | None = None
    named: NamedRow | None = None

    def enter(self, outcome: Outcome, /) -> Any:
        """Keep what an outcome says, and give its value."""
        self.notes.extend(outcome.notes)
        self.unmapped.extend(outcome.unmapped)
        return outcome.value


class Drafter:
    """Reads the rows of one table. `people` are the ids of the persons that the portal knows."""

    def __init__(self, table: Table, mapping: ImportMap, *, people: frozenset[str]) -> None:
        self.mapping, self.index, self.people = mapping, table.index, people
        self.blanks = BlankWords(mapping.table.blank)

    def read(self, row: Row, /) -> Reading:
        """Make the draft of a row, or name it when it lacks what a record must have."""
        cells = Cells(row.cells, self.index, self.blanks)
        reading = Reading(row, key_of(cells, self.mapping.identity, self.mapping.register))
        outcomes = {name: self._outcome(name, cells) for name in self.mapping.agent}
        units = tuple(self._units(cells, reading))
        flat = {name: reading.enter(outcome) for name, outcome in outcomes.items()}
        missing = [f"no {name}: {outcomes[name].reason}" for name in REQUIRED if flat[name] is None]
        missing += [] if units else ["no owning unit: blank"]
        if missing:
            reading.named = NamedRow(row.row, row.line, "; ".join(missing))
            return reading
        source = source_text(row.row, cells, reading.key, self.mapping.identity, self.mapping.register)
        fields = nested({"owner.unit": units[-1].id, "recorded.source": source, **flat})
        _prune(fields, outcomes, reading)
        broken = list(violations("agent", fields))
        if broken:
            reading.named = NamedRow(row.row, row.line, f"no valid record: {'; '.join(broken)}")
            return reading
        reading.draft = Draft(
            row=row,
            key=reading.key,
            slug=str(evaluate(self.mapping.identity.slug, cells, WORDS).value or ""),
            fields=fields,
            function=outcomes["function"].whole,
            units=units,
            sections=self._sections(cells, outcomes),
            deployment=self._deployment(cells, reading, source),
        )
        return reading

    def _outcome(self, name: str, cells: Cells) -> Outcome:
        outcome = evaluate(self.mapping.agent[name], cells, find_target("agent", name))
        if name in PERSONS and outcome.value is not None and outcome.value not in self.people:
            note = Note(outcome.column, Fate.DROPPED, name, "no such person in the portal", outcome.whole)
            return Outcome(reason="no such person", notes=(*outcome.notes, note))
        return outcome

    def _units(self, cells: Cells, reading: Reading) -> Iterator[UnitDraft]:
        """The units from the largest to the owner; a level that is blank, or repeats the one above, is passed over."""
        above: UnitDraft | None = None
        for level in self.mapping.units:
            unit = self._unit(level, above, cells, reading)
            if unit is not None:
                yield unit
                above = unit

    def _unit(self, level: Level, above: UnitDraft | None, cells: Cells, reading: Reading) -> UnitDraft | None:
        identifier = reading.enter(evaluate(level.id, cells, WORDS))
        name = reading.enter(evaluate(level.name, cells, find_target("unit", "name"))) if identifier else None
        if not identifier or not name:
            return None
        own = slugify(identifier)
        if above and own and own in {above.own, slugify(above.name)}:
            return None
        function = level.function and reading.enter(evaluate(level.function, cells, find_target("unit", "function")))
        return UnitDraft(
            id=own_slug(f"{above.id} {identifier}" if above else identifier),
            own=own,
            name=name,
            part_of=above.id if above else None,
            function=function or None,
        )

    def _sections(self, cells: Cells, outcomes: Mapping[str, Outcome]) -> dict[str, SectionDraft]:
        """The sections that have any text; the whole of a text that was cut for its field is among them."""
        sections: dict[str, SectionDraft] = {}
        said: list[str] = []
        for section in self.mapping.recipe:
            for value in section.paragraphs:
                column, text = _long_text(value, cells)
                sections.setdefault(section.heading, SectionDraft()).add(paragraphs(text, label=value.label), column)
                said.append(one_line(text))
        for name, outcome in outcomes.items():
            if _was_cut(outcome) and not any(outcome.whole in text for text in said):
                label = f"{find_target('agent', name).schema.get('title', name)} in full"
                lines = paragraphs(outcome.whole, label=label)
                sections.setdefault(FIRST, SectionDraft()).add(lines, outcome.column, first=True)
        if "Steps" in sections:
            sections["Steps"].lines = steps(sections["Steps"].lines)
        return {heading: section for heading, section in sections.items() if section.lines}

    def _deployment(self, cells: Cells, reading: Reading, source: str) -> dict[str, Any] | None:
        values = dict(self.mapping.deployment)
        live = evaluate(values.pop(LIVE, ()), cells, find_target("deployment", LIVE))
        if live.value is None and values:
            values["status"] = tuple(value for value in values["status"] if not value.dated)
        flat = {name: evaluate(some, cells, find_target("deployment", name)) for name, some in values.items()}
        flat[LIVE] = live
        said = {name: reading.enter(outcome) for name, outcome in flat.items()}
        return nested({"recorded.source": source} | said) if said.get("status") else None


def _was_cut(outcome: Outcome) -> bool:
    return any(note.fate is Fate.TRUNCATED for note in outcome.notes)


def _long_text(value: Value, cells: Cells) -> tuple[int, str]:
    """The column and the text of a paragraph, line by line; '' when there is none."""
    if any(not cells.text(reference) for reference in value.needs):
        return -1, ""
    if value.source == "constant":
        return -1, str(value.constant)
    column, text = draw(value, cells)
    found = (value.values or {}).get(fold(text), "" if text in cells.blanks else text)
    return column, str(found if found is not None else "") or str(value.default or "")


def _prune(fields: dict[str, Any], outcomes: Mapping[str, Outcome], reading: Reading) -> None:
    """Leave out groups of which the register gives only a part, such as a data class without its other half."""
    for group in GROUPS:
        if group not in fields or find_target("agent", group).validator.is_valid(fields[group]):
            continue
        del fields[group]
        for name, outcome in outcomes.items():
            if name.startswith(f"{group}.") and outcome.value is not None:
                reason = f"{group} is incomplete"
                reading.notes.append(Note(outcome.column, Fate.DROPPED, name, reason, str(outcome.value)))


def nested(flat: Mapping[str, Any], /) -> dict[str, Any]:
    """Dotted names as mappings in mappings; what is None is left out."""
    data: dict[str, Any] = {}
    for name, value in flat.items():
        if value is None:
            continue
        *above, last = name.split(".")
        place = data
        for step in above:
            place = place.setdefault(step, {})
        place[last] = value
    return data
