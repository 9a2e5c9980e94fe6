"""R and generation depth: what live deployments went on to cause, by the history of the copies.

A *copy* is the first going live of a unit that did not own the agent then. It was caused by the deployment it names as
its source (`copied_from`, else the owner's) when that one was live by then at the latest. R is the number of copies
that a live deployment went on to cause, on average over all that ever were live, the owners' own among them. A young
deployment has had little time, so R of those that went live at least `MATURE` days ago stands beside it.

Generation: what an owner runs is 0, a copy one more than its source. It is unknown where the source had none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from seedbed.metrics.lives import DAY, Life, Step, value_at
from seedbed.records import Status

LIVE = Status.LIVE.value

MATURE = 180
"""Days after which most of what a deployment will cause could have been seen."""


class Planting(NamedTuple):
    """One deployment's first going live: when (seconds of the epoch), by which step of its record, from where.

    `source` is None for what an owner runs. `cause` is the source where it was live by then, else None. `caused`
    counts the copies taken from here. `generation` is None where it cannot be known. At `is_second_hand` the source was
    not the owner of that time.
    """

    agent: str
    unit: str
    at: int
    commit: str
    source: str | None
    cause: str | None
    caused: int
    generation: int | None
    is_second_hand: bool
    step: Step

    @property
    def is_copy(self) -> bool:
        """Whether the unit did not own the agent."""
        return self.source is not None


class Reproduction(Struct, frozen=True, kw_only=True):
    """R and what it is made of: deployments that were ever live, copies, and those whose cause is known.

    `counts` says how many deployments caused how many copies. `r` and `r_mature` are None without deployments.
    """

    plantings: tuple[Planting, ...]
    deployments: int
    copies: int
    caused: int
    r: Fraction | None
    mature: int
    r_mature: Fraction | None
    counts: Mapping[int, int]
    generations: Mapping[int | None, int]
    depth: int

    @property
    def commits(self) -> tuple[str, ...]:
        """The commits with which deployments went live."""
        return tuple(dict.fromkeys(one.commit for one in self.plantings))

    @property
    def paths(self) -> tuple[str, ...]:
        """The deployments' records."""
        return tuple(f"catalog/agents/{one.agent}/deployments/{one.unit}.yml" for one in self.plantings)


def reproduction_of(lives: Sequence[Life], /, *, at: int) -> Reproduction:
    """R and the generations of all copies made up to a moment."""
    plantings = tuple(planting for life in lives for planting in plantings_of(life, at=at))
    mature = [one for one in plantings if at // DAY - one.at // DAY >= MATURE]
    generations = Counter(one.generation for one in plantings if one.is_copy)
    return Reproduction(
        plantings=plantings,
        deployments=len(plantings),
        copies=sum(one.is_copy for one in plantings),
        caused=sum(one.caused for one in plantings),
        r=_mean(plantings),
        mature=len(mature),
        r_mature=_mean(mature),
        counts=dict(sorted(Counter(one.caused for one in plantings).items())),
        generations={key: generations[key] for key in sorted(generations, key=lambda key: (key is None, key or 0))},
        depth=max((key for key in generations if key is not None), default=0),
    )


def _mean(plantings: Sequence[Planting]) -> Fraction | None:
    return Fraction(sum(one.caused for one in plantings), len(plantings)) if plantings else None


def plantings_of(life: Life, /, *, at: int) -> tuple[Planting, ...]:
    """The deployments of one life that were ever live by a moment, in order of time."""
    firsts = {unit: step for unit, steps in life.copies.items() if (step := _first_live(steps, at))}
    owners = {unit: value_at(life.owners, step.at) for unit, step in firsts.items()}
    sources = {unit: _source(unit, step, owners[unit]) for unit, step in firsts.items()}
    causes = {unit: source for unit, source in sources.items() if source and _was_live(firsts, source, firsts[unit])}
    generations = _generations(firsts, sources, owners)
    caused, removed = Counter(causes.values()), life.removed
    return tuple(
        Planting(
            life.agent,
            unit,
            step.at,
            step.commit,
            sources[unit],
            causes.get(unit),
            caused[unit],
            generations.get(unit),
            sources[unit] != (owners[unit] if removed is None or removed.at > step.at else None),
            step,
        )
        for unit, step in sorted(firsts.items(), key=lambda one: (one[1].at, one[0]))
    )


def is_copied(life: Life, /, *, at: int) -> bool:
    """Whether another unit than its owner had it live by a moment."""
    return any(
        _source(unit, step, value_at(life.owners, step.at)) is not None
        for unit, steps in life.copies.items()
        if (step := _first_live(steps, at))
    )


def _first_live(steps: Iterable[Step], at: int) -> Step | None:
    for step in steps:
        if step.value == LIVE:
            return step if step.at <= at else None
    return None


def _source(unit: str, step: Step, owner: str | None) -> str | None:
    """The unit it was copied from; None for the owner's own."""
    if unit == owner:
        return None
    return step.source if step.source and step.source != unit else owner


def _was_live(firsts: Mapping[str, Step], source: str, copy: Step) -> bool:
    return source in firsts and firsts[source].at <= copy.at


def _generations(
    firsts: Mapping[str, Step], sources: Mapping[str, str | None], owners: Mapping[str, str | None]
) -> dict[str, int]:
    """Steps from an owner to every unit that can be reached, along copies that came no earlier than their source.

    An owner that runs nothing itself, or runs it only later, passes it on all the same, as if it did.
    """
    takers: dict[str, list[str]] = defaultdict(list)
    known: dict[str, int] = {}
    for unit, source in sources.items():
        takers[source or ""].append(unit)
        if source is None:
            known[unit] = 0
        elif source == owners[unit] and not _was_live(firsts, source, firsts[unit]):
            known[unit] = 1
    waiting = list(known)
    for unit in waiting:  # grows while it is read: breadth first
        fresh = [one for one in takers[unit] if one not in known and _was_live(firsts, unit, firsts[one])]
        known |= dict.fromkeys(fresh, known[unit] + 1)
        waiting.extend(fresh)
    return known
