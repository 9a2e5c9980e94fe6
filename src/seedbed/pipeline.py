"""The walks as tables of contents: from a tree of records to the pages of a portal, or to the page of one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from seedbed.catalogue import build_catalogue
from seedbed.checks import begin_check, check
from seedbed.checks.quarantine import quarantined
from seedbed.problems import Problem, Severity
from seedbed.repository.load import load_sources
from seedbed.repository.nearby import NearbyTree
from seedbed.repository.tree import Tree
from seedbed.running import Runner, one_after_the_other

if TYPE_CHECKING:
    from seedbed.portal import Begin, Portal
    from seedbed.site.audited import Audited
    from seedbed.timeline import Timeline


class OnError(StrEnum):
    """What a site build does with bad records: stop and list them, or publish the good and list the rest."""

    STOP = "stop"
    QUARANTINE = "quarantine"


class BadRecordsError(Exception):
    """The catalogue has errors and the build was told to stop; carries every error and, for reports, every text."""

    def __init__(self, problems: tuple[Problem, ...], *, texts: Mapping[str, str]) -> None:
        """Keep the errors and the texts by path."""
        super().__init__(f"{len(problems)} errors in the records")
        self.problems = problems
        self.texts = texts


def build(  # noqa: PLR0913 - what a walk starts from, each by its name
    tree: Tree,
    /,
    *,
    today: date,
    commit: str | None = None,
    url: str = "",
    timeline: Callable[[], Timeline | None] = lambda: None,
    audit: Audited | None = None,
    on_error: OnError = OnError.STOP,
    run: Runner = one_after_the_other,
    prepare: Callable[[], object] = lambda: None,
    begin: Begin | None = None,
) -> Portal:
    """From a tree to a portal.

    `commit` is the id shown as its origin, `today` the day of every comparison, `url` the address at which the site
    will stand (feeds need it), `timeline` gives its history where there is one, once it is needed; `audit` is what an
    audit of it found, `run` the way to read and check side by side, `prepare` what is done while the others check, and
    `begin` what is done with the pages that are known while the rest is being made.

    Raises BadRecordsError when there are errors and `on_error` says stop.
    """
    sources = load_sources(tree, run=run)
    checking = begin_check(sources, today=today, run=run)
    prepare()
    from seedbed.portal import create_portal  # noqa: PLC0415 - a third of a second, while others check
    from seedbed.site.views import Site  # noqa: PLC0415 - as above

    site_of = partial(Site, today=today, commit=commit, url=url, timeline=timeline(), audit=audit)
    # Nearly always the records are good. Where they are not, what is made of them may fail, and is not needed.
    site = None
    with suppress(Exception):
        site = site_of(catalogue=checking.catalogue, problems=())
    result = checking.finish()
    errors = tuple(problem for problem in result.problems if problem.severity is Severity.ERROR)
    if errors and on_error is OnError.STOP:
        raise BadRecordsError(errors, texts={path: source.text for path, source in sources.files.items()})
    # What an error stands in is not published, whichever rule found it: a secret is no reference.
    left_out = quarantined(sources, errors)
    catalogue = build_catalogue(sources, without=left_out) if left_out else result.catalogue
    problems = result.problems
    del sources, result, checking  # texts and positions: of a large portal as much as all that follows
    if site is None or left_out:
        site = site_of(catalogue=catalogue, problems=problems)
    return create_portal(site.with_problems(problems), begin=begin)


def preview(
    tree: NearbyTree,
    path: str,
    /,
    *,
    today: date,
    commit: str | None = None,
    url: str = "",
    run: Runner = one_after_the_other,
) -> Portal:
    """From the records near one record to its page alone, without history; the places of the navigation stand empty.

    What is wrong with the record itself is in `problems`. Where that leaves no page, there is none. `run` is the way to
    read and check side by side, for a unit to which hundreds of agents belong.
    """
    sources = load_sources(tree, run=run)
    result = check(sources, today=today, run=run, only=tree.speaks_of)
    own = tuple(problem for problem in result.problems if tree.speaks_of(problem.path))
    from seedbed.portal import create_preview  # noqa: PLC0415 - as above
    from seedbed.site.views import Site  # noqa: PLC0415 - as above

    site = Site(catalogue=result.catalogue, problems=own, today=today, commit=commit, url=url)
    return create_preview(site, path)
