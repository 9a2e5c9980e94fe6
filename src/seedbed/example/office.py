"""What the AI office tends: certificates, the platform, the policy."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from seedbed.example.acts import Act, Change
from seedbed.example.facts import Policy
from seedbed.example.lifecycle import blueprint_change, bumped, deployment_change
from seedbed.example.measuring import LEAST_JUDGED
from seedbed.example.options import later
from seedbed.example.platform import ACCESS, NEW_MODEL, OLD_MODEL, new_model
from seedbed.example.settle import CERTIFIED_MONTHS
from seedbed.example.world import AgentState, World
from seedbed.records import Stage


def tend(world: World, /) -> None:
    """Renew what expires, move the platform on, raise the bar once."""
    _renew_certificates(world)
    _tend_platform(world)
    _tend_policy(world)


def _renew_certificates(world: World) -> None:
    for name, person in world.people.items():
        for certificate in person.certificates[-1:]:
            if certificate.expires <= world.month.last + timedelta(40):
                day = world.day(0.4)
                renewed = replace(certificate, on=day, expires=later(day, CERTIFIED_MONTHS))
                after = replace(person, certificates=(*person.certificates, renewed))
                world.do(
                    _certificate(world, name, Change(path=f"catalog/people/{name}.yml", before=person, after=after))
                )


def _certificate(world: World, name: str, change: Change) -> Act:
    unit = world.units[world.people[name].unit]
    return Act(
        title=f"Renew certificates in {unit.record.name}",
        author=name,
        changes=(change,),
        topic="people",
        window=(0.45, 0.95),
        batch=f"certificates/{unit.id}",
    )


def _tend_platform(world: World) -> None:
    """A new model is tried, approved and takes over; the old one is held, then retired once nothing runs on it."""
    months, present = world.options.months, world.month.index
    if present == months * 30 // 100:
        _set_item(world, NEW_MODEL, None, "trial", "Try Orla 3 with two teams")
    elif present == months * 45 // 100:
        _set_item(world, NEW_MODEL, "trial", "approved", "Approve Orla 3 for everybody")
        _set_item(world, OLD_MODEL, "approved", "hold", "Start nothing new on Orla 2")
    elif present >= months * 75 // 100:
        _move_on(world)


def _tend_policy(world: World) -> None:
    """Once, the AI office asks for more judged tasks; earlier promotions were made under the earlier policy."""
    path = "catalog/policy.yml"
    before = world.records[path]
    if isinstance(before, Policy) and before.version == 1 and world.month.index == world.options.months * 60 // 100:
        change = Change(path=path, before=before, after=Policy(version=2, judged_tasks=LEAST_JUDGED))
        title = f"Ask for {LEAST_JUDGED} judged tasks before a validation"
        world.do(Act(title=title, author=world.office[0], changes=(change,), topic="policy"))


def _set_item(world: World, item: str, before: str | None, after: str, title: str) -> None:
    path = f"catalog/platform/{item}.yml"
    known = world.items.get(item)
    if (known.status if known else None) != before:
        return
    changed = replace(known or new_model(), status=after, access=ACCESS[after])
    change = Change(path=path, before=known, after=changed)
    world.do(Act(title=title, author=world.rng.choice(world.office), changes=(change,), topic="platform", direct=True))


def _move_on(world: World) -> None:
    users = [agent for agent in world.agents.values() if _runs_on(agent, OLD_MODEL)]
    for agent in users:
        if world.items[OLD_MODEL].status == "hold" and world.chance(0.5):
            world.do(_migration(world, agent))
    if not users:
        _set_item(world, OLD_MODEL, "hold", "retired", "Retire Orla 2: nothing runs on it any more")


def _runs_on(agent: AgentState, model: str) -> bool:
    record = agent.blueprint
    written = record.version is not None and record.stage is not Stage.RETIRED
    return written and any(item == model for item, _ in record.uses)


def _migration(world: World, agent: AgentState) -> Act:
    record = agent.blueprint
    uses = tuple((NEW_MODEL if item == OLD_MODEL else item, access) for item, access in record.uses)
    version = bumped(record.version, part=2)
    changes = [blueprint_change(agent, uses=uses, version=version)]
    own = agent.copies.get(record.owner)
    if own and own.live:
        changes.append(deployment_change(agent, record.owner, replace(own.record, version=version)))
    unit = world.units[record.owner]
    return Act(
        title=f"Move agents of {unit.record.name} to Orla 3",
        author=record.supervisor,
        changes=tuple(changes),
        topic="agents",
        batch=f"move/{unit.id}",
    )
