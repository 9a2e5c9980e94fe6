"""Drafts: what `seedbed new` left for a person to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from seedbed.checks.context import Context
from seedbed.checks.fields import Path, named
from seedbed.kinds import Form
from seedbed.problems import Finding, Place, Problem, rule
from seedbed.repository.load import Source

MARK = "TODO:"
"""How a text that still has to be written begins, and a comment above a value that still has to be chosen."""

COMMENT = re.compile(rf"(?:^|(?<=\s))#\s*{MARK}\s*(.*)")
LINE = re.compile(rf"\s*(?:(?:[-*+>]|\d+[.)]|#{{1,6}}|\[[ x]\])\s+)*({MARK}\s*)(.*)")
"""A line of prose that begins with the mark, after list, quote and heading signs."""


def check(context: Context, /) -> Iterator[Problem]:
    """Everything that is left of a draft, in every file that could be parsed."""
    for source in context.sources.files.values():
        if MARK in source.text and not source.problems:
            yield from placeholder(source)


@rule("draft-placeholder", family="drafts")
def placeholder(source: Source, /) -> Iterator[Finding]:
    """A record says nothing that only stands in for an answer.

    `seedbed new` writes what it cannot know as a text that begins with `TODO:`, or as a value below a comment that
    does. Put the answer there and remove the mark; a field that is not needed may go altogether.
    """
    yield from _values(source)
    yield from _comments(source)
    yield from _prose(source)


def _values(source: Source) -> Iterator[Finding]:
    for path, text in _texts(source.data, ()):
        if text.startswith(MARK):
            yield _finding(source.place(*path), f"{named(path)} is still to be written", text.removeprefix(MARK))
    for row in source.rows:
        for name, value in row.data.items():
            if isinstance(value, str) and value.startswith(MARK):
                place = Place(path=source.path, line=row.line, column=row.columns[name])
                yield _finding(place, "this row still holds the draft's figures", value.removeprefix(MARK))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text of a record with its place."""
    if isinstance(value, str):
        yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _texts(inner, (*path, key))


def _comments(source: Source) -> Iterator[Finding]:
    if source.kind.form not in {Form.YAML, Form.FRONT_MATTER}:
        return
    first = 1 if source.kind.form is Form.YAML else 2
    last = None if source.kind.form is Form.YAML else source.body_line - 2
    lines = source.text.split("\n")[first - 1 : last]
    found = {number: match for number, line in enumerate(lines) if (match := COMMENT.search(line))}
    quoted = _quoted("\n".join(lines)) if found else []
    for number, match in found.items():
        if not any(start <= (number, match.start()) < end for start, end in quoted):
            place = Place(path=source.path, line=first + number, column=match.start() + 1)
            yield _finding(place, "the value below is still to be chosen", f"{match[1]} Then remove this comment.")


def _quoted(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the scalars of a document begin and end: a hash inside one is no comment. Lines and columns from 0."""
    tokens = yaml.scan(text, Loader=yaml.SafeLoader)
    marks = ((token.start_mark, token.end_mark) for token in tokens if isinstance(token, yaml.ScalarToken))
    return [((start.line, start.column), (end.line, end.column)) for start, end in marks]


def _prose(source: Source) -> Iterator[Finding]:
    for number, line in enumerate(source.body.split("\n"), start=source.body_line):
        match = LINE.match(line)
        if match:
            place = Place(path=source.path, line=number, column=match.start(1) + 1)
            yield _finding(place, "this part is still to be written", match[2])


def _finding(place: Place, message: str, expected: str) -> Finding:
    return Finding(place, message, expected.strip() or "Write it, or remove the mark.")
