"""Portals for tests: the valid one of tests/cases/_base, and what a case folder lays over it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from seedbed.checks import CheckResult, check
from seedbed.problems import Problem
from seedbed.repository import load
from seedbed.repository.load import load_sources
from seedbed.repository.tree import Entry, WorkingTree

CASES = Path(__file__).parent.parent / "cases"
BASE = CASES / "_base"
TODAY = date(2026, 11, 20)
"""The day on which every test judges."""


@dataclass(frozen=True)
class OverlayTree:
    """The files of `case` over those of `base`; paths listed in the case's file `_delete` are gone."""

    base: Path
    case: Path

    def entries(self) -> Iterator[Entry]:
        over = {entry.path: entry for entry in WorkingTree(self.case).entries()}
        gone = self.case / "_delete"
        deleted = set(gone.read_text("utf-8").splitlines()) if gone.exists() else set()
        yield from over.values()
        yield from (e for e in WorkingTree(self.base).entries() if e.path not in over and e.path not in deleted)

    def read(self, entry: Entry, /) -> bytes:
        path = self.case / entry.path
        return (path if path.exists() else self.base / entry.path).read_bytes()


@contextmanager
def parsed_once() -> Iterator[None]:
    """Files that are as they were in a portal checked before are not parsed again: of most portals one file is new."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "parse_source", cache(load.parse_source))
        yield


def check_case(case: Path, /) -> CheckResult:
    """Check the base portal with a case laid over it."""
    return check(load_sources(OverlayTree(BASE, case)), today=TODAY)


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
