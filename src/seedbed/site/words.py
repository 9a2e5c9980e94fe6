"""Numbers and dates as people read them in English; seedbed.site.language knows the other languages."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

NOT_MEASURED = "not measured yet"
CENTS_BELOW = 100
"""Up to here an amount of money is told with its cents."""
MOST_DAYS = 4096
"""Days and months whose words are kept: pages name the same ones by the ten thousand."""


def percent(value: Fraction | float | None, /) -> str:
    """A share 0-1 as a whole per cent, `not measured yet` for None."""
    return NOT_MEASURED if value is None else f"{float(value) * 100:.0f} %"


def gain(value: Fraction | float | None, /) -> str:
    """A relative gain as a signed per cent: 0.42 is `+42 %`."""
    return NOT_MEASURED if value is None else f"{float(value) * 100:+.0f} %".replace("-", "\u2212")


def number(value: float | None, /) -> str:
    """A number with thousands apart (narrow no-break space), without decimals from 10 on."""
    if value is None:
        return NOT_MEASURED
    rounded = f"{float(value):,.0f}" if abs(value) >= 10 or value == int(value) else f"{float(value):,.1f}"
    return rounded.replace(",", "\u202f")


def cents(value: float, /) -> str:
    """An amount with two decimals."""
    return f"{value:,.2f}".replace(",", "\u202f")


@lru_cache(MOST_DAYS)
def day(value: str | date | None, /) -> str:
    """An ISO date or moment as `5 March 2026`, with the time of a moment."""
    if value is None:
        return NOT_MEASURED
    moment = datetime.fromisoformat(str(value))
    words = f"{moment.day} {moment:%B %Y}"
    return f"{words}, {moment:%H:%M}" if "T" in str(value) else words


@lru_cache(MOST_DAYS)
def month(value: str, /) -> str:
    """A period `2026-03` as `March 2026`."""
    return f"{date.fromisoformat(f'{value}-01'):%B %Y}"


def ordinal(count: int, /) -> str:
    """`1st`, `2nd`, `11th`."""
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def title(value: str, /) -> str:
    """An enum value as words: `acts-with-approval` is `acts with approval`."""
    return value.replace("-", " ")


def opening(text: str, /) -> str:
    """The text as a sentence opens, with a capital; the rest as it is, since German nouns keep theirs."""
    return text[:1].upper() + text[1:]


def plural(count: float, one: str, many: str | None = None, /) -> str:
    """A count with its noun: `1 unit`, `3 units`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def without_key(source: str, /) -> str:
    """Where an imported record came from, without the key in square brackets by which a second import finds it."""
    return re.sub(r"\s*\[[^\]]*\]$", "", source)
