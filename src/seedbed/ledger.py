"""The walk from a repository's history to its timeline: a table of contents, and what a cache spares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import seedbed
from seedbed.repository.cache import CacheKey, cache_folder, digest_of, load_cached, store_cached
from seedbed.repository.history import History, read_newer
from seedbed.repository.history_chain import Chain
from seedbed.repository.history_pack import pack_history, unpack_history
from seedbed.repository.history_paths import Layout
from seedbed.repository.history_source import Source, explained, open_source, read_mailmap
from seedbed.timeline.events import Timeline
from seedbed.timeline.fold import fold
from seedbed.timeline.landing import change_number
from seedbed.timeline.log import Log
from seedbed.timeline.mailmap import parse_mailmap
from seedbed.timeline.moved import count_moved
from seedbed.timeline.pack import pack_log, unpack_log
from seedbed.timeline.view import create_timeline

FEW = 30
"""Commits that are sooner read again than a cache of a long history is written."""

LayoutOf = Callable[[Source], Layout]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A timeline and how it came about.

    `read` commits were new since the last reading, `dropped` had left the branch, and `moved` events that were told
    then have another date now, or are gone. `stored` is None where there was too little to store or no cache, False
    when it could not be written.
    """

    timeline: Timeline
    read: int = 0
    dropped: int = 0
    moved: int = 0
    stored: bool | None = None


def read_timeline(
    directory: Path,
    layout_of: LayoutOf,
    /,
    *,
    at: str | None = None,
    latest: int | None = None,
    cached: bool = True,
) -> Reading:
    """Read the timeline of the repository around `directory` at the commit `at`, HEAD by default.

    `layout_of` says where the records lie once the repository is known. `latest` is the present moment in seconds of
    the epoch: no commit was made after it. Raises GitError when the history cannot be read whole.
    """
    source = open_source(directory, at=at)
    layout = layout_of(source)
    if source.head is None:
        return Reading(timeline=Timeline(head=None, commits=0, events=()))
    shelf = _Shelf(source, layout, folder=cache_folder((source.place, source.common)) if cached else None)
    history, log = shelf.load()
    with explained(source):
        newer = read_newer(source.git, source.head, history, number_of=change_number)
    mailmap = parse_mailmap(read_mailmap(source))
    dropped = len(history.chain) - newer.kept if len(newer.chain) else 0
    told = create_timeline(history, log, mailmap=mailmap, latest=latest).events if dropped else ()
    told = told[log.start(newer.kept) :]
    history.join(newer)
    fold(history, log, newer.kept)
    timeline = create_timeline(history, log, mailmap=mailmap, latest=latest)
    return Reading(
        timeline=timeline,
        read=len(newer.chain),
        dropped=dropped,
        moved=count_moved(told, timeline.events[log.start(newer.kept) :]) if dropped else 0,
        stored=shelf.store(history, log) if dropped or len(newer.chain) > FEW else None,
    )


class _Shelf:
    """The place of one history in the cache."""

    def __init__(self, source: Source, layout: Layout, /, *, folder: Path | None) -> None:
        self._folder, self._layout, self._width = folder, layout, source.width
        package = Path(seedbed.__file__).parent
        self._key = CacheKey(
            name=f"{source.common}:{layout.name}",
            facts={
                "tool": seedbed.__version__,
                "code": digest_of(package, package / "repository", package / "timeline"),
                "objects": str(source.width),
            },
        )

    def load(self) -> tuple[History, Log]:
        """What an earlier reading left, or nothing."""
        parts = load_cached(self._folder, self._key) if self._folder else None
        if parts:
            try:
                history = unpack_history(parts, self._layout, width=self._width)
                return history, unpack_log(parts, history)
            except (KeyError, TypeError, ValueError):  # a file that fits its key and is damaged all the same
                pass
        return History(layout=self._layout, chain=Chain(width=self._width)), Log()

    def store(self, history: History, log: Log) -> bool | None:
        """Leave it for the next reading; None without a cache."""
        if self._folder is None:
            return None
        return store_cached(self._folder, self._key, pack_history(history) | pack_log(log))
