"""The walk of the gate: from a proposal to a verdict, as a table of contents."""

from __future__ import annotations

from datetime import date

import seedbed
from seedbed.changes import find_changes, pair_up
from seedbed.gate.asker import find_asker
from seedbed.gate.branch import without_secrets
from seedbed.gate.context import MOST_FILES, Review
from seedbed.gate.rules import RULES
from seedbed.gate.settle import settle_approvals
from seedbed.gate.side import Side
from seedbed.gate.verdict import Verdict, judge
from seedbed.gate.waiving import standing_waivers
from seedbed.kinds import KIND
from seedbed.records import Policy
from seedbed.repository.proposed import Proposal
from seedbed.repository.reviews import Reviews

POLICY = KIND["policy"].template


class BadPolicyError(Exception):
    """The policy of the base is missing, empty or wrong, so that nothing can be judged; the message says what to do."""


def review(
    proposal: Proposal,
    /,
    *,
    today: date,
    author: str | None = None,
    reviews: Reviews | None = None,
    pushers: tuple[str, ...] = (),
) -> Verdict:
    """Judge a proposal.

    `author` is the account on the forge that asks, where the forge vouches for it; `reviews` what the forge knows of
    approvals, `pushers` the accounts that pushed to the branch. Raises BadPolicyError when the base has no policy to
    judge by.
    """
    opened = open_review(proposal, today=today, author=author, reviews=reviews, pushers=pushers)
    results = judge(opened, RULES)
    policy = proposal.before.find(POLICY)
    return Verdict(
        base=proposal.base,
        head=proposal.head,
        policy=(policy and policy.oid) or "",
        policy_version=opened.policy.version,
        engine=seedbed.__version__,
        changes=tuple(map(without_secrets, opened.changes)),
        results=results,
        approvals=settle_approvals(opened),
    )


def open_review(
    proposal: Proposal,
    /,
    *,
    today: date,
    author: str | None = None,
    reviews: Reviews | None = None,
    pushers: tuple[str, ...] = (),
) -> Review:
    """Read both sides of what changed, and who asks. Raises BadPolicyError as `review` does."""
    before, after = Side(proposal.before), Side(proposal.after)
    policy = _policy(before)
    asker = find_asker(before.people, handle=author, commits=proposal.commits)
    # A change of too many files is refused for that; reading them all would only keep the gate busy.
    deltas = proposal.deltas if asker.is_office else proposal.deltas[:MOST_FILES]
    pairs = pair_up(deltas, before=before.source, after=after.source)
    return Review(
        proposal=proposal,
        before=before,
        after=after,
        pairs=pairs,
        changes=find_changes(pairs),
        policy=policy,
        asker=asker,
        waivers=tuple(standing_waivers(before, today=today)),
        today=today,
        reviews=reviews,
        pushers=pushers,
    )


def _policy(before: Side) -> Policy:
    if before.policy is not None:
        return before.policy
    if before.reach.find(POLICY) is None:
        raise BadPolicyError(f"the base has no {POLICY}, so there is nothing to judge by. Add one on main: seedbed new")
    first = next(iter(before.alone(POLICY)), None)
    why = f"line {first.line}: {first.message}" if first else "it is no regular file of bearable size"
    raise BadPolicyError(f"{POLICY} of the base cannot be used ({why}). Mend it on main; until then nothing may pass.")
