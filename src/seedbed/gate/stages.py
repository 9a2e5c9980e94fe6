"""Stages: an agent climbs one step at a time, on evidence of its present version that stood before it asked."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from seedbed.changes import ChangeKind
from seedbed.gate.context import Review
from seedbed.gate.ladder import ENTRIES, RETURNS, rank
from seedbed.gate.proof import evidence_for, find_gaps, in_figures
from seedbed.gate.results import Holds, Outcome, Skipped, gate_rule
from seedbed.problems import Finding, Place
from seedbed.records import LADDER, OPEN_STAGES, Agent, Incident, Stage


class Move(Struct, frozen=True):
    """An agent whose stage changes; `before` is its stage on main."""

    before: Stage
    agent: Agent
    place: Place

    @property
    def is_climb(self) -> bool:
        """Whether it comes closer to production; whoever comes back from a suspension begins to climb."""
        return rank(self.agent.stage) > rank(self.before)

    @property
    def words(self) -> str:
        """The move, for messages."""
        return f"{self.before} → {self.agent.stage}"


def moves(review: Review, /) -> Iterator[Move]:
    """Every agent that was on main and has another stage now."""
    for before, after in review.agents():
        if before and before.stage is not after.stage:
            yield Move(before.stage, after, review.place(after, "stage"))


@gate_rule("stage-entry", family="stages", idle="no agent is new")
def stage_entry(review: Review, /) -> Iterator[Outcome]:
    """A new agent enters as an idea or a prototype.

    An agent that came from an older register (`recorded`) may enter further up, where the AI office brings it in.
    """
    for before, after in review.agents():
        if before is not None:
            continue
        place = review.place(after, "stage")
        if after.stage in ENTRIES:
            yield Holds(place, f"enters as {after.stage}")
        elif after.recorded and review.asker.is_office:
            yield Skipped(place, f"imported as {after.stage} from {after.recorded.source}")
        else:
            message = f"enters as {after.stage}; nobody has seen the steps before"
            yield Finding(place, message, "Write `stage: prototype`, and climb from there.")


@gate_rule("stage-step", family="stages", idle="no stage changes")
def stage_step(review: Review, /) -> Iterator[Outcome]:
    """An agent climbs one step at a time: idea, prototype, pilot, validated, production.

    It may step down as far as it must, and be suspended or retired from anywhere. A suspended agent comes back as a
    pilot at most and climbs again. Retired is the end: what is taken up again is a new agent.
    """
    for move in moves(review):
        allowed = _allowed(move.before)
        if move.before is Stage.RETIRED and move.agent.stage is not Stage.RETIRED:
            yield Finding(move.place, f"{move.words}: retired is the end", "Begin a new agent with a new id.")
        elif move.agent.stage in {*allowed, Stage.RETIRED} or not move.is_climb:
            yield Holds(move.place, move.words)
        else:
            yield Finding(move.place, f"{move.words} is more than one step", f"Write `stage: {allowed[-1]}`.")


def _allowed(stage: Stage) -> list[Stage]:
    """The stages to which an agent may climb."""
    if stage is Stage.RETIRED:
        return []
    if stage is Stage.SUSPENDED:
        return [one for one in LADDER if one in RETURNS]
    return list(LADDER[: rank(stage) + 2])


@gate_rule("stage-evidence", family="stages", idle="no agent climbs to validated or production")
def stage_evidence(review: Review, /) -> Iterator[Outcome]:
    """An agent becomes validated, and goes to production, on measured rows that meet the bar of the policy.

    Accuracy on enough judged tasks, automation on enough measured tasks, Net Output where the volume is high; counted
    are the rows of the present version in the owner's table that were measured or sampled, and the newest month is no
    older than the policy allows. Shares are compared exactly, and what cannot be told is not met.
    """
    for move in moves(review):
        if not (move.is_climb and move.agent.stage in OPEN_STAGES):
            continue
        found = evidence_for(move.agent, review.after, today=review.today)
        gaps = list(find_gaps(move.agent, found[1] if found else None, review.policy))
        if gaps:
            fix = (
                f"Leave it at {move.before}, append rows of the present version, and ask again in a change of its own."
            )
            yield Finding(move.place, f"{move.words} without the evidence: {'; '.join(gaps)}", fix)
        elif found:
            yield Holds(move.place, in_figures(found[1], review.policy))


@gate_rule("stage-hands", family="stages", idle="no agent climbs to validated or production")
def stage_hands(review: Review, /) -> Iterator[Outcome]:
    """The evidence stands on main before anybody asks for what it proves.

    A promotion and the rows behind it in one change come from one hand, and nobody could have looked at the rows.
    """
    tables = {change.subject.split("/")[0]: change for change in review.of(ChangeKind.MEASUREMENT)}
    tables |= {one.subject.split("/")[0]: one for one in review.of(ChangeKind.ADDED) if one.record == "measurement"}
    for move in moves(review):
        if move.is_climb and move.agent.stage in OPEN_STAGES:
            if move.agent.id in tables:
                message = f"{move.words} in the same change as rows of {tables[move.agent.id].path}"
                yield Finding(move.place, message, "Propose the rows first; ask for the stage once they are on main.")
            else:
                yield Holds(move.place, "the rows stand on main already")


@gate_rule("stage-incident", family="stages", idle="no agent climbs")
def stage_incident(review: Review, /) -> Iterator[Outcome]:
    """No agent climbs while an incident of it is open."""
    for move in moves(review):
        if move.is_climb:
            open_ones = [one for one in _incidents(review, move.agent) if one.status == "open"]
            for one in open_ones:
                message = f"{move.words} while an incident is open: {one.path}"
                yield Finding(move.place, message, "Close the incident first, with what was mended, in its own change.")
            if not open_ones:
                yield Holds(move.place, "no incident is open")


def _incidents(review: Review, agent: Agent) -> Iterator[Incident]:
    """The incidents of an agent as main has them and as the change leaves them: closing one does not open the way."""
    old = review.pairs.renames.get(agent.id, agent.id)
    yield from review.before.all(Incident, folder=old)
    known = {one.id.split("/")[1] for one in review.before.all(Incident, folder=old)}
    yield from (one for one in review.after.all(Incident, folder=agent.id) if one.id.split("/")[1] not in known)
