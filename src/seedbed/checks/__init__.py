"""Check: parsed sources in, problems out.

Each module is a family of rules, each rule a generator whose docstring is the rule. A record whose file or fields are
wrong is left out of the catalogue, so that the rules between records judge only what can be judged, and one broken file
never hides the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from seedbed.catalogue import build_catalogue
from seedbed.checks import drafts, schema
from seedbed.checks.context import Context
from seedbed.problems import Problem, Severity
from seedbed.records import Catalogue
from seedbed.repository.load import Sources

FAMILIES: tuple[object, ...] = (drafts,)
"""The modules with rules between records, in the order in which they run; each has `check(context)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Every problem of a tree in report order, and the catalogue of the records that can be used."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    records: int

    @property
    def errors(self) -> int:
        """How many problems stop a merge."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems only ask for attention."""
        return len(self.problems) - self.errors


def check(sources: Sources, /, *, today: date) -> CheckResult:
    """Judge every source; `today` is the day on which certificates, waivers and reviews are compared."""
    problems = list(sources.problems)
    for source in sources.files.values():
        if not source.problems:
            problems.extend(schema.check(source))
    broken = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    context = Context(
        sources=sources, catalogue=build_catalogue(sources, without=broken), broken=frozenset(broken), today=today
    )
    problems.extend(_between_records(context))
    ordered = tuple(sorted(problems, key=lambda problem: problem.sort_key))
    return CheckResult(catalogue=context.catalogue, problems=ordered, records=len(sources.files))


def _between_records(context: Context) -> Iterator[Problem]:
    families: Iterable[object] = FAMILIES
    for family in families:
        yield from family.check(context)  # type: ignore[attr-defined]
