"""How a finding says things: values shown safely, nearest words, lists and numbers in plain English."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from seedbed.problems import printable

MOST_SHOWN = 60
CLOSE_ENOUGH = 0.6
"""Similarity from which a word is offered as the one that was meant; difflib's own default."""

MANY = 300
ALIKE = 2
"""Among more than so many candidates only those that begin alike are compared: comparing is slow."""

_SEPARATORS = re.compile(r"[^a-z0-9]+")


def shown(value: Any, /) -> str:
    """A value as a message quotes it: short, on one line, nothing in it that a terminal or a log would act on."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        cut = value if len(value) <= MOST_SHOWN else value[: MOST_SHOWN - 1] + "…"
        return f'"{printable(cut)}"'
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list) else str(value)


def listed(words: Iterable[str], /, *, last: str = "or") -> str:
    """Words as a list in a sentence, each once: `a, b or c`."""
    *first, end = list(dict.fromkeys(words)) or ["nothing"]
    return f"{', '.join(first)} {last} {end}" if first else end


def counted(number: int, noun: str, /) -> str:
    """A number with its noun: `1 character`, `2 characters`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def slugified(text: str, /) -> str:
    """The identifier nearest to a text: `Marketing Team` becomes `marketing-team`; '' when nothing is left."""
    return _SEPARATORS.sub("-", text.lower()).strip("-")


def nearest(word: str, candidates: Iterable[str], /) -> str | None:
    """The candidate that was probably meant by `word`, or None when none is close."""
    known = tuple(candidates)
    if len(known) > MANY:
        known = tuple(candidate for candidate in known if candidate[:ALIKE] == word[:ALIKE])
    return _nearest(word, known)


@lru_cache(maxsize=1024)  # thousands of imported recipes lack the same headings among the same others
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    by_slug = {slugified(candidate): candidate for candidate in known}
    if slugified(word) in by_slug:
        return by_slug[slugified(word)]
    found = difflib.get_close_matches(word.lower(), known, n=1, cutoff=CLOSE_ENOUGH)
    return found[0] if found else None
