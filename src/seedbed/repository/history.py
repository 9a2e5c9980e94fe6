"""The history of the records of one branch: its first-parent commits, what each changed, and the facts that it brought.

Three Git processes run beside each other: `rev-list` names the commits from the newest on, `diff-tree` compares each
with its first parent, `cat-file` hands out the contents. Every distinct blob is read once. What an earlier reading
holds is not asked for again: naming stops at the first commit that it knows, which is right after a rewrite, a foxtrot
merge or a lost commit, too.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from subprocess import Popen

from seedbed.repository.git import Git
from seedbed.repository.history_blobs import FactIndex, read_blobs
from seedbed.repository.history_chain import FORMAT, SIGNATURE, Chain, People, parse_commits, parse_signatures
from seedbed.repository.history_changes import ABSENT, NO_RECORD, Changes, PathIndex, Paths, parse_differences
from seedbed.repository.history_facts import Facts, readers
from seedbed.repository.history_paths import Layout
from seedbed.repository.history_stream import Feed, Streams, chunks_of, output_of

NumberOf = Callable[[str, str], int | None]
"""The number of the pull request that a commit brought, from the first line and the rest of its message."""


@dataclass(slots=True, kw_only=True)
class History:
    """What was read of a branch. `facts` may hold rows as JSON text, as a cache keeps them: ask `fact`."""

    layout: Layout
    chain: Chain
    changes: Changes = field(default_factory=Changes)
    paths: Paths = field(default_factory=Paths)
    facts: list[Facts | str] = field(default_factory=list)

    def fact(self, place: int, /) -> Facts:
        """The facts at a place."""
        facts = self.facts[place]
        if isinstance(facts, str):
            facts = self.facts[place] = tuple(json.loads(facts))
        return facts

    @property
    def head(self) -> str | None:
        """The id of the newest commit."""
        return self.chain.id(len(self.chain) - 1) if len(self.chain) else None

    def cut(self, length: int, /) -> None:
        """Keep what the oldest `length` commits did. Paths and facts stay: nothing points to them any more."""
        self.chain.cut(length)
        kept = bisect_left(self.changes.commits, length)
        for column in self.changes.columns:
            del column[kept:]


def read_history(git: Git, head: str, layout: Layout, /, *, number_of: NumberOf, earlier: History) -> int:
    """Bring `earlier` (empty at first) to the commit `head`; gives how many of its commits still stand.

    Raises GitError when Git fails or an object is missing; `earlier` is of no use then.
    """
    if earlier.head == head:
        return len(earlier.chain)
    reading = _Reading(git, layout, number_of, earlier)
    reading.read(head)
    return reading.kept


class _Reading:
    """One run of the three processes; everything new is newest first until it is joined to what was there."""

    def __init__(self, git: Git, layout: Layout, number_of: NumberOf, history: History) -> None:
        self.git, self.layout, self.number_of, self.history = git, layout, number_of, history
        self.kept = 0
        self.newer = Chain(width=history.chain.width, people=history.chain.people)
        self.paths = PathIndex(history.paths, layout)
        self.facts = FactIndex(len(history.facts))
        self.kinds = bytearray()
        self.commits, self.files, self.blobs = array("I"), array("I"), array("i")

    def read(self, head: str) -> None:
        with Streams(self.git, threads=2) as streams:
            names = streams.start("rev-list", "--first-parent", "--encoding=UTF-8", f"--format={FORMAT}", head, "--")
            options = ("-r", "--root", "--raw", "-z", "--no-renames", "--no-abbrev", "--ignore-submodules=none")
            differences = streams.start("diff-tree", "--stdin", *options, "--", *self.layout.pathspecs)
            contents = streams.start("cat-file", "--batch", "--buffer")
            streams.run(lambda: self._name(streams, names, Feed(differences)))
            found = readers(self.layout.field)
            places = streams.run(lambda: read_blobs(output_of(contents), self.kinds, found, self.facts))
            self._compare(differences, Feed(contents))
            streams.finish()
            self._join(places.result())

    def _name(self, streams: Streams, names: Popen[bytes], feed: Feed) -> None:
        """Take the commits down, newest first, and hand each on with its first parent."""
        known = set(self.history.chain.all_ids())
        people = People(self.newer.people)
        merges: list[tuple[int, str]] = []
        for commit in parse_commits(chunks_of(names)):
            raw = bytes.fromhex(commit.id)
            if raw in known:
                self.kept = self.history.chain.find(raw) + 1
                streams.stop(names)
                break
            if len(commit.parents) > 1:
                merges.append((len(self.newer), commit.parents[1]))
            self.newer.append(raw, commit, people, self.number_of(commit.subject, commit.body) or 0)
            feed.add(" ".join((commit.id, *commit.parents[:1])).encode())
        feed.close()
        if merges:
            self._name_sides(streams, merges, people)

    def _name_sides(self, streams: Streams, merges: list[tuple[int, str]], people: People) -> None:
        """Take down who wrote the last commit of every branch that was merged."""
        asked = streams.start("rev-list", "--no-walk=unsorted", "--stdin", "--encoding=UTF-8", f"--format={SIGNATURE}")
        feed = Feed(asked)
        for _, parent in merges:
            feed.add(parent.encode())
        feed.close()
        authors = {commit: people.place(author) for commit, author in parse_signatures(chunks_of(asked))}
        for place, parent in merges:
            self.newer.sides[place] = authors[parent] + 1

    def _compare(self, differences: Popen[bytes], feed: Feed) -> None:
        """Take the changes down and ask for every blob that is new."""
        blobs: dict[bytes, int] = {}
        kinds = self.history.paths.kinds
        place, commit = -1, b""
        for named, path, blob in parse_differences(chunks_of(differences)):
            file = self.paths.place(path)
            if file == NO_RECORD:
                continue
            if named != commit:
                # They come in the order in which they were handed on.
                commit, place = named, self.newer.find(bytes.fromhex(named.decode()), after=place)
            self.commits.append(place)
            self.files.append(file)
            if not blob:
                self.blobs.append(ABSENT)
                continue
            known = blobs.setdefault(b"%c%b" % (kinds[file], blob), len(blobs))
            if known == len(self.kinds):
                self.kinds.append(kinds[file])
                feed.add(blob)
            self.blobs.append(known)
        feed.close()

    def _join(self, places: array[int]) -> None:
        """Turn the new part round and put it behind what stands."""
        history, count = self.history, len(self.newer)
        history.cut(self.kept)
        self.newer.reverse()
        history.chain.extend(self.newer)
        last = self.kept + count - 1
        history.changes.commits.extend(last - place for place in reversed(self.commits))
        history.changes.paths.extend(reversed(self.files))
        history.changes.facts.extend(ABSENT if blob == ABSENT else places[blob] for blob in reversed(self.blobs))
        history.facts.extend(self.facts.new)
