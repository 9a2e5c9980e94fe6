"""Live copies counted by unit and month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from seedbed.metrics.growth.axis import Axis
from seedbed.metrics.growth.spans import Span


class LiveCounts(Struct, frozen=True, kw_only=True):
    """Live copies by unit (rows) and month (columns): as observed, and with declared dates; and when each copy began.

    `begun` holds (moment, is known) of every copy of a unit.
    """

    axis: Axis
    rows: Mapping[str, int]
    observed: NDArray[np.int64]
    stated: NDArray[np.int64]
    begun: Mapping[str, Sequence[tuple[int, bool]]]

    @classmethod
    def of(cls, spans: Sequence[Span], units: Sequence[str], /, *, today: date) -> LiveCounts:
        """The counts of some spans up to `today`; every unit of the spans is one of `units`."""
        axis = Axis.of((_stated(span) for span in spans), today=today)
        rows = {unit: row for row, unit in enumerate(units)}
        begun: dict[str, dict[str, tuple[int, bool]]] = {}
        for span in spans:
            begun.setdefault(span.unit, {}).setdefault(span.agent, (span.begin, not span.imported))
        return cls(
            axis=axis,
            rows=rows,
            observed=_counted(axis, rows, spans, [span.begin for span in spans]),
            stated=_counted(axis, rows, spans, [_stated(span) for span in spans]),
            begun={unit: list(copies.values()) for unit, copies in begun.items()},
        )


def _stated(span: Span) -> int:
    return span.begin if span.declared is None else min(span.begin, span.declared)


def _counted(axis: Axis, rows: Mapping[str, int], spans: Sequence[Span], begins: Sequence[int]) -> NDArray[np.int64]:
    """How many copies of each unit are live at each month's end."""
    ended = [span for span in spans if span.end is not None]
    came = _at(axis, rows, spans, begins)
    went = _at(axis, rows, ended, [span.end or 0 for span in ended])
    found: NDArray[np.int64] = np.cumsum(came - went, axis=1)[:, :-1]
    return found


def _at(axis: Axis, rows: Mapping[str, int], spans: Sequence[Span], moments: Sequence[int]) -> NDArray[np.int64]:
    """How many moments of each unit fall into each month, those after the last one in a column of their own."""
    width = len(axis) + 1
    places = np.array([rows[span.unit] for span in spans], dtype=np.int64) * width + axis.places(moments)
    return np.bincount(places, minlength=len(rows) * width).reshape(len(rows), width)
