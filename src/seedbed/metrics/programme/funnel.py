"""From demo to copy: how many came how far, and how long each step took.

A step is timed from the first day that an agent stood on a rung to the first on which it stood on a later one of the
ladder: validated or beyond for the first, production for the second. A demo is timed from the day of its event until
its agent is a prototype, no days if it was one already; the last step, from validated to the first copy, is Replication
Velocity itself. Half have passed after `median_days`, by the Kaplan-Meier curve, in which those still on the way count
as waiting; the median of those that have passed stands beside it, and is too short while many wait. Agents that were
suspended, retired or removed leave the curve when they do. What an import brought to a rung came there on a day that is
not known: it is counted and not timed. Sources: the stage events of the timeline, the days of demo events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from seedbed.metrics.lives import DAY, Life, Step, day_of, end_of_day
from seedbed.metrics.programme.passages import Outcome, Passage, Passing, Rung, median_of, passage_of
from seedbed.metrics.replication.generations import is_copied
from seedbed.metrics.replication.spells import Ending
from seedbed.metrics.replication.velocity import Velocity
from seedbed.records import LADDER, Catalogue, Stage


class FunnelFigures(Struct, frozen=True, kw_only=True):
    """How many ever came how far, those that have gone since among them; and the time of each step.

    `reached` counts all agents (demos first), `of_demos` those that demos led to.
    """

    reached: Mapping[Rung, int]
    of_demos: Mapping[Rung, int]
    passages: tuple[Passage, ...]


PLACES: Mapping[str | None, int] = {stage.value: place for place, stage in enumerate(LADDER)}
CLIMBS = ((Rung.PROTOTYPE, Rung.VALIDATED), (Rung.VALIDATED, Rung.PRODUCTION))
DATE = len("2026-01-31")
ASIDE = frozenset({Stage.SUSPENDED.value, Stage.RETIRED.value})


def funnel_figures(catalogue: Catalogue, lives: Sequence[Life], velocity: Velocity, /, *, today: date) -> FunnelFigures:
    """The funnel at the end of `today`; `lives` are those up to then, `velocity` is that of all observed spells.

    A demo counts from the day of its event on.
    """
    at = end_of_day(today)
    demos = {demo: day for demo, day in _demo_days(catalogue).items() if day <= today.toordinal()}
    agents = _agents_of(catalogue)
    by_agent = {life.agent: life for life in lives}
    shown = {demo: by_agent.get(agents.get(demo, "")) for demo in demos}
    started = [_from_demo(demo, day, shown[demo], today) for demo, day in demos.items()]
    climbs = [passage_of(*climb, [one for life in lives for one in _climb(life, *climb, at)]) for climb in CLIMBS]
    of_demos = {life.agent: life for life in shown.values() if life is not None}
    return FunnelFigures(
        reached={Rung.DEMO: len(demos)} | _reached(lives, at),
        of_demos={Rung.DEMO: len(demos)} | _reached(of_demos.values(), at),
        passages=(passage_of(Rung.DEMO, Rung.PROTOTYPE, started), *climbs, _replication(velocity, at)),
    )


def _demo_days(catalogue: Catalogue) -> dict[str, int]:
    """The day of each demo's event, as an ordinal; demos of an event that is not there have none."""
    days = {event.id: date.fromisoformat(event.starts[:DATE]).toordinal() for event in catalogue.events.values()}
    return {demo.id: days[demo.event] for demo in catalogue.demos.values() if demo.event in days}


def _agents_of(catalogue: Catalogue) -> dict[str, str]:
    """The agent that a demo led to, by the demo's own word, else by the agent's."""
    stated = {one.from_demo: one.id for one in catalogue.agents.values() if one.from_demo}
    return stated | {demo.id: demo.agent for demo in catalogue.demos.values() if demo.agent}


def _reached(lives: Iterable[Life], at: int) -> dict[Rung, int]:
    some = list(lives)
    highest = [max((PLACES.get(step.value, -1) for step in life.stages), default=-1) for life in some]
    rungs = (Rung.PROTOTYPE, Rung.VALIDATED, Rung.PRODUCTION)
    counted = {rung: sum(place >= PLACES[rung] for place in highest) for rung in rungs}
    return counted | {Rung.COPIED: sum(is_copied(life, at=at) for life in some)}


def _from_demo(demo: str, day: int, life: Life | None, today: date) -> Passing:
    """From the day of a demo to that of its agent's first step at prototype or beyond."""
    step = (
        next((one for one in life.stages if PLACES.get(one.value, -1) >= PLACES[Rung.PROTOTYPE]), None)
        if life
        else None
    )
    if life is None or step is None:
        return Passing(demo, today.toordinal() - day, Outcome.WAITING, ())
    if step.imported:
        return Passing(demo, 0, Outcome.UNKNOWN, ())
    return Passing(demo, max(day_of(step.at).toordinal() - day, 0), Outcome.PASSED, (step.commit,))


def _climb(life: Life, start: Rung, end: Rung, at: int) -> Iterator[Passing]:
    """The passage of one agent from rung to rung; none if it never stood on the first one."""
    place = next((place for place, step in enumerate(life.stages) if step.value == start), None)
    if place is None:
        return
    first, later = life.stages[place], life.stages[place + 1 :]
    last, outcome = _end(life, later, end)
    if first.imported or (last and last.imported):
        yield Passing(life.agent, 0, Outcome.UNKNOWN, ())
        return
    days = (last.at if last else at) // DAY - first.at // DAY
    yield Passing(life.agent, days, outcome, (first.commit, *([last.commit] if last else [])))


def _end(life: Life, steps: Iterable[Step], end: Rung) -> tuple[Step | None, Outcome]:
    """The step that ended a passage, and how; a step down does not."""
    for step in steps:
        if PLACES.get(step.value, -1) >= PLACES[end]:
            return step, Outcome.PASSED
        if step.value in ASIDE:
            return step, Outcome.LEFT
    return (life.removed, Outcome.LEFT) if life.removed else (None, Outcome.WAITING)


def _replication(velocity: Velocity, at: int) -> Passage:
    """The last step: Replication Velocity, whose spells begin when an agent opens for copying."""
    passed = [spell.days(at) for spell in velocity.spells if spell.ending is Ending.REPLICATED]
    return Passage(
        start=Rung.VALIDATED,
        end=Rung.COPIED,
        passed=velocity.replicated,
        waiting=velocity.waiting,
        left=velocity.retired + velocity.left,
        unknown=velocity.unknown,
        median_days=velocity.median_days,
        interval=velocity.interval,
        median_of_passed=median_of(passed),
        commits=velocity.commits,
    )
