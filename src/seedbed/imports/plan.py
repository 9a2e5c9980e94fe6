"""The import walk: rows to drafts, drafts to identities, identities to files, and the account of it all.

Pure: it takes what was read and gives text by path. Whoever calls writes the files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from seedbed.checks import schema
from seedbed.imports.account import column_reports
from seedbed.imports.drafts import Draft, Drafter, Reading
from seedbed.imports.identity import Key, match_keys, recorded_keys
from seedbed.imports.mapping import ImportMap
from seedbed.imports.refusal import Refused, problem
from seedbed.imports.report import ImportReport
from seedbed.imports.slugs import assign_slugs
from seedbed.imports.table import NamedRow, Table
from seedbed.imports.tally import Tally
from seedbed.imports.writer import Writer
from seedbed.kinds import KIND
from seedbed.repository.load import Sources
from seedbed.repository.yaml_text import Path

TOUCHED = ("organization", "unit", "agent", "recipe", "deployment")
"""The kinds of records that an import may write; those that exist must be readable first."""
FOLDER = ("agent", "recipe", "deployment", "measurement", "incident")
"""The kinds of records in the folder of an agent."""
MOST_UNMAPPED = 200


class ImportPlan(Struct, frozen=True, kw_only=True):
    """What an import would do: the whole new text of every file that is new or changes, by path, and the report."""

    files: Mapping[str, str]
    report: ImportReport


def plan_import(table: Table, mapping: ImportMap, /, *, existing: Sources, renew: bool = False) -> ImportPlan:
    """Work out what the rows of `table` mean for the portal in `existing`.

    `renew` rewrites the declared dates of records that exist, for an import that is repeated before its first commit.
    Raises Refused when the portal is not ready, or a value table does not know a text that it must know.
    """
    _require_portal(existing)
    drafter = Drafter(table, mapping, people=frozenset(source.id for source in existing.of("person")))
    readings = [drafter.read(row) for row in table.rows]
    _require_mapped(readings, mapping)
    drafts, twins = _without_twins([reading.draft for reading in readings if reading.draft])
    known = recorded_keys(existing.of("agent"), mapping.register.family)
    matched = match_keys((reading.key for reading in readings), known)
    ids = _identify(drafts, matched, existing)
    writer = Writer(existing, mapping, renew=renew)
    writer.write_shared(drafts)
    for draft in drafts:
        writer.write_agent(draft, ids[draft.key])
    named = [*table.named, *(reading.named for reading in readings if reading.named), *twins]
    vanished = sorted(set(known.values()) - set(matched.values()))
    report = _report(table, mapping, readings, writer, named=named, vanished=vanished)
    return ImportPlan(files=dict(sorted(writer.files.items())), report=report)


def _report(
    table: Table,
    mapping: ImportMap,
    readings: Iterable[Reading],
    writer: Writer,
    *,
    named: Iterable[NamedRow],
    vanished: Iterable[str],
) -> ImportReport:
    tally = Tally()
    for reading in readings:
        for note in reading.notes:
            tally.add(reading.row.row, note)
    unused = [f"short name {name} is used nowhere" for name in mapping.unused]
    return ImportReport(
        register=mapping.register.name,
        file=table.name,
        form=table.form,
        encoding=table.encoding,
        delimiter=table.delimiter,
        entries=tuple(writer.entries),
        named=tuple(sorted(named, key=lambda row: row.row)),
        vanished=tuple(vanished),
        units=tuple(writer.units),
        functions=tuple(writer.functions),
        deployments=writer.deployments,
        files=len(writer.files),
        columns=column_reports(table, mapping, [*table.counts, *tally.counts(), *writer.tally.counts()]),
        notes=(*table.notes, *unused, *writer.notes),
    )


def _require_portal(existing: Sources) -> None:
    """Raise Refused when the target is no portal, or holds records that cannot be read."""
    missing = [name for name in ("organization", "policy") if existing.get(KIND[name], "") is None]
    fix = "Make a portal first (`seedbed init DIR`), then import into it (`--root DIR`)."
    if missing:
        raise Refused(
            problem("import-target", KIND[name].template, "the target has no such file", fix) for name in missing
        )
    broken = [found for source in existing.of(*TOUCHED) for found in source.problems]
    broken = broken or [found for source in existing.of("organization") for found in schema.check(source)]
    if broken:
        raise Refused(broken)


def _require_mapped(readings: Iterable[Reading], mapping: ImportMap) -> None:
    """Raise Refused with every text that a value table with `unknown: error` does not know."""
    rows: defaultdict[tuple[Path, str], list[int]] = defaultdict(list)
    for reading in readings:
        for value, text in reading.unmapped:
            rows[value.at, text].append(reading.row.row)
    problems = [
        mapping.problem(
            (*at, "values"),
            f"{text[:100]!r} is not in this value table ({len(where):,} rows, first row {where[0]})",
            "Add it, with ~ for nothing; or say what unknown texts become: `unknown: drop`, `default` or `keep`.",
        )
        for (at, text), where in rows.items()
    ]
    if len(problems) > MOST_UNMAPPED:
        rest = f"{len(problems) - MOST_UNMAPPED:,} further texts are not in their value tables"
        problems[MOST_UNMAPPED:] = [mapping.problem((), rest, "Say what unknown texts become: `unknown:`.")]
    if problems:
        raise Refused(problems)


def _without_twins(drafts: Sequence[Draft]) -> tuple[list[Draft], list[NamedRow]]:
    """One draft for each key, and the rows that repeat it by name. Which one stays does not depend on their order."""
    groups: defaultdict[Key, list[Draft]] = defaultdict(list)
    for draft in drafts:
        groups[draft.key].append(draft)
    named = []
    for key, group in groups.items():
        first, *others = sorted(group, key=lambda draft: (draft.row.cells, draft.row.row))
        groups[key] = [first]
        named += [NamedRow(draft.row.row, draft.row.line, _twin_reason(draft, first)) for draft in others]
    return [group[0] for group in groups.values()], named


def _twin_reason(draft: Draft, first: Draft) -> str:
    if draft.row.cells == first.row.cells:
        return f"repeats row {first.row.row} word for word"
    return f"has the key of row {first.row.row}: name more columns under `identity: distinguish:`"


def _identify(drafts: Iterable[Draft], matched: Mapping[Key, str], existing: Sources) -> dict[Key, str]:
    """The id of the agent that each draft means: the one it has, or a new one that nobody has or had."""
    taken = {source.id.partition("/")[0] for source in existing.of(*FOLDER)}
    for source in existing.of("agent"):
        taken.update(_former_ids(source.data))
    wanted = {draft.key.text: draft.slug for draft in drafts if draft.key not in matched}
    fresh = assign_slugs(wanted, taken=taken, stem="agent")
    return {draft.key: matched.get(draft.key) or fresh[draft.key.text] for draft in drafts}


def _former_ids(data: Any) -> list[str]:
    former = data.get("formerly") if isinstance(data, dict) else None
    return [name for name in former if isinstance(name, str)] if isinstance(former, list) else []
