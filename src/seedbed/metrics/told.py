"""What of a catalogue and of its history a built site may tell: a static site hides nothing that it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seedbed.records import Catalogue
from seedbed.timeline import Event, Kind, Timeline
from seedbed.timeline.lineage import follow

TURNS = frozenset({Kind.ADDED, Kind.REMOVED, Kind.RENAMED})


class ToldHistory(Struct, frozen=True, kw_only=True):
    """The history without the agents that the records keep from a site; None where no history was read.

    Agents that were removed count in figures, and nobody knows who might have read of them: no page names them.
    `by_agent` holds the events of each agent that may be told in full, under all its ids, oldest first.
    """

    timeline: Timeline | None
    by_agent: Mapping[str, Sequence[Event]]


def only_told(catalogue: Catalogue, /) -> Catalogue:
    """The catalogue of the agents whose details a built site may tell (visibility `all`): what its figures add up."""
    told = told_agents(catalogue)
    return catalogue if len(told) == len(catalogue.agents) else only_about(catalogue, told)


def only_about(catalogue: Catalogue, agents: Collection[str], /) -> Catalogue:
    """The catalogue with some of its agents and what belongs to them."""
    return replace(
        catalogue,
        agents={key: one for key, one in catalogue.agents.items() if key in agents},
        deployments={key: one for key, one in catalogue.deployments.items() if one.agent in agents},
        measurements={key: one for key, one in catalogue.measurements.items() if one.agent in agents},
        incidents={key: one for key, one in catalogue.incidents.items() if one.agent in agents},
    )


def told_agents(catalogue: Catalogue, /) -> set[str]:
    """The ids of the agents that may be told in full."""
    return {agent.id for agent in catalogue.agents.values() if agent.visibility == "all"}


def told_history(timeline: Timeline | None, catalogue: Catalogue, /) -> ToldHistory:
    """The part of a history that a site of this catalogue may tell."""
    if timeline is None:
        return ToldHistory(timeline=None, by_agent={})
    told = told_agents(catalogue)
    events = tuple(timeline.events)  # read by many: each event is made once
    lines = follow(events)
    secret = _secret(catalogue, told, lines)
    return ToldHistory(
        timeline=replace(timeline, events=_without(events, secret)),
        by_agent={name: _without(lines[name], secret) for name in lines.keys() & told},
    )


def _secret(catalogue: Catalogue, told: Collection[str], lines: Mapping[str, tuple[Event, ...]]) -> set[str]:
    """Every id, also an earlier one, of an agent that may not be told.

    So is one that stands on the branch and is missing here: its record cannot be read, and might forbid it.
    """
    hidden = {name for name in catalogue.agents if name not in told}
    hidden |= {name for name, events in lines.items() if name not in told and not _has_left(name, events)}
    return hidden | {event.agent for name in hidden for event in lines.get(name, ())}


def _has_left(name: str, events: Iterable[Event]) -> bool:
    """Whether the last turn of an agent's life is that its record went."""
    turns = [event.kind for event in events if event.agent == name and event.kind in TURNS]
    return bool(turns) and turns[-1] is Kind.REMOVED


def _without(events: tuple[Event, ...], secret: Collection[str]) -> tuple[Event, ...]:
    return tuple(event for event in events if event.agent not in secret) if secret else events
