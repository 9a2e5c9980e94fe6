"""Form: what is changed passes every check, and breaks nothing that it does not touch."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.gate.context import Review
from seedbed.gate.results import Outcome, gate_rule
from seedbed.problems import Finding, Place


@gate_rule("change-conflict", family="form")
def conflict(review: Review, /) -> Iterator[Outcome]:
    """A change does not touch a file that main has changed since the branch began.

    Merged line by line, two rows for one month or two stages could come together that nobody has proposed. Whoever asks
    merges main first and looks at the result.
    """
    for path in review.proposal.conflicts:
        yield Finding(Place(path=path), "main has changed this file since the branch began", "Run: git merge main")
