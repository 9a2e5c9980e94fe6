"""A hundred pull requests on a bare repository, from a table: people commit, the gate judges, what passes is merged.

Nothing is pushed, other tests of the workflows do: both desks are work trees of the forge's own repository.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from seedbed.checks import check
from seedbed.gate.walk import review
from seedbed.repository.git import Git
from seedbed.repository.load import load_sources
from seedbed.repository.objects import Objects
from seedbed.repository.proposed import read_proposal
from seedbed.repository.reviews import read_reviews
from seedbed.repository.tree import GitTree
from tests.helpers.deeds import do
from tests.helpers.git import Repo
from tests.helpers.portals import TODAY
from tests.helpers.workflows import Forge
from tests.workflows.conftest import portal_files

pytestmark = pytest.mark.slow

TABLE = Path(__file__).with_name("pulls.txt")
RECORDS = Path(__file__).parents[1] / "attacks/base"


@dataclass(frozen=True)
class Pull:
    """One line of the table."""

    number: int
    who: str
    deeds: str
    agreed: tuple[str, ...]
    refused_by: frozenset[str]


def read_table() -> Iterator[Pull]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for number, line in enumerate(lines, start=1):
        who, deeds, agreed, refused = (cell.strip() for cell in line.split("|"))
        yield Pull(number, who, deeds, tuple(agreed.split()), frozenset(refused.split()))


def open_pull(forge: Forge, desk: Repo, pull: Pull) -> None:
    """Commit the change on a branch of its own, and let people review its head."""
    desk.git("checkout", "--quiet", "--force", "-B", f"change-{pull.number}", "main")
    for deed in pull.deeds.split(";"):
        do(desk.top, deed)
        desk.git("add", "--all")
        address = f"{pull.who} <{pull.who}@brook.example>"
        desk.git("commit", "--quiet", "--allow-empty", f"--message=Change {pull.number}", who=address)
    forge.open_pull(f"change-{pull.number}", pull.who, number=pull.number)
    head = desk.head()
    for who in pull.agreed:
        forge.review(pull.number, who, commit=head)


def judge(forge: Forge, pull: Pull) -> frozenset[str]:
    """The rules that stand in the way, as the workflow would ask: main against the head, with the forge's answer."""
    told = [[one for one in forge.state["reviews"] if one["pull"] == pull.number]]
    with Objects(Git.open(forge.remote.top)) as objects:
        proposal = read_proposal(objects, "main", f"refs/pull/{pull.number}/head")
        reviews = read_reviews(json.dumps(told).encode())
        verdict = review(proposal, today=TODAY, author=pull.who, reviews=reviews)
    return frozenset(result.rule for result in verdict.blocking)


def merge(office: Repo, pull: Pull) -> None:
    """What a press on the button does."""
    words = f"Merge pull request #{pull.number} from brook/change-{pull.number}"
    office.git("merge", "--quiet", "--no-ff", f"--message={words}", f"change-{pull.number}")


def play(folder: Path) -> Iterator[tuple[Pull, frozenset[str]]]:
    """Every pull request with what stood in its way."""
    forge = Forge.hosting(folder / "forge", portal_files(RECORDS))
    office, desk = forge.work_tree("office", "main"), forge.work_tree("desk", "--detach", "main")
    for pull in read_table():
        open_pull(forge, desk, pull)
        found = judge(forge, pull)
        if not found:
            merge(office, pull)
        yield pull, found


def test_a_hundred_pull_requests_end_as_the_table_says(tmp_path):
    found = list(play(tmp_path))
    assert len(found) >= 100
    told = {pull.number: (pull.deeds, " ".join(sorted(refused))) for pull, refused in found}
    assert told == {pull.number: (pull.deeds, " ".join(sorted(pull.refused_by))) for pull, _ in found}
    with GitTree(Git.open(tmp_path / "forge/remote.git"), "main") as tree:
        assert check(load_sources(tree), today=TODAY).errors == 0
