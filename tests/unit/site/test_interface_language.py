"""No text of the portal itself stands on a page past the translators, and a page in German is in German.

The records are spelt in other letters here, and every sentence is marked: Latin words outside the marks are ours.
"""

from __future__ import annotations

from datetime import date

import pytest

from seedbed.catalogue import build_catalogue
from seedbed.problems import Problem, Severity
from seedbed.records import Stage, Status
from seedbed.repository.load import load_sources
from seedbed.repository.tree import WorkingTree
from seedbed.site import views
from seedbed.site.page import text_of
from seedbed.site.pages import create_files
from seedbed.site.views import Site
from seedbed.timeline import Kind
from tests.helpers.building import ROOT
from tests.helpers.collected import collected
from tests.helpers.pseudo import ASKED, PSEUDO, foreign, unmarked
from tests.helpers.sites import pages_of
from tests.helpers.timelines import happened, timeline_of

TODAY = date(2026, 11, 20)
ALLOWED = {"Atom", "JSON Feed", "iCalendar", "GitHub", "GitLab"}
"""Names that are the same in every language."""


def history(catalogue):
    """Every agent came as a prototype, was validated a month later and copied a month after that."""
    told = []
    for agent in catalogue.agents.values():
        told.append(happened("2026-02-02", Kind.ADDED, agent=agent.id, author=None))
        told.append(happened("2026-02-02", Kind.STAGE, "prototype", agent=agent.id, author=None))
        if agent.stage in {Stage.VALIDATED, Stage.PRODUCTION}:
            told.append(happened("2026-03-04", Kind.STAGE, "validated", old="prototype", agent=agent.id, author=None))
    copies = [copy for copy in catalogue.deployments.values() if copy.status is Status.LIVE]
    told += [
        happened("2026-04-06", Kind.DEPLOYMENT, "live", agent=copy.agent, unit=copy.unit, author=None)
        for copy in copies
    ]
    return timeline_of(*sorted(told, key=lambda event: event.at))


@pytest.fixture(scope="module")
def site():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "language_of", lambda code: PSEUDO)
        catalogue = build_catalogue(foreign(load_sources(WorkingTree(ROOT))))
        place = {"path": "catalog/units/it.yml", "line": 1, "column": 1}
        problem = Problem(rule="review-overdue", severity=Severity.WARNING, message="A", fix="B", **place)
        yield Site(catalogue=catalogue, problems=(problem,), today=TODAY, commit=None, timeline=history(catalogue))


@pytest.fixture(scope="module")
def pages(site):
    """Title, summary and body of each page of the navigation; drawn once, as every asking draws it anew."""
    return {page.uri: (page.title, page.summary, page.html) for page in pages_of(site)}


@pytest.fixture(scope="module")
def files(site):
    """The text of every other file."""
    return {uri: text_of(text) for uri, text in create_files(site).items()}


@pytest.fixture(scope="module")
def tags(site):
    """Pains are tags that people chose; they are shown as words."""
    holders = [*site.catalogue.units.values()]
    pains = {pain.tag for unit in holders for pain in unit.pains}
    pains |= {tag for agent in site.catalogue.agents.values() for tag in agent.pains}
    pains |= {request.pain.tag for request in site.catalogue.requests.values()}
    return {tag.replace("-", " ") for tag in pains}


def test_no_text_of_the_portal_is_left_out(pages, tags):
    left: dict[str, set[str]] = {}
    for uri, (title, summary, body) in pages.items():
        for text in unmarked(f"<h1>{title}</h1><p>{summary}</p>{body}"):
            if text not in ALLOWED and not any(text.startswith(tag) for tag in tags):
                left.setdefault(text, set()).add(uri)
    assert left == {}


def test_no_bare_page_of_the_portal_is_left_out(files, tags):
    bare = {uri: text for uri, text in files.items() if uri.endswith(".html")}
    left = {uri: [one for one in unmarked(html) if one not in ALLOWED | tags] for uri, html in bare.items()}
    assert {uri: texts for uri, texts in left.items() if texts} == {}


def test_every_sentence_that_is_told_was_collected(pages, files, tags):
    assert all(body for _, _, body in pages.values())
    assert all(files.values())
    known = {form for text in collected() for form in text}
    assert ASKED - known - tags - {""} == set(), (
        "scripts/texts.py does not find these: say them as a literal, or mark them"
    )
