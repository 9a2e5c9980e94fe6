"""Which commit was in force at a moment: what a branch said then."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.timeline.events import Timeline
from seedbed.timeline.view import Events


def find_in_force(timeline: Timeline, at: int, /) -> str | None:
    """The newest commit that had landed at `at` (seconds of the epoch); None when the branch began later."""
    return next((commit for commit, moment in _landings(timeline) if moment <= at), None)


def head_moment(timeline: Timeline, /) -> int | None:
    """When the newest commit landed; None where there is no commit."""
    return next((moment for _, moment in _landings(timeline)), None)


def _landings(timeline: Timeline) -> Iterator[tuple[str, int]]:
    """Commits with their dates, newest first: all of them where the timeline knows them, else those with an event."""
    if isinstance(timeline.events, Events):
        return timeline.events.landings()
    return ((event.commit, event.at) for event in reversed(timeline.events) if not event.declared)
