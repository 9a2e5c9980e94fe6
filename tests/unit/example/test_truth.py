"""Events and lives, from changes alone."""

from datetime import date
from random import Random

import pytest
from msgspec.structs import replace

from seedbed.example.acts import Act, Change
from seedbed.example.facts import Baseline, Blueprint, Deployment, Incident, Measurements, Recipe
from seedbed.example.tasks import deck, draw_card
from seedbed.example.truth import Chronicle, Event, events_of
from seedbed.records import Stage, Status

CARD = draw_card("finance", next(deck("finance", Random(1))), Random(1))
BASELINE = Baseline(tasks=10, minutes=5, people=1, method="measured")
IDEA = Blueprint(
    card=CARD,
    name="Invoice checks",
    stage=Stage.IDEA,
    risk="low",
    owner="treasury",
    supervisor="ada",
    champion=None,
    baseline=BASELINE,
    uses=(),
    affects=("own-unit",),
)
PILOT = replace(IDEA, stage=Stage.PILOT, version="0.2.0", risk="medium")
LIVE = Deployment(status=Status.LIVE, version="0.2.0", supervisor="ada", baseline=BASELINE, strategy="pilot")
INCIDENT = Incident(title="Wrong price", unit="tax", severity="low", happened="Twice.", reported_by="ada")
DAY = date(2026, 2, 1)


def told(before, after, unit=None, moves=()):
    change = Change(path="p", before=before, after=after, agent="checks", unit=unit)
    return list(events_of(Act(title="t", author="a", changes=(change,), topic="t", moves=moves), (change,)))


def test_a_birth_tells_every_field_from_nothing():
    assert told(None, IDEA) == [
        Event("added", "checks", None, None, "checks"),
        Event("stage", "checks", None, None, "idea"),
        Event("risk", "checks", None, None, "low"),
        Event("owner", "checks", None, None, "treasury"),
    ]


def test_a_blueprint_tells_only_what_changed():
    assert told(IDEA, PILOT) == [
        Event("stage", "checks", None, "idea", "pilot"),
        Event("risk", "checks", None, "low", "medium"),
        Event("version", "checks", None, None, "0.2.0"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (PILOT, replace(PILOT, name="Other"), []),
        (PILOT, None, [("removed", None, "checks", None)]),
        (PILOT, replace(PILOT, owner="tax"), [("owner", None, "treasury", "tax")]),
        (None, LIVE, [("deployment", "tax", None, "live")]),
        (LIVE, replace(LIVE, status=Status.ENDED), [("deployment", "tax", "live", "ended")]),
        (LIVE, replace(LIVE, version="0.3.0"), []),
        (LIVE, None, [("deployment", "tax", "live", None)]),
        (None, Measurements(rows=("2026-01,x",)), [("measurement", "tax", None, "2026-01")]),
        (
            Measurements(rows=("2026-01,x",)),
            Measurements(rows=("2026-01,x", "2026-01,y")),
            [("measurement", "tax", "2026-01", "2026-01")],
        ),
        (None, INCIDENT, [("incident", "tax", None, "open")]),
        (INCIDENT, replace(INCIDENT, mended="Done.", closed=DAY), [("incident", "tax", "open", "closed")]),
        (None, Recipe(card=CARD), []),
    ],
)
def test_each_kind_of_record_has_its_events(before, after, expected):
    unit = None if isinstance(before or after, Blueprint) else "tax"
    assert [(event.kind, event.unit, event.before, event.after) for event in told(before, after, unit)] == expected


def test_a_rename_is_told_and_nothing_else():
    renamed = told(PILOT, replace(PILOT, formerly=("tests",)), moves=(("tests", "checks"),))
    assert renamed == [Event("renamed", "checks", None, "tests", "checks")]


def test_records_outside_agents_tell_nothing():
    change = Change(path="p", before=None, after=IDEA)
    assert list(events_of(Act(title="t", author="a", changes=(change,), topic="t"), (change,))) == []


def live_of(*events):
    chronicle = Chronicle()
    for at, (kind, unit, before, after) in enumerate(events):
        chronicle.note(Event(kind, "checks", unit, before, after), at)
    return chronicle.lives["checks"]


def test_the_life_keeps_the_first_validation_and_the_first_foreign_copy():
    life = live_of(
        ("added", None, None, "checks"),
        ("owner", None, None, "treasury"),
        ("deployment", "treasury", None, "live"),
        ("stage", None, "pilot", "validated"),
        ("deployment", "tax", None, "planned"),
        ("deployment", "tax", "planned", "live"),
        ("stage", None, "validated", "pilot"),
        ("stage", None, "pilot", "validated"),
        ("deployment", "sales", None, "live"),
        ("stage", None, "validated", "retired"),
    )
    assert (life.added_at, life.validated_at, life.first_replication, life.retired_at) == (0, 3, (5, "tax"), 9)


def test_production_without_validation_starts_the_clock():
    assert live_of(("stage", None, "pilot", "production")).validated_at == 0


def test_whoever_comes_back_is_not_retired():
    assert live_of(("stage", None, "pilot", "retired"), ("stage", None, "retired", "pilot")).retired_at is None


def test_a_second_life_begins_anew():
    life = live_of(
        ("added", None, None, "checks"),
        ("stage", None, "pilot", "validated"),
        ("removed", None, "checks", None),
        ("added", None, None, "checks"),
    )
    assert (life.added_at, life.validated_at, life.removed_at) == (3, None, None)


def test_a_life_goes_on_under_a_new_id():
    chronicle = Chronicle()
    chronicle.note(Event("added", "old", None, None, "old"), 1)
    chronicle.note(Event("renamed", "new", None, "old", "new"), 2)
    assert {agent: (life.formerly, life.added_at) for agent, life in chronicle.lives.items()} == {"new": (("old",), 1)}
