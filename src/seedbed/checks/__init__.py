"""Check: parsed sources in, problems out.

Each module is a family of rules, each rule a generator whose docstring is the rule. A record whose file or fields are
wrong is left out of the catalogue, so that the rules between records judge only what can be judged, and one broken file
never hides the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from seedbed.catalogue import build_catalogue
from seedbed.checks import (
    agents,
    dates,
    demos,
    drafts,
    hidden,
    identity,
    measurements,
    organization,
    prose,
    recipe,
    references,
    schema,
    secrets,
    supervision,
    waivers,
)
from seedbed.checks.context import Context
from seedbed.problems import Problem, Severity
from seedbed.records import Catalogue
from seedbed.repository.load import Sources


class Family(Protocol):
    """A module with rules between records."""

    def check(self, context: Context, /) -> Iterator[Problem]:
        """Every problem that the rules of the family find."""
        ...


FAMILIES: tuple[Family, ...] = (
    organization,
    identity,
    references,
    dates,
    agents,
    supervision,
    recipe,
    measurements,
    demos,
    prose,
    hidden,
    secrets,
    waivers,
    drafts,
)
"""The modules with rules between records, in the order in which they run."""


INCOMPLETE = frozenset(
    {
        "csv-header",
        "file-encoding",
        "front-matter",
        "front-matter-end",
        "yaml-depth",
        "yaml-nodes",
        "yaml-one-document",
        "yaml-syntax",
    }
)
"""Rules of reading after which a file was not read to its end."""


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
    alone = [*sources.problems, *_each_alone(sources)]
    broken = frozenset(problem.path for problem in alone if problem.severity is Severity.ERROR)
    catalogue = build_catalogue(sources, without=broken)
    context = Context(sources=sources, catalogue=catalogue, broken=broken, today=today)
    between = (problem for family in FAMILIES for problem in family.check(context))
    problems = secrets.without_secrets(waivers.apply_waivers([*alone, *between], context), sources)
    ordered = tuple(sorted(problems, key=lambda problem: problem.sort_key))
    return CheckResult(catalogue=catalogue, problems=ordered, records=len(sources.files))


def _each_alone(sources: Sources) -> Iterator[Problem]:
    """What is wrong with one record whatever the others hold; an error here keeps it out of the catalogue.

    A file in which reading found something is judged as far as it was read, but not on the lines that are told already.
    """
    for source in sources.files.values():
        if not INCOMPLETE & {problem.rule for problem in source.problems}:
            told = {problem.line for problem in source.problems}
            found = (*schema.check(source), *dates.check_source(source))
            yield from (problem for problem in found if problem.line not in told)
