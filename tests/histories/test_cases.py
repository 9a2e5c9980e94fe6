"""Written histories, one for each way in which real ones are ugly, and what is told of them.

A new case is a new file in cases/; its golden file is written by SEEDBED_UPDATE_GOLDEN=1 and must be read by somebody.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seedbed.ledger import read_timeline
from seedbed.repository.history_paths import portal_layout
from seedbed.timeline import Timeline, event_json
from tests.helpers.golden import assert_golden
from tests.helpers.naive_timeline import Naive
from tests.helpers.scripts import load_case, write_case
from tests.histories.comparing import told

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
NOW = 1_790_000_000
"""A day in September 2026, after every right date of the cases."""


def read(top: Path, *, prefix: str = "", **options) -> Timeline:
    options = {"latest": NOW, "cached": False} | options
    return read_timeline(top, lambda _: portal_layout(prefix), **options).timeline


def shown(timeline: Timeline) -> str:
    """The timeline as a golden file holds it: an event a line."""
    head = {
        "head": timeline.head,
        "commits": timeline.commits,
        "skewed": timeline.skewed,
        "unreadable": timeline.unreadable,
        "imports": sorted(timeline.imports),
    }
    lines = ",\n  ".join(json.dumps(event_json(event), ensure_ascii=False) for event in timeline.events)
    return json.dumps(head, indent=1, ensure_ascii=False)[:-2] + f',\n "events": [\n  {lines}\n ]\n}}\n'


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_written_history_is_told_as_it_was_read_once(path, tmp_path):
    write_case(load_case(path), tmp_path)
    timeline = read(tmp_path)
    assert_golden(f"histories/{path.stem}.json", shown(timeline))
    naive = Naive(tmp_path)
    assert [told(event) for event in timeline.events] == naive.timeline(timeline.head)
    naive.objects.close()
