"""What is withheld beside a total, so that nobody can take what is shown from it and be left with a small group.

Groups of fewer people than the policy lets be shown are withheld. Where only one of the parts of a shown total is, the
difference would tell it; so a second part is withheld too: the one with the fewest people that adds something to the
total. Statistical offices call this complementary suppression. Where nothing else adds to the total, the total is the
small group, and no second part can hide it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from seedbed.metrics.measured import small_group
from seedbed.records import Catalogue, Unit

K = TypeVar("K", bound=Hashable)


def with_complement(parts: Sequence[K], small: Collection[K], /) -> frozenset[K]:
    """What to withhold beside a total: the small parts, and where one alone of them adds to it another.

    `parts` are all that add to it, what is best withheld first.
    """
    open_parts = [one for one in parts if one not in small]
    is_alone = len(parts) - len(open_parts) == 1
    return frozenset(small) | frozenset(open_parts[:1] if is_alone else ())


class Withheld(Struct, frozen=True, kw_only=True):
    """The units and the functions whose figures no page prints.

    Units add up to functions, functions to the whole, and units to the whole as well: no total that is shown has a
    single part missing. What a withheld function consists of is not shown in full either, and a function of which a
    withheld unit alone has measured anything is withheld with it.
    """

    units: frozenset[str]
    functions: frozenset[str]

    @classmethod
    def of(cls, catalogue: Catalogue, /) -> Withheld:
        """By the headcounts of today. A group of which somebody states none is not known to be small."""
        guard = small_group(catalogue)
        measuring = {table.unit for table in catalogue.measurements.values() if table.rows}
        groups: dict[str, list[Unit]] = defaultdict(list)
        for unit in catalogue.units.values():
            groups[unit.function].append(unit)
        people = {function: people_of(units) for function, units in groups.items()}
        adding = [one for one in groups if any(unit.id in measuring for unit in groups[one])]
        small = _small(people, guard) | {one for one in adding if _is_one_small_unit(groups[one], measuring, guard)}
        functions = with_complement(_least_first(adding, people), small)
        units: set[str] = set()
        for function, some in groups.items():
            units |= _units(some, measuring, guard, is_shown=function not in functions)
        return cls(units=frozenset(units), functions=functions)


def is_whole_small(catalogue: Catalogue, /) -> bool:
    """Whether all units together have fewer people than policy lets be shown."""
    people = people_of(catalogue.units.values())
    return people is not None and people < small_group(catalogue)


def people_of(units: Iterable[Unit], /) -> int | None:
    """The people of some units; None where one states none, or where there is no unit."""
    heads = [unit.headcount for unit in units]
    return None if not heads or None in heads else sum(head or 0 for head in heads)


def _units(units: Sequence[Unit], measuring: Collection[str], guard: int, *, is_shown: bool) -> frozenset[str]:
    """The units of one function to withhold; of a function that is not shown itself one at least."""
    people = {unit.id: unit.headcount for unit in units}
    parts = _least_first([one for one in people if one in measuring], people)
    small = _small(people, guard)
    if is_shown:
        return with_complement(parts, small)
    return small if small & set(parts) else small | frozenset(parts[:1])


def _is_one_small_unit(units: Sequence[Unit], measuring: Collection[str], guard: int) -> bool:
    """Whether all that a function adds is the work of one unit that is withheld: its figure would be that unit's."""
    adding = [unit for unit in units if unit.id in measuring]
    return len(adding) == 1 and adding[0].headcount is not None and adding[0].headcount < guard


def _small(people: Mapping[str, int | None], guard: int) -> frozenset[str]:
    return frozenset(one for one, count in people.items() if count is not None and count < guard)


def _least_first(groups: Iterable[str], people: Mapping[str, int | None]) -> list[str]:
    """By people, those that state none last; of the same size by name."""
    return sorted(groups, key=lambda one: (people[one] is None, people[one] or 0, one))
