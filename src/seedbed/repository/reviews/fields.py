"""Single fields of a forge's answer, each checked where it is read."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from seedbed.repository.reviews.review import ReviewsError

COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
DAY, CLOCK, OFFSET = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{2}:[0-9]{2}:[0-9]{2}", "Z|[+-][0-9]{2}:[0-9]{2}"
MOMENT = re.compile(rf"{DAY}T{CLOCK}(?:\.[0-9]{{1,9}})?(?:{OFFSET})")
MOST_HANDLE = 255
MOST_NUMBER = 2**63
BOT = re.compile(r"\[bot\]$|^(?:project|group)_[0-9]+_bot(?:_|$)|^service_account_", re.IGNORECASE)
"""Accounts of programs: GitHub's apps, GitLab's access tokens and service accounts."""


def mapping(value: Any, what: str, /) -> dict[str, Any]:
    """An object. Raises ReviewsError, as all functions here do, for anything else."""
    if not isinstance(value, dict):
        raise ReviewsError(f"{what} is no object; write the forge's answer into the file unchanged.")
    return value


def sequence(value: Any, what: str, /) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise ReviewsError(f"{what} is no list; write the forge's answer into the file unchanged.")
    return value


def text(record: dict[str, Any], key: str, what: str, /) -> str:
    """A text that must be there."""
    value = record.get(key)
    if not isinstance(value, str) or not value:
        raise ReviewsError(f"{what} has no {key}; write the forge's answer into the file unchanged.")
    return value


def flag(record: dict[str, Any], key: str, what: str, /) -> bool:
    """True or false; false where the key is missing."""
    value = record.get(key, False)
    if not isinstance(value, bool):
        raise ReviewsError(f"{key} of {what} is neither true nor false; fetch the answer again.")
    return value


def number(record: dict[str, Any], what: str, /) -> int:
    """The number under which the forge keeps it."""
    value = record.get("id")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < MOST_NUMBER:
        raise ReviewsError(f"{what} has no id; write the forge's answer into the file unchanged.")
    return value


def commit(record: dict[str, Any], key: str, what: str, /) -> str | None:
    """The id of a commit; None where the forge has forgotten it."""
    value = record.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not COMMIT.fullmatch(value):
        raise ReviewsError(f"{key} of {what} is no commit id; fetch the answer again.")
    return value


def moment(record: dict[str, Any], key: str, what: str, /) -> datetime:
    """A moment with its offset, in UTC."""
    value = text(record, key, what)
    try:
        found = datetime.fromisoformat(value) if MOMENT.fullmatch(value) else None
        in_utc = found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        in_utc = None
    if in_utc is None:
        raise ReviewsError(f"{key} of {what} is no moment such as 2026-03-04T09:12:00Z; fetch the answer again.")
    return in_utc


def account_name(user: Any, key: str, what: str, /) -> str | None:
    """The name of an account; None where the account was deleted."""
    if user is None:
        return None
    name = text(mapping(user, f"the user of {what}"), key, f"the user of {what}")
    if len(name) > MOST_HANDLE:
        raise ReviewsError(f"the user of {what} has a name of {len(name):,} characters; fetch the answer again.")
    return name


def is_bot(user: dict[str, Any], name: str, /) -> bool:
    """Whether an account belongs to a program, as far as the forge says so."""
    return user.get("type") == "Bot" or user.get("bot") is True or bool(BOT.search(name))
