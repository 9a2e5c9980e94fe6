"""The example organisation knows what truly happened; the timeline read from its history agrees event by event."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from seedbed.example import Options, write_example
from seedbed.ledger import read_timeline
from seedbed.repository.history_paths import portal_layout

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
    # The truth holds the versions of blueprints only, and nothing that an import would declare.
    ours = [event for event in timeline.events if not (event.kind == "version" and event.unit)]
    found = Counter(
        (e.commit, e.kind.value, e.agent, e.unit, e.old, e.new, e.change, e.author, e.merged_by) for e in ours
    )
    names = ("commit", "kind", "agent", "unit", "from", "to", "change", "author", "merged_by")
    assert found == Counter(tuple(event[name] for name in names) for event in truth["events"])
    assert (timeline.head, timeline.commits) == (truth["head"], truth["commits"])
    assert not timeline.unreadable


def test_only_the_dates_of_wrong_clocks_are_estimates(example):
    timeline, truth = example
    true = {event["commit"]: event["at"] for event in truth["events"]}
    wrong = {event.commit for event in timeline.events if event.at != true.get(event.commit, event.at)}
    assert wrong <= set(truth["skewed"])
    assert timeline.skewed == len(truth["skewed"])
