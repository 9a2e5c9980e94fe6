"""Platform: agents run on what the AI office has approved."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.gate.context import Review
from seedbed.gate.results import Holds, Outcome, gate_rule
from seedbed.problems import Finding
from seedbed.records import OPEN_STAGES, Agent, PlatformItem

ON_TRIAL = frozenset({"approved", "trial"})

STANDING = {"trial": "on trial", "hold": "on hold"}
"""How an item stands, where its status alone is no sentence."""


@gate_rule("platform-approved", family="platform", idle="no agent takes up an item of the platform or becomes open")
def platform_approved(review: Review, /) -> Iterator[Outcome]:
    """What an agent newly uses is approved on main; an item on trial will do until the agent is validated.

    When an agent becomes validated or goes to production, all that it uses is approved. Counted is the status that the
    item has on main, not one that the change gives it.
    """
    for before, after in review.agents():
        climbs = after.stage in OPEN_STAGES and (before is None or before.stage is not after.stage)
        known = {use.item for use in before.uses} if before and not climbs else set()
        for position, use in enumerate(after.uses):
            if use.item not in known:
                yield judge_item(review, after, position)


def judge_item(review: Review, agent: Agent, position: int, /) -> Outcome:
    """Whether the item that an agent uses at a position may be used at the agent's stage."""
    name = agent.uses[position].item
    item = review.before.record(PlatformItem, name)
    place = review.place(agent, "uses", position, "item")
    allowed = {"approved"} if agent.stage in OPEN_STAGES else ON_TRIAL
    if item is None:
        return Finding(
            place, f"{name} is not offered on main", "Ask the AI office to offer it first, in its own change."
        )
    if item.status in allowed:
        return Holds(place, f"{item.name} is {STANDING.get(item.status, item.status)}")
    due = "approved" if agent.stage in OPEN_STAGES else "approved or on trial"
    return Finding(
        place,
        f"{item.name} is {STANDING.get(item.status, item.status)}; {due} is needed",
        "Use an item that the AI office approved.",
    )
