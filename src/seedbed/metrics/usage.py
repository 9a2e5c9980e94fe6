"""Usage: what the agents did, added up by deployment, agent, unit, function and month.

Automation = automated ÷ tasks. Accuracy = correct ÷ judged. Cost per task = cost ÷ the tasks of the rows that state a
cost. Rows that leave a cell empty take no part in the figure that needs it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import Any, TypeVar

from seedbed.metrics.measured import Measured, in_order
from seedbed.records import Measurement

K = TypeVar("K", bound=Hashable)


Cells = tuple[Any, ...]
CELLS = attrgetter(
    *("period", "tasks", "automated", "judged", "correct", "human_minutes", "cost"),
    *("input_tokens", "output_tokens", "escalations", "method"),
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageFigures:
    """Usage of everything, and cut five ways; a table whose unit is not known stands under the function None."""

    everything: Usage
    by_deployment: Mapping[str, Usage]
    by_agent: Mapping[str, Usage]
    by_unit: Mapping[str, Usage]
    by_function: Mapping[str | None, Usage]
    by_month: Mapping[str, Usage]


def usage_figures(measured: Mapping[str, Measured], /) -> UsageFigures:
    """Add up every standing row."""
    tables = list(measured.values())
    by_deployment = {one.id: add_up(one.rows, paths=(one.path,)) for one in tables}
    return UsageFigures(
        everything=combine(by_deployment.values()),
        by_deployment=by_deployment,
        by_agent=_cut(tables, by_deployment, lambda one: one.agent),
        by_unit=_cut(tables, by_deployment, lambda one: one.unit),
        by_function=_cut(tables, by_deployment, lambda one: one.function),
        by_month=usage_by_month(tables),
    )


def usage_by_month(tables: Iterable[Measured], /) -> dict[str, Usage]:
    """Usage of some deployments month by month, oldest first; a month without rows is not there."""
    cells: dict[str, list[Cells]] = defaultdict(list)
    paths: dict[str, list[str]] = defaultdict(list)
    for one in tables:
        path = one.path
        for row in map(CELLS, one.rows):
            cells[row[0]].append(row)
            paths[row[0]].append(path)
    return {period: _added(cells[period], paths[period]) for period in sorted(cells)}


def add_up(rows: Iterable[Measurement], /, *, paths: Iterable[str]) -> Usage:
    """The usage of some rows from the files `paths`."""
    return _added(list(map(CELLS, rows)), paths)


def _added(rows: Sequence[Cells], paths: Iterable[str]) -> Usage:
    """By columns, since there are hundreds of thousands of rows."""
    if not rows:
        return Usage()
    _, tasks, automated, judged, correct, human, cost, taken, given, escalations, methods = zip(*rows, strict=True)
    return Usage(
        tasks=sum(tasks),
        automated=sum(automated),
        judged=sum(judged),
        correct=sum(correct),
        human_minutes=float(sum(human)),
        cost=_float(_sum_stated(cost)),
        costed_tasks=_tasks_stated(tasks, cost),
        tokens=_sum_stated((_sum_stated(taken), _sum_stated(given))),
        escalations=_sum_stated(escalations),
        escalation_tasks=_tasks_stated(tasks, escalations),
        rows=len(rows),
        methods=in_order(set(methods)),
        paths=tuple(paths),
    )


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


def _tasks_stated(tasks: Sequence[int], cells: Sequence[object]) -> int:
    """The tasks of the rows that state something."""
    empty = cells.count(None)
    if empty in {0, len(cells)}:
        return 0 if empty else sum(tasks)
    return sum(count for count, cell in zip(tasks, cells, strict=True) if cell is not None)


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _cut(tables: Iterable[Measured], usage: Mapping[str, Usage], key: Callable[[Measured], K]) -> dict[K, Usage]:
    groups: dict[K, list[Usage]] = defaultdict(list)
    for one in tables:
        groups[key(one)].append(usage[one.id])
    return {name: combine(parts) for name, parts in groups.items()}
