"""Fixtures for the gate."""

from __future__ import annotations

import pytest

from tests.helpers.gate_stories import base_files


@pytest.fixture
def base_text():
    """The text of a file of the base portal."""
    return lambda path: base_files()[path].decode()
