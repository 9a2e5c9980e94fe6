"""The policy in plain words: every threshold of catalog/policy.yml as a sentence or a row that staff can follow."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct

from seedbed.records import FloorRule, Policy, Risk
from seedbed.site.language import ENGLISH, Language, marked

CLASSES = ("low", "medium", "high")

APPROVERS: Mapping[str, str] = {
    "owner": marked("the owning unit"),
    "ai-office": marked("the AI office"),
    "security": marked("security"),
    "second-unit": marked("somebody of another unit"),
}

FACTS: Mapping[str, str] = {
    "affects": marked("it affects {values}"),
    "autonomy": marked("it {values}"),
    "access": marked("it may {values} through something it uses"),
    "classification": marked("its data are {values}"),
    "personal": marked("it touches {values}"),
    "eu_ai_act": marked("the EU AI Act puts the use under {values}"),
}
"""Each fact that a floor can look at, with a place for its values."""

VALUES: Mapping[str, str] = {
    "own-unit": marked("its own unit"),
    "other-units": marked("other units"),
    "public": marked("the public"),
    "none": marked("no personal data"),
    "ordinary": marked("personal data such as names and addresses"),
    "special": marked("special personal data such as health or belief"),
    "transparency": marked("transparency duties"),
    "high-risk": marked("high risk"),
    "prohibited": marked("prohibited practices"),
    "minimal": marked("minimal risk"),
}
"""Values that need other words than their own; `public` as a class of data is handled apart."""


class Floor(Struct, frozen=True, kw_only=True):
    """One rule of the risk floor: the class, when it holds, why."""

    risk: str
    when: str
    why: str


class ClassRule(Struct, frozen=True, kw_only=True):
    """What one risk class asks for: whose agreement, which trail before, how often a review."""

    risk: str
    approvals: str
    trail: str
    review: str


def share(value: Fraction, /, *, language: Language = ENGLISH) -> str:
    """A share as a per cent without rounding away what was written: 0.825 is `82.5 %`."""
    return f"{language.exactly(value * 100)} %"


def bar(policy: Policy, /, *, language: Language = ENGLISH) -> dict[str, str]:
    """For each threshold that an agent must meet to be validated, the sentence that says it."""
    asked, say = policy.thresholds, language.say
    return {
        say("Accuracy"): say(
            "At least {share} of the judged tasks were correct; {tasks} judged or more.",
            share=share(asked.accuracy, language=language),
            tasks=language.counted(asked.judged_tasks, "task"),
        ),
        say("Automation"): say(
            "At least {share} of the tasks needed nobody; {tasks} measured or more.",
            share=share(asked.automation, language=language),
            tasks=language.counted(asked.measured_tasks, "task"),
        ),
        say("Net Output"): say(
            "People get at least {share} more tasks done in an hour than before. "
            "Asked of tasks done {often} times a month or more.",
            share=share(asked.net_output, language=language),
            often=asked.high_volume_tasks_per_month,
        ),
        say("Fresh evidence"): language.plural(
            asked.evidence_days,
            "The newest month ended at most {count} day ago, and it measured the present version.",
            "The newest month ended at most {count} days ago, and it measured the present version.",
        ),
    }


def floors(policy: Policy, /, *, language: Language = ENGLISH) -> list[Floor]:
    """The risk floor, highest class first, in the order of the policy within a class."""
    ordered = sorted(policy.risk_floor, key=lambda rule: -rule.risk.rank)
    return [Floor(risk=rule.risk, when=floor_words(rule, language=language), why=rule.why) for rule in ordered]


def floor_words(rule: FloorRule, /, *, language: Language = ENGLISH) -> str:
    """The condition of one floor rule as a sentence."""
    parts = [
        language.say(FACTS[fact], values=language.listed([_value(fact, one, language) for one in values], last="or"))
        for fact, values in rule.when.items()
    ]
    sentence = language.say(", and ").join(parts) or language.say("always")
    return f"{sentence[0].upper()}{sentence[1:]}."


def class_rules(policy: Policy, /, *, language: Language = ENGLISH) -> list[ClassRule]:
    """What each risk class that may be run asks for, lowest first."""
    return [
        ClassRule(
            risk=risk,
            approvals=", ".join(language.look_up(APPROVERS[one]) for one in policy.approvals.get(risk, ()))
            or language.say("nobody"),
            trail=_trail(policy, risk, language),
            review=_review(policy, risk, language),
        )
        for risk in CLASSES
    ]


def approvers_of(policy: Policy | None, /, *, language: Language = ENGLISH) -> dict[str, str]:
    """Who must agree to a change about an agent, by its risk class, as a list in words; '' where nobody is asked."""
    asked = policy.approvals if policy else {}
    return {
        risk: language.listed([language.look_up(APPROVERS.get(one, one)) for one in asked.get(risk, ())])
        for risk in Risk
    }


def _review(policy: Policy, risk: str, language: Language) -> str:
    if risk not in policy.review_months:
        return language.say("never")
    return language.plural(policy.review_months[risk], "every {count} month", "every {count} months")


def phases(policy: Policy, /, *, language: Language = ENGLISH) -> list[tuple[str, str]]:
    """(phase, its shares of routine work) of the S-curve."""
    say, asked = language.say, policy.adoption
    crossing, acceleration, saturation = (
        share(one, language=language) for one in (asked.crossing, asked.acceleration, asked.saturation)
    )
    return [
        (say("Pilot plateau"), say("below {share}", share=crossing)),
        (say("Crossing point"), say("{low} to {high}", low=crossing, high=acceleration)),
        (say("Acceleration"), say("{low} to {high}", low=acceleration, high=saturation)),
        (say("Saturation"), say("{share} and more", share=saturation)),
    ]


def further(policy: Policy, /, *, language: Language = ENGLISH) -> list[str]:
    """The remaining thresholds, a sentence each."""
    asked, say, plural = policy.adoption, language.say, language.plural
    first, last = asked.window_months
    return [
        say(
            "{share} of routine work across several functions counts as scaled.",
            share=share(asked.scaled, language=language),
        ),
        say("That is usually reached {first} to {last} months after the first live copy.", first=first, last=last),
        plural(
            asked.purgatory_months,
            "A function that stays on the pilot plateau for {count} month is called stuck.",
            "A function that stays on the pilot plateau for {count} months is called stuck.",
        ),
        plural(
            policy.waiver_days,
            "A waiver, an exception from one rule for one subject, holds for {count} day at most.",
            "A waiver, an exception from one rule for one subject, holds for {count} days at most.",
        ),
        plural(
            policy.small_group,
            "Figures about groups of fewer than {count} person are not shown.",
            "Figures about groups of fewer than {count} people are not shown.",
        ),
    ]


def _trail(policy: Policy, risk: str, language: Language) -> str:
    months = {"medium": policy.ladder.medium_after_low_months, "high": policy.ladder.high_after_medium_months}
    below = {"medium": "low", "high": "medium"}
    if risk not in months:
        return language.say("none: a unit's first agent is of this class")
    return language.plural(
        months[risk],
        "{count} month of a live {risk}-risk agent in the unit without an open incident",
        "{count} months of a live {risk}-risk agent in the unit without an open incident",
        risk=language.word(below[risk]),
    )


def _value(fact: str, value: str, language: Language) -> str:
    if fact == "classification":
        return language.word(value)
    return language.look_up(VALUES[value]) if value in VALUES else language.word(value)
