"""Fixtures for the gate."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.gate_stories import base_files
from tests.helpers.portals import each_file_once


@pytest.fixture(scope="module", autouse=True)
def _each_file_once() -> Iterator[None]:
    """Of each story only its own files are new."""
    with each_file_once():
        yield


@pytest.fixture
def base_text():
    """The text of a file of the base portal."""
    return lambda path: base_files()[path].decode()
