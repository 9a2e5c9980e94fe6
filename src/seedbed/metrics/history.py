"""The figures that only the history of merges can tell, each by its own module, put together once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from seedbed.metrics.adoption import AdoptionFigures
from seedbed.metrics.claims import Claims, claims_of
from seedbed.metrics.growth import GrowthFigures, growth_figures
from seedbed.metrics.growth.spans import taken_of
from seedbed.metrics.growth.spread import Spread, spread_of
from seedbed.metrics.growth.standing import StandingFigures, standing_figures
from seedbed.metrics.lives import Life, end_of_day, lives_of, upto
from seedbed.metrics.network import Network
from seedbed.metrics.output import Output
from seedbed.metrics.programme.funnel import FunnelFigures, funnel_figures
from seedbed.metrics.programme.queue import Queue, queue_of
from seedbed.metrics.replication import ReplicationFigures, replication_figures
from seedbed.records import Catalogue
from seedbed.timeline import Timeline


class HistoryFigures(Struct, frozen=True, kw_only=True):
    """What the history tells up to the end of a day.

    `lives` are those of all agents, removed ones among them: they count in every sum, and no page names them.
    """

    lives: tuple[Life, ...]
    replication: ReplicationFigures
    growth: GrowthFigures
    standing: StandingFigures
    spread: Spread
    funnel: FunnelFigures
    claims: Claims
    queue: Queue


class Present(Struct, frozen=True, kw_only=True):
    """What the records of the day tell and the history is compared with: shares, and outputs by deployment."""

    adoption: AdoptionFigures
    outputs: Mapping[str, Output]


def lives_until(timeline: Timeline, today: date, /) -> tuple[Life, ...]:
    """The lives up to the end of a day in UTC; what a later commit told takes no part."""
    return lives_of(upto(timeline, end_of_day(today)))


def history_figures(
    catalogue: Catalogue, lives: tuple[Life, ...], present: Present, /, *, today: date
) -> HistoryFigures:
    """The figures of the lives up to the end of `today`."""
    growth = growth_figures(catalogue, present.adoption, lives, today=today)
    replication = replication_figures(catalogue, lives, today=today)
    spread = spread_of(taken_of(replication.reproduction.plantings), today=today)
    return HistoryFigures(
        lives=lives,
        replication=replication,
        growth=growth,
        standing=standing_figures(catalogue, present.adoption, growth.first, today=today),
        spread=spread,
        funnel=funnel_figures(catalogue, lives, replication.velocity, today=today),
        claims=claims_of(catalogue, present.outputs, spread.copies),
        queue=queue_of(catalogue, lives, today=today),
    )


def copying_pairs(network: Network, history: HistoryFigures | None, /) -> Iterable[tuple[str, str]]:
    """Adopter and source of every copy: those of the history, or those of today's records where none was read."""
    if history is not None:
        return [(copy.unit, copy.source) for copy in history.spread.copies]
    return [(copy.unit, copy.source) for copy in network.copies]
