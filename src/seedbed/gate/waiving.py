"""Waivers in front of the gate: those of main alone, and of those only the ones that are in order today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from seedbed.checks import waivers as waiver_rules
from seedbed.gate.side import Side
from seedbed.problems import RULES, Severity
from seedbed.records import Waiver


def standing_waivers(before: Side, /, *, today: date) -> Iterator[Waiver]:
    """The waivers of main that have no error of their own and have not expired."""
    context = before.context(before.paths("waiver"), today=today)
    wrong = {one.path for one in waiver_rules.check(context) if one.severity is Severity.ERROR}
    for waiver in context.catalogue.waivers.values():
        if waiver.path not in wrong and waiver.expires >= today.isoformat():
            yield waiver


def find_waiver(waivers: Iterable[Waiver], /, *, rule: str, path: str) -> Waiver | None:
    """The waiver that covers a failure of a rule at a path, if one does."""
    family = RULES[rule].family if rule in RULES else ""
    if family in waiver_rules.NEVER or rule in waiver_rules.NEVER_RULES:
        return None
    return next((one for one in waivers if waiver_rules.is_about(one, rule=rule, path=path)), None)
