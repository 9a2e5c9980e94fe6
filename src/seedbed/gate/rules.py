"""Every rule of the gate in the order in which they are asked: importing this module registers them all."""

from __future__ import annotations

from seedbed.gate import agreement, branch, control, copies, easing, form, ledgers, ownership, platform, risk, stages
from seedbed.gate.results import GATE_RULES, GateRule

FAMILIES = (form, branch, control, ownership, ledgers, stages, copies, easing, risk, platform, agreement)
"""The modules of rules, in the order of the report."""

RULES: tuple[GateRule, ...] = tuple(
    rule for family in FAMILIES for rule in GATE_RULES.values() if rule.judge.__module__ == family.__name__
)
"""Every rule, in the order of the report."""
