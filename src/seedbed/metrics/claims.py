"""Shrinkage on the day of the copy: what the source could claim when a unit copied it, beside what the copy reached.

The claim is the Net Output of the source over the months that had ended when the copy went live, of the version that
the last of them was measured with, against the source's baseline; what the copy reached is its Net Output today. Both
are told only where Net Output may be quoted (`metrics.output`). Shrinkage = claim - reached, in points. The rows are as
they stand now: a row that was corrected since counts as corrected. A copy that came by import has no day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import attrgetter

from msgspec import Struct

from seedbed.metrics.evidence import evidence_of
from seedbed.metrics.growth.spans import Taken
from seedbed.metrics.lives import day_of
from seedbed.metrics.output import Output, why_not_quoted
from seedbed.metrics.periods import period_of
from seedbed.records import Catalogue, Measurement

PERIOD = attrgetter("period")


class Claim(Struct, frozen=True, kw_only=True):
    """One copy: the day it went live, the claim of its source then, and what it shows today.

    `months` are those behind the claim. `reached` is None where `reason` says why it is not quoted. `is_small` copies
    are of units, on either side, with too few people to be shown.
    """

    agent: str
    unit: str
    source: str
    on: date
    claim: Fraction
    months: tuple[str, ...]
    reached: Fraction | None
    reason: str
    is_small: bool
    commit: str
    paths: tuple[str, ...]

    @property
    def points(self) -> Fraction | None:
        """What was lost on the way, as a share: 0.12 is 12 points; below zero the copy does better."""
        return None if self.reached is None else self.claim - self.reached


class Claims(Struct, frozen=True, kw_only=True):
    """Every copy whose source could claim something on its day, oldest first.

    `unclaimed` copies had a source that had nothing to quote then, `undated` ones came by import.
    """

    copies: tuple[Claim, ...]
    unclaimed: int
    undated: int

    @property
    def median_points(self) -> Fraction | None:
        """Half of the copies that can be compared lost more than that."""
        points = sorted(one.points for one in self.compared if one.points is not None)
        half = len(points) // 2
        return (points[half] + points[-half - 1]) / 2 if points else None

    @property
    def compared(self) -> tuple[Claim, ...]:
        """The copies that show what they reached. Those of small units count nowhere: a median of few tells them."""
        return tuple(one for one in self.copies if one.points is not None and not one.is_small)


def claims_of(catalogue: Catalogue, outputs: Mapping[str, Output], copies: Sequence[Taken], /) -> Claims:
    """The claims behind copies; `outputs` are those of today, by `agent/unit`."""
    dated = [copy for copy in copies if not copy.imported]
    quoted = _Quotes(catalogue, outputs)
    found = tuple(claim for copy in dated if (claim := quoted.claim(copy)))
    return Claims(copies=found, unclaimed=len(dated) - len(found), undated=len(copies) - len(dated))


class _Quotes:
    """What every source could quote, worked out once for each last month that had ended."""

    def __init__(self, catalogue: Catalogue, outputs: Mapping[str, Output], /) -> None:
        self._bar = catalogue.policy.thresholds if catalogue.policy else None
        self._outputs = outputs
        self._known: dict[tuple[str, str], Fraction | None] = {}

    def claim(self, copy: Taken) -> Claim | None:
        """The claim behind one copy, None where its source had none."""
        source, own = (self._outputs.get(f"{copy.agent}/{unit}") for unit in (copy.source, copy.unit))
        day = day_of(copy.at)
        rows = _ended(source.rows, period_of(day)) if source else ()
        claim = self._quote(source, rows, day) if source and rows else None
        if source is None or claim is None:
            return None
        return Claim(
            agent=copy.agent,
            unit=copy.unit,
            source=copy.source,
            on=day,
            claim=claim,
            months=tuple(row.period for row in rows),
            reached=own.quoted if own else None,
            reason=own.reason if own else "nothing measured",
            is_small=source.is_small or (own is not None and own.is_small),
            commit=copy.commit,
            paths=(source.path, *([own.path] if own else [])),
        )

    def _quote(self, source: Output, rows: Sequence[Measurement], day: date) -> Fraction | None:
        key = source.id, rows[-1].period
        if key not in self._known:
            baseline = source.baseline
            evidence = evidence_of(rows, baseline=baseline.baseline if baseline else None, today=day)
            reason = why_not_quoted(evidence, baseline, self._bar)
            self._known[key] = None if reason else evidence.net_output
        return self._known[key]


def _ended(rows: Sequence[Measurement], month: str) -> tuple[Measurement, ...]:
    """The months before one, as far as they were measured with the version of the last of them."""
    before = sorted([row for row in rows if row.period < month], key=PERIOD)
    version = before[-1].version if before else ""
    return tuple([row for row in before if row.version == version])
