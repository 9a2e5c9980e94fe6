"""Which column is used for what, and everything that was counted in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from seedbed.imports.mapping import ImportMap, Values
from seedbed.imports.report import ColumnReport
from seedbed.imports.table import Table
from seedbed.imports.tally import Count


def column_reports(table: Table, mapping: ImportMap, counts: Iterable[Count], /) -> tuple[ColumnReport, ...]:
    """The account of every column of the table, in order."""
    uses: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for reference, use in _uses(mapping):
        uses[table.index[reference]][use] = None
    by_column: defaultdict[int, list[Count]] = defaultdict(list)
    for count in counts:
        by_column[count.column].append(count)
    return tuple(
        ColumnReport(
            letter=column.letter,
            header=column.header,
            used_for=tuple(uses[column.position]),
            left_out=table.dropped.get(column.position, ""),
            counts=tuple(by_column[column.position]),
        )
        for column in table.columns
    )


def _uses(mapping: ImportMap) -> Iterator[tuple[str, str]]:
    """Every mention of a column with the name of what it is for."""
    yield from ((reference, "key") for reference in mapping.identity.key)
    yield from ((reference, "key of twins") for reference in mapping.identity.distinguish)
    groups: list[tuple[str, Values]] = [("identifier", mapping.identity.slug), *mapping.agent.items()]
    groups += [(f"deployment {name}", values) for name, values in mapping.deployment.items()]
    groups += [("unit", (*level.id, *level.name, *level.function)) for level in mapping.units]
    groups += [(f"recipe.md, {section.heading}", section.paragraphs) for section in mapping.recipe]
    yield from ((reference, use) for use, values in groups for value in values for reference in value.references)
