"""Scales and words of charts: round ticks, places in pixels and per cent, values as people read them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

Value = float | int | Fraction | None
"""What a chart shows; None is a gap."""
Format = Callable[[float], str]
"""How a value is written on an axis, at the end of a line and in the table."""

STEPS = (1, 2, 2.5, 5, 10)
MOST_TICKS = 5
LEAST = 1e-9
"""A span below this is none."""
SLIVER = 0.3
"""Parts of a step that are too little to ask for a tick."""


class Scale(Struct, frozen=True):
    """Values from `low` to `high` on `length` pixels, high values at the top, with round `ticks` between them."""

    low: float
    high: float
    ticks: tuple[float, ...]
    length: int

    def place(self, value: float, /) -> float:
        """Pixels from the top; what lies outside is drawn at the edge."""
        inside = min(max(value, self.low), self.high)
        return self.length * (self.high - inside) / (self.high - self.low)


def scale_of(values: Iterable[Value], /, *, length: int, top: float | None = None) -> Scale:
    """A scale that holds zero, every value and `top`. A sliver below zero gets room, but no tick of its own."""
    stated = [float(value) for value in values if value is not None] + [0.0] + ([top] if top else [])
    low, high = min(stated), max(stated)
    if high - low < LEAST:
        high = low + 1
    step = _step(high - low)
    first = 0 if high > 0 and -low < step * SLIVER else math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    ticks = tuple(number * step for number in range(first, last + 1))
    return Scale(min(ticks[0], low), ticks[-1], ticks, length)


def _step(span: float) -> float:
    power = 10.0 ** math.floor(math.log10(span))
    return next(
        power / 10 * one * ten for ten in (1, 10) for one in STEPS if span / (power / 10 * one * ten) <= MOST_TICKS
    )


def share(part: float, whole: float, /) -> str:
    """A place or a length across, as a percentage of the drawing's width."""
    return f"{plain(100 * part / whole)}%"


def plain(value: float, /) -> str:
    """A coordinate without needless digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def apart(places: Sequence[float], /, *, gap: float, length: float) -> list[float]:
    """The same places in the same order, moved so that neighbours are `gap` apart where `length` has the room."""
    order = sorted(range(len(places)), key=lambda one: places[one])
    moved = list(places)
    for before, one in pairwise(order):
        moved[one] = max(moved[one], moved[before] + gap)
    limit = length
    for one in reversed(order):
        moved[one] = min(moved[one], limit)
        limit = moved[one] - gap
    return moved


def short_month(period: str, /) -> str:
    """A period `2026-03` as `Mar 2026`; one that no calendar has stands as it is."""
    try:
        return f"{date.fromisoformat(f'{period}-01'):%b %Y}"
    except ValueError:
        return period
