"""The reading path: every playbook in order, in chapters, and the shorter path of each kind of reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from seedbed.records import Playbook
from seedbed.site.language import marked

WORDS_A_MINUTE = 200
"""How fast people read instructions that they mean to follow."""

CHAPTERS: Mapping[str, tuple[str, str]] = {
    "awareness": (marked("Awareness"), marked("People see with their own eyes what agents can finish today.")),
    "space": (marked("Space"), marked("People get access, time and a stage to try.")),
    "governance": (
        marked("Governance"),
        marked("It is clear who may run what, who watches it, and what happens when it goes wrong."),
    ),
    "seeding": (marked("Seeding"), marked("Proven agents are planted where they take root.")),
    "scale": (
        marked("Scale"),
        marked("Copies spread faster than they are planned, and savings pay for the next ones."),
    ),
}
"""The chapters of the reading path in order: title, and what is true at its end."""

AUDIENCES: Mapping[str, str] = {
    "staff": marked("everyone"),
    "team": marked("teams that build"),
    "supervisor": marked("supervisors of agents"),
    "champion": marked("champions"),
    "unit-lead": marked("heads of units"),
    "ai-office": marked("the AI office"),
    "executive": marked("executives"),
}


class Chapter(Struct, frozen=True, kw_only=True):
    """A part of the reading path; title and purpose are still to be told in the language of the site."""

    id: str
    title: str
    purpose: str
    playbooks: tuple[Playbook, ...]


class Path(Struct, frozen=True, kw_only=True):
    """What one kind of reader reads, in order."""

    id: str
    name: str
    playbooks: tuple[Playbook, ...]

    @property
    def minutes(self) -> int:
        """How long reading all of it takes."""
        return sum(minutes_to_read(one) for one in self.playbooks)


class Step(Struct, frozen=True, kw_only=True):
    """Where a playbook stands on somebody's path: its number of how many, and the ids before and after it."""

    reader: str
    number: int
    of: int
    before: str | None
    after: str | None


def minutes_to_read(playbook: Playbook, /) -> int:
    """Whole minutes, one at least."""
    return max(1, round(len(re.findall(r"\w+", playbook.body)) / WORDS_A_MINUTE))


def reading_path(playbooks: Iterable[Playbook], /) -> list[Playbook]:
    """Every playbook in reading order: by chapter, then by its own number."""
    chapters = list(CHAPTERS)
    return sorted(playbooks, key=lambda one: (chapters.index(one.stage), one.order, one.id))


def in_chapters(path: Iterable[Playbook], /) -> list[Chapter]:
    """The chapters that have playbooks, in order."""
    listed = list(path)
    made = (
        Chapter(id=key, title=title, purpose=purpose, playbooks=tuple(one for one in listed if one.stage == key))
        for key, (title, purpose) in CHAPTERS.items()
    )
    return [chapter for chapter in made if chapter.playbooks]


def paths_of(path: Sequence[Playbook], /) -> list[Path]:
    """The path of each kind of reader that has one."""
    made = (
        Path(id=key, name=name, playbooks=tuple(one for one in path if key in one.audience))
        for key, name in AUDIENCES.items()
    )
    return [one for one in made if one.playbooks]


def steps_of(paths: Iterable[Path], /) -> dict[str, list[Step]]:
    """For each playbook its steps on the paths of its readers."""
    found: dict[str, list[Step]] = {}
    for path in paths:
        ids = [one.id for one in path.playbooks]
        for number, (before, own, after) in enumerate(zip([None, *ids], ids, [*ids[1:], None], strict=False), 1):
            step = Step(reader=path.name, number=number, of=len(ids), before=before, after=after)
            found.setdefault(own, []).append(step)
    return found
