"""What the policy says about one record: pure functions of the record, the policy and a day.

Shared by the checks, the gate and the pages, so that all of them say the same.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from seedbed.records import Agent, Certificate, Person, Policy, Risk
from seedbed.sentences import Sentence

NO_RULE = Sentence("No rule of the policy raises it.")


def risk_floor(agent: Agent, policy: Policy, /) -> tuple[Risk, str]:
    """The least risk class that the facts of an agent allow, and the reason that the policy gives for it.

    The highest rule that holds decides, and among equals the first. Facts that are not stated yet raise nothing.
    """
    facts = _facts(agent)
    floor = Risk.LOW
    reason: str = NO_RULE
    for one in policy.risk_floor:
        holds = all(facts[name] & set(values) for name, values in one.when.items())
        if holds and (one.risk.rank > floor.rank or (reason is NO_RULE and one.risk is floor)):
            floor, reason = one.risk, one.why
    return floor, reason


def _facts(agent: Agent) -> Mapping[str, frozenset[str]]:
    """The facts that a floor rule may name; an agent that does not state one has none of its values."""
    return {
        "affects": frozenset(agent.affects),
        "autonomy": frozenset(filter(None, [agent.autonomy])),
        "access": frozenset(use.access for use in agent.uses),
        "classification": frozenset([agent.data.classification] if agent.data else ()),
        "personal": frozenset([agent.data.personal] if agent.data else ()),
        "eu_ai_act": frozenset([agent.regulation.eu_ai_act] if agent.regulation else ()),
    }


def certificates_for(person: Person, risk: Risk, /) -> tuple[Certificate, ...]:
    """The certificates of a person that cover a risk class, whether they still hold or not."""
    return tuple(one for one in person.certificates if one.level.rank >= risk.rank)


def is_certified(person: Person, risk: Risk, /, *, today: date) -> bool:
    """Whether a person holds a certificate for a risk class today. Nobody can be certified for prohibited."""
    day = today.isoformat()
    return any(one.on <= day <= one.expires for one in certificates_for(person, risk))


def latest_review(risk: Risk, policy: Policy, /, *, today: date) -> date:
    """The latest day that may be set as the next review of an agent of a class, counted from today."""
    months = policy.review_months.get(risk, min(policy.review_months.values()))
    return add_months(today, months)


def add_months(day: date, months: int, /) -> date:
    """The same day `months` later; the last day of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
