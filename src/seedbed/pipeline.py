"""The two walks as tables of contents. Here: from a tree of records to the pages of a portal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from seedbed.checks import CheckResult, check
from seedbed.exports import export_all
from seedbed.problems import Problem, Severity
from seedbed.repository.load import load_sources
from seedbed.repository.tree import Tree
from seedbed.site.page import Page
from seedbed.site.pages import create_files, create_pages
from seedbed.site.views import Site


class OnError(StrEnum):
    """What a site build does with bad records: stop and list them, or publish the good and list the rest."""

    STOP = "stop"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """A finished portal in memory: pages, further files by uri, and the problems that were let pass."""

    pages: tuple[Page, ...]
    files: Mapping[str, str]
    problems: tuple[Problem, ...]


class BadRecordsError(Exception):
    """The catalogue has errors and the build was told to stop; `problems` lists every one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the errors."""
        super().__init__(f"{len(problems)} errors in the records")
        self.problems = problems


def check_tree(tree: Tree, /, *, today: date) -> CheckResult:
    """Load a tree and judge every record."""
    return check(load_sources(tree), today=today)


def build(
    tree: Tree, /, *, today: date, commit: str | None = None, url: str = "", on_error: OnError = OnError.STOP
) -> Portal:
    """From a tree to a portal.

    `commit` is the id shown as its origin, `today` the day of every comparison, `url` the address at which the site
    will stand (feeds need it).

    Raises BadRecordsError when there are errors and `on_error` says stop.
    """
    result = check_tree(tree, today=today)
    errors = tuple(problem for problem in result.problems if problem.severity is Severity.ERROR)
    if errors and on_error is OnError.STOP:
        raise BadRecordsError(errors)
    site = Site(catalogue=result.catalogue, problems=result.problems, today=today, commit=commit, url=url)
    files = create_files(site) | export_all(site)
    return Portal(pages=tuple(create_pages(site)), files=files, problems=result.problems)
