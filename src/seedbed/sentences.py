"""Sentences that remember how they were made.

The figures give reasons in words: a report prints them as they are, a portal in another language tells them anew. So a
reason is a plain English text that also knows its message and what fills the blanks.
"""

from __future__ import annotations

from typing import Any


class Sentence(str):
    """An English text with the message it was made from: `text` and, when it depends on `values["count"]`, `many`."""

    __slots__ = ("many", "text", "values")

    text: str
    many: str
    values: dict[str, Any]

    def __new__(cls, text: str, /, many: str = "", **values: Any) -> Sentence:
        """Fill the blanks of `text`, or of `many` unless `count` is 1; values come as they are to be read."""
        form = many if many and values["count"] != 1 else text
        made = super().__new__(cls, form.format(**values))
        made.text, made.many, made.values = text, many, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Sentences travel between processes."""
        return _again, (self.text, self.many, self.values)


def _again(text: str, many: str, values: dict[str, Any]) -> Sentence:
    return Sentence(text, many, **values)
