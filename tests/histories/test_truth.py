"""The example organisation knows what truly happened; the timeline read from its history agrees event by event."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby

import pytest

from seedbed.example import Options, write_example
from seedbed.ledger import read_timeline
from seedbed.repository.history_paths import portal_layout
from seedbed.timeline import Event, Kind
from seedbed.timeline.lineage import follow

OPTIONS = {
    "small": Options(agents=25, units=8, months=18, skew=6),
    "another": Options(agents=40, units=5, months=12, seed=7),
    "many small pull requests": Options(agents=12, units=4, months=12, commits=1_500, seed=3, skew=20),
}


@pytest.fixture(scope="module", params=OPTIONS.values(), ids=OPTIONS)
def example(request, tmp_path_factory):
    """The timeline of an example, and its truth."""
    folder = tmp_path_factory.mktemp("example") / "portal"
    written = write_example(folder, request.param, portal_files={"README.md": b"A portal\n"})
    timeline = read_timeline(folder, lambda _: portal_layout(), cached=False).timeline
    return timeline, json.loads(written.truth.read_text("utf-8"))


def test_every_event_is_told_and_no_other(example):
    timeline, truth = example
    found = Counter(
        (e.commit, e.kind.value, e.agent, e.unit, e.old, e.new, e.change, e.author, e.merged_by)
        for e in shared_with_truth(timeline)
    )
    names = ("commit", "kind", "agent", "unit", "from", "to", "change", "author", "merged_by")
    assert found == Counter(tuple(event[name] for name in names) for event in truth["events"])
    assert (timeline.head, timeline.commits) == (truth["head"], truth["commits"])
    assert not timeline.unreadable


def test_commits_come_in_the_order_in_which_they_landed(example):
    timeline, truth = example
    found = [commit for commit, _ in groupby(event.commit for event in shared_with_truth(timeline))]
    assert found == [commit for commit, _ in groupby(event["commit"] for event in truth["events"])]


def shared_with_truth(timeline):
    """The truth holds the versions of blueprints only, and nothing that an import would declare."""
    return (event for event in timeline.events if not (event.kind is Kind.VERSION and event.unit))


def test_only_the_dates_of_wrong_clocks_are_estimates(example):
    timeline, truth = example
    true = {event["commit"]: event["at"] for event in truth["events"]}
    wrong = {event.commit for event in timeline.events if event.at != true.get(event.commit, event.at)}
    assert wrong <= set(truth["skewed"])
    # A wrong date that still lies between its neighbours cannot be told from a right one.
    assert 0.8 * len(truth["skewed"]) <= timeline.skewed <= len(truth["skewed"])


def test_every_life_is_told_as_it_was(example):
    """By the last id of each agent: its earlier ids, and when it came, was proven, spread, ended and went."""
    timeline, truth = example
    skewed = {event["at"] for event in truth["events"] if event["commit"] in truth["skewed"]}
    lives = {agent: life_of(events) for agent, events in follow(timeline.events).items()}
    true = {agent: {"removed_at": None, **life} for agent, life in truth["agents"].items()}
    certain = {agent for agent, life in true.items() if skewed.isdisjoint(moments_of(life))}
    assert lives.keys() == true.keys()
    assert {agent: lives[agent] for agent in certain} == {agent: true[agent] for agent in certain}


def moments_of(life):
    """Every date of a life; a copy's is the only one inside another value."""
    copy = life["first_replication"] or {}
    return {value for value in (*life.values(), copy.get("at")) if isinstance(value, int)}


def life_of(events: tuple[Event, ...]) -> dict[str, object]:
    """The same facts from the events of one agent."""
    start = max(place for place, event in enumerate(events) if event.kind is Kind.ADDED)
    stages = [event for event in events[start:] if event.kind is Kind.STAGE and not event.declared]
    return {
        "owner": next((event.new for event in reversed(events) if event.kind is Kind.OWNER), None),
        "formerly": [event.old for event in events if event.kind is Kind.RENAMED],
        "added_at": events[start].at,
        "validated_at": next((event.at for event in stages if event.new in {"validated", "production"}), None),
        "first_replication": first_copy(events[start:]),
        "retired_at": stages[-1].at if stages and stages[-1].new == "retired" else None,
        "removed_at": events[-1].at if events[-1].kind is Kind.REMOVED else None,
    }


def first_copy(events):
    """The first live copy in another unit than the owner's at that moment."""
    owner = None
    for event in events:
        owner = event.new if event.kind is Kind.OWNER else owner
        if event.kind is Kind.DEPLOYMENT and event.new == "live" and event.unit != owner:
            return {"at": event.at, "unit": event.unit}
    return None
