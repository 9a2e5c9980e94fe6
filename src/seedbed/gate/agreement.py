"""Approvals: a change is merged when those have agreed whom the policy of main names."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.checks.wording import listed
from seedbed.gate.approvals import Need
from seedbed.gate.context import Review
from seedbed.gate.results import Holds, Outcome, Skipped, gate_rule
from seedbed.gate.settle import needs_words, settle_approvals
from seedbed.problems import Finding, Place

MOST_NAMED = 5
"""People who are named; the report's list holds all of them."""


@gate_rule("approval-missing", family="approvals", idle="nothing changes")
def approval_missing(review: Review, /) -> Iterator[Outcome]:
    """Everybody whom the policy of main names has agreed to the change as it stands.

    What counts is the last review of each person in catalog/people of main, given on the commit that is judged.
    Authors, committers, co-authors and whoever pushed never count, nor do programs; nobody fills two roles for one
    record. Who proposes from the owning unit speaks for that unit, when the forge vouches for the account. Without the
    forge's reviews the report says who is needed, and that it was not checked.
    """
    approvals = settle_approvals(review)
    if not approvals.is_checked:
        filled = {(one.role, one.unit, one.subjects) for one in approvals.given}
        for need in (one for one in approvals.required if (one.role, one.unit, one.subjects) not in filled):
            yield Skipped(Place(path=need.path), f"not checked: needs {needs_words(need)}; no reviews were handed over")
        return
    for need in approvals.missing:
        yield Finding(Place(path=need.path), f"{needs_words(need)} has not agreed ({need.why})", _mend(review, need))
    for given in approvals.given:
        path = next((n.path for n in approvals.required if n.role == given.role and n.subjects == given.subjects), "")
        yield Holds(Place(path=path), f"{given.person} agrees as {given.role} by {given.how}")


@gate_rule("approval-objection", family="approvals", idle="no reviews were handed over")
def approval_objection(review: Review, /) -> Iterator[Outcome]:
    """Nobody who has a voice in the change asks for changes.

    A request for changes stands until its author approves or takes it back, whatever is pushed meanwhile.
    """
    if review.reviews is None:
        return
    approvals = settle_approvals(review)
    place = Place(path=approvals.required[0].path if approvals.required else "")
    for person in approvals.objections:
        yield Finding(
            place,
            f"{person} asks for changes",
            "Settle it with them; they approve on the forge, or take their review back.",
        )
    if not approvals.objections:
        yield Holds(place, "nobody who has a voice asks for changes")


def _mend(review: Review, need: Need) -> str:
    if need.people:
        left = len(need.people) - MOST_NAMED
        names = listed([*need.people[:MOST_NAMED], *([f"one of {left:,} others"] if left > 0 else [])])
        return f"Ask {names} for an approval of {review.proposal.head[:12]}."
    return "Nobody else in catalog/people of the main branch may give it: let the AI office name somebody there first."
