"""The texts that a script would show past the translators: literals like prose, or standing where people look.

A script tells its texts by `say("…")` and `plural(count, "…", "…")`, whose literals are collected. Any other literal is
either a name that machines read (a class, a selector, a key, a command) or a text that nobody will ever translate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

TOKEN = re.compile(
    r"/\*.*?\*/|//[^\n]*"
    r'|(?P<text>"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`)'
    r"|(?<=[(,=:?!&|])\s*/(?![*/])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*"
    r"|(?P<word>[\w$]+)|(?P<sign>\S)",
    re.DOTALL,
)
TELLING = {"say", "plural"}
SEEN = re.compile(
    r"(?:\b(?:textContent|innerText|innerHTML|placeholder|title|ariaLabel|alt)\s*(?:\+?=|:)|createTextNode\()\s*$"
)
NAMED = re.compile(r'setAttribute\(\s*"(?:aria-label|aria-description|title|placeholder|alt)",\s*$')
"""Where people look: what is written there is read, be it one small word."""
CALLS = r"(?:querySelector(?:All)?|matches|closest|matchMedia|new Error)\("
SILENT = re.compile(rf"(?:className\s*(?:\+?=|:)|{CALLS}|\.key\s*[!=]==)\s*$")
"""Where nobody looks."""
WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]{2,}|[A-Za-z]{2,}[.!?…]$")
MACHINE = re.compile(r"use strict$|seedbed |--set |[.#(<]|not all$|(?:sb|md)-[\w-]+(?: (?:sb|md)-[\w-]+)*$")
SIDES = {"Top", "Right", "Bottom", "Left", "Width", "Color"}
"""Parts of the names of styles."""


def untold(script: str, /) -> list[str]:
    """Every literal that people would read and translators would not, in order."""
    return [text for text, before, caller in _literals(script) if caller not in TELLING and _is_read(text, before)]


def _literals(script: str) -> Iterator[tuple[str, str, str]]:
    """(literal without its quotes, the code before it, the call or brace in which it stands)."""
    around, last = [""], ""
    for token in TOKEN.finditer(script):
        kind, text = token.lastgroup, token[0]
        if kind == "text":
            yield text[1:-1], script[max(0, token.start() - 80) : token.start()], around[-1]
        elif kind == "sign" and text in "([{":
            around.append(last if text == "(" else text)
        elif kind == "sign" and text in ")]}" and len(around) > 1:
            around.pop()
        if kind:
            last = text if kind == "word" else ""


def _is_read(text: str, before: str) -> bool:
    if SEEN.search(before) or NAMED.search(before):
        return re.search(r"[A-Za-z]{2,}", text) is not None
    is_prose = WORDS.search(text) and text not in SIDES and not MACHINE.match(text)
    return bool(is_prose) and not SILENT.search(before)
