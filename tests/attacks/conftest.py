"""Hundreds of stories are told over one small portal."""

from collections.abc import Iterator

import pytest

from tests.helpers.portals import each_file_once


@pytest.fixture(scope="module", autouse=True)
def _each_file_once() -> Iterator[None]:
    """Of each story only its own files are new."""
    with each_file_once():
        yield
