"""Days: every date is on the calendar, nothing ends before it begins, what happened did not happen tomorrow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct

from seedbed.checks import fields
from seedbed.checks.context import Context
from seedbed.problems import Finding, Place, Problem, rule
from seedbed.records import Agent, Deployment, Event, Incident, Person, Program, Record
from seedbed.repository.load import Source
from seedbed.resources import load_schema

MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
DAY = len("2026-01-31")
DATED_NAMES = frozenset({"incident", "story"})


class Span(Struct, frozen=True):
    """Two days or moments of a record in the order in which they must stand; `path` leads to the one that is judged."""

    record: Record
    path: fields.Path
    first: str
    last: str
    words: str

    @property
    def is_in_order(self) -> bool:
        """Compared to the day where one of the two names only a day."""
        length = min(len(self.first), len(self.last))
        return self.first[:length] <= self.last[:length]


def check_source(source: Source, /) -> Iterator[Problem]:
    """Every date of one source that is on no calendar."""
    yield from date_real(source)


def check(context: Context, /) -> Iterator[Problem]:
    """The order of days within each record, and against the day of judgement."""
    for record in _dated_records(context):
        yield from date_order(context, record)
        yield from date_future(context, record)
    yield from period_future(context)


@rule("date-real", family="dates")
def date_real(source: Source, /) -> Iterator[Finding]:
    """Every date is a day that exists.

    30 February has the right form and is still no day; a program that compares dates would stop at it.
    """
    if source.kind.name in DATED_NAMES and not is_day(source.id.rpartition("/")[2][:DAY]):
        day = source.id.rpartition("/")[2][:DAY]
        yield Finding(
            Place(path=source.path), f"{day} in the file's name is no day of the calendar", "Rename the file."
        )
    for path, text in _dates_in(source):
        if not is_day(text[:DAY]):
            yield Finding(source.place(*path), f"{text[:DAY]} is no day of the calendar", "Write a day that exists.")
    for row in source.rows:
        period = str(row.data.get("period", ""))
        if MONTH.fullmatch(period) and not is_day(f"{period}-01"):
            place = Place(path=source.path, line=row.line, column=row.columns["period"])
            yield Finding(place, f"{period} is no month of the calendar", "Write a month that exists.")


@rule("date-order", family="dates")
def date_order(context: Context, record: Record, /) -> Iterator[Finding]:
    """Nothing ends before it begins.

    An event and a program end on or after their start, entries close on or before the start of an event, a certificate
    holds at least until the day on which it was passed, an incident is closed on or after the day on which it happened.
    """
    for span in _spans(record):
        if not span.is_in_order:
            judged, other = (span.last, span.first) if span.path[-1] != "deadline" else (span.first, span.last)
            message = f"{fields.named(span.path)} is {judged}: {span.words} {other}"
            yield Finding(context.place(record, *span.path), message, "Correct one of the two days.")


@rule("date-future", family="dates")
def date_future(context: Context, record: Record, /) -> Iterator[Finding]:
    """What is recorded as having happened did not happen in the future.

    This holds for incidents, their closing, sessions, certificates and the dates of an imported register.
    """
    today = context.today.isoformat()
    if isinstance(record, Incident) and record.on > today:
        place = Place(path=record.path)
        yield Finding(place, f"the file's name says {record.on}, which is after today ({today})", "Rename the file.")
    for path, day in _past_days(record):
        if day > today:
            message = f"{fields.named(path)} is {day}, which is after today ({today})"
            yield Finding(context.place(record, *path), message, "Write the day on which it happened.")


@rule("period-future", family="dates")
def period_future(context: Context, /) -> Iterator[Finding]:
    """A month is measured when it has begun: a table holds no row for a month of the future."""
    for source in context.usable("measurement"):
        for row in source.rows:
            if row.data["period"] > f"{context.today:%Y-%m}":
                place = Place(path=source.path, line=row.line, column=row.columns["period"])
                yield Finding(place, f"{row.data['period']} has not begun yet", "Write the month that was measured.")


def is_day(text: str, /) -> bool:
    """Whether a text is a day of the calendar as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _dated_records(context: Context) -> Iterator[Record]:
    shelves: Iterable[Any] = (
        getattr(context.catalogue, name)
        for name in ("people", "agents", "deployments", "incidents", "events", "programs")
    )
    for shelf in shelves:
        yield from shelf.values()


def _spans(record: Record) -> Iterator[Span]:
    match record:
        case Event(starts=starts, ends=ends, deadline=deadline):
            if ends:
                yield Span(record, ("ends",), starts, ends, "that is before the start,")
            if deadline:
                yield Span(record, ("deadline",), deadline, starts, "that is after the start of the event,")
        case Program(starts=starts, ends=str(ends)):
            yield Span(record, ("ends",), starts, ends, "that is before the start,")
        case Incident(on=on, closed=str(closed)):
            yield Span(record, ("closed",), on, closed, "that is before the day on which it happened,")
        case Person(certificates=certificates):
            for i, one in enumerate(certificates):
                words = "that is before the day on which it was passed,"
                yield Span(record, ("certificates", i, "expires"), one.on, one.expires, words)
        case _:
            return


def _past_days(record: Record) -> Iterator[tuple[fields.Path, str]]:
    match record:
        case Incident(closed=str(closed)):
            yield ("closed",), closed
        case Person(certificates=certificates):
            yield from ((("certificates", i, "on"), one.on) for i, one in enumerate(certificates))
        case Program(sessions=sessions):
            yield from ((("sessions", i, "date"), one.date) for i, one in enumerate(sessions))
        case Agent(recorded=recorded) | Deployment(recorded=recorded) if recorded:
            stated = {"validated": recorded.validated, "live": recorded.live}
            yield from ((("recorded", name), day) for name, day in stated.items() if day)
        case _:
            return


def _dates_in(source: Source) -> Iterator[tuple[fields.Path, str]]:
    """Every value of a field that the schema makes a date, where it has the form of one."""
    if source.kind.schema is None or not isinstance(source.data, dict):
        return
    for field_path, form in _date_fields(source.kind.schema):
        for path, value in fields.values_at(source.data, field_path):
            if isinstance(value, str) and re.search(form, value):
                yield path, value


@cache
def _date_fields(kind: str) -> tuple[tuple[str, str], ...]:
    root = load_schema(kind)
    forms = {root["definitions"][name]["pattern"] for name in ("date", "moment")}
    found = fields.walk(root)
    return tuple((".".join(map(str, path)), field["pattern"]) for path, field in found if field.get("pattern") in forms)
