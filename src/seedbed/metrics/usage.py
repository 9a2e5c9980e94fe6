"""Usage: what the agents did, added up by deployment, agent, unit, function and month.

Automation = automated ÷ tasks. Accuracy = correct ÷ judged. Cost per task = cost ÷ the tasks of the rows that state a
cost. Rows that leave a cell empty take no part in the figure that needs it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from seedbed.metrics.measured import Measured, in_order
from seedbed.records import Measurement

K = TypeVar("K", bound=Hashable)


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
    rows: dict[str, list[Measurement]] = defaultdict(list)
    paths: dict[str, list[str]] = defaultdict(list)
    for one in tables:
        for row in one.rows:
            rows[row.period].append(row)
            paths[row.period].append(one.path)
    return {period: add_up(rows[period], paths=paths[period]) for period in sorted(rows)}


def add_up(rows: Sequence[Measurement], /, *, paths: Iterable[str]) -> Usage:
    """The usage of some rows from the files `paths`."""
    costed = [row for row in rows if row.cost is not None]
    handed = [row for row in rows if row.escalations is not None]
    tokens = [row for row in rows if row.input_tokens is not None or row.output_tokens is not None]
    return Usage(
        tasks=sum(row.tasks for row in rows),
        automated=sum(row.automated for row in rows),
        judged=sum(row.judged for row in rows),
        correct=sum(row.correct for row in rows),
        human_minutes=float(sum(row.human_minutes for row in rows)),
        cost=float(sum(row.cost or 0 for row in costed)) if costed else None,
        costed_tasks=sum(row.tasks for row in costed),
        tokens=sum((row.input_tokens or 0) + (row.output_tokens or 0) for row in tokens) if tokens else None,
        escalations=sum(row.escalations or 0 for row in handed) if handed else None,
        escalation_tasks=sum(row.tasks for row in handed),
        rows=len(rows),
        methods=in_order({row.method for row in rows}),
        paths=tuple(paths) if rows else (),
    )


def combine(parts: Iterable[Usage], /) -> Usage:
    """The usage of several groups together; no row may be in two of them."""
    some = list(parts)
    return Usage(
        tasks=sum(part.tasks for part in some),
        automated=sum(part.automated for part in some),
        judged=sum(part.judged for part in some),
        correct=sum(part.correct for part in some),
        human_minutes=sum(part.human_minutes for part in some),
        cost=_sum_stated([part.cost for part in some]),
        costed_tasks=sum(part.costed_tasks for part in some),
        tokens=_sum_stated([part.tokens for part in some]),
        escalations=_sum_stated([part.escalations for part in some]),
        escalation_tasks=sum(part.escalation_tasks for part in some),
        rows=sum(part.rows for part in some),
        methods=in_order({method for part in some for method in part.methods}),
        paths=tuple(dict.fromkeys(path for part in some for path in part.paths)),
    )


N = TypeVar("N", int, float)


def _sum_stated(values: Iterable[N | None]) -> N | None:
    stated = [value for value in values if value is not None]
    return sum(stated[1:], start=stated[0]) if stated else None


def _cut(tables: Iterable[Measured], usage: Mapping[str, Usage], key: Callable[[Measured], K]) -> dict[K, Usage]:
    groups: dict[K, list[Usage]] = defaultdict(list)
    for one in tables:
        groups[key(one)].append(usage[one.id])
    return {name: combine(parts) for name, parts in groups.items()}
