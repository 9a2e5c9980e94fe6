"""YAML records, fast: an exact scanner for the plain subset, the guarded parser for everything else.

An inventory holds thousands of records and a history a hundred thousand versions of them, nearly all of them block
mappings with one scalar a line. The scanner reads those some thirty times faster than the parser and gives up (`None`)
at the first line it is not sure of. It gives either values, as the parser does, or texts: there scalars stay what
stands in the file (`1.10` is not 1.1), and only null, `~` and nothing are None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from seedbed.repository.yaml_rules import MOST_DEPTH
from seedbed.repository.yaml_text import MOST_DIGITS, NUMBER, parse_yaml

MOST_CHARACTERS = 20_000
"""Longest text that the scanner takes; a longer one may hold more values than the parser allows."""

_KEY = "[A-Za-z_][A-Za-z0-9_-]{0,99}"
_LINES = re.compile(rf"^(?:( *)({_KEY}): ([A-Za-z][^:#\n]*)(?<! )|(.*))$", re.MULTILINE)
"""Every line: most are a key with a plain text, taken apart at once; the others are kept whole."""

LINE = re.compile(rf"( *)(- )?(?:({_KEY}):(?: +(.*))?|(?<=- )([^\s#].*))")
SKIPPED = re.compile(r" *(?:#.*)?")
_UNSAFE = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Control characters, tabs, carriage returns, further line ends and byte order marks."""

_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`~ ")
"""What begins something else than a plain scalar, or might; `~` is null."""

_QUOTED = re.compile(r"""(?:"([^"\\]*)"|'([^']*)')(?: +#.*)?""")
_FLOW_TEXT = r"""(?:[^-?:,\[\]{}#&*!|>'"%@`~\s\ufeff](?:[^?:,\[\]{}#\n]*[^?:,\[\]{}#\s])?|"[^"\\]*"|'[^']*')"""
_FLOW_LIST = re.compile(rf"\[ *(?:{_FLOW_TEXT}(?: *, *{_FLOW_TEXT})*)? *\]")
_FLOW_PAIR = rf"{_KEY}: +{_FLOW_TEXT}"
_FLOW_MAP = re.compile(rf"\{{ *(?:{_FLOW_PAIR}(?: *, *{_FLOW_PAIR})*)? *\}}")
FLOW_ITEM = re.compile(rf"(?:({_KEY}): +)?({_FLOW_TEXT})")
_WORDS: Mapping[str, bool | None] = {
    spelt: value
    for word, value in {"true": True, "false": False, "null": None}.items()
    for spelt in (word, word.title(), word.upper())
}
"""Words that are no text; where they stand as keys the parser says so."""
_NULLS: Mapping[str, None] = {word: None for word, value in _WORDS.items() if value is None}


class _Unsure(Exception):  # noqa: N818 - no error: the parser decides
    """The text leaves the plain subset."""


def read_texts(text: str, /) -> Any:
    """The record's mapping with every scalar as text; None when the guarded parser refuses it, or when it is none."""
    found = scan_texts(text)
    return parse_texts(text) if found is None else found


def parse_texts(text: str, /) -> dict[str, Any] | None:
    """The same by the guarded parser alone."""
    document, problems = parse_yaml(text, path="")
    if problems or not isinstance(document.data, dict):
        return None
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    texts: dict[str, Any] = _nulls_kept(document.data, yaml.load(text, loader))  # noqa: S506 - makes texts only
    return texts


def _nulls_kept(data: Any, texts: Any, /) -> Any:
    """The texts, with None where the parser found nothing."""
    if isinstance(data, dict):
        return {key: _nulls_kept(value, texts[key]) for key, value in data.items()}
    if isinstance(data, list):
        return [_nulls_kept(*pair) for pair in zip(data, texts, strict=True)]
    return None if data is None else texts


def scan_texts(text: str, /) -> dict[str, Any] | None:
    """What `parse_texts` gives, or None when the text is not wholly of the plain subset."""
    return _scan(text, _Scanner(_NULLS))


def scan_values(text: str, /) -> dict[str, Any] | None:
    """The data that `parse_yaml` finds without a problem, or None when the text is not wholly of the plain subset."""
    return _scan(text, _Values(_WORDS))


def is_scannable(text: str, /) -> bool:
    """Whether a text is short enough and of such characters that its lines may be looked at."""
    if len(text) > MOST_CHARACTERS:
        return False
    return text.replace("\n", "").isprintable() or not _UNSAFE.search(text)


def _scan(text: str, scanner: _Scanner) -> dict[str, Any] | None:
    if not is_scannable(text):
        return None
    words = scanner.words
    try:
        for space, key, value, line in _LINES.findall(text):
            if key:
                scanner.enter(len(space), key, words.get(value, value))
            elif line:
                scanner.take(line)
    except _Unsure:
        return None
    return scanner.root or None


class _Scanner:
    """The innermost open collection, those around it, and the key that still waits for its value."""

    __slots__ = ("indent", "is_list", "outer", "root", "top", "waiting", "words")

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.words = words
        self.root: dict[str, Any] = {}
        self.top: Any = self.root
        self.indent = 0
        self.is_list = False
        self.outer: list[tuple[int, Any]] = []
        self.waiting: str | None = None

    def enter(self, indent: int, key: str, value: Any, /) -> None:
        """Take a key with its value."""
        if indent != self.indent or self.is_list:
            self.settle(indent, is_item=False)
        if key in self.top or key in _WORDS:
            raise _Unsure
        self.top[key] = value
        self.waiting = None

    def take(self, line: str, /) -> None:
        """Take a line of any other form."""
        match = LINE.fullmatch(line)
        if match is None:
            if SKIPPED.fullmatch(line):
                return
            raise _Unsure
        space, dash, key, value, item = match.groups()
        indent = len(space)
        if dash:
            self.settle(indent, is_item=True)
            if key is None:
                self.top.append(self.scalar(item))
                return
            self.top.append({})
            self.open(indent + 2, self.top[-1])
            indent += 2
        waits = not value or value[0] == "#"
        self.enter(indent, key, None if waits else self.scalar(value))
        self.waiting = key if waits else None

    def settle(self, indent: int, /, *, is_item: bool) -> None:
        """Find or open the collection that a line of this indent belongs to."""
        if self.waiting is not None and (indent > self.indent or (is_item and indent == self.indent)):
            opened: Any = [] if is_item else {}
            self.top[self.waiting] = opened
            self.open(indent, opened)
            return
        self.waiting = None
        while indent < self.indent or (indent == self.indent and self.is_list and not is_item):
            if not self.outer:
                raise _Unsure
            self.indent, self.top = self.outer.pop()
            self.is_list = isinstance(self.top, list)
        if indent != self.indent or self.is_list is not is_item:
            raise _Unsure

    def open(self, indent: int, collection: Any, /) -> None:
        """Go into a collection."""
        if len(self.outer) > MOST_DEPTH - 3:
            raise _Unsure
        self.outer.append((self.indent, self.top))
        self.indent, self.top, self.waiting = indent, collection, None
        self.is_list = isinstance(collection, list)

    def scalar(self, value: str, /) -> Any:
        """The value that stands behind a key or a dash."""
        first = value[0]
        if first in _FIRST:
            return _quoted(value) if first in "\"'" else self.flow(value)
        if " #" in value:
            value = value[: value.index(" #")].rstrip(" ")
        if ": " in value or value[-1] in ": ":
            raise _Unsure
        return self.plain(value)

    def plain(self, value: str, /) -> Any:
        """The value of a scalar without quotes."""
        if value in self.words:
            return self.words[value]
        is_odd = value[0].isdigit() and (len(value) >= MOST_DIGITS or "e" in value or "E" in value)
        if is_odd and NUMBER.fullmatch(value):
            raise _Unsure  # the parser refuses some of these
        return value

    def flow(self, value: str, /) -> Any:
        """A list or mapping of scalars on one line."""
        if _FLOW_LIST.fullmatch(value):
            return [self.flow_scalar(text) for _, text in FLOW_ITEM.findall(value)]
        if not _FLOW_MAP.fullmatch(value):
            raise _Unsure
        pairs = [(key, self.flow_scalar(text)) for key, text in FLOW_ITEM.findall(value)]
        found = dict(pairs)
        if len(found) != len(pairs) or not found.keys().isdisjoint(_WORDS):
            raise _Unsure
        return found

    def flow_scalar(self, text: str, /) -> Any:
        """One scalar of a flow."""
        return text[1:-1] if text[0] in "\"'" else self.plain(text)


class _Values(_Scanner):
    """Scalars as what they mean, numbers among them."""

    __slots__ = ()

    def plain(self, value: str, /) -> Any:
        """The value of a scalar without quotes."""
        found = super().plain(value)
        number = NUMBER.fullmatch(value) if value[0].isdigit() else None
        if number is None:
            return found
        return int(value) if number[1] is None and number[2] is None else float(value)


def _quoted(value: str, /) -> str:
    match = _QUOTED.fullmatch(value)
    if match is None:
        raise _Unsure
    double, single = match.groups()
    return single if double is None else double
