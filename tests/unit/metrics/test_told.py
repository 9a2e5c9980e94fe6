"""What of a history a site may tell: agents that the records keep from it leave no trace, under whatever id."""

import pytest

from seedbed.metrics.told import told_history
from seedbed.timeline import Event, Kind, Timeline
from tests.helpers.records import agent
from tests.helpers.sites import catalogue_of


def _event(number, kind, name, **more):
    return Event(number, f"{number:040x}", kind, name, **more)


def _timeline(*events):
    return Timeline(head="f" * 40, commits=len(events), events=events)


def _names(told):
    return {event.agent for event in told.timeline.events}


RENAMED = (
    _event(1, Kind.ADDED, "early", new="early"),
    _event(2, Kind.STAGE, "early", old="idea", new="pilot"),
    _event(3, Kind.RENAMED, "late", old="early", new="late"),
    _event(4, Kind.STAGE, "late", old="pilot", new="validated"),
)
OTHER = (_event(5, Kind.ADDED, "open", new="open"),)


def test_without_a_history_there_is_none_to_tell():
    told = told_history(None, catalogue_of(agent("open")))
    assert (told.timeline, told.by_agent) == (None, {})


@pytest.mark.parametrize("visibility", ["summary", "none"])
def test_an_agent_that_may_not_be_told_is_gone_under_all_its_ids(visibility):
    told = told_history(_timeline(*RENAMED, *OTHER), catalogue_of(agent("late", visibility=visibility), agent("open")))
    assert (_names(told), set(told.by_agent)) == ({"open"}, {"open"})


def test_an_agent_that_may_be_told_keeps_what_it_did_under_its_earlier_ids():
    told = told_history(_timeline(*RENAMED, *OTHER), catalogue_of(agent("late"), agent("open")))
    assert told.by_agent["late"] == RENAMED
    assert told.timeline.events == (*RENAMED, *OTHER)


def test_an_agent_that_left_still_counts_and_has_no_page():
    gone = (*OTHER, _event(6, Kind.REMOVED, "open", old="open"))
    told = told_history(_timeline(*gone), catalogue_of(agent("other")))
    assert (told.timeline.events, told.by_agent) == (gone, {})


def test_a_record_that_stands_and_cannot_be_read_is_not_told():
    assert _names(told_history(_timeline(*RENAMED, *OTHER), catalogue_of(agent("open")))) == {"open"}


def test_a_hidden_agent_does_not_speak_through_another_that_claims_its_id():
    claimed = (
        _event(1, Kind.ADDED, "secret", new="secret"),
        _event(2, Kind.INCIDENT, "secret", new="open", unit="it"),
        _event(3, Kind.ADDED, "open", new="open"),
        _event(4, Kind.RENAMED, "open", old="secret", new="open"),
    )
    told = told_history(_timeline(*claimed), catalogue_of(agent("secret", visibility="none"), agent("open")))
    assert [event.commit for event in told.by_agent["open"]] == [f"{3:040x}", f"{4:040x}"]
    assert _names(told) == {"open"}
