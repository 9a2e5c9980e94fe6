"""Which files a portal leaves out when it is told to publish the good records and list the rest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from seedbed.problems import Problem, Severity
from seedbed.repository.load import Sources

HEADS = frozenset({"agent", "event"})
"""Kinds whose file speaks for a whole folder: without it the folder's other records belong to nothing."""


def quarantined(sources: Sources, problems: Iterable[Problem], /) -> frozenset[str]:
    """Every path with an error, and every record below the folder of a blueprint or event with one."""
    bad = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    folders = tuple(
        f"{PurePosixPath(path).parent}/"
        for path in bad
        if path in sources.files and sources.files[path].kind.name in HEADS
    )
    below = {path for path in sources.files if path.startswith(folders)} if folders else set()
    return frozenset(bad | below)
