"""Hundreds of records with one mistake each: every one is caught, by the right rule, on the right line."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from seedbed.checks import CheckResult, check
from seedbed.problems import Severity
from seedbed.repository.load import Source, Sources, load_sources
from seedbed.repository.tree import MemoryTree, Tree, WorkingTree
from seedbed.resources import shared_path
from tests.helpers.portals import BASE, TODAY, each_file_once, report
from tests.mutations.sites import Mutant
from tests.mutations.table import MUTATIONS

OWN = shared_path("catalog").parent
"""The starter catalogue of this repository."""

GROUND = frozenset({"organization", "policy", "unit", "person", "platform-item", "agent", "event"})
"""Kinds that others stand on: while one of them is broken, what stands on it cannot be judged in full."""

ROUNDS = 6
"""How often each record of the starter catalogue is spoilt; each time in another way."""


@dataclass(frozen=True)
class Spoilt:
    """One mutant of one record."""

    path: str
    name: str
    mutant: Mutant


def tree_of(root) -> dict[str, bytes]:
    tree = WorkingTree(root)
    return {entry.path: tree.read(entry) for entry in tree.entries()}


BASE_FILES = tree_of(BASE)


@pytest.fixture(scope="module", autouse=True)
def _each_file_once() -> Iterator[None]:
    """Of a portal with one mutant only that file is new."""
    with each_file_once():
        yield


def judge(tree: Tree) -> CheckResult:
    return check(load_sources(tree), today=TODAY)


def mutants_of(sources: Sources) -> Iterator[Spoilt]:
    """One mutant for every record and every way that fits it, at a place that its name picks."""
    for source in sources.files.values():
        for name in MUTATIONS:
            mutant = pick(source, name)
            if mutant:
                yield Spoilt(source.path, name, mutant)


def pick(source: Source, name: str) -> Mutant | None:
    found = list(MUTATIONS[name](source))
    return found[zlib.crc32(f"{name} {source.path}".encode()) % len(found)] if found else None


def missed(spoilt: Spoilt, result: CheckResult) -> str:
    """What the check said instead; empty when it found the mutant."""
    said = [f"{p.line} {p.rule}" for p in result.problems if p.path == spoilt.path]
    wanted = f"{spoilt.mutant.line} {spoilt.mutant.rule}"
    return "" if wanted in said else f"{spoilt.path} {spoilt.name}: wanted {wanted}, found {said}"


BASE_MUTANTS = list(mutants_of(load_sources(MemoryTree(BASE_FILES))))


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_mutant_of_the_base_portal_is_caught_on_its_line(name):
    """Each of them alone in a portal that is otherwise right."""
    mutants = [spoilt for spoilt in BASE_MUTANTS if spoilt.name == name]
    assert mutants, f"nothing in the base portal can be spoilt by {name}"
    found = [missed(one, judge(MemoryTree(BASE_FILES | {one.path: one.mutant.data}))) for one in mutants]
    assert [words for words in found if words] == []


def test_there_are_enough_of_them():
    assert len(MUTATIONS) >= 40
    assert len(BASE_MUTANTS) >= 300
    assert {spoilt.path for spoilt in BASE_MUTANTS} == set(BASE_FILES)


def test_the_unspoilt_base_portal_is_clean():
    assert report(judge(MemoryTree(BASE_FILES))) == ""


def test_the_starter_catalogue_has_no_errors(own_files):
    """Its warnings are there on purpose: evidence that is stale or below the bar, a certificate that ran out."""
    assert [problem for problem in judge(MemoryTree(own_files)).problems if problem.severity is Severity.ERROR] == []


@pytest.fixture(scope="module")
def own_files() -> dict[str, bytes]:
    return tree_of(OWN)


@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("is_ground", [False, True], ids=["others", "ground"])
def test_every_record_of_the_starter_catalogue_is_caught_when_it_is_spoilt(own_files, is_ground, round_):
    """Many records of one portal at once, one mistake in each; those that others stand on apart from the others."""
    sources = load_sources(MemoryTree(own_files))
    chosen = [
        spoilt
        for source in sources.files.values()
        if (source.kind.name in GROUND) is is_ground
        for spoilt in take_turns(source, round_)
    ]
    result = judge(MemoryTree(own_files | {one.path: one.mutant.data for one in chosen}))
    assert len(chosen) > 100
    assert [words for one in chosen if (words := missed(one, result))] == []


def take_turns(source: Source, round_: int) -> Iterator[Spoilt]:
    """The mutant of a record in one round; over the rounds and the records every way comes up."""
    names = [name for name in MUTATIONS if name not in NEEDS_OTHERS]
    start = zlib.crc32(source.path.encode()) + round_ * (len(names) // ROUNDS)
    for turn in range(len(names)):
        name = names[(start + turn) % len(names)]
        mutant = pick(source, name)
        if mutant:
            yield Spoilt(source.path, name, mutant)
            return


NEEDS_OTHERS = frozenset({"risk_too_low", "section_renamed", "steps_without_numbers", "reference_to_nowhere"})
"""Mistakes that only another record shows; that one may be spoilt in the same round."""
