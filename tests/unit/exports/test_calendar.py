"""Events for calendars, read by a library that knows RFC 5545 better than we do."""

import time
from datetime import date

import pytest
from icalendar import Calendar

from seedbed.exports.calendar import create_calendar, export_calendar
from seedbed.site.gatherings import CALENDAR
from tests.helpers.records import event, organization
from tests.helpers.sites import site_of

TODAY = date(2026, 11, 20)
LONG = "Bühne am Fluß; Tor 3, \\Hof\\; 会議室会議室会議室会議室会議室会議室会議室会議室会議室会議室"


def _read(text):
    """The events of a calendar, and no complaint of the library about any of them."""
    calendar = Calendar.from_ical(text)
    events = calendar.walk("VEVENT")
    assert [one.errors for one in [calendar, *events]] == [[] for _ in [calendar, *events]]
    return events


def _one(**changes):
    one = event("next", **{"starts": "2026-12-01T13:30"} | changes)
    (found,) = _read(create_calendar(site_of(one, today=TODAY), [one]))
    return found


@pytest.mark.parametrize(
    ("starts", "ends", "first", "last"),
    [
        ("2026-12-01", None, "2026-12-01", None),
        ("2026-12-01", "2026-12-03", "2026-12-01", "2026-12-04"),
        ("2026-12-01", "2026-12-03T17:00", "2026-12-01", "2026-12-04"),
        ("2026-12-31", "2026-12-31", "2026-12-31", "2027-01-01"),
        ("2026-12-01T13:30", None, "2026-12-01 13:30:00", None),
        ("2026-12-01T13:30", "2026-12-01T15:00", "2026-12-01 13:30:00", "2026-12-01 15:00:00"),
        ("2026-12-01T13:30", "2026-12-01", "2026-12-01 13:30:00", "2026-12-02 00:00:00"),
        ("9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_days_and_hours_are_those_of_the_record_without_a_zone(starts, ends, first, last):
    found = _one(starts=starts, ends=ends)
    assert str(found["DTSTART"].dt) == first
    assert (str(found["DTEND"].dt) if "DTEND" in found else None) == last


@pytest.mark.parametrize(
    ("ends", "busy"), [(None, None), ("2026-12-01T15:00", None), ("2026-12-16T11:30", "TRANSPARENT")]
)
def test_nobody_is_busy_for_days(ends, busy):
    assert _one(ends=ends).get("TRANSP") == busy


def test_text_comes_back_as_it_was_written():
    found = _one(name=LONG, place=LONG, summary=f"{LONG} {LONG}")
    assert (found["SUMMARY"], found["LOCATION"]) == (LONG, LONG)
    assert found["DESCRIPTION"] == f"{LONG} {LONG}"


def test_lines_end_in_crlf_and_hold_75_octets_at_most():
    one = event("next", starts="2026-12-01", name=LONG * 3)
    lines = create_calendar(site_of(one, today=TODAY), [one]).encode().split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) == 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_a_name_cannot_begin_a_line_of_its_own():
    assert _one(name="Open\r\nATTENDEE:mailto:all@brook.example")["SUMMARY"].count("\n") == 1


def test_the_day_of_the_build_is_the_stamp_and_the_name_of_an_event_stays():
    one = event("next", starts="2026-12-01")
    stamps, names = set(), set()
    for day in (date(2026, 11, 20), date(2026, 11, 21)):
        (found,) = _read(create_calendar(site_of(one, today=day), [one]))
        stamps.add(found["DTSTAMP"].dt.date())
        names.add(found["UID"])
    assert stamps == {date(2026, 11, 20), date(2026, 11, 21)}
    assert len(names) == 1


def test_export_holds_what_runs_or_is_to_come_and_nothing_else():
    events = [event("past", starts="2026-11-19"), event("now", starts="2026-11-20"), event("next", starts="2026-12-01")]
    files = export_calendar(site_of(*events, today=TODAY))
    assert set(files) == {CALENDAR, "demos/now/event.ics", "demos/next/event.ics"}
    assert [one["SUMMARY"] for one in _read(files[CALENDAR])] == ["Now", "Next"]


def test_a_portal_without_events_has_an_empty_calendar():
    assert _read(export_calendar(site_of(today=TODAY))[CALENDAR]) == []


@pytest.fixture(params=["Asia/Tokyo", "America/New_York"])
def machine(request, monkeypatch):
    """A machine in another zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("zone", "starts", "ends", "first", "last"),
    [
        ("Europe/Berlin", "2026-12-01T13:30", "2026-12-01T15:00", "20261201T123000Z", "20261201T140000Z"),
        ("Europe/Berlin", "2026-06-01T13:30", None, "20260601T113000Z", None),
        ("Europe/Berlin", "2026-10-24T20:00", "2026-10-25", "20261024T180000Z", "20261025T230000Z"),
        ("Asia/Kolkata", "2026-12-01T02:00", None, "20261130T203000Z", None),
        ("UTC", "2026-12-01T13:30", None, "20261201T133000Z", None),
        ("Europe/Berlin", "2026-12-01", "2026-12-03", "20261201", "20261204"),
        ("Europe/Berlin", "0001-01-01T00:00", None, "00010101T000000", None),
        ("America/New_York", "0999-01-01T00:00", None, "09990101T045602Z", None),
        ("America/New_York", "9999-12-31T23:00", None, "99991231T230000", None),
        ("Middle/Earth", "2026-12-01T13:30", None, "20261201T133000", None),
        (None, "2026-12-01T13:30", None, "20261201T133000", None),
    ],
)
def test_times_are_told_in_utc_where_their_zone_is_known(zone, starts, ends, first, last):
    one = event("next", starts=starts, ends=ends)
    (found,) = _read(create_calendar(site_of(one, organization(timezone=zone), today=TODAY), [one]))
    assert found["DTSTART"].to_ical().decode() == first
    assert (found["DTEND"].to_ical().decode() if "DTEND" in found else None) == last
