"""Random histories, day by day: the engine and the oracle agree on every spell and every curve."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedbed.metrics.lives import DAY, end_of_day, lives_of, upto
from seedbed.metrics.replication import replication_figures, spells, velocity
from seedbed.metrics.replication.spells import Basis, Ending, wait_of
from seedbed.metrics.replication.velocity import velocity_of
from seedbed.records import Catalogue
from seedbed.timeline import Timeline
from tests.helpers.chronicle import timeline_of
from tests.helpers.eventful import histories
from tests.helpers.examples import examples
from tests.helpers.naive_replication import incidence, live_through, product_limit

HORIZONS = st.sampled_from((0, 1, 40, 400))
CALM = settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def last_day(timeline: Timeline) -> date:
    return date(1970, 1, 1) + timedelta(timeline.events[-1].at // DAY) if timeline.events else date(2026, 1, 1)


def compare(text: str, later: int) -> None:
    """Raise when engine and oracle differ on anything."""
    timeline = timeline_of(text)
    today = last_day(timeline) + timedelta(later)
    at = end_of_day(today)
    lived = live_through(timeline, at // DAY)
    waits = [wait_of(life) for life in lives_of(timeline)]
    assert [wait.basis is Basis.UNKNOWN for wait in waits] == [one.unknown for one in lived]
    for wait, one in zip(waits, lived, strict=True):
        if not one.unknown:
            assert [(spell.ending.value, spell.days(at)) for spell in wait.spells] == one.spells
            assert wait.is_early == one.early
    naive = [spell for one in lived if not one.unknown for spell in one.spells]
    figures = replication_figures(Catalogue(), lives_of(timeline), today=today)
    compare_curves(figures.velocity, naive)
    assert figures.velocity.early == sum(one.early for one in lived if not one.unknown)
    assert sorted(one.agent for one in figures.waiting if not one.is_at_least) == sorted(waiting(waits))


def waiting(waits) -> list[str]:
    seen = [wait for wait in waits if wait.basis is Basis.UNKNOWN and wait.reopened and wait.first is None]
    known = [w.life.agent for w in seen if w.reopened.commit != w.life.added.commit]
    return known + [w.life.agent for w in waits if w.counted and w.counted.ending is Ending.WAITING]


def compare_curves(figures: velocity.Velocity, naive: list[tuple[str, int]]) -> None:
    waits, copied = product_limit(naive), incidence(naive)
    assert figures.median_days == next((day for day, share in waits.items() if 2 * share <= 1), None)
    for day, share in zip(figures.survival.days, figures.survival.share, strict=True):
        assert share == pytest.approx(float(waits[int(day)]))
    for day, share in copied.items():
        assert figures.incidence.by(day) == pytest.approx(float(share))
    endings = [ending for ending, _ in naive]
    assert figures.replicated == endings.count("replicated")
    assert figures.waiting == endings.count("waiting")
    assert figures.retired == endings.count("retired") + endings.count("removed")
    assert figures.left == endings.count("suspended") + endings.count("demoted")


@CALM
@given(histories(), HORIZONS)
def test_engine_and_oracle_agree(text, later):
    compare(text, later)


@CALM
@given(histories(), st.integers(0, 200))
def test_a_past_day_is_told_as_it_was_told_then(text, earlier):
    timeline = timeline_of(text)
    day = last_day(timeline) - timedelta(earlier)
    then = replication_figures(Catalogue(), lives_of(upto(timeline, end_of_day(day))), today=day)
    seen_now = [spell for life in lives_of(timeline) for spell in observed(life)]
    now = velocity_of(seen_now, at=end_of_day(day))
    assert (now.survival, now.incidence, now.median_days) == (
        then.velocity.survival,
        then.velocity.incidence,
        then.velocity.median_days,
    )


def observed(life) -> tuple[spells.Spell, ...]:
    wait = wait_of(life)
    return wait.spells if wait.basis is Basis.OBSERVED else ()
