"""The units that a register names, and the functions that organization.yml does not have yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from seedbed.imports.drafts import Draft, UnitDraft
from seedbed.imports.mapping import ImportMap
from seedbed.imports.refusal import Refused
from seedbed.imports.target import shortened

MOST_FUNCTIONS = 100
MOST_NAME = 60


def unit_records(drafts: Iterable[Draft], /) -> Iterator[tuple[str, dict[str, Any], tuple[str, ...]]]:
    """Id, fields and spellings of every unit that the drafts name.

    Where its name is spelled in several ways the most frequent one counts, then the first of the alphabet.
    """
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    functions: defaultdict[str, Counter[str]] = defaultdict(Counter)
    units: dict[str, UnitDraft] = {}
    for draft in drafts:
        for unit in draft.units:
            units[unit.id] = unit
            names[unit.id][unit.name] += 1
            functions[unit.id][unit.function or draft.fields["function"]] += 1
    for identifier, unit in sorted(units.items()):
        fields = {"name": _most(names[identifier]), "function": _most(functions[identifier])}
        yield identifier, fields | ({"part_of": unit.part_of} if unit.part_of else {}), tuple(sorted(names[identifier]))


def _most(counter: Counter[str]) -> str:
    return min(counter, key=lambda text: (-counter[text], text))


def organization_functions(
    organization: Mapping[str, Any], used: Mapping[str, Counter[str]], mapping: ImportMap, /
) -> list[dict[str, Any]]:
    """The functions that organization.yml lacks, to be added. `used` gives for each id the words it came from.

    Raises Refused when the mapping does not allow that, or when there would be too many.
    """
    known = {function["id"] for function in organization.get("functions", ()) if isinstance(function, dict)}
    missing = sorted(set(used) - known)
    if missing and not mapping.functions.create:
        message = f"organization.yml has no function {', '.join(missing)}"
        fix = "Map these to functions that it has, or allow new ones: `functions: {create: true}`."
        raise Refused([mapping.problem(("agent", "function"), message, fix)])
    if len(known) + len(missing) > MOST_FUNCTIONS:
        message = f"{len(missing)} new functions would make more than {MOST_FUNCTIONS}"
        raise Refused([mapping.problem(("agent", "function"), message, "Group them with a value table.")])
    return [{"id": name, "name": _function_name(name, used[name], mapping)} for name in missing]


def _function_name(name: str, words: Counter[str], mapping: ImportMap) -> str:
    spelled = mapping.functions.names.get(name) or (_most(words) if words else name)
    return shortened(spelled, MOST_NAME) if len(spelled) > MOST_NAME else spelled
