"""A change that nobody has committed yet: files in memory laid over the main branch, to be judged like any other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from msgspec import field
from msgspec.structs import replace

from seedbed.repository.proposed import Commit, Delta, Proposal, Signature
from seedbed.repository.reach import Overlay
from seedbed.repository.tree import REGULAR, Entry

NO_COMMIT = "0" * 40
"""Stands for the commit that does not exist yet."""


class Drafted(Overlay, frozen=True):
    """A tree with some files in memory on top."""

    texts: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, entry: Entry, /) -> bytes:
        """The bytes of a file."""
        return self.texts[entry.path] if entry.path in self.texts else self.below.read(entry)


def draft_change(main: Proposal, texts: Mapping[str, bytes], /, *, author: Signature, message: str) -> Proposal:
    """What `texts`, by path from the portal's root, would change in one commit on top of main.

    `main` is the main branch proposed to itself (`read_proposal(objects, base, base)`). Nothing is written anywhere.
    """
    entries = {path: _entry(path, data) for path, data in texts.items()}
    deltas = tuple(Delta(path=path, before=main.before.find(path), after=entry) for path, entry in entries.items())
    commit = Commit(id=NO_COMMIT, author=author, committer=author, message=message, brought=tuple(entries.values()))
    after = Drafted(main.before, dict(entries), texts)
    return replace(main, head=NO_COMMIT, deltas=deltas, after=after, commits=(commit,))


def _entry(path: str, data: bytes) -> Entry:
    return Entry(path, REGULAR, len(data), hashlib.sha256(data).hexdigest())
