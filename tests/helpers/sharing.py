"""What every worker of a test run reads and nobody changes is made once, by the first that asks."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object], /) -> Path:
    """The folder `name` of this test run; `make` fills it for the first worker that asks, and the others wait."""
    place = factory.getbasetemp()
    top = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    done = top / f"{name}.done"
    with (top / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            (top / name).mkdir()
            make(top / name)
            done.touch()
    return top / name
