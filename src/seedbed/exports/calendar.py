"""Events for calendars (iCalendar, RFC 5545): a file for each event to come, and one of all for those who subscribe.

Only the lines of an event are written here; the tests read them with a library whose import alone would cost every
build a third of a second.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from seedbed.records import Event
from seedbed.site.gatherings import CALENDAR, DATE, calendar_uri, coming_up, last_day
from seedbed.site.page import Text
from seedbed.site.views import Site

MOST_OCTETS = 75
"""Of a line without its end; a longer one goes on in the next, after a space."""
PRODUCT = "-//Seedbed//Events//EN"
NAMESPACE = uuid.UUID("0d9bb4a2-9f0c-5c7b-8f55-8d6b9f6f2c41")


def export_calendar(site: Site, /) -> dict[str, Text]:
    """The file of every event that runs or is to come, and the calendar of them all, which may be empty."""
    coming = coming_up(site.catalogue.events.values(), today=site.today)
    files: dict[str, Text] = {calendar_uri(event): create_calendar(site, [event]) for event in coming}
    return {CALENDAR: create_calendar(site, coming), **files}


def create_calendar(site: Site, events: list[Event], /) -> str:
    """A calendar of these events. Their times are in UTC where the organisation says in which zone the records mean
    them; where it does not they have no zone, and a reader's calendar takes them as its own.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_text(_shown_name(site))}"]
    for event in events:
        lines += _event(site, event)
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(site: Site, event: Event) -> Iterator[str]:
    page, organization = site.uri("events", event.id), site.catalogue.organization
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(NAMESPACE, f'{_name(site)} {event.path}')}"
    yield f"DTSTAMP:{site.today:%Y%m%d}T000000Z"
    yield from _span(event, organization.zone if organization else None)
    if last_day(event) > event.starts[:DATE]:
        yield "TRANSP:TRANSPARENT"  # weeks of office hours do not make anybody busy
    yield f"SUMMARY:{_text(event.name)}"
    if event.summary:
        yield f"DESCRIPTION:{_text(event.summary)}"
    yield f"LOCATION:{_text(event.place)}"
    if site.url and page:
        yield f"URL:{site.url}{page}"
    yield "END:VEVENT"


def _span(event: Event, zone: tzinfo | None) -> Iterator[str]:
    """From when to when. A day named as the end counts to its midnight; a moment without an end has none here."""
    starts, ends = event.starts, event.ends
    if "T" in starts:
        yield f"DTSTART:{_moment(starts, zone)}"
        if ends:
            yield f"DTEND:{_moment(ends if 'T' in ends else f'{_next_day(ends)}T00:00', zone)}"
        return
    yield f"DTSTART;VALUE=DATE:{_digits(starts)}"
    if ends:
        yield f"DTEND;VALUE=DATE:{_digits(_next_day(ends[:DATE]))}"


def _moment(value: str, zone: tzinfo | None) -> str:
    """A moment of a zone in UTC, or without one where there is no zone, or no year in which it would be in UTC."""
    if zone is None:
        return f"{_digits(value)}00"
    try:
        moment = datetime.fromisoformat(value).replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return f"{_digits(value)}00"
    return f"{_digits(moment.replace(tzinfo=None).isoformat())}Z"


def _digits(value: str) -> str:
    return value.replace("-", "").replace(":", "")


def _next_day(value: str) -> str:
    """The day after; that of the last day of all is the day itself."""
    day = date.fromisoformat(value)
    return (day if day == date.max else day + timedelta(1)).isoformat()


def _name(site: Site) -> str:
    """What the ids of events are made from: the same in every language."""
    organization = site.catalogue.organization
    return f"{organization.name if organization else 'Seedbed'}: demo days and events"


def _shown_name(site: Site) -> str:
    organization = site.catalogue.organization
    return site.language.say("{name}: demo days and events", name=organization.name if organization else "Seedbed")


def _text(value: str) -> str:
    """A value as RFC 5545 writes text."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _fold(line: str) -> str:
    """The line in pieces of at most 75 octets, each but the first after a space, no character torn apart."""
    pieces, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > MOST_OCTETS:
            pieces, size = [*pieces, " "], 1
        pieces[-1] += char
        size += octets
    return "\r\n".join(pieces)
