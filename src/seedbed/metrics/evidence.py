"""What a measurement table proves about one copy of an agent, against the bar of the policy.

Sums are taken first and shares of the sums after, as fractions: 240 of 300 is exactly four fifths and meets a bar of
0.8. The point estimate is what counts; the Wilson bound is shown beside it, so that 24 of 30 does not look like 240 of
300.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import attrgetter

from msgspec import Struct

from seedbed.metrics.amounts import exact, exact_sum
from seedbed.metrics.measured import baseline_of
from seedbed.metrics.periods import end_of
from seedbed.records import Agent, Baseline, Catalogue, Measurement, MeasurementTable, Thresholds

Z_95 = 1.6448536269514722
"""Quantile of the normal distribution behind a one-sided bound of 95 %."""


class Evidence(Struct, frozen=True, kw_only=True):
    """The sums over some months and what follows from them; None where nothing follows.

    Hours are hours of people's work, cost is in the organisation's currency, shares are 0 to 1, `net_output` 0.3 is
    +30 %. `volume` is tasks a month, measured or in the baseline, whichever is more. `age_days` counts from the end of
    the last period, 0 while it runs.
    """

    tasks: int
    automated: int
    judged: int
    correct: int
    human_hours: Fraction
    volume: Fraction
    months: int
    methods: frozenset[str]
    cost: Fraction | None
    last_period: str | None
    age_days: int | None
    net_output: Fraction | None
    hours_given_back: Fraction | None

    @property
    def accuracy(self) -> Fraction | None:
        """Correct of judged tasks."""
        return Fraction(self.correct, self.judged) if self.judged else None

    @property
    def accuracy_bound(self) -> float:
        """The accuracy that is surely exceeded: the one-sided 95 % Wilson bound, 0 where nothing was judged."""
        return wilson_bound(self.correct, self.judged)

    @property
    def automation(self) -> Fraction | None:
        """Tasks done without a person doing them, of all tasks."""
        return Fraction(self.automated, self.tasks) if self.tasks else None


COLUMNS = ("period", "tasks", "automated", "judged", "correct", "human_minutes", "method", "cost")
CELLS = attrgetter(*COLUMNS)
"""What of a row is evidence."""


class Sums(Struct, frozen=True):
    """Rows added up: `minutes` of people's work and `cost` as numerator and denominator, the `last` period.

    `cost` is None where no row states one.
    """

    months: int
    tasks: int
    automated: int
    judged: int
    correct: int
    minutes: tuple[int, int]
    cost: tuple[int, int] | None
    methods: frozenset[str]
    last: str | None


Proof = tuple[MeasurementTable, Evidence]
"""The table that decides on an agent's stage, and what it shows."""


class Shortfall(Struct, frozen=True):
    """A figure below the bar of the policy."""

    name: str
    value: Fraction
    least: Fraction


def evidence_of(rows: Iterable[Measurement], /, *, baseline: Baseline | None, today: date) -> Evidence:
    """The evidence in the standing rows of one table, judged against the baseline of the same copy."""
    return evidence_from(_sums(rows), baseline=baseline, today=today)


def evidence_from(sums: Sums, /, *, baseline: Baseline | None, today: date) -> Evidence:
    """The evidence in rows that were added up."""
    minutes, parts = sums.minutes
    gain, given_back = _gains(sums.tasks, minutes, parts, baseline)
    return Evidence(
        tasks=sums.tasks,
        automated=sums.automated,
        judged=sums.judged,
        correct=sums.correct,
        human_hours=Fraction(minutes, parts * 60),
        volume=_volume(sums.tasks, sums.months, baseline),
        months=sums.months,
        methods=sums.methods,
        cost=Fraction(*sums.cost) if sums.cost else None,
        last_period=sums.last,
        age_days=max(0, (today - end_of(sums.last)).days) if sums.last else None,
        net_output=gain,
        hours_given_back=given_back,
    )


def _sums(rows: Iterable[Measurement]) -> Sums:
    """By columns, which is quicker than cell by cell."""
    cells = list(map(CELLS, rows))
    columns = zip(*cells, strict=True) if cells else [()] * len(COLUMNS)
    periods, tasks, automated, judged, correct, human, methods, cost = columns
    costs = [one for one in cost if one is not None]
    return Sums(
        months=len(cells),
        tasks=sum(tasks),
        automated=sum(automated),
        judged=sum(judged),
        correct=sum(correct),
        minutes=exact_sum(human).as_integer_ratio(),
        cost=exact_sum(costs).as_integer_ratio() if costs else None,
        methods=frozenset(methods),
        last=max(periods, default=None),
    )


def _gains(tasks: int, minutes: int, parts: int, baseline: Baseline | None) -> tuple[Fraction | None, Fraction | None]:
    """Net Output and hours given back: what the tasks would have taken, less what they took, of that and in hours.

    So many `parts` make a minute. In whole numbers, since every step with fractions costs as much as reading a row.
    """
    if baseline is None:
        return None, None
    pace = exact(baseline.minutes_per_task)
    taken = minutes * pace.denominator
    saved = tasks * pace.numerator * parts - taken
    hours = Fraction(saved, pace.denominator * parts * 60)
    return Fraction(saved, taken) if taken else None, hours


def _volume(tasks: int, months: int, baseline: Baseline | None) -> Fraction:
    """Tasks a month, measured or in the baseline, whichever is more."""
    stated = exact(baseline.tasks_per_month) if baseline else Fraction()
    is_measured = tasks * stated.denominator >= stated.numerator * (months or 1)
    return Fraction(tasks, months or 1) if is_measured else stated


def tables_by_agent(catalogue: Catalogue, /) -> Mapping[str, Sequence[MeasurementTable]]:
    """The measurement tables of a catalogue by agent."""
    found: dict[str, list[MeasurementTable]] = defaultdict(list)
    for table in catalogue.measurements.values():
        found[table.agent].append(table)
    return found


def evidence_of_agent(
    agent: Agent, catalogue: Catalogue, /, *, today: date, tables: Sequence[MeasurementTable] | None = None
) -> Proof | None:
    """The evidence for an agent: the months of its present version in the table of its owner's unit.

    Where the owner's unit measures nothing, the table with the most judged tasks stands in. None without any table.
    Whoever asks for many agents hands over each one's `tables` (`tables_by_agent`), which are looked for otherwise.
    """
    own = tables_by_agent(catalogue).get(agent.id, ()) if tables is None else tables
    return deciding(agent, [(table, _present(agent, table, catalogue, today=today)) for table in own])


def deciding(agent: Agent, proofs: Iterable[Proof], /) -> Proof | None:
    """Of what the tables of an agent show, what decides: the owner's, else the one with the most judged tasks."""
    return max(proofs, key=lambda one: (one[0].unit == agent.owner.unit, one[1].judged, one[0].unit), default=None)


def is_stale(evidence: Evidence, bar: Thresholds, /) -> bool:
    """Whether the newest month is older than the policy allows."""
    return evidence.age_days is not None and evidence.age_days > bar.evidence_days


def is_thin(evidence: Evidence, bar: Thresholds, /) -> bool:
    """Whether too few tasks were measured or judged to prove anything."""
    return evidence.judged < bar.judged_tasks or evidence.tasks < bar.measured_tasks


def find_shortfalls(evidence: Evidence, bar: Thresholds, /) -> Iterator[Shortfall]:
    """The figures below the bar. Net Output is demanded only where the volume is high."""
    if is_less(evidence.correct, evidence.judged, bar.accuracy):
        yield Shortfall("accuracy", Fraction(evidence.correct, evidence.judged), bar.accuracy)
    if is_less(evidence.automated, evidence.tasks, bar.automation):
        yield Shortfall("automation", Fraction(evidence.automated, evidence.tasks), bar.automation)
    gain = evidence.net_output
    if gain is not None and is_high_volume(evidence, bar) and is_less(gain.numerator, gain.denominator, bar.net_output):
        yield Shortfall("Net Output", gain, bar.net_output)


def is_high_volume(evidence: Evidence, bar: Thresholds, /) -> bool:
    """Whether so many tasks come in a month that Net Output is demanded and may be quoted."""
    return evidence.volume.numerator >= bar.high_volume_tasks_per_month * evidence.volume.denominator


def is_less(part: int, whole: int, share: Fraction, /) -> bool:
    """Whether a part of a whole is less than a share of it; nothing is a share of nothing.

    In whole numbers: of all that is asked of hundreds of thousands of rows, comparing fractions takes the longest.
    """
    return whole > 0 and part * share.denominator < share.numerator * whole


def wilson_bound(successes: int, trials: int, /) -> float:
    """The lower end of the one-sided 95 % Wilson interval; 0 without trials."""
    if not trials:
        return 0.0
    share, z2 = successes / trials, Z_95**2
    centre = share + z2 / (2 * trials)
    spread = Z_95 * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))
    return max(0.0, (centre - spread) / (1 + z2 / trials))


def _present(agent: Agent, table: MeasurementTable, catalogue: Catalogue, *, today: date) -> Evidence:
    rows = [row for row in table.standing if agent.version is None or row.version == agent.version]
    found = baseline_of(agent, catalogue.deployments.get(table.id))
    return evidence_of(rows, baseline=found.baseline if found else None, today=today)
