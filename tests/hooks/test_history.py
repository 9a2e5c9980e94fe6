"""The history in a build: read, missing, cut off, turned off."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.helpers.building import build, make_portal
from tests.helpers.git import Repo
from tests.helpers.portals import BASE

PAGE = "agents/first-reply.html"
DAY = "2026-11-02T09:00:00+00:00"


def history(built):
    assert built.code == 0, built.said
    return LexborHTMLParser(built.page(PAGE)).css_first(".sb-history").text()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    """The user's cache takes no part."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def repository(tmp_path):
    """A portal that was merged in two steps, in a folder of a larger repository; gives the folder."""
    repo = Repo.init(tmp_path / "large")
    portal = make_portal(repo.top / "portal")
    path = "portal/catalog/agents/first-reply/blueprint.yml"
    production = (BASE / path.removeprefix("portal/")).read_text("utf-8")
    repo.commit({path: production.replace("stage: production", "stage: validated")}, message="Begin (#1)")
    repo.commit({path: production}, message="Promote it (#2)", date=DAY)
    return portal


def test_a_build_reads_the_history_of_its_folder(repository, tmp_path):
    told = history(build(repository, tmp_path / "site"))
    assert "From validated to production" in told
    assert "2\xa0November 2026" in told
    assert "#2" in told


@pytest.mark.parametrize("state", ["outside Git", "before the first commit"])
def test_a_portal_without_a_history_is_built_and_says_so(tmp_path, state):
    portal = make_portal(tmp_path / "portal")
    if state != "outside Git":
        Repo.init(portal)
    assert "No history was read." in history(build(portal, tmp_path / "site"))


@pytest.fixture
def shallow(repository, tmp_path):
    """A clone that holds the last commit alone."""
    Repo(tmp_path).git("clone", "--quiet", "--depth=1", f"file://{repository.parent}", "shallow")
    return tmp_path / "shallow/portal"


def test_a_shallow_clone_ends_the_build_with_the_command_that_mends_it(shallow, tmp_path):
    result = build(shallow, tmp_path / "site")
    assert result.code == 1
    assert f"git -C {shallow.parent} fetch --unshallow" in result.said
    assert "SEEDBED_HISTORY=off" in result.said
    assert "Traceback" not in result.said
    assert not (tmp_path / "site").exists()


def test_the_history_can_be_turned_off_and_that_is_said_loudly(shallow, tmp_path):
    result = build(shallow, tmp_path / "site", settings={"SEEDBED_HISTORY": "off"})
    assert "No history was read." in history(result)
    assert "NO HISTORY: SEEDBED_HISTORY=off" in result.said


def test_another_word_at_the_switch_is_named_with_those_it_knows(tmp_path):
    result = build(make_portal(tmp_path / "portal"), tmp_path / "site", settings={"SEEDBED_HISTORY": "never"})
    assert result.code == 1
    assert "SEEDBED_HISTORY is 'never'; it can be on or off" in result.said
    assert "Traceback" not in result.said


def test_a_build_writes_nothing_into_the_repository(repository, tmp_path):
    before = sorted(repository.parent.rglob("*"))
    build(repository, tmp_path / "site")
    after = [path for path in repository.parent.rglob("*") if "__pycache__" not in path.parts]
    assert sorted(after) == before


def test_a_rewritten_branch_is_said(repository, tmp_path):
    repo = Repo(repository.parent)
    for number in range(40):  # so many commits are kept in a cache
        repo.git("commit", "--quiet", "--allow-empty", f"--message=Step {number}", date=DAY)
    build(repository, tmp_path / "site")
    repo.git("reset", "--quiet", "--hard", "HEAD~39")
    repo.git("commit", "--quiet", "--allow-empty", "--message=Another way", date=DAY)
    assert "the branch was rewritten: 39 commits left it" in build(repository, tmp_path / "site").said
