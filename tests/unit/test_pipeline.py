"""The site walk: what stops a build, and what a quarantine keeps out of it."""

from typing import Any

import pytest

from seedbed.pipeline import BadRecordsError, OnError, build
from seedbed.portal import Portal
from seedbed.problems import Problem
from seedbed.records import Catalogue
from seedbed.repository.tree import MemoryTree
from seedbed.site import views
from seedbed.site.page import text_of
from seedbed.site.views import Site
from seedbed.timeline import Event, Kind, Timeline
from tests.helpers.portals import BASE, TODAY

FILES = {str(path.relative_to(BASE)): path.read_text("utf-8") for path in BASE.rglob("*") if path.is_file()}
AGENT = next(path for path in sorted(FILES) if path.endswith("/blueprint.yml"))
REQUEST = next(path for path in sorted(FILES) if path.startswith("catalog/requests/"))
TOKEN = "ghp_" + "a1B2c3D4e5F6" * 3


def _everything(portal: Portal) -> str:
    return "\n".join([*(page.html for page in portal.pages), *(text_of(text) for text in portal.files.values())])


def test_build_stops_at_bad_records_and_lists_every_error() -> None:
    bad = FILES | {AGENT: "name: [", REQUEST: "no front matter"}
    with pytest.raises(BadRecordsError) as stopped:
        build(MemoryTree(bad), today=TODAY)
    assert {problem.path for problem in stopped.value.problems} >= {AGENT, REQUEST}


def test_what_is_made_of_bad_records_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def remember(catalogue: Catalogue, problems: tuple[Problem, ...], **facts: Any) -> Site:
        made.append(REQUEST in {record.path for record in catalogue.requests.values()})
        if made[-1]:
            raise LookupError("a record that a rule refuses")
        return Site(catalogue=catalogue, problems=problems, **facts)

    monkeypatch.setattr(views, "Site", remember)
    bad = FILES | {REQUEST: f"{FILES[REQUEST]}\nUse {TOKEN} to sign in.\n"}
    portal = build(MemoryTree(bad), today=TODAY, on_error=OnError.QUARANTINE)
    assert made == [True, False]
    assert TOKEN not in _everything(portal)


def test_quarantine_publishes_no_record_with_an_error() -> None:
    bad = FILES | {REQUEST: f"{FILES[REQUEST]}\nUse {TOKEN} to sign in.\n"}
    portal = build(MemoryTree(bad), today=TODAY, on_error=OnError.QUARANTINE)
    assert [problem.rule for problem in portal.problems if problem.path == REQUEST] == ["secret"]
    assert TOKEN not in _everything(portal)


def test_quarantine_takes_the_folder_of_a_broken_blueprint_along() -> None:
    name = AGENT.split("/")[2]
    portal = build(MemoryTree(FILES | {AGENT: "name: ["}), today=TODAY, on_error=OnError.QUARANTINE)
    assert f"agents/{name}.html" not in {page.uri for page in portal.pages}
    assert f"{name}," not in text_of(portal.files["data/measurements.csv"])


@pytest.mark.parametrize("path", ["catalog/organization.yml", "catalog/policy.yml"])
def test_quarantine_survives_the_loss_of_what_everything_stands_on(path: str) -> None:
    portal = build(MemoryTree(FILES | {path: "%"}), today=TODAY, on_error=OnError.QUARANTINE)
    assert "index.html" in {page.uri for page in portal.pages}
    assert _everything(portal)


def test_every_single_lost_file_leaves_a_portal() -> None:
    for path in FILES:
        portal = build(MemoryTree(FILES | {path: "\x00"}), today=TODAY, on_error=OnError.QUARANTINE)
        assert _everything(portal), path


def test_a_build_with_a_history_tells_it_on_the_page_of_the_agent() -> None:
    name = AGENT.split("/")[2]
    event = Event(1_767_603_600, "ab" * 20, Kind.STAGE, name, old="pilot", new="validated", change=7)
    timeline = Timeline(head="ab" * 20, commits=1, events=(event,))
    portal = build(MemoryTree(FILES), today=TODAY, timeline=lambda: timeline)
    page = next(page for page in portal.pages if page.uri == f"agents/{name}.html")
    assert "from pilot to validated" in page.html.lower()
