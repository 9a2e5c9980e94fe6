"""What a rewritten branch did to dates that were already published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from seedbed.timeline.events import Event


def count_moved(before: Iterable[Event], after: Iterable[Event], /) -> int:
    """How many events of `before` have another date in `after`, or are not there any more."""
    published, standing = (Counter(map(_told, events)) for events in (before, after))
    return (published - standing).total()


def _told(event: Event) -> tuple[object, ...]:
    """What people were told of an event; the commit behind it may have got another id."""
    return event.at, event.kind, event.agent, event.unit, event.old, event.new, event.path
