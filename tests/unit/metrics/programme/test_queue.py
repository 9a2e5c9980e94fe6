"""What waits on the main branch: by age, by risk, and which pilots only lack a decision."""

from datetime import date

import pytest

from seedbed.metrics.lives import lives_of
from seedbed.metrics.programme.queue import queue_of
from seedbed.records import Risk, Stage
from tests.helpers.chronicle import timeline_of
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, incident, month, policy
from tests.helpers.sites import catalogue_of

TODAY = date(2026, 4, 15)
GOOD = {"tasks": 1000, "automated": 950, "judged": 100, "correct": 90, "human_minutes": 3000}


def queue(text: str, *records):
    return queue_of(catalogue_of(policy(), *records), lives_of(timeline_of(text)), today=TODAY)


def rows(*records, period: str = "2026-03", base=None, **changes):
    """A copy of `letters` with one row, and whatever else."""
    copy = deployment("letters/it", baseline=base or baseline())
    return [copy, table("letters/it", month(period, **GOOD | changes)), *records]


STORY = """
    2026-01-05 letters added by it
    2026-01-05 letters is prototype
    2026-03-15 letters is pilot
    2026-04-05 post added by it
    2026-04-05 post is prototype
    2026-04-05 minutes added by it
    2026-04-05 minutes is validated
"""
AGENTS = [
    agent("letters", stage=Stage.PILOT, version="1.0.0"),
    agent("post", stage=Stage.PROTOTYPE, risk=Risk.HIGH),
    agent("minutes", stage=Stage.VALIDATED),
]


def test_agents_below_validated_wait_since_their_last_step():
    found = queue(STORY, *AGENTS)
    assert [(one.agent, one.stage, one.days, one.commit) for one in found.agents] == [
        ("letters", Stage.PILOT, 31, "2026-03-15"),
        ("post", Stage.PROTOTYPE, 10, "2026-04-05"),
    ]


def test_ages_are_told_by_risk():
    third = agent("third", stage=Stage.PROTOTYPE)
    found = queue(f"{STORY}2026-04-14 third added by it\n2026-04-14 third is prototype", *AGENTS, third)
    assert {risk: (one.count, one.median, one.oldest) for risk, one in found.by_risk.items()} == {
        Risk.LOW: (2, 16, 31),
        Risk.HIGH: (1, 10, 10),
    }


@pytest.mark.parametrize(
    ("records", "is_ready"),
    [
        (rows(), True),
        (rows(method="sampled"), True),
        (rows(method="estimated"), False),
        (rows(method="survey"), False),
        (rows(correct=79), False),
        (rows(judged=49, correct=49), False),
        (rows(period="2025-12"), False),
        (rows(human_minutes=0), False),
        (rows(version="0.9.0"), False),
        (rows(incident("letters/2026-04-01-bad", status="open")), False),
        (rows(incident("letters/2026-04-01-bad", status="closed")), True),
        ([], False),
        ([table("letters/it")], False),
    ],
)
def test_pilot_that_lacks_nothing_the_gate_asks_is_ready(records, is_ready):
    found = queue(STORY, *AGENTS, *records)
    assert [one.agent for one in found.ready] == (["letters"] if is_ready else [])


def test_a_prototype_is_not_ready_whatever_it_measured():
    story = "2026-03-15 letters added by it\n2026-03-15 letters is prototype"
    assert queue(story, agent("letters", stage=Stage.PROTOTYPE), *rows()).ready == ()


def test_without_a_policy_nobody_is_ready():
    found = queue_of(catalogue_of(*AGENTS, *rows()), lives_of(timeline_of(STORY)), today=TODAY)
    assert found.ready == ()


def test_planned_copies_and_open_incidents_wait_too():
    found = queue(
        f"""{STORY}
        2026-04-06 letters in hr planned from it
        2026-04-07 letters in law planned from it
        2026-04-08 letters in law live
        2026-04-09 letters incident leak open
        2026-04-09 letters incident flood open
        2026-04-10 letters incident flood closed
        """,
        *AGENTS,
    )
    assert [(one.name, one.days, one.path) for one in found.planned] == [
        ("hr", 9, "catalog/agents/letters/deployments/hr.yml")
    ]
    assert [(one.name, one.days, one.path) for one in found.incidents] == [
        ("leak.yml", 6, "catalog/agents/letters/incidents/leak.yml")
    ]


def test_what_was_imported_has_waited_at_least_so_long():
    [one] = queue("2026-04-05 post added by it\n2026-04-05 post is prototype\n2026-04-05 import", *AGENTS).agents
    assert (one.is_at_least, one.days) == (True, 10)


def test_what_is_gone_or_not_catalogued_does_not_wait():
    found = queue(f"{STORY}2026-04-11 post removed\n2026-04-12 stray added by it\n2026-04-12 stray is pilot", *AGENTS)
    assert [one.agent for one in found.agents] == ["letters"]


def test_nothing_waits_where_there_is_nothing():
    found = queue("")
    assert (found.agents, found.by_risk, found.planned, found.incidents) == ((), {}, (), ())
