"""Replication Velocity of an organisation: what is put together, cut, listed, and held to what truly happened."""

import json
from datetime import date

import pytest

from seedbed.example import Options, write_example
from seedbed.ledger import read_timeline
from seedbed.metrics.lives import DAY, end_of_day, lives_of, upto
from seedbed.metrics.periods import end_of
from seedbed.metrics.replication import AgentVelocity, ReplicationFigures, replication_figures
from seedbed.metrics.replication.spells import Ending
from seedbed.metrics.replication.strata import NOT_STATED
from seedbed.records import Catalogue
from seedbed.repository.history_paths import portal_layout
from tests.helpers.chronicle import seconds, timeline_of
from tests.helpers.records import agent, deployment, policy, unit

TODAY = date(2026, 12, 31)
NOON = 43_200


def figures(text: str, catalogue: Catalogue | None = None, *, today: date = TODAY) -> ReplicationFigures:
    return replication_figures(catalogue or Catalogue(), lives_of(timeline_of(text)), today=today)


STORY = """
    2026-01-01 import
    2026-01-01 old added by it
    2026-01-01 old is validated
    2026-01-01 known added by it
    2026-01-01 known states validated 2025-12-01
    2026-01-01 known is validated
    2026-01-01 known in hr states live 2025-12-21
    2026-01-01 known in hr live
    2026-02-01 quick added by it
    2026-02-01 quick is pilot
    2026-02-01 slow added by it
    2026-02-01 slow is pilot
    2026-02-02 eager added by hr
    2026-02-03 eager in it live
    2026-03-01 quick is validated
    2026-03-01 slow is validated
    2026-03-01 eager is validated
    2026-03-11 quick in hr live from it
"""


def test_observed_declared_and_unknown_are_told_apart():
    found = figures(STORY)
    assert (found.velocity.replicated, found.velocity.waiting) == (1, 1)
    assert (found.velocity.early, found.velocity.unknown) == (1, 1)
    assert (found.velocity.median_days, found.declared.median_days, found.declared.replicated) == (10, 20, 1)


def test_every_agent_that_was_open_or_copied_has_its_facts():
    found = figures(STORY).agents
    assert sorted(found) == ["eager", "known", "old", "quick", "slow"]
    assert found["quick"] == AgentVelocity(
        agent="quick",
        validated_at=seconds("2026-03-01") + NOON,
        first_replication_at=seconds("2026-03-11") + NOON,
        lag_days=10,
        unit="hr",
        ending=Ending.REPLICATED,
        censored=False,
        declared=False,
        early=False,
        unknown=False,
        commits=("2026-03-01", "2026-03-11"),
    )
    assert (found["slow"].lag_days, found["slow"].censored, found["slow"].unit) == (None, True, None)
    assert (found["eager"].early, found["eager"].lag_days, found["eager"].unit) == (True, None, "it")
    assert (found["known"].declared, found["known"].lag_days, found["known"].validated_at) == (
        True,
        20,
        seconds("2025-12-01"),
    )
    assert (found["old"].unknown, found["old"].validated_at, found["old"].censored) == (True, None, False)


def test_an_imported_copy_has_no_date():
    found = figures(
        "2026-01-01 import\n2026-01-01 old added by it\n2026-01-01 old is validated\n2026-01-01 old in hr live"
    )
    assert (found.agents["old"].unit, found.agents["old"].first_replication_at) == ("hr", None)
    assert found.waiting == ()


def test_the_waiting_list_goes_by_age_and_says_what_it_knows():
    found = figures(STORY + "2026-03-12 slow owned by legal\n2026-03-12 slow risk high").waiting
    assert [(one.agent, one.days, one.is_at_least) for one in found] == [("old", 364, True), ("slow", 305, False)]
    assert (found[1].owner, found[1].risk, found[1].commit) == ("legal", "high", "2026-03-01")
    assert found[1].path == "catalog/agents/slow/blueprint.yml"


def test_who_waits_with_a_stated_date_is_marked_and_who_left_is_gone():
    found = figures("""
        2026-01-01 import
        2026-01-01 known added by it
        2026-01-01 known states validated 2025-12-31
        2026-01-01 known is validated
        2026-01-01 late added by it
        2026-01-01 late is pilot
        2026-02-01 late is validated
        2026-02-01 gone added by it
        2026-02-01 gone is validated
        2026-02-02 gone removed
        2026-02-02 down added by it
        2026-02-02 down is validated
        2026-02-03 down is suspended
    """).waiting
    told = [(one.agent, one.days, one.is_declared, one.is_at_least) for one in found]
    assert told == [("known", 365, True, False), ("late", 333, False, False)]


def story_of(count: int, *, copied: int, risk: str = "low", prefix: str = "agent") -> str:
    """So many agents validated on 1 March, the first ones copied by hr after 1, 2, 3 ... days."""
    lines = []
    for number in range(count):
        name = f"{prefix}-{number}"
        lines += [f"{name} added by it", f"{name} risk {risk}", f"{name} is validated"]
    dated = [f"2026-03-01 {line}" for line in lines]
    return "\n".join([*dated, *(f"2026-03-{2 + number:02} {prefix}-{number} in hr live" for number in range(copied))])


def catalogue_of(agents: dict[str, dict], strategies: dict[str, str]) -> Catalogue:
    return Catalogue(
        policy=policy(small_group=3),
        units={"it": unit("it", function="it"), "hr": unit("hr", function="people")},
        agents={name: agent(name, **facts) for name, facts in agents.items()},
        deployments={f"{one}/hr": deployment(f"{one}/hr", strategy=how) for one, how in strategies.items()},
    )


def test_cuts_and_their_guard():
    agents = {f"agent-{n}": {"function": "people" if n < 3 else "legal", "origin": "vendor"} for n in range(5)}
    found = figures(story_of(6, copied=3), catalogue_of(agents, {})).cuts
    # agent-5 has no record: the function of its owner stands in, and makes a group too small to be shown.
    assert list(found.function) == ["people"]
    assert found.withheld["function"] == ("it", "legal")
    assert (found.function["people"].median_days, found.function["people"].replicated) == (2, 3)
    # One agent states no origin; the whole less the others would tell it.
    assert (list(found.origin), found.withheld["origin"]) == ([], (NOT_STATED, "vendor"))
    assert (list(found.risk), list(found.quarter)) == (["low"], ["2026-Q1"])
    assert found.quarter["2026-Q1"].replicated == 3


def test_a_cut_by_risk_takes_the_class_of_the_validation():
    text = story_of(3, copied=0) + "\n2026-04-01 agent-0 risk high\n2026-04-01 agent-1 risk high"
    assert list(figures(text, catalogue_of({}, {})).cuts.risk) == ["low"]


def test_strategies_compete_and_have_no_median():
    strategies = {f"agent-{n}": "pilot" if n < 3 else "champion" for n in range(6)}
    found = figures(story_of(10, copied=6), catalogue_of({}, strategies)).cuts.strategy
    assert {key: (one.replicated, one.median_days, len(one.spells)) for key, one in found.items()} == {
        "champion": (3, None, 10),
        "pilot": (3, None, 10),
    }
    whole = figures(story_of(10, copied=6)).velocity
    assert sum(one.within[30].share for one in found.values()) == pytest.approx(whole.within[30].share)


def test_without_history_there_are_no_figures():
    found = figures("")
    assert (found.velocity.median_days, found.agents, found.waiting, found.trend) == (None, {}, (), ())
    assert found.reproduction.r is None


EXAMPLES = {
    "small": Options(agents=25, units=8, months=18, skew=6),
    "medium": Options(agents=150, units=12, months=24, seed=11),
}


@pytest.fixture(scope="module", params=EXAMPLES.values(), ids=EXAMPLES)
def example(request, tmp_path_factory):
    """The timeline of an example, and its truth."""
    folder = tmp_path_factory.mktemp("example") / "portal"
    written = write_example(folder, request.param, portal_files={"README.md": b"A portal\n"})
    timeline = read_timeline(folder, lambda _: portal_layout(), cached=False).timeline
    return timeline, json.loads(written.truth.read_text("utf-8"))


def test_the_example_is_told_as_it_truly_was(example):
    timeline, truth = example
    until = date.fromisoformat(truth["until"])
    found = replication_figures(Catalogue(), lives_of(timeline), today=until)
    skewed = set(truth["skewed"])
    lags = {}
    for name, facts in truth["agents"].items():
        first, validated = facts["first_replication"], facts["validated_at"]
        ours = found.agents.get(name)
        assert (ours is None) == (first is None and validated is None)
        if ours is None or skewed & set(ours.commits):
            continue
        assert ours.unit == (first and first["unit"])
        assert ours.first_replication_at == (first and first["at"])
        if ours.lag_days is not None and ours.validated_at == validated:
            lags[name] = first["at"] // DAY - validated // DAY
            assert ours.lag_days == lags[name]
        assert ours.early == (first is not None and (validated is None or first["at"] < validated))
    assert len(lags) > len(truth["agents"]) / 10


def test_a_past_month_of_the_trend_is_what_was_told_then(example):
    timeline, truth = example
    until = date.fromisoformat(truth["until"])
    trend = replication_figures(Catalogue(), lives_of(timeline), today=until).trend
    point = trend[len(trend) // 2]
    day = end_of(point.month)
    then = replication_figures(Catalogue(), lives_of(upto(timeline, end_of_day(day))), today=day)
    assert then.trend[-1] == point
