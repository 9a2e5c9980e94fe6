"""Fixtures that several folders of tests share; keep them few."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers.examples import examples
from tests.helpers.git import Repo

# A busy machine is no finding: what must be bounded is counted, never timed.
settings.register_profile("house", deadline=None, max_examples=examples(30))
settings.load_profile("house")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty Git repository with a work tree."""
    return Repo.init(tmp_path / "repo")
