"""Stories for the gate: what main holds, what a change does to it, and the verdict.

A story is told with small dicts over the portal of tests/cases/_base. `None` removes a file, `Edit` replaces words in
it, `Add` puts some at its end, anything else is the whole new text. In memory a story takes a few milliseconds;
`GitStory` tells the same with commits, for what only Git knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from msgspec.structs import replace

from seedbed.gate.results import Result
from seedbed.gate.verdict import Verdict
from seedbed.gate.walk import review
from seedbed.repository.git import Git
from seedbed.repository.objects import Objects
from seedbed.repository.proposed import Commit, Delta, Proposal, Signature, read_proposal
from seedbed.repository.reach import MemoryReach
from seedbed.repository.tree import EXECUTABLE, SUBMODULE, SYMLINK, Entry
from tests.helpers.git import Repo
from tests.helpers.portals import BASE, TODAY

BASE_ID, HEAD_ID = "b" * 40, "f" * 40

FIRST = "catalog/agents/first-reply/blueprint.yml"
SORTER = "catalog/agents/paper-sorter/blueprint.yml"
TABLE = "catalog/agents/first-reply/measurements/support.csv"
ADA, BEN, CLEO, DORA = "ada", "ben", "cleo", "dora"
"""Forge accounts of the story's people: support (owns first-reply), billing (has a copy), AI office, finance."""


@dataclass(frozen=True)
class Edit:
    """Words of a file and those that stand in their place; fails the test when they are not there."""

    old: str
    new: str

    def apply(self, text: str) -> str:
        assert self.old in text, f"{self.old!r} is not in the file"
        return text.replace(self.old, self.new)


@dataclass(frozen=True)
class Add:
    """Text at the end of a file."""

    text: str

    def apply(self, text: str) -> str:
        return text + self.text


@dataclass(frozen=True)
class Special:
    """A file that is no regular one: `mode` as Git writes it."""

    data: str
    mode: str


def link(target: str) -> Special:
    return Special(target, SYMLINK)


def program(text: str) -> Special:
    return Special(text, EXECUTABLE)


def nested() -> Special:
    return Special("a" * 40, SUBMODULE)


Step = str | bytes | Edit | Add | Special | tuple[Edit | Add, ...] | None
Steps = Mapping[str, Step]


@cache
def base_files() -> Mapping[str, bytes]:
    """The portal of tests/cases/_base, with forge accounts for everybody."""
    files = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*") if path.is_file()}
    for person, account in (("ben-sato", BEN), ("dora-klein", DORA)):
        files[f"catalog/people/{person}.yml"] += f"forge: {account}\nemails: [{account}@brook.example]\n".encode()
    return files


def changed(files: Mapping[str, bytes], steps: Steps, /) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files after some steps, and the modes of those that are no regular files."""
    found, modes = dict(files), {}
    for path, step in steps.items():
        if step is None:
            assert path in found, f"{path} is not there"
            del found[path]
        elif isinstance(step, Special):
            found[path], modes[path] = step.data.encode(), step.mode
        else:
            found[path] = _new_data(found.get(path, b""), step)
    return found, modes


def _new_data(data: bytes, step: str | bytes | Edit | Add | tuple[Edit | Add, ...]) -> bytes:
    if isinstance(step, bytes):
        return step
    if isinstance(step, str):
        return step.encode()
    text = data.decode()
    for one in step if isinstance(step, tuple) else (step,):
        text = one.apply(text)
    return text.encode()


def story(
    change: Steps,
    /,
    *,
    base: Steps | None = None,
    author: str | None = CLEO,
    today: date = TODAY,
    emails: Iterable[str] = (),
    **facts: Any,
) -> Verdict:
    """The verdict on a change of the base portal (with `base` done to it first), told in memory.

    `author` is the forge account that asks (None: nobody told, `emails` of the commits decide). `facts` replace fields
    of the proposal: conflicts, commits, used.
    """
    return review(proposal(change, base=base, emails=emails, **facts), today=today, author=author)


def proposal(change: Steps, /, *, base: Steps | None = None, emails: Iterable[str] = (), **facts: Any) -> Proposal:
    """The proposal of a story in memory; one commit for each of `emails`, each bringing everything."""
    old, old_modes = changed(base_files(), base or {})
    new, modes = changed(old, change)
    before, after = MemoryReach(old, old_modes), MemoryReach(new, old_modes | modes)
    paths = sorted(path for path in {*old, *new} if _differs(before.find(path), after.find(path)))
    deltas = tuple(Delta(path=path, before=before.find(path), after=after.find(path)) for path in paths)
    brought = tuple(delta.after for delta in deltas if delta.after)
    told = Proposal(base=BASE_ID, head=HEAD_ID, fork=BASE_ID, deltas=deltas, before=before, after=after)
    signed = [Signature(mail.partition("@")[0].capitalize(), mail) for mail in (emails or ["ada@brook.example"])]
    commits = tuple(
        Commit(id=f"{number:040x}", author=who, committer=who, message="Change records", brought=brought)
        for number, who in enumerate(signed, start=1)
    )
    return replace(told, **{"commits": commits} | facts)


def _differs(one: Entry | None, other: Entry | None) -> bool:
    return (one and (one.oid, one.mode)) != (other and (other.oid, other.mode))


@dataclass(frozen=True)
class GitStory:
    """A story told with commits: `repo` has the branches main and change."""

    repo: Repo

    @classmethod
    def begin(cls, repo: Repo, /, *, base: Steps | None = None) -> GitStory:
        """Commit the base portal to main, and begin a branch for the change."""
        files, _ = changed(base_files(), base or {})
        repo.commit(files, message="Begin")
        repo.git("branch", "change")
        return cls(repo)

    def commit(
        self, steps: Steps, /, *, on: str = "change", message: str = "Change", email: str = "ada@brook.example"
    ) -> str:
        """One more commit on a branch; gives its id."""
        self.repo.git("checkout", "--quiet", on)
        for path, step in steps.items():
            self._step(path, step)
        self.repo.git("add", "--all")
        author = f"{email.partition('@')[0].capitalize()} <{email}>"
        self.repo.git("commit", "--quiet", "--allow-empty", f"--author={author}", f"--message={message}")
        return self.repo.git("rev-parse", "HEAD")

    def _step(self, path: str, step: Step) -> None:
        file = self.repo.top / path
        assert not isinstance(step, Special), "special files are told in memory, or with Repo.commit_entries"
        if step is None:
            file.unlink()
        else:
            self.repo.write({path: _new_data(file.read_bytes() if file.exists() else b"", step)})

    def verdict(self, *, author: str | None = CLEO, today: date = TODAY) -> Verdict:
        """What the gate says to merging the branch into main."""
        with Objects(Git.open(self.repo.top)) as objects:
            return review(read_proposal(objects, "main", "change"), today=today, author=author)


def found(verdict: Verdict, rule: str, /) -> list[Result]:
    """What one rule said."""
    return [result for result in verdict.results if result.rule == rule]


def said(verdict: Verdict, rule: str, /) -> list[str]:
    """What one rule said, as `status subject: message`."""
    return [f"{one.status} {one.subject}: {one.message}" for one in found(verdict, rule)]


def blocking(verdict: Verdict, /) -> set[str]:
    """The rules that stand in the way."""
    return {result.rule for result in verdict.blocking}
