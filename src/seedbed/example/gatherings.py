"""Demo days and hackathons: announced early, demos by the day, awards afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from seedbed.example.acts import Act, Change
from seedbed.example.births import draw
from seedbed.example.facts import Demo, Event
from seedbed.example.names import DOMAIN, slug
from seedbed.example.platform import OLD_MODEL
from seedbed.example.world import UnitState, World

AWARDS = ("First prize", "Most copied within a month", "Prize of the sceptics")
PLACES = ("Foundry hall and video call", "Canteen, building 4", "Reading room", "Video call")


def gather(world: World, /) -> Iterator[Act]:
    """A demo day every quarter, every fourth one a hackathon."""
    turn, part = divmod(world.month.index, 3)
    if part != 1:
        return
    kind, title = ("hackathon", "Hackathon") if turn % 4 == 0 else ("demo-day", "Demo day")
    starts = world.day(0.62)
    event_id = slug(f"{title} {world.month.label}")
    event = Event(
        name=f"{title} of {world.month.first:%B %Y}",
        kind=kind,
        summary="Working demos of five minutes each, with the architecture; takers sign up on the spot.",
        starts=f"{starts}T13:30",
        place=world.rng.choice(PLACES),
        prizes=((AWARDS[0], "A day off for the whole team"), (AWARDS[1], "A budget of EUR 2500 for the next step")),
        sponsor=world.office[0],
        deadline=starts - timedelta(3),
    )
    folder = f"catalog/demos/{event_id}"
    yield world.written(f"{folder}/event.yml", event, world.office[1], f"Announce the {event.name}", moment=0.02)
    yield from _demos(world, folder)


def _demos(world: World, folder: str) -> Iterator[Act]:
    units = world.rng.choices(
        list(world.units.values()),
        [unit.record.appetite * unit.pace for unit in world.units.values()],
        k=max(2, round(world.options.agents / world.options.months * 1.2)),
    )
    shown: list[tuple[str, Demo]] = []
    for unit in units:
        demo = _demo(world, unit)
        path = f"{folder}/{slug(demo.card.title)}.md"
        shown.append((path, demo))
        yield world.written(path, demo, unit.champion, f"Show {demo.title}", moment=0.3)
        world.waiting[path] = demo
    for (path, demo), award in zip(world.rng.sample(shown, min(2, len(shown))), AWARDS, strict=False):
        honoured = replace(demo, awards=(award,))
        change = Change(path=path, before=demo, after=honoured)
        title = f"Award {demo.title}"
        yield Act(title=title, author=world.office[0], changes=(change,), topic="demos", window=(0.7, 0.8), direct=True)
        world.waiting[path] = honoured


def _demo(world: World, unit: UnitState) -> Demo:
    card = draw(world, unit.record.function)
    place = slug(card.title)
    shows = (("video", f"https://video.{DOMAIN}/demos/{place}"), ("code", f"https://forge.example/ferrowmere/{place}"))
    names = [world.people[name].name for name in (unit.champion, *unit.supervisors)]
    return Demo(
        card=card,
        title=f"{card.title} in one click",
        team=tuple(dict.fromkeys(names))[: world.rng.randint(1, 3)],
        unit=unit.id,
        shows=shows[: world.rng.randint(1, 2)],
        built_with=("bench-hand",) if world.chance(0.4) else (OLD_MODEL,),
    )
