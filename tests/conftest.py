"""Fixtures that several folders of tests share; keep them few."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
import typer.main
from hypothesis import settings

from tests.helpers.examples import examples
from tests.helpers.git import Repo

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder there that is its user's alone
ENOUGH = 2**30
"""Bytes that must be free in a folder of memory before it takes the repositories of the tests."""

# A busy machine is no finding: what must be bounded is counted, never timed.
settings.register_profile("house", deadline=None, max_examples=examples(30))
settings.load_profile("house")

# Tests start hundreds of processes: what the first has compiled the others read. Git ignores those files.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


# A command line builds the tree of all commands anew, which takes longer than most of them; here there are hundreds.
typer.main.get_command = cache(typer.main.get_command)


def _has_room(folder: Path, /) -> bool:
    """Whether programs can be written into a folder and started from it, many and large ones."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    facts = os.statvfs(folder)
    return facts.f_bavail * facts.f_frsize > ENOUGH and not facts.f_flag & os.ST_NOEXEC


# Hundreds of repositories are written and removed; where memory can hold them, no disk has to.
if "TMPDIR" not in os.environ and _has_room(MEMORY):
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that at the end no worker waits for another."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty Git repository with a work tree."""
    return Repo.init(tmp_path / "repo")
