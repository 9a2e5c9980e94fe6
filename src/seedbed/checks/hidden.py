"""Characters that a reviewer does not see: zero-width, bidirectional, tags, selectors, fillers, private use.

They carry instructions past a reviewer to a machine, make two identifiers look alike, or turn a line round. What a
script or an emoji honestly needs is let through where it needs it, and nowhere else.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from seedbed.checks.context import Context
from seedbed.problems import Finding, Place, Problem, rule
from seedbed.repository.load import Source

MOST_FINDINGS = 50
"""Findings of this rule that are listed of one file."""

SELECTORS = "\ufe0e\ufe0f"
TONES = "\U0001f3fb-\U0001f3ff"
PICTURES = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
"""Symbols and pictographs, which a selector or a joiner turns into another picture."""
JOINED_SCRIPTS = "\u0600-\u08ff\u0900-\u109f\u1780-\u17ff\u1800-\u18af"
"""Arabic, the scripts of India and South-East Asia, Khmer, Mongolian: here joiners are part of spelling."""
IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"

HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ue000-\uf8ff\ufe00-\ufe0d\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff\U000f0000-\U0010ffff]"
    f"|(?<![{JOINED_SCRIPTS}])(?:(?<![{PICTURES}{SELECTORS}{TONES}])\u200d|\u200d(?![{PICTURES}])|\u200c)"
    f"|(?<![{PICTURES}])[{SELECTORS}](?!\u20e3)"  # a digit, a selector and U+20E3 make a keycap
    f"|(?<![{IDEOGRAPHS}])[\U000e0100-\U000e01ef]"
)
"""One character that nobody sees, in a place where no script and no emoji needs it."""

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What steers a terminal; in a text itself reading refuses it, as an escape in YAML it is found here."""

ONE_LINE = ("name", "title", "summary")
"""Fields that stand in lists, in feeds and in the logs of forges."""

NAMES = {"\u00ad": "SOFT HYPHEN", "\ufeff": "BYTE ORDER MARK"}


def check(context: Context, /) -> Iterator[Problem]:
    """Every text, whether its record can be used or not."""
    for source in context.sources.files.values():
        if not (source.text.isascii() and "\\" not in source.text and "&" not in source.body):
            yield from hidden_characters(source)
        yield from one_line(source)


@rule("one-line", family="text")
def one_line(source: Source, /) -> Iterator[Finding]:
    """A name, a title and a summary are one line.

    A line break in a name begins a line of somebody else's in every list and log in which the name stands.
    """
    for key in ONE_LINE if isinstance(source.data, Mapping) else ():
        value = source.data.get(key)
        if isinstance(value, str) and "\n" in value.rstrip("\n"):
            yield Finding(source.place(key), f"`{key}` has several lines", "Write it on one line.")


@rule("hidden-characters", family="text")
def hidden_characters(source: Source, /) -> Iterator[Finding]:
    """A text holds no characters that a reader cannot see.

    Zero-width and bidirectional characters, tag characters, variation selectors outside emoji, fillers and private-use
    characters are refused, written directly, as an escape in YAML or as an entity in Markdown; so are escapes of
    control characters. They show a reviewer one text and a machine another.
    """
    left = MOST_FINDINGS
    for place, character in _found(source):
        if left == 0:
            return
        left -= 1
        name = NAMES.get(character) or unicodedata.name(character, "without a name")
        fix = "Delete it; where words must be kept together or apart, write them so that one sees it."
        yield Finding(place, f"hidden character U+{ord(character):04X} ({name})", fix)


def find_hidden(text: str, /) -> Iterator[re.Match[str]]:
    """Every hidden character of a text."""
    return HIDDEN.finditer(text)


def _found(source: Source) -> Iterator[tuple[Place, str]]:
    for number, line in enumerate(source.text.split("\n"), start=1):
        for match in () if line.isascii() else find_hidden(line):
            yield Place(path=source.path, line=number, column=match.start() + 1), match[0]
    if "\\" in source.text:
        yield from _escaped(source, source.data, ())
    for number, line in enumerate(source.body.split("\n") if "&" in source.body else (), start=source.body_line):
        for match in () if "&" not in line else find_hidden(html.unescape(line)):
            if match[0] not in line:
                yield Place(path=source.path, line=number, column=line.index("&") + 1), match[0]


def _escaped(source: Source, value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Place, str]]:
    """Hidden characters in the data that the file spells as escapes."""
    if isinstance(value, str):
        found = (*find_hidden(value), *CONTROL.finditer(value))
        yield from ((source.place(*path), match[0]) for match in found if match[0] not in source.text)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _escaped(source, key, path)
            yield from _escaped(source, inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _escaped(source, inner, (*path, position))
