"""Dates in the shapes that a mapping declares. Nothing is guessed: 03/04/2024 is what the mapping says it is."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
PARTS = {
    "%Y": r"(?P<year>[0-9]{4})",
    "%y": r"(?P<short>[0-9]{2})",
    "%m": r"(?P<month>[0-9]{1,2})",
    "%d": r"(?P<day>[0-9]{1,2})",
    "%b": r"(?P<word>[A-Za-z]{3,9})\.?",
    "%B": r"(?P<word>[A-Za-z]{3,9})",
}
TIME = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?Z?$")
"""A time of day after a date; the day is all that a record holds."""
SERIAL = "excel-serial"
ISO = "%Y-%m-%d"
EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheets, shifted by the 29th of February 1900 that they believe in."""
LAST_SERIAL = 2_958_465
PIVOT = 69
"""Two-digit years from here on are of the last century, as in POSIX."""


class DateShape(Struct, frozen=True, kw_only=True):
    """How a column writes dates: `formats` in order, the ISO days it can mean, what a month without a day becomes."""

    formats: tuple[str, ...]
    earliest: str | None = None
    latest: str | None = None
    partial: str = "drop"


def parse_date(text: str, shape: DateShape, /) -> tuple[str | None, str]:
    """The ISO day that `text` means, or None; and what must be counted ('' when nothing)."""
    day_text = TIME.sub("", text)
    for form in (*shape.formats, ISO):
        found = _serial(text) if form == SERIAL else _written(day_text, form)
        if found is None:
            continue
        year, month, day = found
        if day is None and shape.partial == "drop":
            return None, "month without a day"
        return _bounded(year, month, day, shape)
    return None, "not a date in a declared format"


def _bounded(year: int, month: int, day: int | None, shape: DateShape) -> tuple[str | None, str]:
    try:
        last = monthrange(year, month)[1]
        fallen = last if shape.partial == "last" else 1
        iso = date(year, month, fallen if day is None else day).isoformat()
    except ValueError:
        return None, "no such day"
    if shape.earliest and iso < shape.earliest:
        return None, f"before {shape.earliest}"
    if shape.latest and iso > shape.latest:
        return None, f"after {shape.latest}"
    return iso, f"month without a day: {shape.partial} day of the month" if day is None else ""


def _written(text: str, form: str) -> tuple[int, int, int | None] | None:
    """Year, month and day (None when the format has none)."""
    match = _pattern(form).fullmatch(text)
    if not match:
        return None
    parts = match.groupdict()
    month = _month(parts["word"]) if parts.get("word") else int(parts["month"])
    if month is None:
        return None
    short = int(parts.get("short") or 0)
    year = int(parts["year"]) if parts.get("year") else short + (1900 if short >= PIVOT else 2000)
    return year, month, int(parts["day"]) if parts.get("day") else None


def _month(word: str) -> int | None:
    """1-12 for the English name of a month or the beginning of one, None for any other word."""
    return next((n for n, name in enumerate(MONTHS, start=1) if name.startswith(word.lower())), None)


def _serial(text: str) -> tuple[int, int, int | None] | None:
    if not re.fullmatch(r"[1-9][0-9]{0,6}(?:\.0+)?", text) or float(text) > LAST_SERIAL:
        return None
    day = EPOCH + timedelta(days=int(float(text)))
    return day.year, day.month, day.day


@cache
def _pattern(form: str) -> re.Pattern[str]:
    pieces = re.split(r"(%[YymdbB])", form)
    return re.compile("".join(PARTS.get(piece) or re.escape(piece) for piece in pieces))


def is_complete(form: str, /) -> bool:
    """Whether a format names a year and a month once each, which is the least that makes a date."""
    return form == SERIAL or all(
        sum(form.count(part) for part in parts) == 1 for parts in (("%Y", "%y"), ("%m", "%b", "%B"))
    )
