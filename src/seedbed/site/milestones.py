"""The month in which a copy first met the policy's bar, with the figures it had then."""

from __future__ import annotations

from msgspec import Struct

from seedbed.metrics.evidence import Evidence, evidence_of, find_shortfalls
from seedbed.metrics.measured import baseline_of
from seedbed.metrics.periods import end_of
from seedbed.records import Baseline, Measurement, MeasurementTable, Thresholds
from seedbed.site.views import Site


class Milestone(Struct, frozen=True):
    """A period, and what was proven at its end."""

    period: str
    evidence: Evidence


class _Sums(Struct):
    """Running sums over the months of one version."""

    tasks: int = 0
    automated: int = 0
    judged: int = 0
    correct: int = 0

    def add(self, row: Measurement) -> None:
        """Count one more month."""
        self.tasks += row.tasks
        self.automated += row.automated
        self.judged += row.judged
        self.correct += row.correct

    def may_meet(self, bar: Thresholds) -> bool:
        """Whether enough was counted and enough of it was right; plain integers, since most months fail here."""
        return (
            self.judged >= bar.judged_tasks
            and self.tasks >= bar.measured_tasks
            and self.correct * bar.accuracy.denominator >= bar.accuracy.numerator * self.judged
            and self.automated * bar.automation.denominator >= bar.automation.numerator * self.tasks
        )


def milestone_of(site: Site, table: MeasurementTable, /) -> Milestone | None:
    """That of a table by the policy of the site, None without one; worked out once for the news and all digests."""
    known: dict[str, Milestone | None] = site.once("milestones", dict)
    if table.id not in known:
        policy = site.catalogue.policy
        found = baseline_of(site.catalogue.agents.get(table.agent), site.catalogue.deployments.get(table.id))
        known[table.id] = first_proof(table, found.baseline if found else None, policy.thresholds) if policy else None
    return known[table.id]


def first_proof(table: MeasurementTable, baseline: Baseline | None, bar: Thresholds, /) -> Milestone | None:
    """The first month whose evidence, that of the version of the month, meets every threshold; None when none did."""
    rows: list[Measurement] = []
    sums = _Sums()
    for row in table.standing:
        if rows and rows[-1].version != row.version:
            rows, sums = [], _Sums()
        rows.append(row)
        sums.add(row)
        if sums.may_meet(bar):
            evidence = evidence_of(rows, baseline=baseline, today=end_of(row.period))
            if not any(find_shortfalls(evidence, bar)):
                return Milestone(row.period, evidence)
    return None
