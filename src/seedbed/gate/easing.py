"""Easing: nobody makes an agent look smaller to get it through."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.gate.context import Review
from seedbed.gate.copies import goes_live
from seedbed.gate.results import Holds, Outcome, gate_rule
from seedbed.gate.stages import moves
from seedbed.policy import risk_floor
from seedbed.problems import Finding, Place
from seedbed.records import OPEN_STAGES, Agent, Baseline

ALONE = "Propose it alone; go on once it is merged."


@gate_rule("risk-eased", family="risk", idle="nothing that the risk or the bar depends on becomes less")
def risk_eased(review: Review, /) -> Iterator[Outcome]:
    """A risk class, a fact behind it or a baseline that becomes another is changed alone, where everybody sees it.

    A lower class does not come with a step up the ladder or a copy that goes live, which would then be judged by it. A
    new baseline does not come with the step to validated or production, which is measured against it.
    """
    for before, after in review.agents():
        if before:
            is_further = after.id in _further(review)
            yield from (_outcome(place, words, is_further=is_further) for place, words in _eased(before, after, review))
    for agent_id, place, words in _baselines(review):
        yield _outcome(place, words, is_further=agent_id in _judged(review))


def _outcome(place: Place, words: str, *, is_further: bool) -> Outcome:
    if is_further:
        return Finding(place, f"{words}, in the change that takes the agent further", ALONE)
    return Holds(place, f"{words}; the AI office decides")


def _further(review: Review) -> set[str]:
    """Agents that climb, or of which a copy goes live."""
    climbing = {move.agent.id for move in moves(review) if move.is_climb}
    return climbing | {after.agent for before, after in review.copies() if goes_live(before, after)}


def _judged(review: Review) -> set[str]:
    """Agents that are judged by their evidence."""
    return {move.agent.id for move in moves(review) if move.is_climb and move.agent.stage in OPEN_STAGES}


def _eased(before: Agent, after: Agent, review: Review) -> Iterator[tuple[Place, str]]:
    if after.risk.rank < before.risk.rank:
        yield review.place(after, "risk"), f"risk {before.risk} → {after.risk}"
    old, new = risk_floor(before, review.policy)[0], risk_floor(after, review.policy)[0]
    if new.rank < old.rank:
        yield review.place(after), f"the facts ask for {new} instead of {old}"


def _baselines(review: Review) -> Iterator[tuple[str, Place, str]]:
    """Agents whose baseline, or that of a copy which has or decides about evidence, is another than on main.

    The first copy of the owner's unit, and one that stated no baseline, were measured against that of the agent.
    """
    for before, after in review.agents():
        old, new = (_stated(one) for one in (before, after))
        if old and old != new:
            yield after.id, review.place(after, "task", "baseline"), _words(old, new)
    for was, now in review.copies():
        agent = review.after.agent(now.agent)
        is_own = agent is not None and agent.owner.unit == now.unit
        known = (was and was.baseline) or (_stated(review.agent_before(now.agent)) if is_own else None)
        new = now.baseline or (_stated(agent) if is_own else None)
        if new != known and (is_own or known):
            yield now.agent, review.place(now, "baseline"), _words(known, new)


def _stated(agent: Agent | None) -> Baseline | None:
    return agent.task.baseline if agent and agent.task else None


def _words(old: Baseline | None, new: Baseline | None) -> str:
    if old is None:
        return "a first baseline is stated"
    return "the baseline becomes another" if new else "the baseline is taken out"
