"""The branch as such: every commit of it, what each brought, how much it is, and what kind of files."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from seedbed.changes import Change
from seedbed.checks.secrets import Secret, find_secrets
from seedbed.checks.wording import counted
from seedbed.gate.context import MOST_FILES, Review
from seedbed.gate.results import Holds, Outcome, gate_rule
from seedbed.kinds import KIND, ROOTS
from seedbed.problems import Finding, Place
from seedbed.repository.load import Source
from seedbed.repository.proposed import Commit
from seedbed.repository.tree import EXECUTABLE, REGULAR, SUBMODULE, SYMLINK, Entry

MOST_COMMITS = 500
MOST_BYTES = 2 * 1024 * 1024
"""Largest file outside the records, in bytes; a larger one is not searched for secrets either."""

SHORT = 12
REVOKE = "Revoke it where it was issued, then begin the branch anew without it: Git keeps what was ever committed."


@gate_rule("change-size", family="form")
def change_size(review: Review, /) -> Iterator[Outcome]:
    """A change is small enough to be read: at most 200 files and 500 commits, no file over 2 MiB.

    Only the AI office brings in more at once, as when a register is imported. Of more files than that, only so many are
    read and judged.
    """
    pairs, files, commits = review.pairs.all, len(review.proposal.deltas), review.proposal.commits
    if not review.asker.is_office:
        if files > MOST_FILES:
            message = f"{files:,} files, at most {MOST_FILES} are read in one change"
            yield Finding(Place(path=""), message, "Split it, or let the AI office propose it.")
        if len(commits) > MOST_COMMITS:
            message = f"{len(commits):,} commits, at most {MOST_COMMITS} are read in one change"
            yield Finding(Place(path=""), message, "Squash them into a few.")
    for pair in pairs:
        if pair.now and pair.now.size > MOST_BYTES:
            message = f"{pair.now.size:,} bytes, at most {MOST_BYTES:,} are taken"
            yield Finding(Place(path=pair.path), message, "Link to large material instead of storing it here.")


@gate_rule("change-mode", family="form", idle="no file outside the records is added or edited")
def change_mode(review: Review, /) -> Iterator[Outcome]:
    """A change brings no links and no nested repositories, anywhere in the repository.

    A link shows a reviewer one thing and a build another; what is in a nested repository can be changed later.
    """
    for pair in review.pairs.all:
        if pair.now and pair.path.split("/")[0] not in ROOTS and pair.now.mode not in {REGULAR, EXECUTABLE}:
            what = {SYMLINK: "a symbolic link", SUBMODULE: "a nested repository"}.get(pair.now.mode, "no regular file")
            yield Finding(Place(path=pair.path), f"{what} where a regular file is due", "Replace it by its contents.")


@gate_rule("change-secret", family="secrets")
def change_secret(review: Review, /) -> Iterator[Outcome]:
    """No commit of a branch holds a key, a token or a password, also none whose file a later commit removed.

    Whoever can read the repository can read every commit of it. Records as they are at the end are searched by the rule
    `secret`.
    """
    final = {(pair.path, pair.now.oid) for pair in review.pairs.all if pair.kind and pair.now}
    versions = [one for one in _brought(review) if (one.entry.path, one.entry.oid) not in final]
    found = [finding for one in versions for finding in _searched(review, one)]
    found += [finding for commit in review.proposal.commits for finding in _in_message(commit)]
    yield from found
    if not found:
        beside = counted(len(versions), "version")
        yield Holds(Place(path=""), f"{beside} of files beside the records as they are at the end, and every message")


def without_secrets(change: Change, /) -> Change:
    """A change that quotes no secret: reports are kept and sent about."""
    return replace(change, old=_blackened(change.old), new=_blackened(change.new))


def _blackened(text: str | None) -> str | None:
    return "…" if text and next(_secrets("", text), None) else text


class _Brought(Struct, frozen=True):
    """A file that a commit brought; `commit` is None for the end of the branch."""

    entry: Entry
    commit: str | None


def _brought(review: Review) -> Iterator[_Brought]:
    """Every version of every file on the branch, each once."""
    seen: set[tuple[str, str | None]] = set()
    versions = [_Brought(entry, one.id) for one in review.proposal.commits for entry in one.brought]
    versions += [_Brought(pair.now, None) for pair in review.pairs.all if pair.now]
    for one in versions:
        key = (one.entry.path, one.entry.oid)
        if key not in seen and one.entry.mode != SUBMODULE:
            seen.add(key)
            yield one


def _in_message(commit: Commit) -> Iterator[Finding]:
    for one in _secrets(f"commit {commit.id[:SHORT]}", commit.message):
        yield Finding(one.place, f"the message holds what looks like {one.what}", REVOKE)


def _searched(review: Review, brought: _Brought) -> Iterator[Finding]:
    entry = brought.entry
    where = f" (in commit {brought.commit[:SHORT]})" if brought.commit else ""
    if entry.size > MOST_BYTES:
        message = f"{entry.size:,} bytes are too many to be searched for secrets{where}"
        yield Finding(Place(path=entry.path), message, "Begin the branch anew without the file.")
        return
    for one in _secrets(entry.path, review.after.reach.read(entry).decode(errors="replace")):
        yield Finding(one.place, f"this looks like {one.what} ({len(one.text)} characters){where}", REVOKE)


def _secrets(path: str, text: str) -> Iterator[Secret]:
    return find_secrets(Source(path=path, kind=KIND["recipe"], id=path, text=text))
