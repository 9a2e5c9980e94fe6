"""The example's policy: its bar and its risk floors, once as data and once as the text of policy.yml.

The simulation judges by the same figures, so that what it validates stands up to the gate.
"""

from __future__ import annotations

from collections.abc import Mapping

from seedbed.example.facts import Policy

RISKS = ("low", "medium", "high", "prohibited")

ACCURACY, AUTOMATION, NET_OUTPUT = 0.80, 0.90, 0.30
MEASURED_TASKS = 100
HIGH_VOLUME = 300
REVIEW_MONTHS = {"low": 12, "medium": 9, "high": 6}
LADDER = {"low": 0, "medium": 2, "high": 3}
"""Months that a unit runs an agent of the class below before its first one of this class."""

FLOORS: tuple[tuple[str, Mapping[str, tuple[str, ...]], str], ...] = (
    ("prohibited", {"eu_ai_act": ("prohibited",)}, "The law forbids this use."),
    ("high", {"eu_ai_act": ("high-risk",)}, "The law lists this use as high-risk."),
    ("high", {"personal": ("special",)}, "Health and beliefs are nobody's business but the person's."),
    (
        "high",
        {"affects": ("customers", "applicants", "public"), "autonomy": ("acts-with-review", "acts-alone")},
        "It acts on people outside before anybody has looked.",
    ),
    ("high", {"access": ("pay",)}, "Money that has left does not come back by itself."),
    ("medium", {"access": ("send", "execute")}, "It reaches outside, or runs code."),
    ("medium", {"classification": ("restricted",)}, "Few people may see these data at all."),
    ("medium", {"affects": ("customers", "partners", "applicants", "public")}, "People outside feel its errors."),
    ("medium", {"autonomy": ("acts-alone",)}, "Nobody looks at each result."),
)
"""Risk, facts that must all hold, and why."""


def risk_floor(facts: Mapping[str, frozenset[str]], /) -> str:
    """The highest risk whose facts all hold, or low."""
    holding = [risk for risk, when, _ in FLOORS if all(facts[name] & set(values) for name, values in when.items())]
    return max(holding, key=RISKS.index, default="low")


def render_policy(record: Policy, /) -> str:
    """policy.yml."""
    floors = "".join(_floor(*rule) for rule in FLOORS)
    reviews = ", ".join(f"{risk}: {months}" for risk, months in REVIEW_MONTHS.items())
    return (
        f"version: {record.version}\nthresholds:\n  accuracy: {ACCURACY:.2f}\n  automation: {AUTOMATION:.2f}\n"
        f"  net_output: {NET_OUTPUT:.2f}\n  judged_tasks: {record.judged_tasks}\n  measured_tasks: {MEASURED_TASKS}\n"
        f"  evidence_days: 90\n  high_volume_tasks_per_month: {HIGH_VOLUME}\nrisk_floor:\n{floors}"
        "approvals:\n  low: [owner, ai-office]\n  medium: [owner, ai-office]\n"
        "  high: [owner, ai-office, security, second-unit]\n"
        f"ladder:\n  medium_after_low_months: {LADDER['medium']}\n  high_after_medium_months: {LADDER['high']}\n"
        f"review_months: {{{reviews}}}\nadoption:\n  crossing: 0.10\n  acceleration: 0.15\n  saturation: 0.60\n"
        "  scaled: 0.40\n  window_months: [18, 36]\n  purgatory_months: 12\nsmall_group: 5\nwaiver_days: 90\n"
    )


def _floor(risk: str, when: Mapping[str, tuple[str, ...]], why: str) -> str:
    facts = ", ".join(f"{name}: [{', '.join(values)}]" for name, values in when.items())
    return f"  - risk: {risk}\n    when: {{{facts}}}\n    why: {why}\n"
