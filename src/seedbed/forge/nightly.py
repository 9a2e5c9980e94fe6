"""The one issue about what is due: what time has broken without a commit, and settings that somebody has changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from seedbed.forge.codeowners import Gap
from seedbed.forge.drift import Drift
from seedbed.problems import RULES, Problem, Severity
from seedbed.reports.findings import count, safe_text
from seedbed.reports.markdown import escape

TIMELY = (
    "certificate",
    "review-overdue",
    "evidence-stale",
    "evidence-thin",
    "evidence-below",
    "item-status",
    "ended-live",
    "waiver-expired",
    "policy-approvers",
)
"""Rules that a record can begin to break while nobody touches it, the most pressing first."""

WAIVED = re.compile(r"\(waived until [0-9-]+ by [^ ]+\)$")
MOST_CHARACTERS = 60_000
"""Forges refuse texts of 65,536 characters and more."""
MOST_LINES = 50
"""Lines of one section; who has more to do than that begins with the first ones."""
WRITE = "seedbed forge write"


class Due(Struct, frozen=True, kw_only=True):
    """What is due: problems of the records, settings that differ, people who cannot be asked, files to make anew."""

    problems: tuple[Problem, ...] = ()
    drift: tuple[Drift, ...] = ()
    gaps: tuple[Gap, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How much there is to do; a setting that the forge does not show is nothing to do."""
        certain = sum(one.certain for one in self.drift)
        return len(self.problems) + certain + len(self.gaps) + len(self.stale)


def due_problems(problems: Iterable[Problem], /) -> tuple[Problem, ...]:
    """The problems of a check that belong into the issue: errors first, then what time breaks, rule by rule.

    What somebody has waived is not due until the waiver ends.
    """
    order = {rule: place for place, rule in enumerate(TIMELY)}
    due = [one for one in problems if not WAIVED.search(one.message)]
    chosen = [one for one in due if one.severity is Severity.ERROR or one.rule in order]
    return tuple(sorted(chosen, key=lambda one: (order.get(one.rule, -1), one.rule, one.sort_key)))


def create_issue(due: Due, /) -> str:
    """The text of the issue as Markdown, ending with a line feed; text from records is only ever text."""
    if not due.count:
        return "".join(["Nothing is due.\n", *_notes(due)])
    head = f"{count(due.count, 'thing')} to do. This text is written anew every night, and closed when all is done.\n"
    room = MOST_CHARACTERS - len(head)
    kept = [head]
    for section in _sections(due):
        if len(section) > room:
            kept.append("\nThere is more; `seedbed forge nightly` lists it all.\n")
            break
        room -= len(section)
        kept.append(section)
    return "".join(kept)


def _sections(due: Due) -> Iterator[str]:
    for rule, found in groupby(due.problems, key=lambda one: one.rule):
        title = RULES[rule].title if rule in RULES else rule
        yield _section(title, [_problem(one) for one in found])
    yield _section("Settings of the forge are not as .github/rulesets/ asks for.", [_setting(one) for one in due.drift])
    yield _section("The forge cannot ask somebody whose word is due.", [_gap(one) for one in due.gaps])
    files = [f"`{path}`" for path in due.stale]
    yield _section(f"Files are behind the catalogue: run `{WRITE}` and open a pull request.", files)


def _notes(due: Due) -> Iterator[str]:
    if due.drift:
        yield "\nNot shown to this account, so not compared:\n\n"
        yield from (f"- {_setting(one)}\n" for one in due.drift)


def _section(title: str, lines: list[str]) -> str:
    if not lines:
        return ""
    more = [f"- and {len(lines) - MOST_LINES:,} more\n"] if len(lines) > MOST_LINES else []
    return "".join([f"\n### {title}\n\n", *(f"- {line}\n" for line in lines[:MOST_LINES]), *more])


def _problem(problem: Problem) -> str:
    return f"{_text(problem.path)}: {_text(problem.message)}. {_text(problem.fix)}".rstrip()


def _setting(drift: Drift) -> str:
    return _text(str(drift))


def _gap(gap: Gap) -> str:
    return f"{_text(gap.path)}: {_text(gap.message)}. {_text(gap.fix)}"


def _text(text: str) -> str:
    return escape(safe_text(text))
