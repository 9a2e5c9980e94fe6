"""Net Output of every copy, the hours it gave back, and how far it stays behind what its source claimed.

Net Output = (tasks ÷ human hours now) ÷ (tasks ÷ human hours in the baseline) - 1, which is tasks times baseline
minutes ÷ human minutes - 1. Hours given back = tasks times baseline minutes ÷ 60 - human hours. The evidence of a
copy is every month that it measured with the version it runs. The figure is quoted only where the volume reaches the
bar of the policy. Shrinkage = the source's Net Output - the copy's own, in points: 0.50 against 0.38 is 0.12.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from seedbed.metrics.columns import Columns, columns_of, sums_of
from seedbed.metrics.evidence import Evidence, Sums, evidence_from, is_high_volume
from seedbed.metrics.given_back import GivenBack, MonthHours
from seedbed.metrics.measured import MINUTES, BaselineFound, Measured, in_order
from seedbed.metrics.network import Network
from seedbed.metrics.withholding import Withheld
from seedbed.records import Catalogue, Measurement, Thresholds
from seedbed.sentences import Sentence

__all__ = [
    "MonthHours",
    "MonthOutput",
    "Output",
    "OutputFigures",
    "Shrinkage",
    "output_figures",
    "why_not_quoted",
]

EVERYTHING = "everything"
"""The one group of all tables."""
WITHHELD = ""
"""The group of the tables of all small units; no agent is called so."""


class MonthOutput(Struct, frozen=True):
    """One measured month of one deployment. None where it has no baseline, or where no human time was stated.

    `line` is that of the row in the measurement file.
    """

    period: str
    tasks: int
    net_output: float | None
    hours_given_back: float | None
    method: str
    line: int


class Output(Struct, frozen=True, kw_only=True):
    """What one deployment proves.

    `quoted` is its Net Output where it may be quoted; otherwise `reason` says why not. `baseline` is what it is
    compared to; `rows` are all that stand in the file `path`. `is_small` units have fewer people than policy lets be
    shown, or would give away one that has: no page prints the figures of such a copy.
    """

    id: str
    agent: str
    unit: str
    path: str
    baseline: BaselineFound | None
    evidence: Evidence
    rows: tuple[Measurement, ...]
    reason: str
    is_small: bool

    @property
    def months(self) -> tuple[MonthOutput, ...]:
        """Every measured month, oldest first, those of earlier versions too."""
        return tuple(_months_of(self.rows, self.baseline.baseline.minutes_per_task if self.baseline else None))

    @property
    def hours(self) -> Iterator[tuple[Measurement, float]]:
        """Every row with the hours that it gave back; nothing without a baseline."""
        if self.baseline is None:
            return iter(())
        minutes = self.baseline.baseline.minutes_per_task
        return zip(self.rows, [(row.tasks * minutes - row.human_minutes) / MINUTES for row in self.rows], strict=True)

    def hours_in(self, period: str, /) -> float | None:
        """The hours given back in one month; None when it was not measured or there is no baseline."""
        return next((hours for row, hours in self.hours if row.period == period), None)

    @property
    def quoted(self) -> Fraction | None:
        """Net Output over the evidence, None where `reason` says why it is not quoted."""
        return None if self.reason else self.evidence.net_output

    @property
    def methods(self) -> tuple[str, ...]:
        """How the rows of the evidence were made, the strongest way first."""
        return in_order(set(self.evidence.methods))


class Shrinkage(Struct, frozen=True, kw_only=True):
    """A copy beside the figure that its source claims now."""

    id: str
    agent: str
    unit: str
    source: str
    claim: Fraction
    own: Fraction
    paths: tuple[str, ...]

    @property
    def points(self) -> Fraction:
        """What was lost on the way, as a share: 0.12 is 12 points; below zero the copy does better."""
        return self.claim - self.own


class OutputFigures(Struct, frozen=True, kw_only=True):
    """Every measured deployment by id, the shrinkage of every copy that can be compared, and the hours of every
    month; `hours_of_agents` holds those of each agent in the units that may be shown.

    The copies of an agent are shown one by one, so that a total with a withheld one in it would give it away.
    """

    by_deployment: Mapping[str, Output]
    shrinkage: tuple[Shrinkage, ...]
    months: tuple[MonthHours, ...]
    hours_of_agents: GivenBack

    @property
    def shown_shrinkage(self) -> tuple[Shrinkage, ...]:
        """That of copies that may be shown, as may their sources: nothing about a small group, on either side."""
        outputs = self.by_deployment
        return tuple(
            one
            for one in self.shrinkage
            if not (outputs[one.id].is_small or outputs[f"{one.agent}/{one.source}"].is_small)
        )

    @property
    def total_hours(self) -> float:
        """Hours given back over all months."""
        return sum(month.hours for month in self.months)


def output_figures(
    catalogue: Catalogue,
    measured: Mapping[str, Measured],
    network: Network,
    /,
    *,
    today: date,
    columns: Columns | None = None,
) -> OutputFigures:
    """Net Output and hours of every measurement table, of which somebody may have read the columns already."""
    tables = list(measured.values())
    columns = columns or columns_of(tables)
    copies = [catalogue.deployments.get(one.id) for one in tables]
    sums = sums_of(columns, [copy.version if copy else None for copy in copies])
    withheld = Withheld.of(catalogue)
    outputs: dict[str, Output] = {}
    for one, some in zip(tables, sums, strict=True):
        outputs[one.id] = _output(catalogue, one, some, is_small=one.unit in withheld.units, today=today)
    return OutputFigures(
        by_deployment=outputs,
        shrinkage=tuple(_shrinkages(outputs, network)),
        months=tuple(GivenBack.of(tables, columns, [EVERYTHING] * len(tables)).months(EVERYTHING)),
        hours_of_agents=GivenBack.of(
            tables, columns, [WITHHELD if one.unit in withheld.units else one.agent for one in tables]
        ),
    )


def _output(catalogue: Catalogue, one: Measured, sums: Sums, *, is_small: bool, today: date) -> Output:
    evidence = evidence_from(sums, baseline=one.baseline.baseline if one.baseline else None, today=today)
    policy = catalogue.policy
    return Output(
        id=one.id,
        agent=one.agent,
        unit=one.unit,
        path=one.path,
        baseline=one.baseline,
        evidence=evidence,
        rows=one.rows,
        reason=why_not_quoted(evidence, one.baseline, policy.thresholds if policy else None),
        is_small=is_small,
    )


def why_not_quoted(evidence: Evidence, baseline: BaselineFound | None, bar: Thresholds | None, /) -> str:
    """Why the Net Output of a copy is not quoted, '' where it is."""
    if not evidence.months:
        return Sentence("nothing measured with the version it runs")
    if baseline is None:
        return Sentence("no baseline is stated")
    if not evidence.tasks:
        return Sentence("no task came in")
    if evidence.net_output is None:
        return Sentence("no human time is stated")
    if bar and not is_high_volume(evidence, bar):
        return Sentence(
            "{tasks} tasks a month; quoted from {least} on",
            tasks=round(float(evidence.volume)),
            least=bar.high_volume_tasks_per_month,
        )
    return ""


def _months_of(rows: Iterable[Measurement], minutes: float | None) -> Iterator[MonthOutput]:
    """Rows beside a baseline of so many minutes a task."""
    for row in rows:
        tasks, human, gain, hours = row.tasks, row.human_minutes, None, None
        if minutes is not None:
            before = tasks * minutes
            gain = before / human - 1 if human and tasks else None
            hours = (before - human) / MINUTES
        yield MonthOutput(row.period, tasks, gain, hours, row.method, row.line)


def _shrinkages(outputs: Mapping[str, Output], network: Network) -> Iterator[Shrinkage]:
    for copy in network.copies:
        own, source = outputs.get(f"{copy.agent}/{copy.unit}"), outputs.get(f"{copy.agent}/{copy.source}")
        if own is None or source is None or own is source:
            continue
        reached, claim = own.quoted, source.quoted
        if reached is not None and claim is not None:
            yield Shrinkage(
                id=own.id,
                agent=copy.agent,
                unit=copy.unit,
                source=copy.source,
                claim=claim,
                own=reached,
                paths=(source.path, own.path, copy.path),
            )
