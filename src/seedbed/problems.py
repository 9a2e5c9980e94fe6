"""Problems and the rules that find them.

A rule is a small generator: it takes parsed input and yields findings. Its docstring *is* the rule: `seedbed check
--explain` prints it and the portal's rule page is made from it. Nothing here prints, counts or decides.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import wraps
from typing import ParamSpec

from msgspec import Struct

P = ParamSpec("P")


class Severity(StrEnum):
    """How much a problem weighs: an error stops a merge, a warning asks for attention."""

    ERROR = "error"
    WARNING = "warning"


class Place(Struct, frozen=True, kw_only=True, order=True):
    """A spot in a file of the portal: POSIX path from the portal's root, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


class Finding(Struct, frozen=True):
    """What a rule yields: where, what is wrong, and the exact mend."""

    place: Place
    message: str
    fix: str = ""


class Problem(Struct, frozen=True, kw_only=True):
    """A finding with the rule that made it; the unit of every report."""

    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    fix: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of reports: by file, then by place, then by rule."""
        return (self.path, self.line, self.column, self.rule, self.message)


class Rule(Struct, frozen=True, kw_only=True):
    """A rule as it is explained to people. `text` is the docstring of the generator."""

    id: str
    family: str
    severity: Severity
    text: str

    @property
    def title(self) -> str:
        """The first sentence of the rule."""
        return self.text.split("\n\n", 1)[0].replace("\n", " ")


def printable(text: str, /) -> str:
    """A text that is safe to print: control and hidden characters, and bytes that are not UTF-8, stand as escapes."""
    clean = text.encode(errors="surrogateescape").decode(errors="backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in clean)


RULES: dict[str, Rule] = {}
"""Every rule by its id, in the order of definition; filled when the modules that define rules are imported."""


def rule(
    rule_id: str, *, family: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[P, Iterator[Finding]]], Callable[P, Iterator[Problem]]]:
    """Register a generator of findings as the rule `rule_id`; the result yields problems that carry that id.

    Raises ValueError when the id is taken or the generator has no docstring: a rule that cannot be explained is none.
    """

    def register(check: Callable[P, Iterator[Finding]]) -> Callable[P, Iterator[Problem]]:
        """The same generator, of problems."""
        register_rule(rule_id, check, family=family, severity=severity)

        @wraps(check)
        def problems(*args: P.args, **kwargs: P.kwargs) -> Iterator[Problem]:
            """What the check finds, under the id of the rule."""
            for found in check(*args, **kwargs):
                place = found.place
                yield Problem(
                    rule=rule_id,
                    severity=severity,
                    path=place.path,
                    line=place.line,
                    column=place.column,
                    message=found.message,
                    fix=found.fix,
                )

        return problems

    return register


def register_rule(
    rule_id: str, check: Callable[..., object], /, *, family: str, severity: Severity = Severity.ERROR
) -> Rule:
    """Enter the docstring of `check` as the rule `rule_id`. Raises ValueError as `rule` does."""
    text = inspect.getdoc(check)
    if not text:
        message = f"rule {rule_id} has no docstring"
        raise ValueError(message)
    if rule_id in RULES:
        message = f"rule {rule_id} is defined twice"
        raise ValueError(message)
    RULES[rule_id] = Rule(id=rule_id, family=family, severity=severity, text=text)
    return RULES[rule_id]
