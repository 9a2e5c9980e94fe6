"""Guarded YAML: text in, plain data with the position of every key and value out.

The parser's event stream is judged before anything is built from it, so that a bomb of anchors costs nothing. What YAML
forgives is refused here: anchors, aliases, tags, merge keys, duplicate and non-text keys, several documents. A plain
scalar is a number only where JSON would call it one; dates, `no`, `017` and `.nan` stay text. That is stricter than
YAML 1.2 and means the same in every reader.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

import yaml
from msgspec import Struct, field

from seedbed.problems import Place, Problem
from seedbed.repository.yaml_rules import (
    MOST_DEPTH,
    MOST_NODES,
    alias,
    anchor,
    depth,
    duplicate_key,
    marker,
    nodes,
    number,
    one_document,
    syntax,
    tag,
    text_key,
)

Path: TypeAlias = tuple[str | int, ...]
Spot: TypeAlias = tuple[int, int]

MOST_PROBLEMS = 50
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
MOST_DIGITS = 15
"""A double holds 15 decimal digits exactly; a longer number would change on its way through other readers."""

UNCLOSED = ("while scanning a quoted scalar", "while parsing a flow")

WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Spots(Struct, frozen=True):
    """Line and column (from 1) of values and of keys, by instance path."""

    values: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)


class Document(Struct, frozen=True):
    """Parsed YAML: `data` is plain Python, `find` tells where everything stands; it is asked once, if at all."""

    data: Any = None
    find: Callable[[], Spots] = Spots
    _found: list[Spots] = field(default_factory=list)

    @property
    def spots(self) -> Spots:
        """Where every value and every key stands."""
        if not self._found:
            self._found.append(self.find())
        return self._found[0]

    def at(self, *path: str | int) -> Spot:
        """Where the value at `path` begins, or the nearest parent that exists."""
        spots = self.spots.values
        while path and path not in spots:
            path = path[:-1]
        return spots.get(path, (1, 1))

    def key_at(self, *path: str | int) -> Spot:
        """Where the key of `path` stands; a list item has no key, there its value counts."""
        return self.spots.keys.get(path) or self.at(*path)


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
        # What was opened and never closed is told where it was opened, not where the file ends.
        is_open = (error.context or "").startswith(UNCLOSED)
        problems.extend(syntax(builder.place(error.context_mark if is_open else error.problem_mark), error))
    except yaml.YAMLError as error:
        problems.extend(syntax(Place(path=path, line=first_line), error))
    return Document(builder.root, partial(Spots, builder.values, builder.keys)), tuple(problems)


class _Frame(Struct):
    """An open collection: what it holds so far, its path, the key that waits for a value, whether it is a key."""

    container: Any
    path: Path
    key: Any
    is_key: bool = False

    @property
    def awaits_key(self) -> bool:
        """Whether a key comes next."""
        return self.key is _AWAITS_KEY


class _Builder:
    """Turns the event stream into data, one event at a time, and yields what it refuses."""

    def __init__(self, *, path: str, offset: int) -> None:
        self.path, self.offset = path, offset
        self.root: Any = None
        self.values: dict[Path, Spot] = {}
        self.keys: dict[Path, Spot] = {}
        self.lines = [""]
        self.nodes = 0
        self.documents = 0
        self.frames: list[_Frame] = []

    def place(self, mark: Any, /) -> Place:
        """Where a mark stands in the file; its first line where there is no mark."""
        line, column = self.spot(mark) if mark else (self.offset + 1, 1)
        return Place(path=self.path, line=line, column=column)

    def spot(self, mark: Any, /) -> Spot:
        """The line and column of a mark; a value that was left out at the very end stands at the end of the text."""
        line = min(mark.line, len(self.lines) - 1)
        column = mark.column if line == mark.line else len(self.lines[line])
        return line + 1 + self.offset, min(column, len(self.lines[line])) + 1

    def build(self, text: str, /) -> Iterator[Problem]:
        """Take every event; ends early where going on would cost more than the file is worth."""
        self.lines = text.split("\n")
        for event in yaml.parse(text, Loader=_LOADER):
            yield from self.take(event)
            if len(self.frames) > MOST_DEPTH:
                yield from depth(self.place(event.start_mark))
                return
            if self.nodes > MOST_NODES:
                yield from nodes(self.place(event.start_mark))
                return
            if self.documents > 1:
                yield from one_document(self.place(event.start_mark))
                return

    def take(self, event: yaml.Event, /) -> Iterator[Problem]:
        """Go on by one event."""
        match event:
            case yaml.ScalarEvent():
                yield from self.scalar(event)
            case yaml.CollectionStartEvent():
                yield from self.open(event)
            case yaml.CollectionEndEvent():
                self.close()
            case yaml.AliasEvent():
                yield from alias(self.place(event.start_mark), event.anchor or "")
                self.add(event, None)
            case yaml.DocumentStartEvent():
                self.documents += 1
                if event.version or event.tags:
                    yield from marker(self.place(event.start_mark), "a directive (a line that begins with %)")
            case yaml.DocumentEndEvent() if event.explicit:
                yield from marker(self.place(event.start_mark), "the end mark ...")
            case _:
                return

    def scalar(self, event: yaml.ScalarEvent, /) -> Iterator[Problem]:
        """Take a scalar, as a key or as a value."""
        yield from self.guard(event)
        if self.frames and self.frames[-1].awaits_key:
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
        """Take the key of the next value; of a key that comes twice the first value stands."""
        frame = self.frames[-1]
        key, place = event.value, self.place(event.start_mark)
        if event.implicit[0] and (key == "<<" or not isinstance(_plain(key), str)):
            yield from text_key(place, key)
        path = (*frame.path, key)
        if path in self.keys:
            yield from duplicate_key(place, key, self.keys[path][0])
        self.keys.setdefault(path, (place.line, place.column))
        frame.key = key

    def open(self, event: yaml.CollectionStartEvent, /) -> Iterator[Problem]:
        """Begin a mapping or a list."""
        yield from self.guard(event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        container: Any = {} if is_mapping else []
        is_key = bool(self.frames) and self.frames[-1].awaits_key
        if is_key:
            yield from text_key(self.place(event.start_mark), None)
        path = self.add(event, container)
        self.frames.append(_Frame(container, path, _AWAITS_KEY if is_mapping else None, is_key))

    def close(self) -> None:
        """End the innermost collection."""
        if self.frames.pop().is_key:
            self.frames[-1].key = _NO_KEY

    def add(self, event: yaml.NodeEvent, value: Any, /) -> Path:
        """Hang `value` where it belongs; returns the path at which it hangs."""
        self.nodes += 1
        frame = self.frames[-1] if self.frames else None
        path: Path = ()
        if frame is None:
            self.root = value
        elif isinstance(frame.container, list):
            path = (*frame.path, len(frame.container))
            frame.container.append(value)
        elif frame.awaits_key:  # an alias or a collection in the place of a key: refused, and what follows is its value
            path = (*frame.path, REFUSED)
            frame.key = _NO_KEY
        else:
            path = (*frame.path, REFUSED if frame.key is _NO_KEY else frame.key)
            if frame.key is not _NO_KEY:
                frame.container.setdefault(frame.key, value)
            frame.key = _AWAITS_KEY
        self.values.setdefault(path, self.spot(event.start_mark))
        return path

    def guard(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, /) -> Iterator[Problem]:
        """Refuse the anchor and the tag of a node."""
        if event.anchor:
            yield from anchor(self.place(event.start_mark), event.anchor)
        if event.tag:
            yield from tag(self.place(event.start_mark), event.tag)


_AWAITS_KEY: Any = object()
_NO_KEY: Any = object()
_UNSOUND: Any = object()
REFUSED = "\0"
"""Stands in a path for a key that is no text; no readable file holds this character."""


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
