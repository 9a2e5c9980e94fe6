"""One agent's events through all its ids, and what a rewritten branch did to dates."""

from __future__ import annotations

from seedbed.timeline import Event, Kind, Timeline
from seedbed.timeline.force import find_in_force, head_moment
from seedbed.timeline.lineage import agents_of, events_of, follow
from seedbed.timeline.moved import count_moved
from tests.helpers.memory_history import commit_id
from tests.histories.comparing import folded, timeline_of


def tree(**blueprints):
    return {f"catalog/agents/{agent}/blueprint.yml": text.encode() for agent, text in blueprints.items()}


def timelines(*trees):
    """The timeline of a history with these trees, as the engine keeps it and as a plain list of events."""
    kept = timeline_of(*folded(list(trees)))
    return kept, Timeline(head=kept.head, commits=kept.commits, events=tuple(kept.events))


IDEA, PILOT = "stage: idea\n", "stage: pilot\n"


def told(timeline, agent):
    return [(event.agent, event.kind.value, event.new) for event in events_of(timeline, agent)]


def test_a_chain_of_names_is_one_agent():
    for timeline in timelines(
        tree(a=IDEA), tree(b=f"{IDEA}formerly: [a]\n"), tree(c=f"{PILOT}formerly: [a, b]\n", d=IDEA)
    ):
        expected = [
            *(("a", "added", "a"), ("a", "stage", "idea"), ("b", "renamed", "b")),
            *(("c", "renamed", "c"), ("c", "stage", "pilot")),
        ]
        assert told(timeline, "a") == told(timeline, "b") == told(timeline, "c") == expected
        assert agents_of(timeline) == ["a", "b", "c", "d"]


def test_agents_that_exchange_their_names_stay_apart():
    for timeline in timelines(
        tree(a=IDEA, b=PILOT), tree(a=f"{PILOT}formerly: [b]\n", b=f"{IDEA}formerly: [a]\n"), tree(b=PILOT)
    ):
        lines = follow(timeline.events)
        assert [event.commit for event in lines["b"]] == [commit_id(place) for place in (0, 0, 1, 2)]
        assert [(event.agent, event.kind.value) for event in lines["a"]] == [
            *(("b", "added"), ("b", "stage"), ("a", "renamed"), ("a", "removed")),
        ]
        # Who asks for an id is told of both agents that ever had it.
        assert len(events_of(timeline, "a")) == len(timeline.events)


def test_a_rename_that_is_declared_later_joins_two_lines():
    for timeline in timelines(tree(a=PILOT), tree(b=PILOT), tree(b=f"{PILOT}formerly: [a]\n")):
        assert follow(timeline.events).keys() == {"b"}
        assert told(timeline, "a") == told(timeline, "b")


def test_an_agent_that_nobody_knows_has_no_events():
    for timeline in timelines(tree(a=IDEA)):
        assert (events_of(timeline, "b"), events_of(timeline, "")) == ((), ())


def event(at, *, commit="1", **changes):
    return Event(at, commit, Kind.STAGE, "a", None, "idea", "pilot", path="x")._replace(**changes)


def test_an_event_has_moved_when_its_date_is_another_or_it_is_gone():
    before = [event(1), event(2), event(2), event(3, new="retired")]
    assert count_moved(before, before) == 0
    assert count_moved(before, [event(1, commit="2"), event(2), event(2), event(3, new="retired")]) == 0
    assert count_moved(before, [event(1), event(2), event(4)]) == 2
    assert count_moved([], before) == 0


def test_what_was_in_force_at_a_moment():
    for timeline in timelines(tree(a=IDEA), tree(a=PILOT)):
        first, second = (one.at for one in (timeline.events[0], timeline.events[-1]))
        assert find_in_force(timeline, first - 1) is None
        assert find_in_force(timeline, second - 1) == commit_id(0)
        assert find_in_force(timeline, second) == commit_id(1)
        assert head_moment(timeline) == second
