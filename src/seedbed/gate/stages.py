"""Stages: an agent climbs one step at a time, on evidence of its present version."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.gate.context import Review
from seedbed.gate.results import Holds, Outcome, gate_rule
from seedbed.problems import Finding
from seedbed.records import LADDER


@gate_rule("stage-step", family="stages", idle="no stage changes")
def stage_step(review: Review, /) -> Iterator[Outcome]:
    """An agent climbs one step at a time: idea, prototype, pilot, validated, production.

    It may step down as far as it must, and be suspended or retired from anywhere.
    """
    for before, after in review.agents():
        if before and before.stage in LADDER and after.stage in LADDER and before.stage is not after.stage:
            steps = LADDER.index(after.stage) - LADDER.index(before.stage)
            place, words = review.place(after, "stage"), f"{before.stage} → {after.stage}"
            if steps > 1:
                next_one = LADDER[LADDER.index(before.stage) + 1]
                yield Finding(place, f"{words} is {steps} steps at once", f"Write `stage: {next_one}`.")
            else:
                yield Holds(place, words)
