"""Figures: pure functions from records to numbers that can be traced to their rows.

`figures_of` computes all of them once for a catalogue and a day. What needs the history of merges, above all
Replication Velocity, is under `history`, and missing where no history was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seedbed.metrics.figures import Figures, figures_of

__all__ = ["Figures", "figures_of"]


def __getattr__(name: str) -> Any:
    """Load the figures when somebody asks for them: checks need the evidence alone, and should not wait for numpy."""
    if name in __all__:
        from seedbed.metrics import figures  # noqa: PLC0415 - see above

        return getattr(figures, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
