"""The verdict: every rule asked once, every outcome a result, and whether the change may be merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from seedbed.changes import Change
from seedbed.gate.approvals import Approvals
from seedbed.gate.context import Review
from seedbed.gate.results import GateRule, Result, Status, result_of, subject_of
from seedbed.gate.waiving import find_waiver


class Answer(StrEnum):
    """Whether a change may be merged."""

    PASS = "pass"  # noqa: S105 - a word of the report
    FAIL = "fail"


class Verdict(Struct, frozen=True, kw_only=True):
    """The answer with everything it rests on.

    `base` and `head` are the ids of the two commits, `policy` the id of the blob that holds the policy of the base,
    `engine` the version of Seedbed that judged.
    """

    base: str
    head: str
    policy: str
    policy_version: int
    engine: str
    changes: tuple[Change, ...]
    results: tuple[Result, ...]
    approvals: Approvals

    @property
    def answer(self) -> Answer:
        """Pass, when nothing blocks."""
        return Answer.FAIL if any(result.blocks for result in self.results) else Answer.PASS

    @property
    def blocking(self) -> Iterator[Result]:
        """What stands in the way of the merge."""
        return (result for result in self.results if result.blocks)


def judge(review: Review, rules: Iterable[GateRule], /) -> tuple[Result, ...]:
    """Ask every rule. One that breaks down is a result of its own, which blocks; the others are asked all the same."""
    return tuple(result for rule in rules for result in _ask(rule, review))


def _ask(rule: GateRule, review: Review) -> Iterator[Result]:
    is_idle = True
    try:
        for outcome in rule.judge(review):
            is_idle = False
            yield _weighed(result_of(rule.id, outcome), review)
    except Exception as error:  # noqa: BLE001 - a rule that breaks down must block, and must not hide the others
        yield _broken_down(rule, error)
        return
    if is_idle:
        status = Status.PASS if rule.idle is None else Status.NOT_APPLICABLE
        yield Result(rule=rule.id, status=status, subject="", path="", line=1, column=1, message=rule.idle or "")


def _weighed(result: Result, review: Review) -> Result:
    """A failure that a standing waiver of main covers is waived, and says until when and by which record."""
    if result.status is not Status.FAIL:
        return result
    waiver = find_waiver(review.waivers, rule=result.rule, path=result.path)
    if waiver is None:
        return result
    message = f"{result.message} (waived until {waiver.expires} by {waiver.path})"
    return replace(result, status=Status.WAIVED, message=message)


def _broken_down(rule: GateRule, error: Exception) -> Result:
    frames, trace = [], error.__traceback__
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    message = f"the rule broke down ({type(error).__name__} in {frames[-1] if frames else 'an unknown place'})"
    fix = "This is a fault of Seedbed, and blocks: report it, with this line and the ids of the two commits."
    return Result(
        rule=rule.id, status=Status.ERROR, subject=subject_of(""), path="", line=1, column=1, message=message, fix=fix
    )
