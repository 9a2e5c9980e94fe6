"""Portals for tests: the valid one of tests/cases/_base, and what a case folder lays over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from seedbed.checks import CheckResult, check, context, dates, schema
from seedbed.gate import side
from seedbed.problems import Problem
from seedbed.repository import load
from seedbed.repository.load import Source, load_sources
from seedbed.repository.tree import Entry, WorkingTree

CASES = Path(__file__).parent.parent / "cases"
BASE = CASES / "_base"
TODAY = date(2026, 11, 20)
"""The day on which every test judges."""


@cache
def read_base() -> Mapping[str, tuple[Entry, bytes]]:
    """The files of the base portal, read once: nothing ever writes there."""
    tree = WorkingTree(BASE)
    return {entry.path: (entry, tree.read(entry)) for entry in tree.entries()}


@dataclass(frozen=True)
class OverlayTree:
    """The files of `case` over those of the base portal; paths listed in the case's file `_delete` are gone."""

    case: Path

    def entries(self) -> Iterator[Entry]:
        over = {entry.path: entry for entry in WorkingTree(self.case).entries()}
        gone = self.case / "_delete"
        deleted = set(gone.read_text("utf-8").splitlines()) if gone.exists() else set()
        yield from over.values()
        yield from (entry for path, (entry, _) in read_base().items() if path not in over and path not in deleted)

    def read(self, entry: Entry, /) -> bytes:
        base = read_base().get(entry.path)
        return base[1] if base and base[0] is entry else (self.case / entry.path).read_bytes()


def once_each(look: Callable[[Source], Iterable[Problem]], /) -> Callable[[Source], tuple[Problem, ...]]:
    """What a look at a file by itself finds, for each file asked once."""
    known: dict[int, tuple[Source, tuple[Problem, ...]]] = {}

    def found(source: Source) -> tuple[Problem, ...]:
        if id(source) not in known:
            known[id(source)] = source, tuple(look(source))  # kept with it, so that no other gets its number
        return known[id(source)][1]

    return found


@contextmanager
def each_file_once() -> Iterator[None]:
    """A file that a portal before held too is neither parsed nor judged by itself again: in most portals one is new."""
    parse = cache(load.parse_source)
    with pytest.MonkeyPatch.context() as patch:
        for module in (load, side):
            patch.setattr(module, "parse_source", parse)
        patch.setattr(context, "parse_blocks", cache(context.parse_blocks))
        patch.setattr(schema, "check", once_each(schema.check))
        patch.setattr(dates, "check_source", once_each(dates.check_source))
        yield


def check_case(case: Path, /) -> CheckResult:
    """Check the base portal with a case laid over it."""
    return check(load_sources(OverlayTree(case)), today=TODAY)


def line_of(problem: Problem, /) -> str:
    """A problem as expected.txt holds it."""
    mend = f" | {problem.fix}" if problem.fix else ""
    return f"{problem.path}:{problem.line}:{problem.column} {problem.rule} {problem.message}{mend}"


def report(result: CheckResult, /) -> str:
    """Every problem of a check, one a line."""
    return "".join(f"{line_of(problem)}\n" for problem in result.problems)


def find_cases(pattern: str, /) -> list[Path]:
    """The case folders below tests/cases that match a pattern, in order."""
    return sorted(path for path in CASES.glob(pattern) if path.is_dir())


def write_expectations() -> None:
    """Write expected.txt of every case anew; what changed is for a person to read before it is committed."""
    for case in [*find_cases("[a-z]*/*/*"), *find_cases("_monsters/*")]:
        text, expected = report(check_case(case)), case / "expected.txt"
        if text:
            expected.write_text(text, "utf-8")
        else:
            expected.unlink(missing_ok=True)


if __name__ == "__main__":
    write_expectations()
