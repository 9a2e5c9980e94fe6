"""All figures over time on an example organisation, whose truth is known, and on nothing at all."""

import json
from datetime import date
from types import SimpleNamespace

import pytest

from seedbed.catalogue import build_catalogue
from seedbed.example import Options, write_example
from seedbed.ledger import read_timeline
from seedbed.metrics import figures_of
from seedbed.metrics.growth.spans import spans_of
from seedbed.metrics.lives import end_of_day
from seedbed.metrics.programme.passages import Rung
from seedbed.metrics.seeding import seeding_of
from seedbed.metrics.seeding.centrality import centrality_of
from seedbed.records import Catalogue
from seedbed.repository.history_paths import portal_layout
from seedbed.repository.load import load_sources
from seedbed.repository.tree import WorkingTree
from seedbed.timeline import Timeline


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The figures of 40 agents over two years, and what truly happened."""
    folder = tmp_path_factory.mktemp("example") / "portal"
    written = write_example(folder, Options(agents=40, units=8, months=24, seed=7), portal_files={"README.md": b"A\n"})
    truth = json.loads(written.truth.read_text("utf-8"))
    timeline = read_timeline(folder, lambda _: portal_layout(), cached=False).timeline
    catalogue = build_catalogue(load_sources(WorkingTree(folder)))
    figures = figures_of(catalogue, date.fromisoformat(truth["until"]), timeline)
    return SimpleNamespace(truth=truth, catalogue=catalogue, figures=figures, history=figures.history)


def test_units_and_copies_are_live_in_the_months_in_which_they_were(example):
    true = {one["month"]: (one["units_live"], one["live"]) for one in example.truth["months"] if one["live"]}
    found = {one.period: (one.units, one.copies) for one in example.history.growth.everything.months}
    assert {month: found[month] for month in true} == true


def test_records_of_today_and_history_agree_on_today(example):
    growth, adoption, network = example.history.growth, example.figures.adoption, example.figures.network
    assert growth.everything.months[-1].units == adoption.everything.units_live
    assert growth.everything.months[-1].copies == adoption.everything.live
    for function, one in growth.by_function.items():
        assert one.share == adoption.by_function[function].units_share
    assert _taken(network.copies) & _ever_live(example) - _ever_owned(example) <= _taken(example.history.spread.copies)


def _taken(copies):
    return {(one.agent, one.unit) for one in copies}


def _ever_live(example):
    """Records do not tell that a copy which was planned and ended never ran."""
    return {(one.agent, one.unit) for one in spans_of(example.history.lives, until=end_of_day(date(2100, 1, 1)))}


def _ever_owned(example):
    """Nor that a unit which names a source today owned the agent when it began."""
    return {(life.agent, step.value) for life in example.history.lives for step in life.owners}


def test_agents_were_copied_first_where_and_when_they_truly_were(example):
    first = {}
    for copy in example.history.spread.copies:
        first.setdefault(copy.agent, copy)
    true = {name: one["first_replication"] for name, one in example.truth["agents"].items() if one["first_replication"]}
    assert {name: one.unit for name, one in first.items()} == {name: one["unit"] for name, one in true.items()}


def test_funnel_counts_those_that_were_validated(example):
    reached, last = example.history.funnel.reached, example.history.funnel.passages[-1]
    true = [one for one in example.truth["agents"].values() if one["validated_at"]]
    assert (reached[Rung.VALIDATED], last.start, last.end) == (len(true), Rung.VALIDATED, Rung.COPIED)
    assert last.passed == example.history.replication.velocity.replicated


def test_claims_are_of_copies_and_of_ended_months(example):
    claims = example.history.claims
    assert len(claims.copies) + claims.unclaimed + claims.undated == len(example.history.spread.copies)
    for claim in claims.copies:
        assert all(month < claim.on.isoformat()[:7] for month in claim.months)


def test_seeds_are_units_without_the_agent(example):
    catalogue, spread = example.catalogue, example.history.spread
    seeding = seeding_of(catalogue, centrality_of(catalogue, [(one.unit, one.source) for one in spread.copies]))
    held = {(one.agent, one.unit) for one in catalogue.deployments.values() if one.status != "ended"}
    assert seeding.top
    assert not held & {(one.agent, one.unit) for one in seeding.top}
    scores = [one.score for one in seeding.top]
    assert scores == sorted(scores, reverse=True)


def test_empty_portal_has_empty_figures():
    figures = figures_of(Catalogue(), date(2026, 4, 15), Timeline(head=None, commits=0, events=()))
    history = figures.history
    assert (history.growth.everything.months, history.spread.copies, history.claims.copies) == ((), (), ())
    assert (history.queue.agents, figures.effort.months, history.standing.journey.first) == ((), (), None)
    assert seeding_of(Catalogue(), {}).top == ()
