"""Approvals as GitLab returns them, and what has to stand beside them.

`GET /projects/:id/merge_requests/:iid/approvals` says who approves, not what was approved. The commit follows from
`…/versions`, which says when each head arrived, and from the moment of the approval: `approved_at` where the server
gives it, else the system note in `…/notes`. All of it comes from the server's own clock. The file is therefore one
object `{"approvals": …, "versions": […], "notes": […]}`; with the approvals alone nothing can be counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from seedbed.repository.reviews import fields
from seedbed.repository.reviews.review import Forge, Opinion, Review, Reviews, ReviewsError, account

WORDS = {
    "approved this merge request": Opinion.APPROVED,
    "unapproved this merge request": Opinion.WITHDRAWN,
    "requested changes": Opinion.CHANGES_REQUESTED,
}
"""System notes that tell an opinion."""

PARTS = frozenset({"approvals", "versions", "notes"})
NO_VERSIONS = (
    "GitLab's approvals do not say which commit was approved: none of them counts. "
    'Put them into one object with the merge request\'s versions: {"approvals": …, "versions": […], "notes": […]}.'
)
NO_MOMENT = "GitLab does not say when it was given; add the merge request's notes"


class Version(NamedTuple):
    """A head of the merge request, from the moment it arrived."""

    at: datetime
    head: str


def read_gitlab(answer: dict[str, Any], /) -> Reviews:
    """The opinions of a merge request, from the approvals alone or from the object described above.

    Raises ReviewsError.
    """
    parts = {"approvals": answer} if "approved_by" in answer else answer
    unknown = sorted(parts.keys() - PARTS)
    if unknown or "approvals" not in parts:
        raise ReviewsError('the object is not {"approvals": …, "versions": […], "notes": […]}; write it in that form.')
    versions = sorted(_versions(fields.sequence(parts.get("versions", []), "versions")))
    told = list(_notes(fields.sequence(parts.get("notes", []), "notes"), versions))
    given = list(_approvals(fields.mapping(parts["approvals"], "approvals"), versions, told))
    refused = [one for one in told if one.opinion is not Opinion.APPROVED]
    return Reviews(
        forge=Forge.GITLAB,
        reviews=tuple(sorted([*given, *refused], key=lambda one: (one.at, one.number))),
        remarks=() if versions or not given else (NO_VERSIONS,),
    )


def _versions(records: Sequence[Any]) -> Iterator[Version]:
    for place, value in enumerate(records, start=1):
        what = f"version {place}"
        record = fields.mapping(value, what)
        head = fields.commit(record, "head_commit_sha", what)
        if head is None:
            raise ReviewsError(f"{what} has no head_commit_sha; fetch the versions again.")
        yield Version(fields.moment(record, "created_at", what), head)


def _notes(records: Sequence[Any], versions: Sequence[Version]) -> Iterator[Review]:
    """What the system noted. A person can write the same words into a comment; that is no note of the system."""
    for place, value in enumerate(records, start=1):
        what = f"note {place}"
        record = fields.mapping(value, what)
        words = record.get("body")
        handle = fields.account_name(record.get("author"), "username", what)
        is_told = isinstance(words, str) and words in WORDS and fields.flag(record, "system", what)
        if handle is not None and is_told:
            at = fields.moment(record, "created_at", what)
            yield Review(
                handle=handle,
                opinion=WORDS[str(words)],
                head=_head_at(versions, at),
                at=at,
                number=fields.number(record, what),
                is_bot=fields.is_bot(record["author"], handle),
            )


def _approvals(approvals: dict[str, Any], versions: Sequence[Version], told: Sequence[Review]) -> Iterator[Review]:
    """The approvals that stand, each at the head of its moment."""
    moments = {account(one.handle): one for one in told if one.opinion is Opinion.APPROVED}
    for place, value in enumerate(fields.sequence(approvals.get("approved_by"), "approved_by"), start=1):
        what = f"approval {place}"
        record = fields.mapping(value, what)
        handle = fields.account_name(record.get("user"), "username", what)
        if handle is None:
            continue
        noted = moments.get(account(handle))
        at = fields.moment(record, "approved_at", what) if record.get("approved_at") else noted and noted.at
        yield Review(
            handle=handle,
            opinion=Opinion.APPROVED,
            head=_head_at(versions, at) if at else None,
            at=at or datetime.min.replace(tzinfo=UTC),
            is_bot=fields.is_bot(record["user"], handle),
            doubt="" if at or not versions else NO_MOMENT,
        )


def _head_at(versions: Sequence[Version], at: datetime) -> str | None:
    """The head that had arrived by then."""
    return next((one.head for one in reversed(versions) if one.at <= at), None)
