"""The reviews of a change, as a forge's API returned them: bytes in, one noun out.

What is odd is refused with a reason and never passed over: whoever merges relies on what is counted here. Whose review
counts is not decided here.
"""

from __future__ import annotations

from typing import Any

from seedbed.repository.reviews.forgejo import read_forgejo
from seedbed.repository.reviews.github import read_github
from seedbed.repository.reviews.gitlab import read_gitlab
from seedbed.repository.reviews.json_text import read_values
from seedbed.repository.reviews.review import Forge, Opinion, Review, Reviews, ReviewsError, account

__all__ = ["Forge", "Opinion", "Review", "Reviews", "ReviewsError", "account", "read_reviews"]

MOST_REVIEWS = 20_000
"""More than any change ever had."""

FORGEJO_KEYS = frozenset({"official", "stale", "dismissed"})
GITHUB_KEYS = frozenset({"author_association", "node_id", "_links"})


def read_reviews(data: bytes, /, *, forge: Forge | None = None) -> Reviews:
    """The opinions in a forge's answer, oldest first. Without `forge` its shape tells whose it is.

    Raises ReviewsError for what is no such answer, or one of another forge.
    """
    values = read_values(data)
    if len(values) == 1 and isinstance(values[0], dict):
        return _of_object(values[0], forge)
    records = list(_records(values))
    if len(records) > MOST_REVIEWS:
        raise ReviewsError(f"the file holds more than {MOST_REVIEWS:,} reviews; fetch those of one change.")
    return _of_list(records, forge)


def _of_object(answer: dict[str, Any], forge: Forge | None) -> Reviews:
    if "message" in answer and "approved_by" not in answer:
        raise ReviewsError(
            "the file holds an error message of the forge, not reviews; check the request and its token."
        )
    if "reviews" in answer:
        raise ReviewsError(
            "this is the answer of another interface; fetch GET /repos/OWNER/REPO/pulls/NUMBER/reviews instead."
        )
    _agree(Forge.GITLAB, forge)
    return read_gitlab(answer)


def _of_list(records: list[Any], forge: Forge | None) -> Reviews:
    found = forge_of(records)
    if found:
        _agree(found, forge)
    elif records and forge is None:
        raise ReviewsError("it cannot be told which forge wrote this; name it with --forge github|gitlab|forgejo.")
    elif records and forge is Forge.GITLAB:
        raise ReviewsError('a list is no answer of GitLab; write {"approvals": …, "versions": […], "notes": […]}.')
    known = found or forge
    if not records or known is None:
        return Reviews(forge=known, reviews=())
    read = read_github(records) if known is Forge.GITHUB else read_forgejo(records)
    ordered = sorted(read.reviews, key=lambda one: (one.at, one.number))
    return Reviews(forge=known, reviews=tuple(ordered), remarks=read.remarks)


def _records(values: list[Any]) -> list[Any]:
    """The reviews of all pages, whether they stand one after the other or in one list of pages."""
    if not all(isinstance(value, list) for value in values):
        raise ReviewsError("the file is no list of reviews; write the forge's answer into it unchanged.")
    pages = [page for value in values for page in (value if _is_list_of_pages(value) else [value])]
    return [record for page in pages for record in page]


def _is_list_of_pages(value: list[Any]) -> bool:
    return bool(value) and all(isinstance(page, list) for page in value)


def forge_of(records: list[Any], /) -> Forge | None:
    """Whose answer a list is, by the keys that only one forge writes; None when no key or both kinds are there."""
    keys = {key for record in records if isinstance(record, dict) for key in record}
    is_forgejo, is_github = bool(keys & FORGEJO_KEYS), bool(keys & GITHUB_KEYS)
    if is_forgejo is is_github:
        return None
    return Forge.FORGEJO if is_forgejo else Forge.GITHUB


def _agree(found: Forge, asked: Forge | None) -> None:
    if asked not in {None, found}:
        raise ReviewsError(f"the file is an answer of {found.value}, but --forge says {asked}.")
