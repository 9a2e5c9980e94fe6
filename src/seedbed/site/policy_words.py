"""The policy in plain words: every threshold of catalog/policy.yml as a sentence or a row that staff can follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seedbed.records import FloorRule, Policy
from seedbed.site.words import number, plural

CLASSES = ("low", "medium", "high")

APPROVERS: Mapping[str, str] = {
    "owner": "the owning unit",
    "ai-office": "the AI office",
    "security": "security",
    "second-unit": "somebody of another unit",
}

FACTS: Mapping[str, str] = {
    "affects": "it affects {}",
    "autonomy": "it {}",
    "access": "it may {} through something it uses",
    "classification": "its data are {}",
    "personal": "it touches {}",
    "eu_ai_act": "the EU AI Act puts the use under {}",
}
"""Each fact that a floor can look at, with a place for its values."""

VALUES: Mapping[str, str] = {
    "own-unit": "its own unit",
    "other-units": "other units",
    "public": "the public",
    "none": "no personal data",
    "ordinary": "personal data such as names and addresses",
    "special": "special personal data such as health or belief",
    "transparency": "transparency duties",
    "high-risk": "high risk",
    "prohibited": "prohibited practices",
    "minimal": "minimal risk",
}
"""Values that need other words than their own; `public` as a class of data is handled apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One rule of the risk floor: the class, when it holds, why."""

    risk: str
    when: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRule:
    """What one risk class asks for: whose agreement, which trail before, how often a review."""

    risk: str
    approvals: str
    trail: str
    review: str


def share(value: Fraction, /) -> str:
    """A share as a per cent without rounding away what was written: 0.825 is `82.5 %`."""
    return f"{float(value * 100):.10g} %"


def bar(policy: Policy, /) -> dict[str, str]:
    """For each threshold that an agent must meet to be validated, the sentence that says it."""
    asked = policy.thresholds
    judged, measured = plural(asked.judged_tasks, "task"), plural(asked.measured_tasks, "task")
    often, age = number(asked.high_volume_tasks_per_month), plural(asked.evidence_days, "day")
    return {
        "Accuracy": f"At least {share(asked.accuracy)} of the judged tasks were correct; {judged} judged or more.",
        "Automation": f"At least {share(asked.automation)} of the tasks needed nobody; {measured} measured or more.",
        "Net Output": (
            f"People get at least {share(asked.net_output)} more tasks done in an hour than before. "
            f"Asked of tasks done {often} times a month or more."
        ),
        "Fresh evidence": f"The newest month ended at most {age} ago, and it measured the present version.",
    }


def floors(policy: Policy, /) -> list[Floor]:
    """The risk floor, highest class first, in the order of the policy within a class."""
    ordered = sorted(policy.risk_floor, key=lambda rule: -rule.risk.rank)
    return [Floor(risk=rule.risk, when=floor_words(rule), why=rule.why) for rule in ordered]


def floor_words(rule: FloorRule, /) -> str:
    """The condition of one floor rule as a sentence."""
    parts = [FACTS[fact].format(either([_value(fact, one) for one in values])) for fact, values in rule.when.items()]
    sentence = ", and ".join(parts) or "always"
    return f"{sentence[0].upper()}{sentence[1:]}."


def either(words: Sequence[str], /) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def class_rules(policy: Policy, /) -> list[ClassRule]:
    """What each risk class that may be run asks for, lowest first."""
    return [
        ClassRule(
            risk=risk,
            approvals=", ".join(APPROVERS[one] for one in policy.approvals.get(risk, ())) or "nobody",
            trail=_trail(policy, risk),
            review=f"every {plural(policy.review_months[risk], 'month')}" if risk in policy.review_months else "never",
        )
        for risk in CLASSES
    ]


def phases(policy: Policy, /) -> list[tuple[str, str]]:
    """(phase, its shares of routine work) of the S-curve."""
    asked = policy.adoption
    return [
        ("Pilot plateau", f"below {share(asked.crossing)}"),
        ("Crossing point", f"{share(asked.crossing)} to {share(asked.acceleration)}"),
        ("Acceleration", f"{share(asked.acceleration)} to {share(asked.saturation)}"),
        ("Saturation", f"{share(asked.saturation)} and more"),
    ]


def further(policy: Policy, /) -> list[str]:
    """The remaining thresholds, a sentence each."""
    asked = policy.adoption
    window = " to ".join(str(month) for month in asked.window_months)
    return [
        f"{share(asked.scaled)} of routine work across several functions counts as scaled.",
        f"That is usually reached {window} months after the first live copy.",
        f"A function that stays on the pilot plateau for {plural(asked.purgatory_months, 'month')} is called stuck.",
        f"A waiver, an exception from one rule for one subject, holds for {plural(policy.waiver_days, 'day')} at most.",
        f"Figures about groups of fewer than {plural(policy.small_group, 'person', 'people')} are not shown.",
    ]


def _trail(policy: Policy, risk: str) -> str:
    months = {"medium": policy.ladder.medium_after_low_months, "high": policy.ladder.high_after_medium_months}
    below = {"medium": "low", "high": "medium"}
    if risk not in months:
        return "none: a unit's first agent is of this class"
    return f"{plural(months[risk], 'month')} of a live {below[risk]}-risk agent in the unit without an open incident"


def _value(fact: str, value: str) -> str:
    if fact == "classification":
        return value
    return VALUES.get(value, value.replace("-", " "))
