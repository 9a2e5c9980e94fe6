"""Demos: something that runs, a picture of how, and prizes that were really there to be won."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.checks.context import Context
from seedbed.checks.wording import listed, nearest
from seedbed.problems import Finding, Place, Problem, Severity, rule
from seedbed.records import Demo


def check(context: Context, /) -> Iterator[Problem]:
    """Every submission."""
    for demo in context.catalogue.demos.values():
        yield from demo_shows(context, demo)
        yield from demo_diagram(context, demo)
        yield from demo_award(context, demo)


@rule("demo-shows", family="demos")
def demo_shows(context: Context, demo: Demo, /) -> Iterator[Finding]:
    """A demo shows something that works: a video, an app or code.

    A slide deck alone is refused; it shows what somebody would like to build.
    """
    if not (demo.shows.video or demo.shows.app or demo.shows.code):
        place = context.source(demo).key_place("shows")
        yield Finding(place, "the demo shows slides only", "Add `video:`, `app:` or `code:` below `shows:`.")


@rule("demo-diagram", family="demos")
def demo_diagram(context: Context, demo: Demo, /) -> Iterator[Finding]:
    """The page of a demo holds an architecture diagram: a fenced block of mermaid.

    It tells a reader in ten seconds what goes in, what touches it and what comes out.
    """
    source = context.source(demo)
    drawings = [t for t in context.blocks(source) if t.type == "fence" and t.info.split()[:1] == ["mermaid"]]
    if not any(drawing.content.strip() for drawing in drawings):
        fix = (
            "Add a block that begins with ```mermaid and ends with ```, for example: flowchart LR, question --> answer."
        )
        yield Finding(Place(path=source.path, line=source.body_line), "there is no architecture diagram", fix)


@rule("demo-award", family="demos", severity=Severity.WARNING)
def demo_award(context: Context, demo: Demo, /) -> Iterator[Finding]:
    """An award is one of the prizes of the event at which the demo was shown."""
    event = context.catalogue.events.get(demo.event)
    if event is None:
        return
    prizes = [prize.name for prize in event.prizes]
    for position, award in enumerate(demo.awards):
        if award not in prizes:
            meant = nearest(award, prizes)
            known = f"Prizes of the event: {listed(prizes)}." if prizes else "The event has no prizes."
            fix = f"Write {meant}. {known}" if meant else f"Remove it, or add the prize to {event.path}. {known}"
            yield Finding(context.place(demo, "awards", position), f'"{award}" is no prize of {event.name}', fix)
