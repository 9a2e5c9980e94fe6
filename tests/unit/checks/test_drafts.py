"""Drafts: the marks of `seedbed new` are found where they stand for an answer, and nowhere else."""

from datetime import date

import pytest

from seedbed.checks import check
from seedbed.repository.csv_text import HEADER
from seedbed.repository.load import load_sources
from seedbed.repository.tree import MemoryTree

UNIT = "catalog/units/it.yml"
STORY = "catalog/stories/2026-01-05-won.md"
TABLE = "catalog/agents/a/measurements/it.csv"


def _found(path, text):
    result = check(load_sources(MemoryTree({path: text})), today=date(2026, 11, 20))
    return [(p.line, p.column, p.fix) for p in result.problems if p.rule == "draft-placeholder"]


@pytest.mark.parametrize(
    ("path", "text", "places"),
    [
        (UNIT, 'name: "TODO: its name"\nfunction: it\n', [(1, 7, "its name")]),
        (UNIT, "name: IT\n# TODO: which one\nfunction: it\n", [(2, 1, "which one Then remove this comment.")]),
        (UNIT, "name: IT\nfunction: it  # TODO: which\n", [(2, 15, "which Then remove this comment.")]),
        (
            UNIT,
            'name: IT\nfunction: it\npains:\n  - {tag: "TODO:", hours_per_month: 1}\n',
            [(4, 11, "Write it, or remove the mark.")],
        ),
        (
            STORY,
            "---\n# TODO: who\ntitle: It works\n---\n\nTODO: what happened\n",
            [(2, 1, "who Then remove this comment."), (6, 1, "what happened")],
        ),
        (
            STORY,
            "---\ntitle: It works\n---\n- [ ] TODO: one\n> TODO: two\n## TODO: three\n2. TODO: four\n",
            [(4, 7, "one"), (5, 3, "two"), (6, 4, "three"), (7, 4, "four")],
        ),
        (TABLE, f'{HEADER}\n2026-01,1.0.0,0,0,0,0,0,,,,,measured,"TODO: where from"\n', [(2, 38, "where from")]),
    ],
)
def test_marks_are_found(path, text, places):
    assert _found(path, text) == places


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (UNIT, "name: The TODO list\nfunction: it\n"),
        (UNIT, 'name: "Desk # TODO: none"\nfunction: it\n'),
        (UNIT, "name: |\n  Desk\n  # TODO: none\nfunction: it\n"),
        (UNIT, "name: IT\n# TODOs are kept elsewhere\nfunction: it\n"),
        (STORY, "---\ntitle: It works\n---\nWe wrote `TODO: x` into every cell.\n"),
        (UNIT, "name: [broken\n# TODO: which\n"),
    ],
)
def test_other_words_are_left_alone(path, text):
    assert _found(path, text) == []
