"""What a record's change tells: rows for the difference between two versions of its facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from seedbed.repository.history_facts import Blueprint, Deployment, Facts, Incident, Measurement
from seedbed.repository.history_paths import RecordKind
from seedbed.timeline.events import Kind
from seedbed.timeline.log import Row

EPOCH = date(1970, 1, 1).toordinal()
DAY = 86_400

FIELDS = ((Kind.STAGE, 0), (Kind.VERSION, 1), (Kind.RISK, 2), (Kind.OWNER, 3))
"""The fields of a blueprint that are told, in this order, with their places among its facts."""


class Change(NamedTuple):
    """A record's facts before and after a commit, None where there is none.

    `path` is the place of its path in the history. `is_new` says that the commit added the file: only then do the dates
    of an imported record count.
    """

    kind: RecordKind
    agent: str
    name: str
    path: int
    old: Facts | None
    new: Facts | None
    is_new: bool = False


def tell(change: Change, /) -> Iterator[Row]:
    """The rows of a change. Whether an agent came, went or was renamed is told elsewhere."""
    teller = _TELLERS.get(change.kind)
    return teller(change) if teller else iter(())


def blueprint_of(facts: Facts | None, /) -> Blueprint | None:
    """The facts of a blueprint by their names; those of a foreign record are a stage alone."""
    if facts is None:
        return None
    return Blueprint(*facts, *(None,) * (len(Blueprint._fields) - len(facts)))


def _tell_blueprint(change: Change) -> Iterator[Row]:
    if change.new is None:
        return
    if change.is_new:
        yield from _declared_blueprint(change, blueprint_of(change.new))
    for kind, place in FIELDS[: len(change.new)]:
        old, new = change.old[place] if change.old else None, change.new[place]
        if old != new:
            yield Row(kind, change.agent, change.path, old, new)


def _declared_blueprint(change: Change, stated: Blueprint | None) -> Iterator[Row]:
    if stated is None:
        return
    validated, live = parse_day(stated.validated), parse_day(stated.live)
    if validated is not None:
        yield Row(Kind.STAGE, change.agent, change.path, None, "validated", day=validated)
    if live is not None and stated.owner is not None:
        yield Row(Kind.DEPLOYMENT, change.agent, change.path, None, "live", unit=stated.owner, day=live)


def _tell_deployment(change: Change) -> Iterator[Row]:
    old, new = (Deployment(*facts) if facts else None for facts in (change.old, change.new))
    latest = new or old
    if latest is None:
        return
    day = parse_day(new.live) if new and change.is_new else None
    row = Row(Kind.DEPLOYMENT, change.agent, change.path, None, None, unit=change.name, source=latest.source)
    if day is not None:
        yield row._replace(new="live", day=day)
    before, after = old.status if old else None, new.status if new else None
    if before != after:
        yield row._replace(old=before, new=after)
    if new and new.version != (old.version if old else None):
        yield Row(Kind.VERSION, change.agent, change.path, old.version if old else None, new.version, unit=change.name)


def _tell_measurement(change: Change) -> Iterator[Row]:
    old, new = (Measurement(*facts) if facts else None for facts in (change.old, change.new))
    before, after = old.period if old else None, new.period if new else None
    if (old and old.rows) != (new and new.rows) and not (before is None and after is None):
        yield Row(Kind.MEASUREMENT, change.agent, change.path, before, after, unit=change.name)


def _tell_incident(change: Change) -> Iterator[Row]:
    old, new = (Incident(*facts) if facts else None for facts in (change.old, change.new))
    latest = new or old
    before, after = old.status if old else None, new.status if new else None
    if latest and before != after:
        yield Row(Kind.INCIDENT, change.agent, change.path, before, after, unit=latest.unit)


_TELLERS = {
    RecordKind.BLUEPRINT: _tell_blueprint,
    RecordKind.FOREIGN: _tell_blueprint,
    RecordKind.FOREIGN_PROSE: _tell_blueprint,
    RecordKind.DEPLOYMENT: _tell_deployment,
    RecordKind.MEASUREMENT: _tell_measurement,
    RecordKind.INCIDENT: _tell_incident,
}


def parse_day(text: str | None, /) -> int | None:
    """Midnight UTC of a day written YYYY-MM-DD, in seconds of the epoch; None for anything else."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return (day.toordinal() - EPOCH) * DAY if day.isoformat() == text else None
