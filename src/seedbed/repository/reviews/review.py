"""What a forge says about one person's opinion of a change, in the words that all forges share."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Forge(StrEnum):
    """Forges whose answers are understood; Gitea's are those of Forgejo."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"


class Opinion(StrEnum):
    """What a review says. Comments say neither and are no opinion."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes-requested"
    WITHDRAWN = "withdrawn"


class Review(Struct, frozen=True, kw_only=True):
    """One opinion: whose account, what, on which commit (None where the forge cannot tell), when, under which number.

    `doubt` is the reason why the forge itself would not count it, '' where it would.
    """

    handle: str
    opinion: Opinion
    head: str | None
    at: datetime
    number: int = 0
    is_bot: bool = False
    doubt: str = ""


class Reviews(Struct, frozen=True, kw_only=True):
    """Every opinion of a change, oldest first, and what a reader must know about what the forge cannot tell."""

    forge: Forge | None
    reviews: tuple[Review, ...]
    remarks: tuple[str, ...] = ()

    @property
    def last_of_each(self) -> dict[str, Review]:
        """For each account its last opinion, by the account's name in lower case: forges ignore case in names."""
        return {account(review.handle): review for review in self.reviews}


class ReviewsError(ValueError):
    """The file cannot be read as a forge's reviews; the message says why and how to mend it, on one line."""


def account(handle: str, /) -> str:
    """The name under which an account is found. Only A-Z are folded: nobody becomes Kim by a Kelvin sign."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in handle)
