"""From drafts to files: functions, units, agents, recipes and owning units' copies, merged with what exists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from seedbed.imports.cells import fold
from seedbed.imports.drafts import Draft
from seedbed.imports.identity import MARK
from seedbed.imports.mapping import ImportMap
from seedbed.imports.merge import merge_record
from seedbed.imports.prose import merge_page
from seedbed.imports.report import Entry, State
from seedbed.imports.tally import Fate, Note, Tally
from seedbed.imports.units import organization_functions, unit_records
from seedbed.imports.yaml_out import dump_record
from seedbed.kinds import KIND
from seedbed.repository.load import Source, Sources


class Writer:
    """Collects the text of every file that is new or changes, and what is to be reported about it."""

    def __init__(self, existing: Sources, mapping: ImportMap, *, renew: bool) -> None:
        self.existing, self.mapping, self.renew = existing, mapping, renew
        self.files: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.units: list[str] = []
        self.functions: list[str] = []
        self.deployments = 0
        self.tally = Tally()
        self.notes: list[str] = []

    def write_shared(self, drafts: Sequence[Draft], /) -> None:
        """Write the units and functions that the drafts name and the portal lacks; those that exist stay untouched."""
        words: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for draft in drafts:
            words[draft.fields["function"]][draft.function] += 1
        for identifier, fields, spellings in unit_records(drafts):
            if self._write_unit(identifier, fields, spellings):
                words[fields["function"]].update(())
        self._write_functions(words)

    def _write_unit(self, identifier: str, fields: Mapping[str, Any], spellings: tuple[str, ...]) -> bool:
        """Write a unit that the portal lacks; whether it does."""
        path = KIND["unit"].path(identifier)
        known = self.existing.files.get(path)
        if len({fold(text) for text in spellings}) > 1:
            self.notes.append(f"unit {identifier} is spelled {' | '.join(spellings)}")
        if known is None:
            self.files[path] = dump_record(fields, path=path, schema="unit")
            self.units.append(identifier)
        elif isinstance(known.data, dict) and known.data.get("name") != fields["name"]:
            self.notes.append(
                f"unit {identifier} stays {known.data.get('name')!r}; the register says {fields['name']!r}"
            )
        return known is None

    def _write_functions(self, words: Mapping[str, Counter[str]]) -> None:
        source = self.existing.files[KIND["organization"].template]
        organization: dict[str, Any] = source.data
        added = organization_functions(organization, words, self.mapping)
        if added:
            fields = {"functions": [*organization.get("functions", []), *added]}
            merged = merge_record(source, fields, path=source.path, schema="organization")
            self.files[source.path] = merged.text or source.text
            self.functions = [function["id"] for function in added]

    def write_agent(self, draft: Draft, identifier: str, /) -> None:
        """Write one agent: its blueprint, its recipe, and its owning unit's copy where the register tells of one."""
        path = KIND["agent"].path(identifier)
        known = self.existing.files.get(path)
        merged = merge_record(known, draft.fields, path=path, schema="agent", keep=self.mapping.keep, renew=self.renew)
        self._put(path, merged.text)
        changed = [*merged.changed]
        changed += ["recipe.md"] if self._write_recipe(draft, identifier) else []
        changed += ["deployment"] if self._write_deployment(draft, identifier, merged.fields["owner"]["unit"]) else []
        self._note_new_owner(known, merged.fields, identifier)
        state = State.CREATED if known is None else State.UPDATED if changed else State.UNCHANGED
        self.entries.append(Entry(draft.row.row, identifier, state, tuple(changed) if known else ()))

    def _write_recipe(self, draft: Draft, identifier: str) -> bool:
        if not draft.sections:
            return False
        path = KIND["recipe"].path(identifier)
        known = self.existing.files.get(path)
        page = merge_page(known.text if known else "", {name: part.lines for name, part in draft.sections.items()})
        for heading in page.cut:
            note = Note(draft.sections[heading].column, Fate.TRUNCATED, f"recipe.md, {heading}", "to fit one page")
            self.tally.add(draft.row.row, note)
        if known and page.text == known.text:
            return False
        self._put(path, page.text)
        return True

    def _write_deployment(self, draft: Draft, identifier: str, unit: str) -> bool:
        """Write the owning unit's copy; one that people have recorded themselves is theirs."""
        if draft.deployment is None:
            return False
        path = KIND["deployment"].path(f"{identifier}/{unit}")
        known = self.existing.files.get(path)
        if known and not _is_imported(known):
            return False
        self.deployments += 1
        merged = merge_record(known, draft.deployment, path=path, schema="deployment", renew=self.renew)
        self._put(path, merged.text)
        return merged.text is not None

    def _note_new_owner(self, known: Source | None, fields: Mapping[str, Any], identifier: str) -> None:
        before = known.data.get("owner") if known and isinstance(known.data, dict) else None
        unit = before.get("unit") if isinstance(before, dict) else None
        if unit and unit != fields["owner"]["unit"]:
            self.notes.append(f"agent {identifier} moved from unit {unit} to {fields['owner']['unit']}")

    def _put(self, path: str, text: str | None) -> None:
        if text is not None:
            self.files[path] = text


def _is_imported(source: Source) -> bool:
    recorded = source.data.get("recorded") if isinstance(source.data, dict) else None
    return isinstance(recorded, dict) and bool(MARK.search(str(recorded.get("source"))))
