"""Programs, stories and growing units: what surrounds the agents from month to month."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from seedbed.example import phrases
from seedbed.example.acts import Act
from seedbed.example.facts import Program, Session, Story
from seedbed.example.names import slug
from seedbed.example.options import month_number
from seedbed.example.world import AgentState, World
from seedbed.records import Stage


def tend_culture(world: World, /) -> Iterator[Act]:
    """This month's program sessions, stories and reviews of hours."""
    yield from _programs(world)
    yield from _stories(world)
    yield from _growth(world)


def _programs(world: World) -> Iterator[Act]:
    for start, name, program in _planned_programs(world):
        if world.month.index == start:
            path = f"catalog/programs/{name}.yml"
            yield world.written(path, program, world.office[0], f"Start the program {program.name}", moment=0.1)
    for path, record in list(world.records.items()):
        if isinstance(record, Program) and record.kind in {"leadership", "training"} and world.chance(0.8):
            yield world.written(
                path,
                _with_session(world, record),
                world.office[2],
                f"Hold a session of {record.name}",
                moment=0.6,
            )


def _planned_programs(world: World) -> Iterator[tuple[int, str, Program]]:
    day = world.month.first
    quick = tuple(unit.id for unit in world.units.values() if unit.record.appetite >= 4)
    kinds: tuple[tuple[int, str, str, str, str], ...] = (
        (0, "hands-on-for-leaders", "leadership", "Hands-on for leaders", "Leaders build something small themselves."),
        (
            1,
            "agents-for-everybody",
            "budget",
            "Agents for everybody",
            "A token budget for every person, no form to fill in.",
        ),
        (
            2,
            "supervising-course",
            "training",
            "Supervising course",
            "Two mornings for everybody who oversees an agent.",
        ),
        (4, "friday-workshop", "time", "Friday workshop", "Protected hours to try agents on one's own work."),
        (6, "greenfield-sandbox", "sandbox", "Greenfield sandbox", "A fenced place with made-up data for first tries."),
        (9, "copy-bonus", "reward", "Copy bonus", "A bonus for the team whose agent another unit copies."),
        (14, "second-harvest", "funding", "Second harvest", "A quarter of the hours saved pays for the next agents."),
    )
    for start, name, kind, title, summary in kinds:
        yield (
            start,
            name,
            Program(
                kind=kind,
                name=title,
                summary=summary,
                starts=day,
                units=quick if kind == "time" else (),
                hours_per_week=3 if kind == "time" else None,
                amount=60_000 if kind in {"reward", "funding"} else None,
                tokens=400_000_000 if kind == "budget" else None,
            ),
        )


def _with_session(world: World, program: Program) -> Program:
    unit = world.rng.choice(list(world.units.values()))
    session = Session(
        date=world.day(0.58),
        led_by=unit.record.lead,
        unit=unit.id,
        attended=world.rng.randint(4, max(5, min(30, unit.record.headcount))),
    )
    return replace(program, sessions=(*program.sessions, session))


def _stories(world: World) -> Iterator[Act]:
    """Some of what changed last month is worth telling."""
    share = min(1.0, 0.22 / max(world.size, 0.5))
    for agent in list(world.agents.values()):
        if agent.since == world.month.index - 1 and agent.born < agent.since and world.chance(share):
            kind = STORY_OF.get(agent.blueprint.stage)
            if kind:
                yield _tell(world, agent, kind)


STORY_OF = {
    Stage.PILOT: "highlight",
    Stage.VALIDATED: "highlight",
    Stage.PRODUCTION: "win",
    Stage.SUSPENDED: "lesson",
    Stage.RETIRED: "lesson",
}

HEADLINES = {
    "highlight": "{unit} now works with {name}",
    "win": "{unit} hands {many} over for good",
    "lesson": "What {unit} learnt when {name} stopped",
}

BODIES = {
    "highlight": "{unit} began with ten {many} from the drawer and a colleague who doubted it. What helped was to show "
    "the passage under every result. Other units are welcome to look over our shoulder; the recipe is written down.",
    "win": "For months {unit} counted every {one}, right and wrong. The figures held, and {name} now runs in the "
    "supported fleet. The hours it gave back went into work that had been waiting since spring.",
    "lesson": "{name} looked fine on the dashboard. The weekly sample told another story, and nobody "
    "read it for a while. {unit} stopped it, told everybody concerned, and wrote down what to look at first next time.",
}


def _tell(world: World, agent: AgentState, kind: str) -> Act:
    unit = world.units[agent.blueprint.owner]
    day = world.day(0.5)
    subject = agent.blueprint.card.subject
    words = {"name": agent.blueprint.name, "unit": unit.record.name, "one": subject.one, "many": subject.many}
    story = Story(
        title=HEADLINES[kind].format(**words),
        kind=kind,
        agents=(agent.id,),
        unit=unit.id,
        who=agent.blueprint.supervisor,
        words=world.rng.choice(phrases.QUOTES[kind]),
        body=BODIES[kind].format(**words),
    )
    path = f"catalog/stories/{day}-{slug(story.title)[:50].rstrip('-')}.md"
    return world.written(path, story, unit.champion, f"Tell a story: {story.title}", moment=0.52)


def _growth(world: World) -> Iterator[Act]:
    """Once a year each unit reviews its headcount and its hours."""
    for place, unit in enumerate(world.units.values()):
        if world.month.index and (month_number(world.month.first) + place) % 12 == 0:
            headcount = max(8, round(unit.record.headcount * world.rng.uniform(0.95, 1.06)))
            hours = round(unit.record.routine_hours / unit.record.headcount * headcount)
            if headcount != unit.record.headcount:
                after = replace(unit.record, headcount=headcount, routine_hours=hours)
                path = f"catalog/units/{unit.id}.yml"
                yield world.written(path, after, unit.record.lead, f"Review the hours of {unit.record.name}")
