"""A repository that grows by random acts, and the timeline read from it beside the oracle's after any of them."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from seedbed.repository.git import Git
from seedbed.repository.history import History, read_newer
from seedbed.repository.history_chain import Chain
from seedbed.repository.history_pack import pack_history, unpack_history
from seedbed.repository.history_paths import Layout, portal_layout
from seedbed.timeline import Timeline
from seedbed.timeline.fold import fold
from seedbed.timeline.landing import change_number
from seedbed.timeline.log import Log
from seedbed.timeline.mailmap import Mailmap
from seedbed.timeline.pack import pack_log, unpack_log
from seedbed.timeline.view import create_timeline
from tests.helpers.acts import acts, several
from tests.helpers.histories import DAY, START, Tree, Writer, grown
from tests.helpers.naive_timeline import Naive
from tests.histories.comparing import told

HOUR = 3600
PEOPLE = ("Ada Okoye <ada@brook.example>", "Zoë Lambert <zoe@brook.example>", "count[bot] <bot@brook.example>")


class Reader:
    """Reads a repository again and again, each time from what it knew; tests break it on purpose."""

    layout: Layout = portal_layout()

    def __init__(self, git: Git, /) -> None:
        self.git = git
        self.history, self.log = self.nothing()

    def nothing(self) -> tuple[History, Log]:
        return History(layout=self.layout, chain=Chain(width=20)), Log()

    def cold(self, head: str) -> Timeline:
        """The timeline read from nothing."""
        return self.read(head, *self.nothing())

    def warm(self, head: str) -> Timeline:
        """The timeline read from what the last reading left, by way of the bytes that a cache would hold."""
        parts = pack_history(self.history) | pack_log(self.log)
        self.history = unpack_history(parts, self.layout, width=20)
        self.log = unpack_log(parts, self.history)
        return self.read(head, self.history, self.log)

    def read(self, head: str, history: History, log: Log) -> Timeline:
        newer = read_newer(self.git, head, history, number_of=change_number)
        history.join(newer)
        fold(history, log, newer.kept)
        return create_timeline(history, log, mailmap=Mailmap())


class Growing(RuleBasedStateMachine):
    """Main and side branches, merged in every way; what is compared is always the whole timeline of main."""

    reader_class: ClassVar[type[Reader]] = Reader
    checks: ClassVar[int] = 0
    events: ClassVar[int] = 0
    commits: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp(prefix="seedbed-growing-"))
        self.writer = Writer.init(self.top)
        self.reader = self.reader_class(Git(self.top / ".git", self.top))
        self.naive = Naive(self.top)
        self.now = START
        self.main = self.side = self.compared = 0

    def teardown(self) -> None:
        self.naive.objects.close()
        self.writer.close()
        shutil.rmtree(self.top)

    def commit(self, tree: Tree, *parents: int, data: st.DataObject, message: str = "Change records") -> int:
        self.now += data.draw(st.sampled_from((0, HOUR, DAY)), label="later")
        odd = data.draw(st.integers(0, 9), label="clock")
        at = {0: self.now - 30 * DAY, 1: 0, 2: 4_102_444_800}.get(odd, self.now)
        author, committer = (data.draw(st.sampled_from(PEOPLE)) for _ in range(2))
        return self.writer.commit(tree, parents=parents, at=at, author=author, committer=committer, message=message)

    def changed(self, mark: int, data: st.DataObject) -> Tree:
        tree = self.writer.trees[mark]
        return grown(tree, data.draw(acts(tree), label="act"))

    def joined(self, first: int, *others: int) -> Tree:
        """A merge of trees in which the others win where they differ; deletions of theirs are kept out."""
        tree = dict(self.writer.trees[first])
        for other in others:
            tree = grown(tree, self.writer.trees[other])
        return tree

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.main = self.commit(grown({}, data.draw(several())), data=data)
        self.work_on_main(data=data, steps=3)
        self.branch_off(data=data)

    @rule(data=st.data(), steps=st.integers(1, 3))
    def work_on_main(self, data: st.DataObject, steps: int) -> None:
        for _ in range(steps):
            self.main = self.commit(self.changed(self.main, data), self.main, data=data)

    @rule(data=st.data(), steps=st.integers(1, 3))
    def work_on_side(self, data: st.DataObject, steps: int) -> None:
        for _ in range(steps):
            self.side = self.commit(self.changed(self.side, data), self.side, data=data)

    @rule(data=st.data())
    def branch_off(self, data: st.DataObject) -> None:
        self.side = self.commit(self.changed(self.main, data), self.main, data=data)

    @precondition(lambda self: self.side != self.main)
    @rule(data=st.data(), evil=st.booleans())
    def merge(self, data: st.DataObject, evil: bool) -> None:
        """An evil merge holds a change of its own."""
        tree = self.joined(self.main, self.side)
        tree = grown(tree, data.draw(acts(tree))) if evil else tree
        self.main = self.commit(tree, self.main, self.side, data=data, message="Merge pull request #7 from x/y")

    @precondition(lambda self: self.side != self.main)
    @rule(data=st.data())
    def merge_octopus(self, data: st.DataObject) -> None:
        third = self.commit(self.changed(self.main, data), self.main, data=data)
        tree = self.joined(self.main, self.side, third)
        self.main = self.commit(tree, self.main, self.side, third, data=data)

    @precondition(lambda self: self.side != self.main)
    @rule(data=st.data())
    def merge_the_wrong_way(self, data: st.DataObject) -> None:
        """A foxtrot: main was merged into the side, and the side became main."""
        self.main = self.commit(self.joined(self.side, self.main), self.side, self.main, data=data)

    @rule()
    def fast_forward(self) -> None:
        self.main = self.side

    @precondition(lambda self: self.side != self.main)
    @rule(data=st.data())
    def squash(self, data: st.DataObject) -> None:
        tree = self.joined(self.main, self.side)
        self.main = self.commit(tree, self.main, data=data, message="Sort letters (#12)")

    @precondition(lambda self: self.writer.parents[self.main])
    @rule(data=st.data())
    def revert(self, data: st.DataObject) -> None:
        before = self.writer.trees[self.writer.parents[self.main][0]]
        self.main = self.commit(before, self.main, data=data, message='Revert "Change records"')

    @rule(data=st.data())
    def push_with_force(self, data: st.DataObject) -> None:
        """Main goes back to one of the newest commits, on whatever branch."""
        marks = sorted(self.writer.trees)
        self.main = data.draw(st.sampled_from(marks[-8:]))

    @rule(data=st.data(), steps=st.integers(2, 4))
    def begin_anew(self, data: st.DataObject, steps: int) -> None:
        """A root of its own, as after a rewrite of everything."""
        self.main = self.commit(self.changed(self.main, data), data=data)
        self.work_on_main(data=data, steps=steps)

    @invariant()
    def compare(self) -> None:
        """Whatever was done, and however much since the last time."""
        if self.main and self.main != self.compared:
            self.compared = self.main
            self.read_and_compare()

    def read_and_compare(self) -> None:
        self.writer.point("main", self.main)
        self.writer.sync()
        head = self.writer.id(self.main)
        cold, warm = self.reader.cold(head), self.reader.warm(head)
        assert [told(event) for event in cold.events] == self.naive.timeline(head)
        assert set(cold.unreadable) == self.naive.unreadable(head)
        assert warm == cold
        self.compare_dates(cold)
        type(self).checks += 1
        type(self).events += len(cold.events)
        type(self).commits += cold.commits

    def compare_dates(self, timeline: Timeline) -> None:
        dates = [self.writer.dates[mark] for mark in self.chain()]
        observed = [event.at for event in timeline.events if not event.declared]
        assert observed == sorted(observed)
        assert timeline.commits - timeline.skewed == longest_rising([date for date in dates if date]) or not any(dates)

    def chain(self) -> list[int]:
        marks = [self.main]
        while parents := self.writer.parents[marks[-1]]:
            marks.append(parents[0])
        return marks[::-1]


def longest_rising(dates: list[int]) -> int:
    """The length of the longest part that does not fall, by looking at every pair."""
    lengths: list[int] = []
    for place, date in enumerate(dates):
        lengths.append(1 + max((lengths[other] for other in range(place) if dates[other] <= date), default=0))
    return max(lengths, default=0)
