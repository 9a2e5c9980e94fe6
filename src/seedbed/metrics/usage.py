"""Usage: what the agents did, added up by deployment, agent, unit, function and month.

Automation = automated ÷ tasks. Accuracy = correct ÷ judged. Cost per task = cost ÷ the tasks of the rows that state a
cost. Rows that leave a cell empty take no part in the figure that needs it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from seedbed.metrics.columns import Columns, Numbers, added, columns_of, counted, listed, words_of
from seedbed.metrics.measured import Measured, in_order

K = TypeVar("K", bound=Hashable)

Places = NDArray[np.int64]

SUMS = attrgetter(
    *("tasks", "automated", "judged", "correct", "human_minutes", "cost", "costed_tasks", "tokens"),
    *("escalations", "escalation_tasks", "rows"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Sums over rows. `cost`, `tokens` and `escalations` are None where no row states them; `costed_tasks` and
    `escalation_tasks` are the tasks of the rows that do. `paths` are the files of the rows, `rows` how many were added.
    """

    tasks: int = 0
    automated: int = 0
    judged: int = 0
    correct: int = 0
    human_minutes: float = 0.0
    cost: float | None = None
    costed_tasks: int = 0
    tokens: int | None = None
    escalations: int | None = None
    escalation_tasks: int = 0
    rows: int = 0
    methods: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def automation(self) -> Fraction | None:
        """The share of tasks done without a person doing them; None without tasks."""
        return Fraction(self.automated, self.tasks) if self.tasks else None

    @property
    def accuracy(self) -> Fraction | None:
        """The share of judged tasks that were right; None when nothing was judged."""
        return Fraction(self.correct, self.judged) if self.judged else None

    @property
    def cost_per_task(self) -> float | None:
        """Running cost of one task in the organisation's currency; None when no row with tasks states a cost."""
        return self.cost / self.costed_tasks if self.cost is not None and self.costed_tasks else None

    @property
    def escalated(self) -> Fraction | None:
        """The share of tasks handed to a person, over the rows that count them."""
        if self.escalations is None or not self.escalation_tasks:
            return None
        return Fraction(self.escalations, self.escalation_tasks)


NOTHING = Usage()
FIELDS = tuple(field.name for field in fields(Usage))
ROWS = FIELDS.index("rows")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageFigures:
    """Usage of everything, and cut five ways; a table whose unit is not known stands under the function None."""

    everything: Usage
    by_deployment: Mapping[str, Usage]
    by_agent: Mapping[str, Usage]
    by_unit: Mapping[str, Usage]
    by_function: Mapping[str | None, Usage]
    by_month: Mapping[str, Usage]


def usage_figures(measured: Mapping[str, Measured], /, columns: Columns | None = None) -> UsageFigures:
    """Add up every standing row. Whoever has read the columns of the tables already hands them over."""
    tables = list(measured.values())
    columns = columns or columns_of(tables)
    paths = [one.path for one in tables]
    added_up = _added(columns, columns.table, [(path,) for path in paths])
    by_deployment = dict(zip(measured, added_up, strict=True))
    by_month = _added(columns, columns.period.places, listed(paths, columns, np.arange(len(columns.table))))
    return UsageFigures(
        everything=combine(added_up),
        by_deployment=by_deployment,
        by_agent=_cut(tables, by_deployment, lambda one: one.agent),
        by_unit=_cut(tables, by_deployment, lambda one: one.unit),
        by_function=_cut(tables, by_deployment, lambda one: one.function),
        by_month=dict(zip(columns.period.names, by_month, strict=True)),
    )


def _added(columns: Columns, by: Places, paths: Sequence[tuple[str, ...]]) -> list[Usage]:
    """The usage of every group of rows, that of the files named for it."""
    groups, numbers = len(paths), columns.numbers
    taken, given, cost, escalations = (
        numbers[name] for name in ("input_tokens", "output_tokens", "cost", "escalations")
    )
    tasks = numbers["tasks"].values
    cells = zip(
        *(added(numbers[name].values, by, groups) for name in ("tasks", "automated", "judged", "correct")),
        added(numbers["human_minutes"].values, by, groups),
        _stated(cost.values, cost.stated, by, groups),
        added(tasks * cost.stated, by, groups),
        _stated(taken.values + given.values, taken.stated | given.stated, by, groups),
        _stated(escalations.values, escalations.stated, by, groups),
        added(tasks * escalations.stated, by, groups),
        np.bincount(by, minlength=groups).tolist(),
        map(in_order, words_of(columns.method, by, groups)),
        paths,
        strict=True,
    )
    return [Usage(**dict(zip(FIELDS, one, strict=True))) if one[ROWS] else NOTHING for one in cells]


def _stated(values: Numbers, stated: NDArray[np.bool_], by: Places, groups: int) -> list[Any]:
    """The sum of what is stated, None for a group none of whose rows does."""
    some = counted(stated, by, groups)
    return [total if count else None for total, count in zip(added(values, by, groups), some, strict=True)]


def combine(parts: Iterable[Usage], /) -> Usage:
    """The usage of several groups together; no row may be in two of them."""
    some = list(parts)
    if not some:
        return Usage()
    columns = zip(*map(SUMS, some), strict=True)
    tasks, automated, judged, correct, human, cost, costed, tokens, escalations, escalation_tasks, rows = columns
    return Usage(
        tasks=sum(tasks),
        automated=sum(automated),
        judged=sum(judged),
        correct=sum(correct),
        human_minutes=sum(human),
        cost=_sum_stated(cost),
        costed_tasks=sum(costed),
        tokens=_sum_stated(tokens),
        escalations=_sum_stated(escalations),
        escalation_tasks=sum(escalation_tasks),
        rows=sum(rows),
        methods=in_order({method for part in some for method in part.methods}),
        paths=tuple(dict.fromkeys(path for part in some for path in part.paths)),
    )


N = TypeVar("N", int, float)


def _sum_stated(values: Sequence[N | None]) -> N | None:
    """The sum of what is stated; most columns are full or empty, which tuples tell quickly."""
    empty = values.count(None)
    if empty == len(values):
        return None
    return sum(value for value in values if value is not None) if empty else sum(values)  # type: ignore[arg-type]


def _cut(tables: Iterable[Measured], usage: Mapping[str, Usage], key: Callable[[Measured], K]) -> dict[K, Usage]:
    groups: dict[K, list[Usage]] = defaultdict(list)
    for one in tables:
        groups[key(one)].append(usage[one.id])
    return {name: combine(parts) for name, parts in groups.items()}
