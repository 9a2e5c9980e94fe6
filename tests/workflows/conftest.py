"""A forge on disk with a portal on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from seedbed.checks import check
from seedbed.forge.files import create_forge_files
from seedbed.repository.load import load_sources
from seedbed.repository.tree import MemoryTree, WorkingTree
from seedbed.starter import Start, create_first_records, create_portal_files
from tests.helpers.portals import BASE, TODAY
from tests.helpers.sharing import made_once
from tests.helpers.workflows import Forge


def portal_files(records: Path = BASE) -> dict[str, str | bytes]:
    """A whole portal: what `seedbed init` writes, with these records."""
    made = create_portal_files(Start(today=date(2026, 1, 5)))
    made = {path: data for path, data in made.items() if not path.startswith("playbooks/")}
    own = {path.relative_to(records).as_posix(): path.read_bytes() for path in records.rglob("*") if path.is_file()}
    catalogue = check(load_sources(WorkingTree(records)), today=TODAY).catalogue
    return {**made, **create_forge_files(catalogue), **own}


def quiet_portal() -> dict[str, str | bytes]:
    """A portal of which nothing ever falls due: an office with an account, and no agent."""
    start = Start(today=date(2026, 1, 5), person_name="Olga Ito")
    records = {path: data for path, data in create_first_records(start).items() if "/agents/" not in path}
    records["catalog/people/olga-ito.yml"] += b"forge: olga\n"
    catalogue = check(load_sources(MemoryTree(records)), today=start.today).catalogue
    return {**create_portal_files(start), **create_forge_files(catalogue), **records}


@pytest.fixture
def forge(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Forge:
    """A forge whose main holds a portal."""
    like = made_once(tmp_path_factory, "forge", lambda folder: Forge.hosting(folder, portal_files()))
    return Forge.init(tmp_path / "forge", like=like)


@pytest.fixture
def quiet_forge(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Forge:
    """A forge whose main holds the quiet portal."""
    like = made_once(tmp_path_factory, "quiet-forge", lambda folder: Forge.hosting(folder, quiet_portal()))
    return Forge.init(tmp_path / "forge", like=like)
