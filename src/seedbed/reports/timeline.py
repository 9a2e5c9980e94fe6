"""Events for people at a terminal, one a line, and as JSON, one a line too: a long history is written as it is made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from seedbed.reports.findings import safe_text
from seedbed.reports.text import Line
from seedbed.timeline import Event, Kind, event_json

NONE = "none"


def report_timeline_json(events: Iterable[Event], /) -> Iterator[str]:
    """A JSON array in pieces; the shape is schemas/output/timeline.json."""
    before = "[\n"
    for event in events:
        yield f"{before} {json.dumps(event_json(event))}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def create_timeline_lines(events: Iterable[Event], /, *, field: str = "") -> Iterator[Line]:
    """The events line by line; `field` is the name of what stands for the stage in records of another kind."""
    for event in events:
        moment = f"{event.moment:%Y-%m-%d}" if event.declared else f"{event.moment:%Y-%m-%d %H:%M}"
        yield (
            (f"{moment:<18}", "dim"),
            (safe_text(event.agent), "bold"),
            (f"  {safe_text(_words(event, field))}", ""),
            (f"  {safe_text(_people(event))}".rstrip(), "dim"),
        )


def _words(event: Event, field: str) -> str:
    """What happened, without when and to whom."""
    turn = f"{_shown(event.old)} → {_shown(event.new)}"
    where = f" in {event.unit}" if event.unit else ""
    match event.kind:
        case Kind.ADDED | Kind.REMOVED:
            words = event.kind.value
        case Kind.RENAMED:
            words = f"renamed, formerly {event.old}"
        case Kind.DEPLOYMENT:
            words = f"copy{where}: {turn}" + (f", copied from {event.source}" if event.source and not event.old else "")
        case Kind.MEASUREMENT:
            words = f"measured{where}: {event.new} corrected" if event.old == event.new else f"measured{where}: {turn}"
        case Kind.INCIDENT:
            words = f"incident {PurePosixPath(event.path).stem}{where}: {turn}"
        case Kind.STAGE:
            words = f"{field or 'stage'}: {turn}"
        case _:
            words = f"{event.kind.value}{where}: {turn}"
    return f"{words} (declared, not observed)" if event.declared else words


def _shown(value: str | None) -> str:
    return NONE if value is None else value


def _people(event: Event) -> str:
    """The pull request, the author, and whoever merged it when that is somebody else."""
    number = f"#{event.change} " if event.change else ""
    merged = f", merged by {event.merged_by}" if event.merged_by and event.merged_by != event.author else ""
    return f"{number}{event.author or 'unknown'}{merged}"
