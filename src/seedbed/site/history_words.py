"""What a merge did to an agent, in words: short phrases of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from seedbed.site.views import Site
from seedbed.site.words import day, month
from seedbed.timeline import Event, Kind

LONGEST = 60
"""Characters of a value as it was written; a record of the past may hold anything."""
NAMED = 4
"""Units that a phrase names; the others are counted."""
PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-")
COPIES: Mapping[str | None, str] = {
    "planned": "copy planned in {units}",
    "live": "live in {units}",
    "paused": "paused in {units}",
    "ended": "ended in {units}",
    None: "the record of the copy in {units} went",
}
AGAIN = "live again in {units}"
INCIDENTS: Mapping[str | None, str] = {"open": "opened", "closed": "closed", None: "taken out"}
AT_BIRTH: Mapping[str | None, str] = {
    "idea": "as an idea",
    "prototype": "as a prototype",
    "pilot": "as a pilot",
    "validated": "validated already",
    "production": "in production already",
}


def phrases_of(site: Site, merge: Sequence[Event], /) -> Iterator[str]:
    """One phrase for each thing that a merge did; what it did alike in several units is one."""
    began = {event.unit for event in merge if event.kind is Kind.DEPLOYMENT and event.old is None}
    told = [event for event in merge if not (event.kind is Kind.VERSION and event.unit in began)]
    groups: dict[object, list[Event]] = {}
    for event in told:
        groups.setdefault(_alike(event), []).append(event)
    return (_phrase(site, some) for some in groups.values())


def measured_words(site: Site, events: Sequence[Event], /) -> str:
    """Months of rows that came in: from which month to which, and who counted."""
    periods = sorted({event.new for event in events if event.new and PERIOD.fullmatch(event.new)})
    who = _units(site, events)
    if not periods:
        went = all(event.new is None for event in events)
        return f"measured rows of {who} {'went' if went else 'changed'}"
    first, last = shown(month(periods[0])), shown(month(periods[-1]))
    span = first if first == last else f"{first} to {last}"
    return f"rows for {span} from {who}"


def _alike(event: Event) -> tuple[str | None, ...]:
    """What makes two events of a merge one phrase: units that did the same."""
    if event.kind is Kind.DEPLOYMENT:
        return event.kind, event.new, event.source if event.old is None else event.old
    if event.kind is Kind.VERSION and event.unit:
        return event.kind, "copy", event.new
    return event.kind, None, None if event.kind is Kind.MEASUREMENT else event.path


def _phrase(site: Site, events: Sequence[Event]) -> str:
    """One phrase for events that are alike."""
    first = events[0]
    match first.kind:
        case Kind.ADDED | Kind.REMOVED | Kind.RENAMED:
            return _turn(first)
        case Kind.DEPLOYMENT:
            return _deployment(site, events)
        case Kind.MEASUREMENT:
            return measured_words(site, events)
        case Kind.INCIDENT:
            return _incident(site, first)
        case Kind.VERSION if first.unit:
            return f"{_units(site, events)} {'runs' if len(events) == 1 else 'run'} version {shown(first.new)}"
        case _:
            return _field(site, first)


def _turn(event: Event) -> str:
    if event.kind is Kind.RENAMED:
        return f"renamed, formerly {shown(event.old)}"
    return "entered the catalogue" if event.kind is Kind.ADDED else "left the catalogue"


def _field(site: Site, event: Event) -> str:
    """A field of the blueprint that got a value or another one."""
    old, new = event.old, shown(event.new)
    match event.kind:
        case Kind.STAGE if old is not None:
            return f"from {shown(old)} to {new}"
        case Kind.STAGE:
            return new if event.declared else AT_BIRTH.get(event.new, f"as {new}")
        case Kind.RISK:
            return f"{new} risk" if old is None else f"{new} risk, before {shown(old)}"
        case Kind.OWNER:
            owner = f"owned by {_unit(site, event.new)}"
            return owner if old is None else f"{owner}, before by {_unit(site, old)}"
        case _:
            return f"version {new}"


def _deployment(site: Site, events: Sequence[Event]) -> str:
    first, units = events[0], _units(site, events)
    pattern = AGAIN if (first.old, first.new) == ("paused", "live") else COPIES.get(first.new)
    words = pattern.format(units=units) if pattern else f"copy in {units}: {shown(first.new)}"
    return f"{words}, copied from {_unit(site, first.source)}" if first.source and first.old is None else words


def _incident(site: Site, event: Event) -> str:
    dated = DATED.match(PurePosixPath(event.path).name)
    name = f"incident of {_day(dated[1])}" if dated else "incident"
    where = f" in {_unit(site, event.unit)}" if event.unit else ""
    turn = "opened again" if (event.old, event.new) == ("closed", "open") else INCIDENTS.get(event.new)
    return f"{name}{where} {turn or shown(event.new)}"


def _units(site: Site, events: Sequence[Event]) -> str:
    """The units of events, each once, as far as a line holds them."""
    names = list(dict.fromkeys(_unit(site, event.unit) for event in events))
    if len(names) > NAMED + 1:
        names = [*names[:NAMED], f"{len(names) - NAMED} more units"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _unit(site: Site, unit: str | None) -> str:
    return shown(site.name("units", unit)) if unit else "a unit that was not named"


def _day(text: str) -> str:
    try:
        return day(text)
    except ValueError:
        return text


def shown(text: str | None, /) -> str:
    """A value as it was written, cut to what a line holds."""
    if text is None:
        return "none"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
