"""What is withheld beside a total, so that nobody can take what is shown from it and be left with a small group.

Groups of fewer people than the policy lets be shown are withheld. What is left of a shown total when all shown parts
are taken from it is the work of those that are withheld: they must be two at least, and not too few people together.
Where they are not, further parts are withheld too, those with the fewest people first, as far as they add something to
the total. Statistical offices call this complementary suppression. Where nothing else adds to the total, the total is
the small group, and no second part can hide it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from seedbed.metrics.measured import small_group
from seedbed.records import Catalogue, Unit

K = TypeVar("K", bound=Hashable)


def with_complement(sizes: Mapping[K, int | None], small: Collection[K], /, *, least: int = 0) -> frozenset[K]:
    """What to withhold beside a total: the small parts, and where one alone of them adds to it, or where all that do
    are less than `least` together, further ones.

    `sizes` are those of all parts that add to the total; None is as good as any number.
    """
    hidden = [one for one in sizes if one in small]
    if not hidden:
        return frozenset(small)
    for one in _least_first({one: size for one, size in sizes.items() if one not in small}):
        if len(hidden) > 1 and _is_enough(hidden, sizes, least):
            break
        hidden.append(one)
    return frozenset(small) | frozenset(hidden)


def _is_enough(parts: Iterable[K], sizes: Mapping[K, int | None], least: int) -> bool:
    return any(sizes[one] is None for one in parts) or sum(sizes[one] or 0 for one in parts) >= least


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
        adding = {name: [unit for unit in some if unit.id in measuring] for name, some in groups.items()}
        workers = {name: people_of(some) for name, some in adding.items() if some}
        people = {name: people_of(some) for name, some in groups.items()}
        functions = with_complement(workers, _small(people, guard) | _small(workers, guard), least=guard)
        units = set(_small({unit.id: unit.headcount for unit in catalogue.units.values()}, guard))
        units |= _inside([adding[name] for name in sorted(functions)], guard)
        for name in groups.keys() - functions:
            units |= _beside(adding[name], guard)
        return cls(units=frozenset(units), functions=functions)


def is_whole_small(catalogue: Catalogue, /) -> bool:
    """Whether all units together have fewer people than policy lets be shown."""
    people = people_of(catalogue.units.values())
    return people is not None and people < small_group(catalogue)


def people_of(units: Iterable[Unit], /) -> int | None:
    """The people of some units; None where one states none, or where there is no unit."""
    heads = [unit.headcount for unit in units]
    return None if not heads or None in heads else sum(head or 0 for head in heads)


def _beside(units: Iterable[Unit], guard: int) -> frozenset[str]:
    """Of the units that add to a function that is shown, those to withhold."""
    people = {unit.id: unit.headcount for unit in units}
    return with_complement(people, _small(people, guard), least=guard)


def _inside(functions: Iterable[Sequence[Unit]], guard: int) -> frozenset[str]:
    """Of the units that add to functions that are not shown, those to withhold: one at least of each, and together not
    too few people, since the whole less all that is shown is what they did.
    """
    people = {unit.id: unit.headcount for units in functions for unit in units}
    small = set(_small(people, guard))
    for units in functions:
        own = _least_first({unit.id: unit.headcount for unit in units})
        small.update(own[:1] if not small & set(own) else [])
    return with_complement(people, small, least=guard)


def _small(people: Mapping[str, int | None], guard: int) -> frozenset[str]:
    return frozenset(one for one, count in people.items() if count is not None and count < guard)


def _least_first(sizes: Mapping[K, int | None]) -> list[K]:
    """By size, those that state none last; of the same size by name."""
    return sorted(sizes, key=lambda one: (sizes[one] is None, sizes[one] or 0, str(one)))
