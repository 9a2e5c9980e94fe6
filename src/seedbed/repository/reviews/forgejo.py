"""Reviews as Forgejo and Gitea return them: `GET /repos/{owner}/{repo}/pulls/{index}/reviews`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from seedbed.repository.reviews import fields
from seedbed.repository.reviews.review import Forge, Opinion, Review, Reviews, ReviewsError

OPINIONS = {"APPROVED": Opinion.APPROVED, "REQUEST_CHANGES": Opinion.CHANGES_REQUESTED}
NO_OPINIONS = frozenset({"COMMENT", "PENDING", "REQUEST_REVIEW", "UNKNOWN"})
"""States that change nothing. A request for a review is kept under the name of the person who is asked."""

NOT_OFFICIAL = "the forge does not count it: the account may not write to the branch"
STALE = "the change was altered after it"


def read_forgejo(records: Sequence[Any], /) -> Reviews:
    """The opinions of a pull request. Raises ReviewsError."""
    return Reviews(forge=Forge.FORGEJO, reviews=tuple(_reviews(records)))


def _reviews(records: Sequence[Any]) -> Iterator[Review]:
    for place, value in enumerate(records, start=1):
        what = f"review {place}"
        record = fields.mapping(value, what)
        state = record.get("state")
        # The review of a team has no user: nobody in particular agreed.
        handle = fields.account_name(record.get("user"), "login", what)
        if not isinstance(state, str) or (state and state not in OPINIONS and state not in NO_OPINIONS):
            raise ReviewsError(f"{what} has a state that neither Forgejo nor Gitea writes; fetch it again.")
        if handle is not None and state in OPINIONS:
            dismissed = fields.flag(record, "dismissed", what)
            yield Review(
                handle=handle,
                opinion=Opinion.WITHDRAWN if dismissed else OPINIONS[state],
                head=fields.commit(record, "commit_id", what),
                at=fields.moment(record, "submitted_at", what),
                number=fields.number(record, what),
                is_bot=fields.is_bot(record["user"], handle),
                doubt=_doubt(record, what),
            )


def _doubt(record: dict[str, Any], what: str) -> str:
    if fields.flag(record, "stale", what):
        return STALE
    return "" if fields.flag(record, "official", what) else NOT_OFFICIAL
