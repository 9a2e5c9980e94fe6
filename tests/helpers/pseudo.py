"""A language in which every sentence of the portal is marked, and records that no Latin letter is left in.

What a page then shows in Latin letters outside the marks is a text of the portal that no translator will ever see.
"""

from __future__ import annotations

import copy
import re
from html.parser import HTMLParser
from typing import Any

from msgspec.structs import replace

from seedbed.repository.load import Sources
from seedbed.resources import load_schema
from seedbed.site.language import Language

OPEN, CLOSE = "⟦", "⟧"
FOREIGN = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхийклмнопярстуввхызАБЦДЕФГХИЙКЛМНОПЯРСТУВВХЫЗ"
)
NAMED = ("aria-label", "title", "alt", "placeholder")
"""Attributes that people read or hear."""
SILENT = {"script", "style", "code", "pre"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BLANK = re.compile(r"(\{\w*\})")
"""What fills a sentence has marks of its own, or is of a record."""
WORD = re.compile(r"[A-Za-z]{2,}")
NOT_WORDS = re.compile(r"\b(?:catalog|playbooks)/[\w./-]+|\bEUR\b|\b[a-z0-9]+-[a-z0-9-]+\b")
"""Paths, the currency and ids."""
LABEL = re.compile(r"(?<=[\[({|\"])[^\[\](){}|\"\n]+(?=[\])}|\"])")
KEPT = re.compile(r"```.*?```|\]\([^)]*\)|`[^`]*`|https?://\S+|<[^>]*>", re.DOTALL)
"""Parts of a Markdown body that mean something."""


ASKED: set[str] = set()
"""Every text that was ever asked for."""


class Pseudo(Language, frozen=True, kw_only=True):
    """English between marks, with the numbers and dates of English."""

    @property
    def digest(self) -> str:
        return "pseudo"

    def look_up(self, text: str, /) -> str:
        if OPEN not in text:
            ASKED.add(text)
        return BLANK.sub(rf"{CLOSE}\1{OPEN}", f"{OPEN}{text}{CLOSE}")

    def forms(self, one: str, many: str, /) -> tuple[str, ...]:
        return self.look_up(one), self.look_up(many)

    def day(self, value: Any, /) -> str:
        return f"{OPEN}{Language.day(self, value)}{CLOSE}"

    def month(self, value: Any, /) -> str:
        return f"{OPEN}{Language.month(self, value)}{CLOSE}"

    def short_month(self, value: Any, /) -> str:
        return f"{OPEN}{Language.short_month(self, value)}{CLOSE}"

    def ordinal(self, count: int, /) -> str:
        return f"{OPEN}{Language.ordinal(self, count)}{CLOSE}"

    @property
    def in_scripts(self) -> dict[str, tuple[str, ...]]:
        return {}

    @property
    def _locale(self) -> None:
        return None


PSEUDO = Pseudo(code="xx")


def foreign(sources: Sources, /) -> Sources:
    """The same records with every free text in other letters."""
    return Sources(files={path: _foreign(source) for path, source in sources.files.items()})


def _foreign(source: Any) -> Any:
    changes: dict[str, Any] = {}
    if source.kind.schema and source.rows == ():
        data = _spelled(copy.deepcopy(source.data), load_schema(source.kind.schema))
        changes["document"] = replace(source.document, data=data)
    if source.rows:
        changes["rows"] = tuple(
            replace(row, data={**row.data, "source": row.data["source"].translate(FOREIGN)}) for row in source.rows
        )
    if source.body:
        changes["body"] = _spelled_body(source.body)
    return replace(source, **changes)


def _spelled_body(body: str) -> str:
    parts, kept = KEPT.split(body), KEPT.findall(body)
    return "".join(
        part.translate(FOREIGN) + _spelled_diagram(keep) for part, keep in zip(parts, [*kept, ""], strict=True)
    )


def _spelled_diagram(text: str) -> str:
    if not text.startswith("```"):
        return text
    return LABEL.sub(lambda found: found[0].translate(FOREIGN), text)


def _spelled(value: Any, schema: Any, top: Any = None) -> Any:
    top = top or schema
    if "$ref" in schema:
        schema = top["definitions"][schema["$ref"].rpartition("/")[2]]
    for part in schema.get("allOf", ()):
        schema = {**top["definitions"][part["$ref"].rpartition("/")[2]], **schema} if "$ref" in part else schema
    if isinstance(value, dict):
        rest = schema.get("additionalProperties", {})
        return {
            key: _spelled(one, schema.get("properties", {}).get(key, rest if isinstance(rest, dict) else {}), top)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_spelled(one, schema.get("items", {}), top) for one in value]
    is_free = isinstance(value, str) and "enum" not in schema and "pattern" not in schema
    return value.translate(FOREIGN) if is_free else value


def unmarked(html: str, /) -> list[str]:
    """Every text with Latin words that stands outside the marks, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


class _Reader(HTMLParser):
    """Walks through a page; marks may open in one element and close in another."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.depth = 0
        self.silent = 0
        self.stack: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        facts = dict(attrs)
        for name in NAMED:
            if facts.get(name):
                self._judge(facts[name], depth=0)
        is_silent = tag in SILENT or facts.get("lang") == "en"
        if tag not in VOID:
            self.stack.append((tag, is_silent))
            self.silent += is_silent

    def handle_endtag(self, tag: str) -> None:
        while self.stack:
            name, is_silent = self.stack.pop()
            self.silent -= is_silent
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.depth = self._judge(data, depth=self.depth)

    def _judge(self, text: str, *, depth: int) -> int:
        outside = ""
        for sign in text:
            depth += (sign == OPEN) - (sign == CLOSE)
            outside += sign if depth == 0 else " "
        if WORD.search(NOT_WORDS.sub(" ", outside)):
            self.found.append(" ".join(text.split()))
        return depth
