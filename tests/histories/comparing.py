"""What equal means: events in the oracle's words, and a history folded at once or from any commit on."""

from __future__ import annotations

import copy
from datetime import UTC, datetime

from hypothesis import strategies as st

from seedbed.repository.history import History
from seedbed.timeline import Event, Timeline, fold, view
from seedbed.timeline.log import Log
from seedbed.timeline.mailmap import Mailmap
from tests.helpers.acts import acts
from tests.helpers.histories import Tree, grown
from tests.helpers.memory_history import history_of, oracle_of
from tests.helpers.naive_timeline import Told


def told(event: Event) -> Told:
    """An event in the oracle's words."""
    day = f"{datetime.fromtimestamp(event.at, UTC):%Y-%m-%d}" if event.declared else None
    return Told(event.commit, event.kind.value, event.agent, event.unit, event.old, event.new, day)


@st.composite
def rows_of_trees(draw) -> list[Tree]:
    """Up to ten commits of random acts."""
    trees: list[Tree] = [{}]
    for _ in range(draw(st.integers(1, 10))):
        trees.append(grown(trees[-1], draw(acts(trees[-1]))))
    return trees[1:]


def timeline_of(history: History, log: Log) -> Timeline:
    return view.create_timeline(history, log, mailmap=Mailmap())


def folded(trees: list[Tree]) -> tuple[History, Log]:
    history, log = history_of(trees), Log()
    fold.fold(history, log, 0)
    return history, log


def compare_with_oracle(trees: list[Tree]) -> None:
    assert [told(event) for event in timeline_of(*folded(trees)).events] == oracle_of(trees)


def compare_going_on(trees: list[Tree], kept: int) -> None:
    """From a longer history that is cut back, and from a shorter one that goes on."""
    history, whole = folded(trees)
    longer = copy.deepcopy(whole)
    fold.fold(history, longer, kept)
    assert timeline_of(history, longer) == timeline_of(history, whole)
    _, part = folded(trees[:kept])
    fold.fold(history, part, kept)
    assert timeline_of(history, part) == timeline_of(history, whole)
