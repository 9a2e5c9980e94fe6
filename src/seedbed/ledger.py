"""The walk from a repository's history to its timeline: a table of contents, and what a cache spares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

import seedbed
from seedbed.reports.findings import count
from seedbed.repository.cache import CacheKey, cache_folder, digest_of, load_cached, store_cached
from seedbed.repository.git import NoRepositoryError
from seedbed.repository.history import History, read_newer
from seedbed.repository.history_chain import Chain
from seedbed.repository.history_pack import pack_history, unpack_history
from seedbed.repository.history_paths import Layout, portal_layout
from seedbed.repository.history_source import Source, explained, open_source, prefix_of, read_mailmap
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

CODE = ("kinds.py", "repository/*.py", "timeline/*.py")
"""The modules that decide what is read and what it means; a cache that other code made is of no use."""

MOST_NAMED = 10
"""Unreadable versions that are listed; a repository with more has another trouble than the next one of them."""

SWITCH = "SEEDBED_HISTORY"
"""The variable that turns the reading of the history off."""

LayoutOf = Callable[[Source], Layout]


class Reading(Struct, frozen=True, kw_only=True):
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


def read_portal_timeline(
    root: Path, /, *, at: str | None = None, latest: int | None = None, cached: bool = True
) -> Reading | None:
    """Read the timeline of the portal whose folder is `root`, as `read_timeline` does.

    None outside Git and before the first commit: then nothing has happened yet. Raises GitError when there is a history
    and it cannot be read whole.
    """
    try:
        reading = read_timeline(
            root, lambda source: portal_layout(prefix_of(source.git, root)), at=at, latest=latest, cached=cached
        )
    except NoRepositoryError:
        return None
    return reading if reading.timeline.head else None


def wants_history(word: str | None, /) -> bool:
    """Whether the value of the variable SEEDBED_HISTORY lets the history be read: everything but `off` that it knows.

    Raises ValueError for a word that is none of its values.
    """
    if word in {None, "", "on", "off"}:
        return word != "off"
    message = f"{SWITCH} is {word!r}; it can be on or off"
    raise ValueError(message)


def remarks(reading: Reading, /, *, agent: str | None = None, records: str | None = None) -> Iterator[str]:
    """One line for each thing worth knowing.

    `agent` is the one that was asked for: versions that cannot be read are then named only where they may be its own.
    `records` is the pattern that a reader of another repository gave.
    """
    timeline = reading.timeline
    if timeline.head is None:
        yield "there is no commit on this branch yet: nothing has happened"
    elif not timeline.events:
        what = "no record of an agent in them; is this the portal's folder?"
        if records is not None:
            what = f"no file in them that matches {records}; write it from the repository's top, or from --root"
        yield f"{count(timeline.commits, 'commit')} and {what}"
    if timeline.skewed:
        yield f"{count(timeline.skewed, 'commit')} had a date that cannot be right; the dates around it were used"
    if timeline.imports:
        yield f"{count(len(timeline.imports), 'commit')} brought in many agents at once: their life before is unknown"
    unreadable = [(path, commit) for path, commit in timeline.unreadable if agent is None or agent in path]
    for path, commit in unreadable[:MOST_NAMED]:
        yield f"{path} at {commit[:12]} cannot be read; what it said before still holds"
    if len(unreadable) > MOST_NAMED:
        yield f"and {len(unreadable) - MOST_NAMED:,} more versions of records cannot be read"
    if reading.dropped:
        yield (
            f"the branch was rewritten: {count(reading.dropped, 'commit')} left it, "
            f"{count(reading.moved, 'event')} that had been told moved to another date or went"
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
                "code": digest_of(path for pattern in CODE for path in package.glob(pattern)),
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
