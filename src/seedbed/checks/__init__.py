"""Check: parsed sources in, problems out.

Each module is a family of rules, each rule a generator whose docstring is the rule. A record whose file or fields are
wrong is left out of the catalogue, so that the rules between records judge only what can be judged, and one broken file
never hides the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import Protocol

from msgspec import Struct

from seedbed.catalogue import build_catalogue
from seedbed.checks import (
    addressed,
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
from seedbed.checks.focus import focus_on
from seedbed.problems import Problem, Severity
from seedbed.records import Catalogue
from seedbed.repository.load import Sources
from seedbed.running import MANY, Runner, one_after_the_other


class Family(Protocol):
    """A module with rules between records."""

    def check(self, context: Context, /) -> Iterator[Problem]:
        """Every problem that the rules of the family find."""
        ...


GROUPS: tuple[tuple[Family, ...], ...] = (
    (recipe, demos, prose, drafts),
    (secrets, addressed),
    (organization, identity, references, dates),
    (agents, supervision, measurements, hidden, waivers),
)
"""The modules with rules between records, in groups that may run side by side; the first shares parsed Markdown."""

FAMILIES: tuple[Family, ...] = tuple(family for group in GROUPS for family in group)
"""Every module with rules between records."""


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


class CheckResult(Struct, frozen=True, kw_only=True):
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


class Checking(Struct, frozen=True, eq=False, kw_only=True):
    """A check whose rules between records may still be at work, in `groups`.

    `alone` is what is wrong with each record whatever the others hold.
    """

    sources: Sources
    context: Context
    alone: list[Problem]
    groups: Callable[[], list[list[Problem]]]

    @property
    def catalogue(self) -> Catalogue:
        """The records that can be used."""
        return self.context.catalogue

    def finish(self) -> CheckResult:
        """Wait for the rules between records; every problem in report order."""
        found = [*self.alone, *chain.from_iterable(self.groups())]
        problems = secrets.without_secrets(waivers.apply_waivers(found, self.context), self.sources)
        ordered = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        return CheckResult(catalogue=self.catalogue, problems=ordered, records=len(self.sources.files))


def check(
    sources: Sources,
    /,
    *,
    today: date,
    run: Runner = one_after_the_other,
    only: Callable[[str], bool] | None = None,
) -> CheckResult:
    """Judge every source; `today` is the day on which certificates, waivers and reviews are compared.

    The result does not depend on `run`, which may run the groups of rules side by side. `only` says by their paths of
    which sources everything is told; of the others something may be left out.
    """
    return begin_check(sources, today=today, run=run, only=only).finish()


def begin_check(
    sources: Sources,
    /,
    *,
    today: date,
    run: Runner = one_after_the_other,
    only: Callable[[str], bool] | None = None,
) -> Checking:
    """As `check`, for whoever has something else to do until the rules between records are through."""
    alone = [*sources.problems, *_each_alone(sources)]
    broken = frozenset(problem.path for problem in alone if problem.severity is Severity.ERROR)
    catalogue = build_catalogue(sources, without=broken)
    context = Context(sources=sources, catalogue=catalogue, broken=broken, today=today)
    context = focus_on(context, only) if only else context
    calls = [partial(_judge, group, context) for group in GROUPS]
    groups = run(calls) if len(sources.files) > MANY else one_after_the_other(calls)
    return Checking(sources=sources, context=context, alone=alone, groups=groups)


def _judge(group: Sequence[Family], context: Context) -> list[Problem]:
    return [problem for family in group for problem in family.check(context)]


def _each_alone(sources: Sources) -> Iterator[Problem]:
    """What is wrong with one record whatever the others hold; an error here keeps it out of the catalogue.

    A file in which reading found something is judged as far as it was read, but not on the lines that are told already.
    """
    for source in sources.files.values():
        if not INCOMPLETE & {problem.rule for problem in source.problems}:
            told = {problem.line for problem in source.problems}
            found = (*schema.check(source), *dates.check_source(source))
            yield from (problem for problem in found if problem.line not in told)
