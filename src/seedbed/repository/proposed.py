"""A proposed change as Git holds it: what it did since it left the main branch, by whom, and what the merge would give.

What changed is counted from the commit at which the branch left main; what is there beside it, from the tip of main. A
path that both have changed since is a conflict: nothing is merged line by line here. Nothing is checked out either: all
is read as objects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from seedbed.repository.former_paths import find_former
from seedbed.repository.git import Git, GitError
from seedbed.repository.objects import Objects
from seedbed.repository.reach import BESIDE, GitReach, Overlay, Reach
from seedbed.repository.tree import Entry, with_slash

CO_AUTHOR = "co-authored-by:"
SIGNATURE = re.compile(rb"^(?:author|committer) (.*?) ?<([^<>\n]*)>")

OUTSIDE = f"{BESIDE}/"
"""What leads the path of a file beside the portal's folder, in a repository that holds more than the portal."""

NOTHING_SHARED = 1
"""How `git merge-base` ends when it has found nothing."""

NULL = frozenset("0")


class Delta(Struct, frozen=True, kw_only=True):
    """One path with the file before and after; None where there is none."""

    path: str
    before: Entry | None
    after: Entry | None


class Signature(Struct, frozen=True):
    """Name and e-mail address as a commit holds them: free text that anybody can write."""

    name: str
    email: str


class Commit(Struct, frozen=True, kw_only=True):
    """One commit of the branch: who signed it, and every file that it brought, also those that a later one removed."""

    id: str
    author: Signature
    committer: Signature
    co_authors: tuple[Signature, ...] = ()
    message: str = ""
    brought: tuple[Entry, ...] = ()


class Proposal(Struct, frozen=True, kw_only=True):
    """A change to be judged. `before` is the tip of main, `after` what main would be with the change.

    `deltas` leave out what main already has; `conflicts` are paths that main has changed too. `commits` are oldest
    first. `used` tells which of some paths were on main once and left it, each with the commit that took it away.
    """

    base: str
    head: str
    fork: str
    deltas: tuple[Delta, ...]
    before: Reach
    after: Reach
    conflicts: tuple[str, ...] = ()
    commits: tuple[Commit, ...] = ()
    used: Callable[[Iterable[str]], Mapping[str, str]] = lambda _: {}


def read_proposal(objects: Objects, base: str, head: str, /, *, prefix: str = "") -> Proposal:
    """Read what the branch `head` proposes to the branch `base`; both name commits.

    `prefix` is the portal's folder in the repository. Raises GitError when one of the commits is not there, the two
    share no commit or were merged crosswise, or the clone is shallow.
    """
    git = objects.git
    if git.ask("rev-parse", "--is-shallow-repository") == "true":
        raise GitError("this clone is shallow, so nobody can say what changed. Run: git fetch --unshallow")
    tip, proposed = git.commit(base), git.commit(head)
    fork = _fork(git, tip, proposed)
    place = _Places(with_slash(prefix))
    theirs = {delta.path: delta for delta in _differences(objects, place, fork, tip)} if fork != tip else {}
    ours = [delta for delta in _differences(objects, place, fork, proposed) if not _is_there(delta, theirs)]
    before = GitReach(objects, objects.tree(tip), place.prefix)
    return Proposal(
        base=tip,
        head=proposed,
        fork=fork,
        deltas=tuple(ours),
        before=before,
        after=Overlay(before, {delta.path: delta.after for delta in ours}),
        conflicts=tuple(delta.path for delta in ours if delta.path in theirs),
        commits=tuple(_commits(objects, place, tip, proposed)),
        used=lambda paths: _used(git, tip, place, paths),
    )


class _Places(Struct, frozen=True):
    """Turns paths of the repository into paths of the portal and back."""

    prefix: str

    def named(self, path: str) -> str:
        """A path of the repository as one of the portal."""
        return path.removeprefix(self.prefix) if path.startswith(self.prefix) else f"{OUTSIDE}{path}"

    def in_repository(self, path: str) -> str:
        """A path of the portal as one of the repository."""
        return path.removeprefix(OUTSIDE) if path.startswith(OUTSIDE) else f"{self.prefix}{path}"


def _fork(git: Git, base: str, head: str) -> str:
    """The commit at which the branch left main. With several of them, what the merge gives depends on the program."""
    forks = git.ask("merge-base", "--all", base, head, codes=(0, NOTHING_SHARED)).split()
    if not forks:
        raise GitError("the two commits share no history. Begin the branch anew from the main branch.")
    if len(forks) > 1:
        raise GitError("the branch and main were merged crosswise, so nobody can say what changed. Run: git merge main")
    return forks[0]


def _is_there(ours: Delta, theirs: Mapping[str, Delta]) -> bool:
    """Whether main has the same file by now."""
    other = theirs.get(ours.path)
    return other is not None and _facts(other.after) == _facts(ours.after)


def _facts(entry: Entry | None) -> tuple[str | None, str] | None:
    return (entry.oid, entry.mode) if entry else None


def _differences(objects: Objects, place: _Places, old: str, new: str) -> Iterator[Delta]:
    """What `git diff-tree` prints for two commits, without rename detection: a rename hides an edit."""
    printed = objects.git.ask("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", old, new)
    tokens = printed.split("\0")
    rows = [(facts.split(), path) for facts, path in zip(tokens[::2], tokens[1::2], strict=False) if facts]
    sizes = objects.sizes(facts[3] for facts, _ in rows)
    for (mode_before, mode_after, before, after, _), path in rows:
        name = place.named(path)
        yield Delta(
            path=name,
            before=_entry(name, mode_before.lstrip(":"), before, 0),
            after=_entry(name, mode_after, after, sizes.get(after, 0)),
        )


def _entry(path: str, mode: str, oid: str, size: int) -> Entry | None:
    return None if set(oid) == NULL else Entry(path, mode, size, oid)


def _commits(objects: Objects, place: _Places, base: str, head: str) -> Iterator[Commit]:
    """The commits of a branch that main does not have, oldest first."""
    git = objects.git
    ids = git.ask("rev-list", "--topo-order", "--reverse", head, f"^{base}").split()
    brought = _brought(git, ids)
    sizes = objects.sizes(oid for found in brought.values() for _, _, oid in found)
    for oid, data in zip(ids, objects.read_all(ids), strict=True):
        entries = (Entry(place.named(path), mode, sizes.get(blob, 0), blob) for path, mode, blob in brought[oid])
        yield _commit(oid, data, tuple(entries))


def _commit(oid: str, data: bytes, brought: tuple[Entry, ...]) -> Commit:
    head, _, body = data.partition(b"\n\n")
    lines = head.split(b"\n")
    message = body.decode(errors="replace")
    return Commit(
        id=oid,
        author=_signature(lines, b"author "),
        committer=_signature(lines, b"committer "),
        co_authors=tuple(_co_authors(message)),
        message=message,
        brought=brought,
    )


def _co_authors(message: str) -> Iterator[Signature]:
    """Everybody whom a line of the message names as author, wherever it stands: forges look at the last lines only."""
    for line in map(str.strip, message.splitlines()):
        name, bracket, email = line[len(CO_AUTHOR) :].removesuffix(">").rpartition("<")
        if line[: len(CO_AUTHOR)].lower() == CO_AUTHOR and bracket and line.endswith(">"):
            yield Signature(name.strip(), email.strip())


def _signature(lines: Iterable[bytes], key: bytes) -> Signature:
    found = SIGNATURE.match(next((line for line in lines if line.startswith(key)), b""))
    name, email = found.groups() if found else (b"", b"")
    return Signature(name.decode(errors="replace"), email.decode(errors="replace").strip())


def _brought(git: Git, commits: list[str]) -> Mapping[str, list[tuple[str, str, str]]]:
    """Path, mode and id of every file that each commit brought; for a merge, of those that no parent had."""
    arguments = ("-r", "-z", "--raw", "-c", "--root", "--always", "--no-renames", "--no-abbrev")
    with git.start("diff-tree", "--stdin", *arguments) as process:
        printed, _ = process.communicate("".join(f"{oid}\n" for oid in commits).encode())
    if process.returncode:
        raise GitError("git diff-tree failed on the commits of the branch; run `git fsck` in the repository.")
    found: dict[str, list[tuple[str, str, str]]] = {oid: [] for oid in commits}
    current, facts = "", ""
    for token in printed.decode(errors="surrogateescape").split("\0"):
        if facts:
            mode, oid = _last(facts)
            if set(oid) != NULL:
                found[current].append((token, mode, oid))
            facts = ""
        elif token.startswith(":"):
            facts = token
        elif token:
            current = token.strip()
    return found


def _last(facts: str) -> tuple[str, str]:
    """Mode and id on the side of the commit: the last of those that stand for its parents and for itself."""
    parents = len(facts) - len(facts.lstrip(":"))
    words = facts.lstrip(":").split()
    return words[parents], words[2 * parents + 1]


def _used(git: Git, tip: str, place: _Places, paths: Iterable[str]) -> Mapping[str, str]:
    """Each of the paths that was on main once and left it again, with the commit that took it away."""
    former = find_former(git, tip, [place.in_repository(path) for path in paths])
    return {place.named(path): commit for path, commit in former.items()}
