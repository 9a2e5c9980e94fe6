"""Readings of Replication Velocity that are wrong on purpose: the random histories must find every one of them."""

# ruff: noqa: SLF001 - a mutant takes the place of what nobody else may touch
from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from msgspec.structs import replace

from seedbed.metrics import replication
from seedbed.metrics.replication import spells, velocity
from seedbed.metrics.replication.spells import Ending
from seedbed.records import Stage
from tests.helpers.eventful import histories
from tests.unit.metrics.replication.test_replication_oracle import HORIZONS, compare

HUNT = settings(
    max_examples=2000,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

VELOCITY_OF, CAUSE_OF, FIRST_COPY, OPENS, WAIT_OF = (
    velocity.velocity_of,
    velocity.cause_of,
    spells._first_copy,
    spells._opens,
    replication.wait_of,
)


def only_the_copied(found, **options):
    """The naive median: whoever still waits is forgotten."""
    return VELOCITY_OF([one for one in found if one.ending is Ending.REPLICATED], **options)


def those_who_wait_are_copied_today(found, *, at, **options):
    over = [replace(one, ending=Ending.REPLICATED, end=at) if one.end is None else one for one in found]
    return VELOCITY_OF(over, at=at, **options)


def the_removed_may_come_back(spell):
    return velocity.CENSORED if spell.ending is Ending.REMOVED else CAUSE_OF(spell)


def the_latest_copy(life):
    found = [copy for unit, steps in life.copies.items() for step in steps if (copy := spells._copy(life, unit, step))]
    return max(found, key=lambda copy: copy.at, default=None)


def a_clock_that_runs_through_demotions(life):
    opens = list(OPENS(life))
    return iter([spells._Open(start=opens[0].start, end=opens[-1].end)] if opens else [])


def the_owner_of_today(life):
    return FIRST_COPY(replace(life, owners=tuple(one._replace(at=0) for one in life.owners[-1:])))


def the_owner_is_a_copier_too(life):
    return FIRST_COPY(replace(life, owners=()))


def an_import_is_like_any_other_commit(life):
    return WAIT_OF(replace(life, added=life.added._replace(imported=False)))


def an_early_copy_has_no_lag_at_all(first, start):
    return False


MUTANTS = {
    "drops the censored": (replication, "velocity_of", only_the_copied),
    "counts the waiting as copied today": (replication, "velocity_of", those_who_wait_are_copied_today),
    "takes a removal for a mere end of observation": (velocity, "cause_of", the_removed_may_come_back),
    "takes the latest copy for the first": (spells, "_first_copy", the_latest_copy),
    "lets the clock run through demotions": (spells, "_opens", a_clock_that_runs_through_demotions),
    "asks who owns the agent today": (spells, "_first_copy", the_owner_of_today),
    "takes the owner's own deployment for a copy": (spells, "_first_copy", the_owner_is_a_copier_too),
    "starts at the pilot": (spells, "OPEN_STAGES", frozenset({Stage.PILOT, Stage.VALIDATED, Stage.PRODUCTION})),
    "does not start in production": (spells, "OPEN_STAGES", frozenset({Stage.VALIDATED})),
    "knows what was before an import": (replication, "wait_of", an_import_is_like_any_other_commit),
    "gives early copies a lag": (spells, "_is_before", an_early_copy_has_no_lag_at_all),
}


STARTS = {
    "takes a removal for a mere end of observation": 1,
    "takes the latest copy for the first": 1,
    "lets the clock run through demotions": 4,
    "knows what was before an import": 4,
}
"""Where chance would take long from its usual start."""


def hunt(start: int | None) -> None:
    """Look through random histories; `start` begins the chance elsewhere."""

    @HUNT
    @given(histories(), HORIZONS)
    def search(text: str, later: int) -> None:
        compare(text, later)

    (search if start is None else seed(start)(search))()


@pytest.mark.parametrize("words", MUTANTS)
def test_a_wrong_reading_is_found(monkeypatch, words):
    module, name, wrong = MUTANTS[words]
    monkeypatch.setattr(module, name, wrong)
    if name == "wait_of":
        monkeypatch.setattr("tests.unit.metrics.replication.test_replication_oracle.wait_of", wrong)
    if name == "cause_of":
        monkeypatch.setattr(velocity.Spans.of, "__defaults__", (wrong,))
        monkeypatch.setattr(VELOCITY_OF, "__kwdefaults__", VELOCITY_OF.__kwdefaults__ | {"causes": wrong})
    with pytest.raises((AssertionError, ValueError)):
        hunt(STARTS.get(words))
