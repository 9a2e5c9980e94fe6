"""Reviews as GitHub returns them: `GET /repos/{owner}/{repo}/pulls/{number}/reviews`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from seedbed.repository.reviews import fields
from seedbed.repository.reviews.review import Forge, Opinion, Review, Reviews, ReviewsError

OPINIONS = {
    "APPROVED": Opinion.APPROVED,
    "CHANGES_REQUESTED": Opinion.CHANGES_REQUESTED,
    "DISMISSED": Opinion.WITHDRAWN,
}
NO_OPINIONS = frozenset({"COMMENTED", "PENDING"})
"""States that change nothing: a comment after an approval leaves the approval standing."""


def read_github(records: Sequence[Any], /) -> Reviews:
    """The opinions of a pull request. Raises ReviewsError."""
    return Reviews(forge=Forge.GITHUB, reviews=tuple(_reviews(records)))


def _reviews(records: Sequence[Any]) -> Iterator[Review]:
    for place, value in enumerate(records, start=1):
        what = f"review {place}"
        record = fields.mapping(value, what)
        state = fields.text(record, "state", what)
        handle = fields.account_name(record.get("user"), "login", what)
        if state not in OPINIONS and state not in NO_OPINIONS:
            raise ReviewsError(f"{what} has the state {state[:40]!r}, which GitHub does not write; fetch it again.")
        if handle is not None and state in OPINIONS:
            yield Review(
                handle=handle,
                opinion=OPINIONS[state],
                head=fields.commit(record, "commit_id", what),
                at=fields.moment(record, "submitted_at", what),
                number=fields.number(record, what),
                is_bot=fields.is_bot(record["user"], handle),
            )
