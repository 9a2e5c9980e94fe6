"""Events in time: what comes up, what is over, when it is, and where its entry for a calendar lies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from seedbed.records import Event
from seedbed.site.language import ENGLISH, Language

DATE = len("2026-01-31")
CALENDAR = "demos/calendar.ics"
"""The calendar of all events to come."""


def calendar_uri(event: Event, /) -> str:
    """The address of one event's entry for a calendar; there is one while the event runs or is to come."""
    return f"demos/{event.id}/event.ics"


def coming_up(events: Iterable[Event], /, *, today: date) -> list[Event]:
    """The events that run today or are to come, soonest first."""
    return sorted((one for one in events if last_day(one) >= today.isoformat()), key=lambda one: (one.starts, one.id))


def gone_by(events: Iterable[Event], /, *, today: date) -> list[Event]:
    """The events that are over, latest first."""
    over = (one for one in events if last_day(one) < today.isoformat())
    return sorted(over, key=lambda one: (one.starts, one.id), reverse=True)


def last_day(event: Event, /) -> str:
    """The last day of an event as an ISO date."""
    return (event.ends or event.starts)[:DATE]


def when(event: Event, /, *, language: Language = ENGLISH) -> str:
    """The time of an event in words: one day with its hours, or a span."""
    starts, ends = language.day(event.starts), event.ends
    if not ends:
        return starts
    if ends[:DATE] > event.starts[:DATE]:
        return language.say("{first} to {last}", first=starts, last=language.day(ends))
    hour = ends[DATE + 1 :]
    if not hour:
        return starts
    if "T" in event.starts:
        return language.say("{first} to {last}", first=starts, last=hour)
    return language.say("{day}, until {hour}", day=starts, hour=hour)


def accepts_demos(event: Event, /, *, today: date) -> bool:
    """Whether a demo can still be handed in. Nobody hands in at office hours."""
    return event.kind != "office-hours" and (event.deadline or last_day(event)) >= today.isoformat()


def opening(event: Event | None, /, *, today: date, language: Language = ENGLISH) -> str:
    """The sentence that matters: what is next."""
    if event is None:
        return language.say("See what colleagues built and ask for it. No event is planned at the moment.")
    facts = {"name": event.name, "place": event.place}
    if event.starts[:DATE] <= today.isoformat():
        until = language.day(last_day(event))
        return language.say("Running now: {name}, until {until}, {place}.", until=until, **facts)
    said = language.say("Next: {name}, {when}, {place}.", when=when(event, language=language), **facts)
    if event.deadline and event.deadline >= today.isoformat():
        close = language.say("Demos can be handed in until {day}.", day=language.day(event.deadline))
        return f"{said} {close}"
    return said
