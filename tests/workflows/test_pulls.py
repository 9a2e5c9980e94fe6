"""A hundred pull requests from a table: people commit, the gate judges, what passes is merged.

All is written through one stream and nothing is pushed: other tests of the workflows do that.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
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
from tests.helpers import forges
from tests.helpers.deeds import do
from tests.helpers.histories import Content, Tree, Writer, data_of
from tests.helpers.portals import TODAY, each_file_once
from tests.helpers.remembering import Attentive, Remembered
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


@dataclass
class Desk:
    """A folder in which people do what the table says, and the stream that takes what they did.

    `main` is the tip of main, `held` what the folder holds.
    """

    folder: Path
    writer: Writer
    main: int
    held: Tree = field(default_factory=dict)

    def commit(self, pull: Pull) -> int:
        """Commit each deed onto the one before, the first onto main; gives the head."""
        self.lay_out(self.writer.trees[self.main])
        head, who = self.main, f"{pull.who} <{pull.who}@brook.example>"
        for deed in pull.deeds.split(";"):
            do(self.folder, deed)
            self.held = dict(files_of(self.folder))
            head = self.writer.commit(self.held, parents=[head], message=f"Change {pull.number}", author=who)
        return head

    def lay_out(self, tree: Tree) -> None:
        """Let the folder hold a tree of regular files and nothing else."""
        for path in (path for path, content in self.held.items() if tree.get(path) != content):
            (self.folder / path).unlink()
        for path in (path for path, content in tree.items() if self.held.get(path) != content):
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(data_of(tree, path))
        self.held = tree

    def merge(self, pull: Pull, head: int) -> None:
        """What a press on the button does; nothing has come to main since the branch began."""
        words = f"Merge pull request #{pull.number} from brook/change-{pull.number}"
        self.main = self.writer.commit(self.writer.trees[head], parents=[self.main, head], message=words)


def files_of(folder: Path) -> Iterator[tuple[str, Content]]:
    """Everything in a folder, as a tree holds it."""
    for place, _, names in os.walk(folder):
        for path in (Path(place, name) for name in names):
            content = ("120000", os.fsencode(path.readlink())) if path.is_symlink() else path.read_bytes()
            yield path.relative_to(folder).as_posix(), content


def judge(objects: Objects, base: str, head: str, pull: Pull) -> frozenset[str]:
    """The rules that stand in the way, as the workflow would ask: main against the head, with the forge's answer."""
    told = [forges.github(who, id=place, commit_id=head) for place, who in enumerate(pull.agreed)]
    reviews = read_reviews(json.dumps([told]).encode())
    verdict = review(read_proposal(objects, base, head), today=TODAY, author=pull.who, reviews=reviews)
    return frozenset(result.rule for result in verdict.blocking)


def play(writer: Writer, folder: Path) -> Iterator[tuple[Pull, frozenset[str]]]:
    """Every pull request with what stood in its way."""
    main = writer.commit({path: as_bytes(text) for path, text in portal_files(RECORDS).items()})
    desk = Desk(folder, writer, main)
    with Remembered(Attentive.open(writer.top)) as objects, each_file_once():
        for pull in read_table():
            head = desk.commit(pull)
            writer.sync()
            found = judge(objects, writer.id(desk.main), writer.id(head), pull)
            if not found:
                desk.merge(pull, head)
            yield pull, found
    writer.point("main", desk.main)
    writer.sync()


def as_bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def test_a_hundred_pull_requests_end_as_the_table_says(tmp_path):
    with Writer.init(tmp_path / "repo.git", "--bare") as writer:
        found = list(play(writer, tmp_path / "desk"))
    assert len(found) >= 100
    told = {pull.number: (pull.deeds, " ".join(sorted(refused))) for pull, refused in found}
    assert told == {pull.number: (pull.deeds, " ".join(sorted(pull.refused_by))) for pull, _ in found}
    with GitTree(Git.open(tmp_path / "repo.git"), "main") as tree:
        assert check(load_sources(tree), today=TODAY).errors == 0
