"""How many random examples a property test makes: enough for every day, more when asked.

`SEEDBED_EXAMPLES=20 python -m pytest tests/histories` makes twenty times as many.
"""

from __future__ import annotations

import os

FACTOR = float(os.environ.get("SEEDBED_EXAMPLES", "1"))


def examples(count: int, /) -> int:
    """`count` on an ordinary day."""
    return max(1, round(count * FACTOR))
