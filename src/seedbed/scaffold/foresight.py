"""What the gate would say to a record that is not proposed yet: now as planned, and on the day it goes live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from seedbed.gate.approvals import Need
from seedbed.gate.context import Review
from seedbed.gate.form import problems_of
from seedbed.gate.platform import judge_item
from seedbed.gate.results import Result, Status, result_of
from seedbed.gate.rules import RULES
from seedbed.gate.settle import settle_approvals
from seedbed.gate.verdict import judge
from seedbed.gate.waiving import find_waiver
from seedbed.gate.walk import open_review
from seedbed.kinds import KIND
from seedbed.problems import Problem, Severity
from seedbed.records import Agent, Incident
from seedbed.repository.drafted import draft_change
from seedbed.repository.proposed import Proposal, Signature
from seedbed.scaffold import Draft

BLANK = "draft-placeholder"
"""The rule that finds what a person must still fill in."""

AT_START = frozenset({"copy-early", "low-first", "supervisor-certified"})
"""Rules that ask when a copy goes live, and are asked ahead: nobody shall prepare what cannot begin."""

MARK_GOES = " Then remove this comment."
"""What the mend of a blank ends with; said once for all of them."""

ABOUT_ASKER = "asker-known"


class Obstacle(Struct, frozen=True):
    """Something in the way: what is wrong, the exact mend, and the rule that says so ('' where it is none)."""

    message: str
    fix: str
    rule: str = ""


class Foresight(Struct, frozen=True, kw_only=True):
    """What would block because of the record, and because of the agent that it copies; and all that would not."""

    of_record: tuple[Obstacle, ...]
    of_agent: tuple[Obstacle, ...]
    holds: tuple[str, ...]
    advice: tuple[str, ...]
    blanks: tuple[tuple[int, str], ...]
    needs: tuple[Need, ...]


def foresee(main: Proposal, draft: Draft, agent: Agent, /, *, today: date, author: Signature) -> Foresight:
    """Judge the draft of a copy by the rules of main. Raises ScaffoldError and BadPolicyError as they arise."""
    planned = _review(main, draft, today=today, author=author)
    going = _review(main, replace(draft, answers={**draft.answers, "status": "live"}), today=today, author=author)
    now = judge(planned, RULES)
    then = judge(going, (rule for rule in RULES if rule.id in AT_START))
    items = [result_of("platform-approved", judge_item(planned, agent, place)) for place in range(len(agent.uses))]
    told = list(_about(planned, agent))
    return Foresight(
        of_record=tuple(_obstacle(one) for one in (*now, *then) if one.blocks and one.rule != BLANK),
        of_agent=tuple(_obstacle(one) for one in (*told, *items) if one.blocks),
        holds=tuple(dict.fromkeys((*_holding((*then, *items)), *_data(agent, told)))),
        advice=tuple(dict.fromkeys((*_warnings(now, draft), *_warnings(told), *_incidents(planned, agent)))),
        blanks=tuple((one.line, one.fix.removesuffix(MARK_GOES)) for one in now if one.rule == BLANK),
        needs=settle_approvals(planned).required,
    )


def _review(main: Proposal, draft: Draft, *, today: date, author: Signature) -> Review:
    texts = {path: text.encode() for path, text in draft.create_files().items()}
    return open_review(draft_change(main, texts, author=author, message=""), today=today)


def _about(review: Review, agent: Agent) -> Iterator[Result]:
    """What the checks say about the agent as main has it; what a waiver covers is a warning."""
    paths = {agent.path, KIND["recipe"].path(agent.id)}
    for problem in problems_of(review, review.after):
        if problem.path in paths:
            yield result_of(problem.rule, _waived(problem, review))


def _waived(problem: Problem, review: Review) -> Problem:
    waiver = find_waiver(review.waivers, rule=problem.rule, path=problem.path)
    return replace(problem, severity=Severity.WARNING) if waiver else problem


def _obstacle(result: Result) -> Obstacle:
    return Obstacle(result.message, result.fix, result.rule)


def _holding(results: Iterable[Result]) -> Iterator[str]:
    return (one.message for one in results if one.status in {Status.PASS, Status.WAIVED} and one.message)


def _data(agent: Agent, told: list[Result]) -> Iterator[str]:
    if agent.data and agent.uses and not any(one.rule == "item-data" for one in told):
        yield f"{agent.data.classification} data may go into all that it uses"


def _warnings(results: Iterable[Result], draft: Draft | None = None) -> Iterator[str]:
    for one in results:
        is_ours = draft is None or one.path == draft.path
        if one.status is Status.WARNING and is_ours and one.rule != ABOUT_ASKER:
            yield one.message


def _incidents(review: Review, agent: Agent) -> Iterator[str]:
    for one in review.before.all(Incident, folder=agent.id):
        if one.status == "open":
            yield f"an incident is open: {one.title} ({one.path})"
