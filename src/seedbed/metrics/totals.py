"""Sums of rows group by group, as columns: of every table, and from those of every agent, unit and function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.metrics.columns import Columns, Numbers, counted, summed

Places = NDArray[np.int64]

COUNTS = ("tasks", "automated", "judged", "correct", "human_minutes")
"""What every row states."""


class Totals(Struct, frozen=True, eq=False):
    """The sum of every group by name, 0 where no row states any; the names are those of fields of `Usage`.

    `stated` counts the rows of every group that state what rows may leave empty, `methods` those that were made in one
    way, and `rows` all of them.
    """

    sums: Mapping[str, Numbers]
    stated: Mapping[str, Numbers]
    methods: Mapping[str, Numbers]
    rows: Numbers

    @classmethod
    def of(cls, columns: Columns, by: Places, groups: int, /) -> Totals:
        """The sums of rows; `by` is the group of each."""
        numbers, method = columns.numbers, columns.method
        tasks, cost, escalations = numbers["tasks"].values, numbers["cost"], numbers["escalations"]
        taken, given = numbers["input_tokens"], numbers["output_tokens"]
        cells = {name: numbers[name].values for name in COUNTS}
        cells |= {"costed_tasks": tasks * cost.stated, "escalation_tasks": tasks * escalations.stated}
        cells |= {"cost": cost.values, "tokens": taken.values + given.values, "escalations": escalations.values}
        stated = {"cost": cost.stated, "tokens": taken.stated | given.stated, "escalations": escalations.stated}
        ways = {name: method.places == place for place, name in enumerate(method.names)}
        return cls(
            sums={name: summed(values, by, groups) for name, values in cells.items()},
            stated={name: counted(chosen, by, groups) for name, chosen in stated.items()},
            methods={name: counted(chosen, by, groups) for name, chosen in ways.items()},
            rows=np.bincount(by, minlength=groups),
        )

    def column(self, name: str, /) -> list[Any]:
        """The sum of every group as plain numbers; None for one none of whose rows states any."""
        sums = list(self.sums[name].tolist())
        if name not in self.stated:
            return sums
        return [one if count else None for one, count in zip(sums, self.stated[name].tolist(), strict=True)]

    def regrouped(self, by: Sequence[int], groups: int, /) -> Totals:
        """The sums of groups of these groups; `by` is the greater one of each.

        Decimals are added in the order of the groups: the answer is that of adding up their sums one after the other.
        """
        places = np.array(by, dtype=np.int64)

        def again(sums: Mapping[str, Numbers]) -> dict[str, Numbers]:
            """Some of the columns for the greater groups."""
            return {name: summed(values, places, groups) for name, values in sums.items()}

        return Totals(again(self.sums), again(self.stated), again(self.methods), summed(self.rows, places, groups))
