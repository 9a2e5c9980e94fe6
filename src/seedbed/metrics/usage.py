"""Usage: what the agents did, added up by deployment, agent, unit, function and month.

Automation = automated ÷ tasks. Accuracy = correct ÷ judged. Cost per task = cost ÷ the tasks of the rows that state a
cost. Rows that leave a cell empty take no part in the figure that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeVar

import numpy as np
from msgspec import Struct

from seedbed.metrics.columns import Columns, columns_of, listed
from seedbed.metrics.measured import Measured, in_order
from seedbed.metrics.totals import Totals

K = TypeVar("K", bound=Hashable)


class Usage(NamedTuple):
    """Sums over rows; a tuple, since there are tens of thousands. `cost`, `tokens` and `escalations` are None where no
    row states them; `costed_tasks` and `escalation_tasks` are the tasks of the rows that do. `paths` are the files of
    the rows, `rows` how many were added.
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

SUMMED = Usage._fields[: Usage._fields.index("rows")]
"""The fields that are sums of what rows state."""


class UsageFigures(Struct, frozen=True, kw_only=True):
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
    totals = Totals.of(columns, columns.table, len(tables))
    by_deployment = _usages(totals, [(path,) for path in paths])
    periods = columns.period
    by_month = Totals.of(columns, periods.places, len(periods.names))
    months = _usages(by_month, listed(paths, columns, np.arange(len(columns.table))))

    def cut(key: Callable[[Measured], K]) -> dict[K, Usage]:
        """The usage of all tables of one key together, for every key."""
        files: dict[K, list[str]] = {key(one): [] for one in tables}
        for one, usage in zip(tables, by_deployment, strict=True):
            files[key(one)].extend(usage.paths)
        places = {name: place for place, name in enumerate(files)}
        regrouped = totals.regrouped([places[key(one)] for one in tables], len(files))
        return dict(zip(files, _usages(regrouped, [tuple(some) for some in files.values()]), strict=True))

    return UsageFigures(
        everything=combine(by_deployment),
        by_deployment=dict(zip(measured, by_deployment, strict=True)),
        by_agent=cut(lambda one: one.agent),
        by_unit=cut(lambda one: one.unit),
        by_function=cut(lambda one: one.function),
        by_month=dict(zip(periods.names, months, strict=True)),
    )


def _usages(totals: Totals, paths: Iterable[tuple[str, ...]]) -> list[Usage]:
    """The usage of every group of rows, that of the files named for it."""
    rows = totals.rows.tolist()
    cells = (
        *(totals.column(name) for name in SUMMED),
        rows,
        _methods(totals),
        (some if count else () for some, count in zip(paths, rows, strict=True)),
    )
    return list(map(Usage._make, zip(*cells, strict=True)))


def _methods(totals: Totals) -> Iterator[tuple[str, ...]]:
    """How the rows of every group were made, the strongest way first."""
    columns = (counts.tolist() for counts in totals.methods.values())
    for _, *counts in zip(totals.rows.tolist(), *columns, strict=True):
        yield in_order({name for name, count in zip(totals.methods, counts, strict=True) if count})


def combine(parts: Iterable[Usage], /) -> Usage:
    """The usage of several groups together; no row may be in two of them."""
    some = list(parts)
    if not some:
        return Usage()
    columns = zip(*some, strict=True)
    tasks, automated, judged, correct, human, cost, costed, tokens, escalations, escalation_tasks, rows, *_ = columns
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
