"""Golden files: what a text was when somebody last read it.

`SEEDBED_UPDATE_GOLDEN=1 python -m pytest …` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent.parent / "golden"


def assert_golden(name: str, made: str) -> None:
    """The text equals the golden file `name` below tests/golden."""
    path = GOLDEN / name
    if os.environ.get("SEEDBED_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, "utf-8")
    assert path.exists(), f"{path} is missing: write it with SEEDBED_UPDATE_GOLDEN=1"
    assert made == path.read_text("utf-8")
