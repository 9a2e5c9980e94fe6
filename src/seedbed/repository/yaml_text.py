"""Guarded YAML: text in, plain data with the position of every key and value out.

The parser's event stream is judged before anything is built from it, so that a bomb of anchors costs nothing. What YAML
forgives is refused here: anchors, aliases, tags, merge keys, duplicate and non-text keys, several documents. A plain
scalar is a number only where JSON would call it one; dates, `no`, `017` and `.nan` stay text. That is stricter than
YAML 1.2 and means the same in every reader.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from seedbed.problems import Finding, Place, Problem, rule

Path: TypeAlias = tuple[str | int, ...]
Spot: TypeAlias = tuple[int, int]

MOST_DEPTH = 12
MOST_NODES = 20_000
MOST_PROBLEMS = 50
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
MOST_DIGITS = 15
"""A double holds 15 decimal digits exactly; a longer number would change on its way through other readers."""

WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """Parsed YAML: `data` is plain Python, `values` and `keys` hold line and column (from 1) by instance path."""

    data: Any = None
    values: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)

    def at(self, *path: str | int) -> Spot:
        """Where the value at `path` begins, or the nearest parent that exists."""
        return self._nearest(self.values, path)

    def key_at(self, *path: str | int) -> Spot:
        """Where the key of `path` stands; a list item has no key, there its value counts."""
        return self.keys.get(path) or self._nearest(self.values, path)

    @staticmethod
    def _nearest(spots: dict[Path, Spot], path: Path) -> Spot:
        while path and path not in spots:
            path = path[:-1]
        return spots.get(path, (1, 1))


def parse_yaml(text: str, /, *, path: str, first_line: int = 1) -> tuple[Document, tuple[Problem, ...]]:
    """Parse one YAML document; `first_line` is the line of the file on which `text` begins.

    Every problem is a value in the result, none is raised. Where there are problems the document must not be used as a
    record, though its positions may still be shown.
    """
    builder = _Builder(path=path, offset=first_line - 1)
    problems: list[Problem] = []
    try:
        for problem in builder.build(text):
            problems.append(problem)
            if len(problems) >= MOST_PROBLEMS:
                break
    except yaml.MarkedYAMLError as error:
        problems.extend(syntax(builder.place(error.problem_mark), error))
    except yaml.YAMLError as error:
        problems.extend(syntax(Place(path=path, line=first_line), error))
    return Document(builder.root, builder.values, builder.keys), tuple(problems)


class _Builder:
    """Turns the event stream into data, one event at a time, and yields what it refuses."""

    def __init__(self, *, path: str, offset: int) -> None:
        self.path, self.offset = path, offset
        self.root: Any = None
        self.values: dict[Path, Spot] = {}
        self.keys: dict[Path, Spot] = {}
        self.nodes = 0
        self.documents = 0
        # One frame for each open collection: [container, its path, the key that waits for its value].
        self.frames: list[list[Any]] = []

    def place(self, mark: Any, /) -> Place:
        if mark is None:
            return Place(path=self.path, line=self.offset + 1)
        return Place(path=self.path, line=mark.line + 1 + self.offset, column=mark.column + 1)

    def build(self, text: str, /) -> Iterator[Problem]:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent):
                yield from self.scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                yield from self.open(event)
                if len(self.frames) > MOST_DEPTH:
                    yield from depth(self.place(event.start_mark))
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                self.frames.pop()
            elif isinstance(event, yaml.AliasEvent):
                yield from alias(self.place(event.start_mark), event.anchor or "")
                self.add(event, None)
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    yield from one_document(self.place(event.start_mark))
                    return
            if self.nodes > MOST_NODES:
                yield from nodes(self.place(event.start_mark))
                return

    def scalar(self, event: yaml.ScalarEvent, /) -> Iterator[Problem]:
        yield from self.guard(event)
        if self.frames and self.frames[-1][2] is _AWAITS_KEY:
            yield from self.take_key(event)
            return
        value: Any = event.value
        if event.implicit[0]:
            value = _plain(value)
            if value is _UNSOUND:
                yield from number(self.place(event.start_mark), event.value)
                value = None
        self.add(event, value)

    def take_key(self, event: yaml.ScalarEvent, /) -> Iterator[Problem]:
        frame = self.frames[-1]
        key, place = event.value, self.place(event.start_mark)
        if event.implicit[0] and (key == "<<" or not isinstance(_plain(key), str)):
            yield from text_key(place, key)
        if key in frame[0]:
            yield from duplicate_key(place, key, self.keys[(*frame[1], key)][0])
        else:
            self.keys[(*frame[1], key)] = (place.line, place.column)
        frame[2] = key

    def open(self, event: yaml.CollectionStartEvent, /) -> Iterator[Problem]:
        yield from self.guard(event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        container: Any = {} if mapping else []
        if self.frames and self.frames[-1][2] is _AWAITS_KEY:
            yield from text_key(self.place(event.start_mark), "a collection")
            self.frames[-1][2] = f"<collection {self.nodes}>"
        path = self.add(event, container)
        self.frames.append([container, path, _AWAITS_KEY if mapping else None])

    def add(self, event: yaml.NodeEvent, value: Any, /) -> Path:
        """Hang `value` where it belongs; returns the path at which it hangs."""
        mark: Any = event.start_mark
        spot = (mark.line + 1 + self.offset, mark.column + 1)
        path: Path = ()
        if not self.frames:
            self.root = value
        else:
            container, parent, key = self.frames[-1]
            if key is _AWAITS_KEY:  # an alias in the place of a key, refused already
                return path
            if isinstance(container, list):
                path = (*parent, len(container))
                container.append(value)
            else:
                path = (*parent, key)
                container.setdefault(key, value)
                self.frames[-1][2] = _AWAITS_KEY
        self.nodes += 1
        self.values.setdefault(path, spot)
        return path

    def guard(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, /) -> Iterator[Problem]:
        if event.anchor:
            yield from anchor(self.place(event.start_mark), event.anchor)
        if event.tag:
            yield from tag(self.place(event.start_mark), event.tag)


_AWAITS_KEY: Any = object()
_UNSOUND: Any = object()


def _plain(text: str, /) -> Any:
    """The value of a plain scalar, or `_UNSOUND` for a number that no two readers agree on."""
    lowered = text if len(text) > len("false") else text.lower()
    if lowered in WORDS and text in {lowered, lowered.title(), lowered.upper()}:
        return WORDS[lowered]
    match = NUMBER.fullmatch(text)
    if not match:
        return text
    if sum(character.isdigit() for character in text) > MOST_DIGITS:
        return _UNSOUND
    if match[1] is None and match[2] is None:
        return _UNSOUND if text == "-0" else int(text)
    value = float(text)
    return value if math.isfinite(value) and (value or not text.startswith("-")) else _UNSOUND


@rule("yaml-syntax", family="reading")
def syntax(place: Place, error: yaml.YAMLError, /) -> Iterator[Finding]:
    """A record is well-formed YAML.

    The most frequent cause is a colon followed by a blank inside an unquoted text: put the whole text in double quotes.
    """
    words = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
    context = getattr(error, "context", None)
    fix = "Put texts that hold a colon, a hash or a quote in double quotes, and indent with blanks only."
    if "mapping values" in words:
        fix = "Put the text in double quotes: a colon and a blank inside an unquoted text start a new key."
    yield Finding(place, f"YAML cannot be read: {words}" + (f" ({context})" if context else ""), fix)


@rule("yaml-anchor", family="reading")
def anchor(place: Place, name: str, /) -> Iterator[Finding]:
    """A record holds no YAML anchors.

    Anchors make one line stand for many and hide from a reader what a record says; nested, they are a bomb.
    """
    yield Finding(place, f"anchor &{name} is not allowed", f"Remove &{name} and write the value out.")


@rule("yaml-alias", family="reading")
def alias(place: Place, name: str, /) -> Iterator[Finding]:
    """A record holds no YAML aliases."""
    yield Finding(place, f"alias *{name} is not allowed", "Write the value out, or put the text in double quotes.")


@rule("yaml-tag", family="reading")
def tag(place: Place, name: str, /) -> Iterator[Finding]:
    """A record holds no YAML tags: a tag asks the reader to build something other than plain data."""
    yield Finding(
        place, f"tag {name} is not allowed", "Remove the tag; quote the text if it must begin with an exclamation mark."
    )


@rule("yaml-key", family="reading")
def text_key(place: Place, key: str, /) -> Iterator[Finding]:
    """Keys are text.

    A number, `true`, `null` or a collection as a key, and the merge key `<<`, are refused: they mean different things
    to different readers.
    """
    fix = "Write the merged keys out." if key == "<<" else f'Put the key in double quotes: "{key}".'
    yield Finding(place, f"key {key} is not a text", fix)


@rule("yaml-duplicate-key", family="reading")
def duplicate_key(place: Place, key: str, first_line: int, /) -> Iterator[Finding]:
    """A key stands once in a mapping.

    Most readers keep the last of two without a word, and a reviewer sees the first.
    """
    yield Finding(place, f"key {key} stands here a second time (first on line {first_line})", "Keep one of the two.")


@rule("yaml-number", family="reading")
def number(place: Place, text: str, /) -> Iterator[Finding]:
    """A number is finite, not a negative zero, and has at most 15 digits, so that every reader sees the same number."""
    yield Finding(
        place,
        f"{text[:40]} is not a number that every reader agrees on",
        "Write a plain number, or quote it if it is text.",
    )


@rule("yaml-depth", family="reading")
def depth(place: Place, /) -> Iterator[Finding]:
    """A record is nested at most 12 levels deep."""
    yield Finding(place, f"nested deeper than {MOST_DEPTH} levels", "No record needs this; flatten it.")


@rule("yaml-nodes", family="reading")
def nodes(place: Place, /) -> Iterator[Finding]:
    """A record holds at most 20,000 values."""
    yield Finding(place, f"more than {MOST_NODES:,} values", "Split the record.")


@rule("yaml-one-document", family="reading")
def one_document(place: Place, /) -> Iterator[Finding]:
    """A file holds one YAML document."""
    yield Finding(
        place,
        "a second YAML document begins here",
        "Remove the line --- and what follows, or make it a file of its own.",
    )
