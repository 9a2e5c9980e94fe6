"""Timelines for tests, written line by line: a day, what happened, and the commit that brought it."""

from __future__ import annotations

from datetime import date
from typing import Any

from seedbed.timeline import Event, Kind, Timeline

NOON = 43_200
DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()


def moment(day: str) -> int:
    """Noon of a day in UTC, in seconds of the epoch."""
    return (date.fromisoformat(day).toordinal() - EPOCH) * DAY + NOON


def happened(day: str, kind: Kind, new: str | None = None, *, agent: str = "paper-sorter", **facts: Any) -> Event:
    """One event of an agent. Its commit is that of the day, unless `commit` says another."""
    commit = facts.pop("commit", day).replace("-", "").ljust(40, "0")
    author = facts.pop("author", "ada")
    return Event(moment(day), commit, kind, agent, new=new, author=author, **facts)


def timeline_of(*events: Event, imports: tuple[str, ...] = ()) -> Timeline:
    """The timeline of these events, oldest first; `imports` are commits as `happened` names them."""
    whole = frozenset(one.replace("-", "").ljust(40, "0") for one in imports)
    head = events[-1].commit if events else "f" * 40
    return Timeline(head=head, commits=len({event.commit for event in events}), events=events, imports=whole)
