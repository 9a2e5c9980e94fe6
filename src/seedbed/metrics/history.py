"""The figures that only the history of merges can tell, each by its own module, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from seedbed.metrics.lives import Life, end_of_day, lives_of, upto
from seedbed.records import Catalogue
from seedbed.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFigures:
    """What the history tells up to the end of a day: `lives` of all agents, removed ones among them."""

    lives: tuple[Life, ...]


def history_figures(catalogue: Catalogue, timeline: Timeline, /, *, today: date) -> HistoryFigures:
    """The figures of a history up to the end of `today` in UTC; what a later commit told takes no part."""
    lives = lives_of(upto(timeline, end_of_day(today)))
    return HistoryFigures(lives=lives)
