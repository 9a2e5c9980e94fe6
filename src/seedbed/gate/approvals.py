"""Who must agree to a change, who has, and whose word is missing."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class How(StrEnum):
    """In what way somebody agreed."""

    REVIEW = "review"
    PROPOSAL = "proposal"


class Need(Struct, frozen=True, kw_only=True):
    """One agreement that a change needs: one approval by any of `people` (ids, of main), and why.

    `role` is the policy's word: owner, ai-office, security or second-unit; `unit` the owning unit for `owner`.
    `subjects` are the records that need it, `path` the file of the first. `people` are all who may give it; whoever had
    a hand in the change is not among them.
    """

    role: str
    people: tuple[str, ...]
    why: str
    unit: str | None = None
    subjects: tuple[str, ...] = ()
    path: str = ""


class Given(Struct, frozen=True, kw_only=True):
    """An agreement that counts: whose, in which role, how, and for which records."""

    person: str
    role: str
    unit: str | None = None
    how: How = How.REVIEW
    subjects: tuple[str, ...] = ()


class Approvals(Struct, frozen=True, kw_only=True):
    """What is required, given and missing.

    `is_checked` is False where no reviews were handed over: then `given` holds only what follows from who asks.

    `objections` are people with a voice who asked for changes and have not taken it back. `uncounted` are reviews that
    count for nothing, each with the reason; `remarks` is what the forge cannot tell.
    """

    required: tuple[Need, ...] = ()
    given: tuple[Given, ...] = ()
    missing: tuple[Need, ...] = ()
    is_checked: bool = False
    objections: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
