"""Random changes: no crash, no rule that breaks down, and nothing passes that a slower and simpler look refuses.

What passes is held to a full check of the result, to the old rows and incidents, and to control apart from content.

`SEEDBED_EXAMPLES=100 python -m pytest tests/attacks/test_fuzz.py` tries a hundred times as many.
"""

from __future__ import annotations

import csv
import io
import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.checks import check
from seedbed.gate.form import DECIDED
from seedbed.gate.results import Status
from seedbed.gate.verdict import Answer, Verdict
from seedbed.gate.walk import review
from seedbed.problems import Severity
from seedbed.reports.verdict import VERDICT_REPORTS, create_verdict_report
from seedbed.repository.load import load_sources
from seedbed.repository.proposed import Commit, Delta, Proposal, Signature
from seedbed.repository.reach import MemoryReach
from tests.attacks.mutating import Files, mutated
from tests.attacks.telling import TODAY, base_tree
from tests.helpers.examples import examples

ASKERS = (None, "ada", "ben", "cleo", "dora", "hugo", "liam", "mallory", "\u212aim")
SEEDS = st.integers(0, 2**63)


@cache
def ground() -> Files:
    return {path: data for path, data in base_tree().items() if isinstance(data, bytes)}


@settings(max_examples=examples(60))
@given(SEEDS)
def test_random_changes_neither_break_the_gate_nor_slip_through(seed):
    """Everything about a change follows from one number, so that a failure can be told again."""
    attempt(seed)


def attempt(seed: int) -> Verdict:
    """Judge one random change, and hold what passes to a simpler look."""
    files, modes = mutated(ground(), seed)
    verdict = judge_files(files, modes, author=random.Random(seed).choice(ASKERS))
    assert [one for one in verdict.results if one.status is Status.ERROR] == []
    assert all(create_verdict_report(verdict, format=form) for form in VERDICT_REPORTS)
    if verdict.answer is Answer.PASS:
        changed = {path for path in {*ground(), *files} if ground().get(path) != files.get(path) or path in modes}
        assert fresh_errors(files, modes) == set()
        assert_ledgers_kept(files)
        assert len({is_control(path) for path in changed}) <= 1
    return verdict


def judge_files(files: Files, modes: dict[str, str], *, author: str | None) -> Verdict:
    """The verdict on a change that makes these files of the portal."""
    before, after = MemoryReach(ground()), MemoryReach(files, modes)
    paths = {path for path in {*ground(), *files} if before.find(path) != after.find(path)}
    deltas = tuple(Delta(path=one, before=before.find(one), after=after.find(one)) for one in sorted(paths))
    signed = Signature("Somebody", "somebody@elsewhere.example")
    brought = tuple(delta.after for delta in deltas if delta.after)
    commit = Commit(id="c" * 40, author=signed, committer=signed, message="Change", brought=brought)
    told = Proposal(
        base="b" * 40, head="f" * 40, fork="b" * 40, deltas=deltas, before=before, after=after, commits=(commit,)
    )
    return review(told, today=TODAY, author=author)


def assert_ledgers_kept(files: Files) -> None:
    """Told without the gate's own words: old rows begin the new table, and no incident is gone."""
    for path, data in ground().items():
        if "/measurements/" in path:
            old, new = ([*csv.reader(io.StringIO(one.decode()))] for one in (data, files[path]))
            assert new[: len(old)] == old, path
        assert "/incidents/" not in path or path in files


def is_control(path: str) -> bool:
    keep = (
        "catalog/people/",
        "catalog/platform/",
        "catalog/waivers/",
        "catalog/policy.yml",
        "catalog/organization.yml",
    )
    return path.startswith(keep) or not path.startswith(("catalog/", "playbooks/"))


@pytest.mark.parametrize("filler", ["![", "[", "<a ", "&#", "{", "- - ", "a: ", "'", "**a", " "])
def test_a_file_of_one_thing_is_judged_to_its_end(filler):
    """Forty thousand characters that invite a parser to try every way; whoever gets lost in them never answers."""
    path = "catalog/agents/first-reply/recipe.md"
    for target in (path, path.replace("recipe.md", "blueprint.yml")):
        verdict = judge_files(ground() | {target: (filler * (40_000 // len(filler))).encode()}, {}, author="cleo")
        assert verdict.answer is Answer.FAIL


@cache
def known_errors() -> frozenset[tuple[str, str]]:
    return frozenset(errors_of(ground(), {}))


def fresh_errors(files: Files, modes: dict[str, str]) -> set[tuple[str, str]]:
    """What a check of the whole result finds that main did not have, but for what the AI office may decide."""
    return {one for one in errors_of(files, modes) - known_errors() if one[0] not in DECIDED}


def errors_of(files: Files, modes: dict[str, str]) -> set[tuple[str, str]]:
    found = check(load_sources(MemoryReach(files, modes)), today=TODAY).problems
    return {(one.rule, one.path) for one in found if one.severity is Severity.ERROR}
