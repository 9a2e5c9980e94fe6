"""What a rule says about a change: it holds, it does not, it does not apply and why, a waiver covers it, it failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from seedbed.kinds import kind_of
from seedbed.problems import Finding, Place, Problem, Severity, register_rule

if TYPE_CHECKING:
    from seedbed.gate.context import Review


class Status(StrEnum):
    """How a rule ends. Whatever is not in `OPEN` blocks the merge."""

    PASS = "pass"  # noqa: S105 - a word of the report
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    WAIVED = "waived"
    WARNING = "warning"
    ERROR = "error"


OPEN = frozenset({Status.PASS, Status.NOT_APPLICABLE, Status.WAIVED, Status.WARNING})
"""Results with which a change may be merged."""


class Holds(Struct, frozen=True):
    """A rule that was asked and holds; the message says by which facts."""

    place: Place
    message: str


class Skipped(Struct, frozen=True):
    """Something to which a rule does not apply, and why."""

    place: Place
    message: str


class Advice(Struct, frozen=True):
    """Something that asks for attention and blocks nothing."""

    place: Place
    message: str
    fix: str = ""


Outcome: TypeAlias = Finding | Holds | Skipped | Advice | Problem
"""What a rule yields. A `Finding` is a failure: where, what is wrong, the exact mend.

A `Problem` is what a check found: it is told under the rule of the check, and fails when it is an error.
"""


class Result(Struct, frozen=True, kw_only=True):
    """One outcome of one rule. `subject` is the id of the record that it is about, or the path of a file."""

    rule: str
    status: Status
    subject: str
    path: str
    line: int
    column: int
    message: str
    fix: str = ""

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of the merge."""
        return self.status not in OPEN


Judge: TypeAlias = "Callable[[Review], Iterator[Outcome]]"


class GateRule(Struct, frozen=True, kw_only=True):
    """A rule of the gate. `idle` is the reason for which it does not apply when it yields nothing; None: it holds."""

    id: str
    family: str
    judge: Judge
    idle: str | None = None


GATE_RULES: dict[str, GateRule] = {}
"""Every rule of the gate by its id, in the order of definition."""


def gate_rule(rule_id: str, *, family: str, idle: str | None = None) -> Callable[[Judge], Judge]:
    """Register a generator of outcomes as the rule `rule_id`, known to `--explain` and to waivers by its docstring.

    Raises ValueError when the id is taken or there is no docstring.
    """

    def register(judge: Judge) -> Judge:
        register_rule(rule_id, judge, family=family)
        GATE_RULES[rule_id] = GateRule(id=rule_id, family=family, judge=judge, idle=idle)
        return judge

    return register


def subject_of(path: str, /) -> str:
    """The id of the record at a path, or the path itself."""
    found = kind_of(path)
    return found[1] if found else path


STATUS_OF = {Finding: Status.FAIL, Holds: Status.PASS, Skipped: Status.NOT_APPLICABLE, Advice: Status.WARNING}


def result_of(rule_id: str, outcome: Outcome, /) -> Result:
    """The result for one outcome of a rule."""
    if isinstance(outcome, Problem):
        status = Status.FAIL if outcome.severity is Severity.ERROR else Status.WARNING
        place = Place(path=outcome.path, line=outcome.line, column=outcome.column)
        return _result(outcome.rule, status, place, outcome.message, outcome.fix)
    return _result(rule_id, STATUS_OF[type(outcome)], outcome.place, outcome.message, getattr(outcome, "fix", ""))


def _result(rule_id: str, status: Status, place: Place, message: str, fix: str) -> Result:
    return Result(
        rule=rule_id,
        status=status,
        subject=subject_of(place.path),
        path=place.path,
        line=place.line,
        column=place.column,
        message=message,
        fix=fix,
    )
