"""JSON that others wrote, read with limits: what is odd is refused, for a review read wrongly is a vote forged."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from seedbed.repository.reviews.review import ReviewsError

MOST_BYTES = 32 * 1024 * 1024
"""A thousand reviews with the longest texts that forges take are some 70 MB; real ones are under one."""
MOST_VALUES = 1_000
"""Pages written one after the other."""
MOST_DEPTH = 40
"""Answers of forges are five deep."""

BLANKS = " \t\r\n"


def read_values(data: bytes, /) -> list[Any]:
    """The JSON values of a text, one after the other, as `gh api --paginate` writes pages. Raises ReviewsError."""
    text = _decoded(data)
    decoder = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_object)
    values: list[Any] = []
    position = _next(text, 0)
    while position < len(text):
        if len(values) == MOST_VALUES:
            raise ReviewsError(
                f"the file holds more than {MOST_VALUES:,} JSON values; fetch the reviews of one change."
            )
        try:
            value, end = decoder.raw_decode(text, position)
        except RecursionError as error:
            raise ReviewsError("the file is nested too deeply to be a forge's answer; fetch it again.") from error
        except ValueError as error:
            raise _broken(error) from error
        _measure(value)
        values.append(value)
        position = _next(text, end)
    return values


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise ReviewsError(f"the file has more than {MOST_BYTES:,} bytes; fetch the reviews of one change only.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReviewsError("the file is not UTF-8; write the forge's answer into it byte for byte.") from error
    if not text.strip(BLANKS):
        raise ReviewsError("the file is empty: the request failed. A change without reviews is the text [].")
    return text


def _next(text: str, position: int) -> int:
    while position < len(text) and text[position] in BLANKS:
        position += 1
    return position


def _broken(error: ValueError) -> ReviewsError:
    if isinstance(error, ReviewsError):
        return error
    where = f" on line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
    return ReviewsError(f"the file is no JSON{where}; write the forge's answer into it unchanged.")


def _no_constant(name: str) -> NoReturn:
    raise ReviewsError(f"the file holds {name}, which is no JSON; write the forge's answer into it unchanged.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ReviewsError("the file has an object with the same key twice; no forge writes that.")
    return found


def _measure(value: Any) -> None:
    """Refuse what is deeper than any answer, so that nothing after this needs to care."""
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MOST_DEPTH:
            raise ReviewsError("the file is nested too deeply to be a forge's answer; fetch it again.")
        level = [child for one in level for child in _children(one)]


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
