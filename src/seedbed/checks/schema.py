"""Fields: each record against its JSON Schema, every violation in plain words at its own place."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.problems import Problem
from seedbed.repository.load import Source


def check(source: Source, /) -> Iterator[Problem]:
    """Every violation of the schema by one source that could be parsed."""
    yield from ()
