"""What happened when: events from the first-parent history of a branch. Pure: everything read is an argument."""

from seedbed.timeline.events import Event, Kind, Timeline, event_json

__all__ = ["Event", "Kind", "Timeline", "event_json"]
