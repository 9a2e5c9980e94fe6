"""From landings to commits: the trees they leave, the side branches they come from, and the truth about each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from seedbed.example.acts import Change
from seedbed.example.facts import Blueprint, Record
from seedbed.example.landing import Form, Landing
from seedbed.example.measuring import BOT
from seedbed.example.names import DOMAIN, OWNER, slug
from seedbed.example.packfile import object_id
from seedbed.example.render_catalog import render
from seedbed.example.stream import MAIN, SIDE, Commit, FastImport, Signature
from seedbed.example.trees import EMPTY, Folder, Trees, moved
from seedbed.example.truth import Event, events_of
from seedbed.example.world import World
from seedbed.records import Stage

REMEMBERED = 100
"""Commits of the main branch from which a side branch may still start."""

TWO_STEPS, TOO_EARLY, BACK_MERGE = 0.35, 0.12, 0.08
"""Shares of merged pull requests with two commits, with a stage that reviewers refused, and with main merged back."""


class Happened(NamedTuple):
    """An event and the commit that made it so; `commit` is a mark until the repository is finished."""

    event: Event
    at: int
    commit: int
    change: int | None
    author: str
    merged_by: str


class Point(Struct, frozen=True, kw_only=True):
    """A commit of the main branch: its mark, its true time, its tree, and what it touched."""

    mark: int
    at: int
    root: Folder
    subjects: frozenset[str]


class History:
    """Turns landings into commits, in order. `main` lists the marks of main, `skewed` those with a wrong clock."""

    def __init__(self, world: World, trees: Trees, importer: FastImport, /, *, wrong_clocks: frozenset[int]) -> None:
        """Write the history of a world; the landings numbered in `wrong_clocks` get a wrong committer date."""
        self.main: list[int] = []
        self.skewed: list[int] = []
        self._world, self._trees, self._importer = world, trees, importer
        self._wrong_clocks = wrong_clocks
        self._rng = Random(f"history {world.options.seed}")
        self._points: deque[Point] = deque(maxlen=REMEMBERED)
        self._root = EMPTY
        self._marks = self._landings = 0

    def land(self, landing: Landing, /) -> Iterator[Happened]:
        """Write the commits of a landing and tell what they did."""
        drift = self._drift()
        if landing.form is Form.MERGE and self._points:
            yield from self._merge(landing, drift)
        elif landing.parts == 2:
            half = len(landing.act.changes) // 2
            yield from self._plain(landing, landing.act.changes[:half], landing.act.title, drift)
            rest = replace(landing, at=landing.at + 1)
            yield from self._plain(rest, landing.act.changes[half:], f"{landing.act.title}, second part", drift)
        else:
            yield from self._plain(landing, landing.act.changes, _message(landing), drift)

    def _plain(self, landing: Landing, changes: tuple[Change, ...], message: str, drift: int) -> Iterator[Happened]:
        root = self._grown(self._root, landing, self._edits(changes))
        author = self._signature(landing.act.author, landing.written)
        yield from self._advance(landing, changes, root, _Words(author, message, drift))

    def _merge(self, landing: Landing, drift: int) -> Iterator[Happened]:
        edits = self._edits(landing.act.changes)
        base = self._base(landing)
        tip = self._points[-1]
        written = landing.written if landing.written > base.at else base.at + (landing.at - base.at) // 3 + 1
        side = self._side(landing, base, edits, written)
        if base is not tip and self._rng.random() < BACK_MERGE:
            side = self._back_merge(landing, tip, edits)
        root = self._grown(self._root, landing, edits)
        author = self._signature(landing.merger, landing.at)
        yield from self._advance(landing, landing.act.changes, root, _Words(author, _message(landing), drift, side))

    def _advance(
        self, landing: Landing, changes: tuple[Change, ...], root: Folder, words: _Words
    ) -> Iterator[Happened]:
        """Add a commit to the main branch."""
        committer = self._signature(landing.merger, landing.at + words.drift)
        mark = self._commit(MAIN, root, words.author, committer, words.message, merges=words.merges)
        self.main.append(mark)
        if words.drift:
            self.skewed.append(mark)
        self._root = root
        self._points.append(Point(mark=mark, at=landing.at, root=root, subjects=frozenset(landing.act.subjects)))
        for event in events_of(landing.act, changes):
            yield Happened(event, landing.at, mark, landing.number, landing.act.author, landing.merger)

    def _base(self, landing: Landing) -> Point:
        """The newest commit that was there when the author began, none older than what they built upon."""
        subjects = frozenset(landing.act.subjects)
        base = self._points[-1]
        for point in reversed(self._points):
            base = point
            if landing.act.moves or point.at < landing.written or not subjects.isdisjoint(point.subjects):
                break
        return base

    def _side(self, landing: Landing, base: Point, edits: dict[str, bytes | None], written: int) -> int:
        """The commits of the side branch; gives the mark of the last."""
        author = self._signature(landing.act.author, written)
        mark = 0
        steps = self._steps(landing, edits)
        for place, (step, words) in enumerate(steps):
            root = self._grown(base.root, landing, step)
            signed = replace(author, at=min(landing.at - 1, written + place * self._rng.randint(60, 900)))
            mark = self._commit(SIDE, root, signed, signed, words, onto=base.mark if place == 0 else None)
        return mark

    def _steps(self, landing: Landing, edits: dict[str, bytes | None]) -> list[tuple[dict[str, bytes | None], str]]:
        """What each commit of the side branch holds; the last one holds all of it."""
        act, draw = landing.act, self._rng.random()
        last = (edits, act.title)
        if len(edits) > 1 and not act.whole and draw < TWO_STEPS:
            first = dict(list(edits.items())[: len(edits) // 2])
            return [(first, act.title), (edits, "Add what was missing")]
        early = _too_early(act.changes)
        if early and draw < TOO_EARLY:
            return [({**edits, **self._edits((early,))}, act.title), (edits, "Wait with the stage, as reviewed")]
        return [last]

    def _back_merge(self, landing: Landing, tip: Point, edits: dict[str, bytes | None]) -> int:
        root = self._grown(tip.root, landing, edits)
        signed = self._signature(landing.act.author, max(tip.at, landing.at - 60))
        return self._commit(SIDE, root, signed, signed, f"Merge branch 'main' into {_branch(landing)}", merges=tip.mark)

    def _commit(  # noqa: PLR0913 - what a commit is made of
        self,
        branch: str,
        root: Folder,
        author: Signature,
        committer: Signature,
        message: str,
        *,
        onto: int | None = None,
        merges: int | None = None,
    ) -> int:
        self._marks += 1
        self._importer.commit(
            Commit(
                branch=branch,
                mark=self._marks,
                tree=root.oid,
                author=author,
                committer=committer,
                message=message.rstrip("\n") + "\n",
                onto=onto,
                merges=merges,
            )
        )
        return self._marks

    def _edits(self, changes: tuple[Change, ...]) -> dict[str, bytes | None]:
        """The files of changes by path, their content handed to Git on the way."""
        return {change.path: self._blob(change.after) if change.after else None for change in changes}

    def _blob(self, record: Record) -> bytes:
        content = render(record)
        self._importer.blob(content)
        return object_id(b"blob", content)

    def _grown(self, root: Folder, landing: Landing, edits: dict[str, bytes | None]) -> Folder:
        folders = ((f"catalog/agents/{old}", f"catalog/agents/{new}") for old, new in landing.act.moves)
        grafts = {path: folder for old, new in folders for path, folder in moved(root, old, new).items()}
        return self._trees.edited(root, edits, grafts=grafts)

    def _signature(self, who: str, at: int) -> Signature:
        person = self._world.people.get(who)
        if person is None:
            return Signature(name=BOT, email=f"bot@{DOMAIN}", at=at, zone=0)
        email = person.emails[at % 4 == 0 and len(person.emails) > 1]
        return Signature(name=person.name, email=email, at=at, zone=self._world.zones[who])

    def _drift(self) -> int:
        """Seconds by which the clock of this landing is wrong."""
        self._landings += 1
        if self._landings - 1 not in self._wrong_clocks:
            return 0
        days = self._rng.choice((-900, -40, -3, 2, 30, 700))
        return days * 86_400 + self._rng.randint(-3000, 3000)


class _Words(NamedTuple):
    """What a commit of the main branch says beside its tree."""

    author: Signature
    message: str
    drift: int
    merges: int | None = None


def _too_early(changes: tuple[Change, ...]) -> Change | None:
    """The change of a stage, with a stage further up than what will be agreed on."""
    for change in changes:
        if isinstance(change.before, Blueprint) and isinstance(change.after, Blueprint):
            further = {Stage.PROTOTYPE: Stage.PILOT, Stage.PILOT: Stage.VALIDATED, Stage.VALIDATED: Stage.PRODUCTION}
            stage = further.get(change.after.stage)
            if stage and change.before.stage is not change.after.stage:
                return replace(change, after=replace(change.after, stage=stage))
    return None


def _message(landing: Landing) -> str:
    title, number = landing.act.title, landing.number
    undoes = f"\n\nReverts {OWNER}/agents#{landing.undoes}" if landing.undoes else ""
    if landing.form is Form.MERGE and number:
        return f"Merge pull request #{number} from {OWNER}/{_branch(landing)}\n\n{title}{undoes}"
    return f"{title} (#{number}){undoes}" if number else f"{title}{undoes}"


def _branch(landing: Landing) -> str:
    return f"{landing.act.topic}/{slug(landing.act.title)[:48].strip('-')}"
