"""Every rule of the gate, by family: importing this module registers them all."""

from __future__ import annotations

from seedbed.gate import form, stages

__all__ = ["FAMILIES"]

FAMILIES = (form, stages)
"""The modules of rules in the order in which they are asked and reported."""
