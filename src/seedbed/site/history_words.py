"""What a merge did to an agent, in words: short phrases of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from seedbed.site.language import marked
from seedbed.site.views import Site
from seedbed.timeline import Event, Kind

LONGEST = 60
"""Characters of a value as it was written; a record of the past may hold anything."""
NAMED = 4
"""Units that a phrase names; the others are counted."""
PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
CLOSED = frozenset(
    {
        "idea",
        "prototype",
        "pilot",
        "validated",
        "production",
        "suspended",
        "retired",
        "low",
        "medium",
        "high",
        "prohibited",
    }
)
"""Stages and classes; anything else that a record of the past holds is told as it was written."""
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-")
COPIES: Mapping[str | None, str] = {
    "planned": marked("copy planned in {units}"),
    "live": marked("live in {units}"),
    "paused": marked("paused in {units}"),
    "ended": marked("ended in {units}"),
    None: marked("the record of the copy in {units} went"),
}
AGAIN = marked("live again in {units}")
INCIDENTS: Mapping[str | None, str] = {
    "open": marked("{incident} opened"),
    "closed": marked("{incident} closed"),
    None: marked("{incident} taken out"),
}
REOPENED = marked("{incident} opened again")
AT_BIRTH: Mapping[str | None, str] = {
    "idea": marked("as an idea"),
    "prototype": marked("as a prototype"),
    "pilot": marked("as a pilot"),
    "validated": marked("validated already"),
    "production": marked("in production already"),
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
    say = site.language.say
    periods = sorted({event.new for event in events if event.new and PERIOD.fullmatch(event.new)})
    who = _units(site, events)
    if not periods:
        went = all(event.new is None for event in events)
        return (
            say("measured rows of {units} went", units=who)
            if went
            else say("measured rows of {units} changed", units=who)
        )
    first, last = site.language.month(periods[0]), site.language.month(periods[-1])
    if first == last:
        return say("rows for {month} from {units}", month=first, units=who)
    return say("rows for {first} to {last} from {units}", first=first, last=last, units=who)


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
            return _turn(site, first)
        case Kind.DEPLOYMENT:
            return _deployment(site, events)
        case Kind.MEASUREMENT:
            return measured_words(site, events)
        case Kind.INCIDENT:
            return _incident(site, first)
        case Kind.VERSION if first.unit:
            return site.language.plural(
                len(events),
                "{units} runs version {version}",
                "{units} run version {version}",
                units=_units(site, events),
                version=shown(first.new),
            )
        case _:
            return _field(site, first)


def _turn(site: Site, event: Event) -> str:
    say = site.language.say
    if event.kind is Kind.RENAMED:
        return say("renamed, formerly {id}", id=shown(event.old))
    return say("entered the catalogue") if event.kind is Kind.ADDED else say("left the catalogue")


def _field(site: Site, event: Event) -> str:
    """A field of the blueprint that got a value or another one."""
    old, say = event.old, site.language.say
    match event.kind:
        case Kind.STAGE:
            return _stage(site, event)
        case Kind.RISK if old is None:
            return say("{risk} risk", risk=word(site, event.new))
        case Kind.RISK:
            return say("{risk} risk, before {before}", risk=word(site, event.new), before=word(site, old))
        case Kind.OWNER if old is None:
            return say("owned by {unit}", unit=_unit(site, event.new))
        case Kind.OWNER:
            return say("owned by {unit}, before by {before}", unit=_unit(site, event.new), before=_unit(site, old))
        case _:
            return say("version {version}", version=shown(event.new))


def _stage(site: Site, event: Event) -> str:
    say, new = site.language.say, word(site, event.new)
    if event.old is not None:
        return say("from {before} to {stage}", before=word(site, event.old), stage=new)
    if event.declared:
        return new
    born = AT_BIRTH.get(event.new)
    return say(born) if born else say("as {stage}", stage=new)


def word(site: Site, value: str | None, /) -> str:
    """A stage or class as it was written, in the language of the site where it is one at all."""
    text = shown(value)
    return site.language.look_up(text) if text in CLOSED else text


def _deployment(site: Site, events: Sequence[Event]) -> str:
    first, units = events[0], _units(site, events)
    pattern = AGAIN if (first.old, first.new) == ("paused", "live") else COPIES.get(first.new)
    say = site.language.say
    words = (
        say(pattern, units=units) if pattern else say("copy in {units}: {status}", units=units, status=shown(first.new))
    )
    if not first.source or first.old is not None:
        return words
    return say("{what}, copied from {unit}", what=words, unit=_unit(site, first.source))


def _incident(site: Site, event: Event) -> str:
    dated = DATED.match(PurePosixPath(event.path).name)
    say = site.language.say
    name = say("incident of {day}", day=_day(site, dated[1])) if dated else say("incident")
    if event.unit:
        name = say("{incident} in {unit}", incident=name, unit=_unit(site, event.unit))
    turn = REOPENED if (event.old, event.new) == ("closed", "open") else INCIDENTS.get(event.new)
    return say(turn, incident=name) if turn else f"{name} {shown(event.new)}"


def _units(site: Site, events: Sequence[Event]) -> str:
    """The units of events, each once, as far as a line holds them."""
    names = list(dict.fromkeys(_unit(site, event.unit) for event in events))
    if len(names) > NAMED + 1:
        left = len(names) - NAMED
        names = [*names[:NAMED], site.language.plural(left, "{count} more unit", "{count} more units")]
    return site.language.listed(names)


def _unit(site: Site, unit: str | None) -> str:
    return shown(site.name("units", unit)) if unit else site.language.say("a unit that was not named")


def _day(site: Site, text: str) -> str:
    try:
        return site.language.day(text)
    except ValueError:
        return text


def shown(text: str | None, /) -> str:
    """A value as it was written, cut to what a line holds."""
    if text is None:
        return "none"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
