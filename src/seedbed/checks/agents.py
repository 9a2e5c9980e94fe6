"""Agents: the risk class, what an agent runs on, what an imported one lacks, what is left when it ended."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.checks import fields
from seedbed.checks.context import Context
from seedbed.checks.recipe import needs_recipe
from seedbed.checks.wording import listed
from seedbed.policy import risk_floor
from seedbed.problems import Finding, Problem, Severity, rule
from seedbed.records import Agent, PlatformItem, Record, Stage, Status
from seedbed.resources import load_schema

CLASSES = ("public", "internal", "confidential", "restricted")
"""Classes of data from the least to the most sensitive (common.json, `classification`)."""

ALIKE = frozenset({"model", "coding-agent"})
"""Kinds of platform items of which one can stand in for another."""

ENDED = frozenset({Stage.SUSPENDED, Stage.RETIRED})


def check(context: Context, /) -> Iterator[Problem]:
    """Every rule about blueprints and what they run on."""
    for agent in context.catalogue.agents.values():
        yield from floor(context, agent)
        yield from item_status(context, agent)
        yield from item_retired(context, agent)
        yield from item_data(context, agent)
    yield from ended_live(context)
    yield from recorded_gap(context)


@rule("risk-floor", family="agents")
def floor(context: Context, agent: Agent, /) -> Iterator[Finding]:
    """An agent's risk class is at least the one that its facts demand.

    The policy holds a table of facts: whom the agent affects, how far it goes alone, what it may do with which system,
    which data it touches. The highest rule that holds is the floor. Authors may raise the class, never lower it.
    """
    policy = context.catalogue.policy
    if policy is None:
        return
    least, reason = risk_floor(agent, policy)
    if agent.risk.rank < least.rank:
        message = f"risk is {agent.risk}, and the facts make it at least {least}: {reason}"
        yield Finding(context.place(agent, "risk"), message, f"Write `risk: {least}`, or change what the agent does.")


@rule("item-status", family="agents", severity=Severity.WARNING)
def item_status(context: Context, agent: Agent, /) -> Iterator[Finding]:
    """An agent runs on platform items that the AI office offers.

    Nothing new is begun on an item on hold, and whatever uses a retired one moves away.
    """
    for position, item in _items(context, agent):
        is_open_on_retired = item.status == "retired" and agent.is_open
        if item.status in {"hold", "retired"} and agent.stage not in ENDED and not is_open_on_retired:
            place = context.place(agent, "uses", position, "item")
            state = "on hold" if item.status == "hold" else "retired"
            yield Finding(place, f"{item.name} is {state}", _others(context, item))


@rule("item-retired", family="agents")
def item_retired(context: Context, agent: Agent, /) -> Iterator[Finding]:
    """An agent that is open for copying uses no retired platform item.

    A copy made today would fail on the day on which the item is switched off, or has failed already.
    """
    for position, item in _items(context, agent):
        if item.status == "retired" and agent.is_open:
            place = context.place(agent, "uses", position, "item")
            yield Finding(place, f"{item.name} is retired and the agent is {agent.stage}", _others(context, item))


@rule("item-data", family="agents")
def item_data(context: Context, agent: Agent, /) -> Iterator[Finding]:
    """The data that an agent touches may go into every platform item that it uses.

    Each item says the most sensitive class of data that is allowed in it; `data.classification` of the agent is at
    most that.
    """
    if agent.data is None:
        return
    for position, item in _items(context, agent):
        if CLASSES.index(agent.data.classification) > CLASSES.index(item.data_allowed):
            place = context.place(agent, "uses", position, "item")
            message = (
                f"{item.name} takes {item.data_allowed} data at most, the agent touches {agent.data.classification}"
            )
            able = _able(context, item, agent.data.classification)
            fix = f"Use {listed(able)}." if able else "Keep such data out of it, or ask the AI office what may take it."
            yield Finding(place, message, fix)


@rule("ended-live", family="agents", severity=Severity.WARNING)
def ended_live(context: Context, /) -> Iterator[Finding]:
    """No copy of a suspended or retired agent is live.

    The reason for which the agent was stopped holds for its copies too, until their units have looked.
    """
    for copy in context.catalogue.deployments.values():
        agent = context.catalogue.agents.get(copy.agent)
        if agent and agent.stage in ENDED and copy.status is Status.LIVE:
            after = "paused" if agent.stage is Stage.SUSPENDED else "ended"
            message = f"the copy is live and {agent.name} is {agent.stage}"
            yield Finding(context.place(copy, "status"), message, f"Stop it, and write `status: {after}`.")


@rule("recorded-gap", family="agents", severity=Severity.WARNING)
def recorded_gap(context: Context, /) -> Iterator[Finding]:
    """An imported record is completed in time.

    A record with `recorded` came from an older register and may lack what that register did not hold. What its stage
    would ask for is listed here, until it is filled in and `recorded` is the only difference left.
    """
    shelves: tuple[dict[str, Record], ...] = (
        dict(context.catalogue.agents),
        dict(context.catalogue.deployments),
    )
    for record in (one for shelf in shelves for one in shelf.values()):
        source = context.source(record)
        if "recorded" not in source.data:
            continue
        missing = list(fields.due(source.data, load_schema(source.kind.name)))
        if isinstance(record, Agent) and needs_recipe(record) and not context.has("recipe", record.id):
            missing.append("recipe.md")
        if missing:
            message = f"imported, and still without {listed(missing, last='and')}"
            yield Finding(source.key_place("recorded"), message, "Fill in what is known now.")


def _items(context: Context, agent: Agent) -> Iterator[tuple[int, PlatformItem]]:
    for position, use in enumerate(agent.uses):
        item = context.catalogue.platform.get(use.item)
        if item:
            yield position, item


def _others(context: Context, item: PlatformItem) -> str:
    able = _able(context, item, item.data_allowed)
    return f"Move to {listed(able)}." if able else "Ask the AI office what to use instead."


def _able(context: Context, item: PlatformItem, data: str) -> list[str]:
    """Approved items that can stand in for one and take such data; only models and coding agents are alike enough."""
    offered = context.catalogue.platform.values() if item.kind in ALIKE else ()
    fit = (one for one in offered if one.kind == item.kind and one.status == "approved")
    return [one.id for one in fit if CLASSES.index(one.data_allowed) >= CLASSES.index(data)]
