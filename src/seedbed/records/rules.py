"""The bar and its exceptions: policy and waivers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from seedbed.records.base import Part, Record, Risk


class Thresholds(Part, frozen=True, kw_only=True):
    """The bar for `validated`: shares 0-1, counts, days. `net_output` 0.30 means +30 %."""

    accuracy: Fraction
    automation: Fraction
    net_output: Fraction
    judged_tasks: int
    measured_tasks: int
    evidence_days: int
    high_volume_tasks_per_month: int


class FloorRule(Part, frozen=True, kw_only=True):
    """Facts that raise the risk class: every fact named in `when` must hold, by any of its values."""

    risk: Risk
    when: Mapping[str, tuple[str, ...]]
    why: str


class LadderMonths(Part, frozen=True, kw_only=True):
    """Months of a live agent of the class below that a unit needs first."""

    medium_after_low_months: int
    high_after_medium_months: int


class AdoptionPolicy(Part, frozen=True, kw_only=True):
    """Where the phases of the S-curve begin, as shares of routine work; months."""

    crossing: Fraction
    acceleration: Fraction
    saturation: Fraction
    scaled: Fraction
    window_months: tuple[int, ...]
    purgatory_months: int


class Policy(Record, frozen=True, kw_only=True):
    """catalog/policy.yml: the bar, the floors, who must agree."""

    version: int
    thresholds: Thresholds
    risk_floor: tuple[FloorRule, ...]
    approvals: Mapping[str, tuple[str, ...]]
    ladder: LadderMonths
    review_months: Mapping[str, int]
    adoption: AdoptionPolicy
    small_group: int
    waiver_days: int


class Waiver(Record, frozen=True, kw_only=True):
    """An exception for one rule and one subject, until a day."""

    rule: str
    subject: str
    reason: str
    approver: str
    expires: str
