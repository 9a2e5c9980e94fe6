"""Demo days and hackathons: announced early, demos by the day, awards afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from seedbed.example.acts import Act, Change
from seedbed.example.births import draw
from seedbed.example.facts import Demo, Event, Story
from seedbed.example.names import DOMAIN, slug
from seedbed.example.options import Month
from seedbed.example.platform import OLD_MODEL
from seedbed.example.world import UnitState, World

AWARDS = ("First prize", "Most copied within a month", "Prize of the sceptics")
THANKS = (
    "I came for ten minutes and stayed for two hours. The best things here were built by people nobody had asked.",
    "I do not want slides any more. What I saw today ran, and somebody could tell me what it gets wrong.",
    "Copy it before you build your own: that is what we will praise from now on.",
    "The hours this gives back belong to the teams that earn them. That is decided, and it stays decided.",
)
PLACES = ("Foundry hall and video call", "Canteen, building 4", "Reading room", "Video call")


def gather(world: World, /) -> Iterator[Act]:
    """A demo day every quarter, every fourth one a hackathon; the next is announced two months before."""
    turn, part = divmod(world.month.index, 3)
    if part == 1:
        yield from _hold(world, turn)
    elif part == 2:
        month = world.month.following.following
        yield _written(world, _event(world, month, turn + 1), month, "Announce the", moment=0.4)


def _event(world: World, month: Month, turn: int) -> Event:
    kind, title = ("hackathon", "Hackathon") if turn % 4 == 0 else ("demo-day", "Demo day")
    starts = month.day(0.62)
    return Event(
        name=f"{title} of {month.first:%B %Y}",
        kind=kind,
        summary="Working demos of five minutes each, with the architecture; takers sign up on the spot.",
        starts=f"{starts}T13:30",
        place=PLACES[turn % len(PLACES)],
        prizes=((AWARDS[0], "A day off for the whole team"), (AWARDS[1], "A budget of EUR 2500 for the next step")),
        sponsor=world.office[0],
        deadline=starts - timedelta(3),
    )


def _hold(world: World, turn: int) -> Iterator[Act]:
    month = world.month.whole
    event, place = _event(world, month, turn), world.rng.choice(PLACES)
    if turn == 0 or place != event.place:
        what = f"Move to {place[:1].lower()}{place[1:]}: the" if turn else "Announce the"
        yield _written(world, replace(event, place=place), month, what, moment=0.02)
    is_held = month.day(0.62) <= world.month.last
    yield from _demos(world, _folder(event, month), is_held=is_held)
    if is_held and month.day(0.66) <= world.month.last:
        yield _thank(world, event, month.day(0.66), turn)


def _folder(event: Event, month: Month) -> str:
    title = "Hackathon" if event.kind == "hackathon" else "Demo day"
    return f"catalog/demos/{slug(f'{title} {month.label}')}"


def _written(world: World, event: Event, month: Month, what: str, *, moment: float) -> Act:
    path = f"{_folder(event, month)}/event.yml"
    return world.written(path, event, world.office[1], f"{what} {event.name}", moment=moment)


def _thank(world: World, event: Event, day: date, turn: int) -> Act:
    """The sponsor says in public what they saw."""
    title = f"What the {event.name} showed"
    story = Story(
        title=title,
        kind="highlight",
        agents=(),
        unit=world.people[world.office[0]].unit,
        who=world.office[0],
        words=THANKS[turn % len(THANKS)],
        body="Every team had five minutes and something that ran. Whoever wants one of them for their own unit finds "
        "the demos on the page of the event, with the people to ask.",
    )
    return world.written(f"catalog/stories/{day}-{slug(title)}.md", story, world.office[1], title, moment=0.7)


def _demos(world: World, folder: str, *, is_held: bool) -> Iterator[Act]:
    """The demos; their prizes once the day has come."""
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
    winners = world.rng.sample(shown, min(2, len(shown)))
    for (path, demo), award in zip(winners if is_held else (), AWARDS, strict=False):
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
