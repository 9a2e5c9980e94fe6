"""Judging one record among many finds what judging all of them finds there."""

import pytest

from seedbed.checks import check
from seedbed.repository.load import load_sources
from seedbed.repository.tree import MemoryTree
from tests.helpers.portals import BASE, TODAY

FOLDER = "catalog/agents/first-reply/"
FILES = {str(path.relative_to(BASE)): path.read_text("utf-8") for path in BASE.rglob("*") if path.is_file()}
AGENT = "catalog/agents/first-reply/blueprint.yml"


def _is_own(path: str) -> bool:
    return path.startswith(FOLDER)


@pytest.mark.parametrize(
    ("old", "new"), [("unit: support", "unit: nobody"), ("stage: production", "stage: pilot"), ("name:", "name:")]
)
def test_a_record_in_focus_has_the_problems_that_it_has_among_all(old: str, new: str) -> None:
    sources = load_sources(MemoryTree(FILES | {AGENT: FILES[AGENT].replace(old, new, 1)}))
    told = check(sources, today=TODAY).problems
    focused = check(sources, today=TODAY, only=_is_own).problems
    assert [one for one in focused if one.path == AGENT] == [one for one in told if one.path == AGENT]


def test_what_is_written_elsewhere_is_not_read_through() -> None:
    playbook = next(path for path in FILES if path.startswith("playbooks/"))
    sources = load_sources(MemoryTree(FILES | {playbook: FILES[playbook] + "\n[Nowhere](nowhere.md)\n"}))
    assert playbook in {one.path for one in check(sources, today=TODAY).problems}
    assert playbook not in {one.path for one in check(sources, today=TODAY, only=_is_own).problems}
