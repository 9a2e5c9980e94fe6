"""The history of the records of one branch: its first-parent commits, what each changed, and the facts that it brought.

Three Git processes run beside each other: `rev-list` names the commits from the newest on, `diff-tree` compares each
with its first parent, `cat-file` hands out the contents. Every distinct blob is read once. What an earlier reading
holds is not asked for again: naming stops at the first commit that it knows, which is right after a rewrite, a foxtrot
merge or a lost commit, too.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable
from subprocess import Popen

from msgspec import Struct, field

from seedbed.repository.git import Git
from seedbed.repository.history_blobs import FactIndex, read_blobs
from seedbed.repository.history_chain import FORMAT, SIGNATURE, Chain, Known, People, parse_commits, parse_signatures
from seedbed.repository.history_changes import ABSENT, NO_RECORD, Changes, PathIndex, Paths, parse_differences
from seedbed.repository.history_facts import Facts, readers
from seedbed.repository.history_paths import Layout
from seedbed.repository.history_stream import Feed, Streams, chunks_of, output_of

NumberOf = Callable[[str, str], int | None]
"""The number of the pull request that a commit brought, from the first line and the rest of its message."""


class History(Struct, kw_only=True):
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

    def join(self, newer: Newer, /) -> None:
        """Go on to what was read. Paths and facts that only dropped commits had stay; nothing points to them."""
        self.chain.cut(newer.kept)
        kept = self.changes.end(newer.kept)
        self.chain.extend(newer.chain)
        for column, more in zip(self.changes.columns, newer.changes.columns, strict=True):
            del column[kept:]
            column.extend(more)
        self.facts.extend(newer.facts)


class Newer(Struct, frozen=True, kw_only=True):
    """What a history lacks: `kept` of its commits still stand, and these follow. Their places count from its first."""

    kept: int
    chain: Chain
    changes: Changes
    facts: list[Facts]


def read_newer(git: Git, head: str, history: History, /, *, number_of: NumberOf) -> Newer:
    """Read what lies between a history (empty at first) and the commit `head`.

    New paths and people are added to the history at once, for they disturb nothing; the rest when it is joined. Raises
    GitError when Git fails or an object is missing.
    """
    reading = _Reading(history, number_of)
    with Streams(git, threads=2) as streams:
        return reading.read(streams, head)


class _Reading:
    """One run of the three processes; everything is newest first until the end."""

    def __init__(self, history: History, number_of: NumberOf) -> None:
        self.history, self.number_of = history, number_of
        self.kept = 0
        self.chain = Chain(width=history.chain.width, people=history.chain.people)
        self.paths = PathIndex(history.paths, history.layout)
        self.facts = FactIndex(len(history.facts))
        self.kinds = bytearray()
        self.commits, self.files, self.blobs = array("I"), array("I"), array("i")

    def read(self, streams: Streams, head: str) -> Newer:
        """What came after the part that is known, up to the commit `head`."""
        names = streams.start("rev-list", "--first-parent", "--encoding=UTF-8", f"--format={FORMAT}", head, "--")
        options = ("-r", "--root", "--raw", "-z", "--no-renames", "--no-abbrev", "--ignore-submodules=none")
        differences = streams.start("diff-tree", "--stdin", *options, "--", *self.history.layout.pathspecs)
        contents = streams.start("cat-file", "--batch", "--buffer")
        streams.run(lambda: self._name(streams, names, Feed(differences)))
        found = readers(self.history.layout.field)
        places = streams.run(lambda: read_blobs(output_of(contents), self.kinds, found, self.facts))
        self._compare(differences, Feed(contents))
        streams.finish()
        return self._newer(places.result())

    def _name(self, streams: Streams, names: Popen[bytes], feed: Feed) -> None:
        """Take the commits down, newest first, and hand each on with its first parent."""
        known = Known(self.history.chain)
        people = People(self.chain.people)
        merges: list[tuple[int, str]] = []
        for commit in parse_commits(chunks_of(names)):
            raw = bytes.fromhex(commit.id)
            place = known.place(raw)
            if place is not None:
                self.kept = place + 1
                streams.stop(names)
                break
            if len(commit.parents) > 1:
                merges.append((len(self.chain), commit.parents[1]))
            self.chain.append(raw, commit, people, self.number_of(commit.subject, commit.body) or 0)
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
            self.chain.sides[place] = authors[parent] + 1

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
                commit, place = named, self.chain.find(bytes.fromhex(named.decode()), after=place)
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

    def _newer(self, places: array[int]) -> Newer:
        """Turn everything round, oldest first."""
        self.chain.reverse()
        last = self.kept + len(self.chain) - 1
        changes = Changes(
            commits=array("I", (last - place for place in reversed(self.commits))),
            paths=self.files[::-1],
            facts=array("i", (ABSENT if blob == ABSENT else places[blob] for blob in reversed(self.blobs))),
        )
        return Newer(kept=self.kept, chain=self.chain, changes=changes, facts=self.facts.new)
