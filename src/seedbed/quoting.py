"""Text as YAML scalars: plain where every reader takes it for the same text, in double quotes everywhere else.

Whatever writes records (drafts, imports, the example) writes texts through this module. The rules are stricter than
Seedbed's own reader needs, so that a YAML 1.1 reader, too, finds text in a date or in `no`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ()/.,+&'_-]*[A-Za-z0-9)/.+&'_-])?")
"""A letter first, no character with a meaning, no blank at the end."""

FLOW = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ()/.+&'_-]*[A-Za-z0-9)/.+&'_-])?")
"""The same without the comma, which parts the items of a list."""

WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that some reader takes for a truth value or for nothing."""

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
SPECIAL = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')


def scalar(text: str, /) -> str:
    """`text` as the value of a key in block style, on one line."""
    return text if PLAIN.fullmatch(text) and text.lower() not in WORDS else quoted(text)


def item(text: str, /) -> str:
    """`text` as a value inside `[…]` or `{…}`."""
    return text if FLOW.fullmatch(text) and text.lower() not in WORDS else quoted(text)


def sequence(texts: Iterable[str], /) -> str:
    """Texts as a list on one line."""
    return f"[{', '.join(item(text) for text in texts)}]"


def quoted(text: str, /) -> str:
    """`text` in double quotes, with what YAML does not take as it stands escaped."""
    return f'"{SPECIAL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return ESCAPES.get(character) or f"\\u{ord(character):04x}"
