"""Hundreds of cases lie over one base portal."""

from collections.abc import Iterator

import pytest

from tests.helpers.portals import parsed_once


@pytest.fixture(scope="module", autouse=True)
def _parsed_once() -> Iterator[None]:
    """Of each case only its own files are new."""
    with parsed_once():
        yield
