"""Fixtures that several folders of tests share; keep them few."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.git import Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty Git repository with a work tree."""
    return Repo.init(tmp_path / "repo")
