"""The events of one agent through all its ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import merge
from itertools import groupby
from operator import attrgetter

from seedbed.timeline.events import Event, Kind, Timeline
from seedbed.timeline.view import Events

Line = list[tuple[int, Event]]
"""Events with their places, in order."""


def events_of(timeline: Timeline, agent: str, /) -> tuple[Event, ...]:
    """The events of the agent that has, or once had, this id: under every id it ever had, oldest first."""
    events = timeline.events
    if isinstance(events, Events):
        events = events.of_agents(_related(agent, events.renames()))
    lines = follow(events).values()
    return tuple(event for line in lines if any(one.agent == agent for one in line) for event in line)


def agents_of(timeline: Timeline, /) -> list[str]:
    """Every id that an agent ever had."""
    events = timeline.events
    return events.agents() if isinstance(events, Events) else sorted({event.agent for event in events})


def follow(events: Iterable[Event], /) -> Mapping[str, tuple[Event, ...]]:
    """All events by the last id of their agent, oldest first; an agent that was removed keeps its last one."""
    lines: dict[str, Line] = {}
    alive: set[str] = set()
    place = 0
    for _, commit in groupby(events, key=attrgetter("commit")):
        told = list(enumerate(commit, start=place))
        place += len(told)
        _take(lines, alive, told)
    return {agent: tuple(event for _, event in line) for agent, line in lines.items()}


def _take(lines: dict[str, Line], alive: set[str], told: Line) -> None:
    """Go on by one commit. A rename moves the line of an agent that was there; otherwise it joins two lines."""
    came, went = ({event.agent for _, event in told if event.kind is kind} for kind in (Kind.ADDED, Kind.REMOVED))
    renames = {event.agent: event.old or "" for _, event in told if event.kind is Kind.RENAMED}
    moves = {new: old for new, old in renames.items() if old in alive - went and new not in came}
    moving = {new: lines.pop(old, []) for new, old in moves.items()}
    for new, line in moving.items():
        lines[new] = _joined(line, lines.get(new, []))
    for place, event in told:
        lines.setdefault(event.agent, []).append((place, event))
    for new in renames.keys() - moves.keys():
        lines[new] = _joined(lines.pop(renames[new], []), lines[new])
    alive -= went | set(moves.values())
    alive |= came | set(moves)


def _joined(line: Line, other: Line) -> Line:
    return list(merge(line, other, key=lambda told: told[0])) if other else line


def _related(agent: str, renames: Iterable[tuple[str, str]]) -> set[str]:
    """The ids that renames join to this one, in either direction."""
    related, pairs = {agent}, list(renames)
    while further := {one for pair in pairs if not related.isdisjoint(pair) for one in pair} - related:
        related |= further
    return related
