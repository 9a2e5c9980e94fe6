"""Words that several voices say of a verdict."""

from __future__ import annotations

from seedbed.gate.approvals import Approvals, Given, How, Need
from seedbed.gate.verdict import Answer, Verdict
from seedbed.reports.findings import count

SHORT = 12
"""Digits of an id that people compare."""
MOST_NAMED = 5
"""People who are named for one need; programs get all of them."""
MOST_SUBJECTS = 3


def headline(verdict: Verdict, /) -> str:
    """The answer in a line: `fail: 2 findings in the way`."""
    blocking = sum(1 for _ in verdict.blocking)
    words = f"{verdict.answer.value}: {count(blocking, 'finding') if blocking else 'nothing'} in the way"
    return f"{words}, approvals not checked" if is_unchecked(verdict) else words


def is_unchecked(verdict: Verdict, /) -> bool:
    """Whether a change passes without anybody having asked who agrees."""
    return verdict.answer is Answer.PASS and bool(verdict.approvals.required) and not verdict.approvals.is_checked


def judged(verdict: Verdict, /) -> str:
    """What was judged by what."""
    sides = f"base {verdict.base[:SHORT]}, head {verdict.head[:SHORT]}"
    return f"{sides}, policy {verdict.policy_version} ({verdict.policy[:SHORT]}), seedbed {verdict.engine}"


def who(need: Need, /) -> str:
    """Whom a need is about: `owner (support)`."""
    return f"{need.role} ({need.unit})" if need.unit else need.role


def what_for(subjects: tuple[str, ...], /) -> str:
    """The records that need it, as far as they fit."""
    shown = ", ".join(subjects[:MOST_SUBJECTS])
    left = len(subjects) - MOST_SUBJECTS
    return f"{shown} and {left:,} more" if left > 0 else shown


def could_give(need: Need, /) -> str:
    """Who could still give it."""
    if not need.people:
        return "nobody in catalog/people of the main branch"
    left = len(need.people) - MOST_NAMED
    names = ", ".join(need.people[:MOST_NAMED])
    return f"{names} and {left:,} more" if left > 0 else names


def given_for(need: Need, approvals: Approvals, /) -> Given | None:
    """Who filled a need."""
    return next(
        (g for g in approvals.given if (g.role, g.unit, g.subjects) == (need.role, need.unit, need.subjects)), None
    )


def state_of(need: Need, approvals: Approvals, /) -> str:
    """How a need stands: given by whom, missing, or not checked."""
    given = given_for(need, approvals)
    if given is None:
        state = "missing" if approvals.is_checked else "not checked"
        return f"{state}; could be given by {could_give(need)}"
    return f"given by {given.person}" + (", who proposes" if given.how is How.PROPOSAL else "")
