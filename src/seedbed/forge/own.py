"""The one comment, or the one issue, that a bot keeps up to date: found among those of everybody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


def find_own(pages: Sequence[Any], /, *, marker: str, by: str) -> int | None:
    """The id of the first comment, or the number of the first issue, of `by` that carries the marker; None for none.

    The marker alone proves nothing: anybody can write it, so the account decides. Pull requests are no issues here.
    """
    sign = f"<!-- {marker} -->"
    for one in _flat(pages):
        author = one.get("user")
        text = one.get("body")
        if not (isinstance(author, dict) and author.get("login") == by and isinstance(text, str)):
            continue
        marked = text.startswith(sign) or text.rstrip().endswith(sign)
        found = one.get("number", one.get("id"))
        if marked and type(found) is int and "pull_request" not in one:
            return found
    return None


def _flat(pages: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for page in pages:
        if isinstance(page, list):
            yield from _flat(page)
        elif isinstance(page, dict):
            yield page
