"""Expressions of GitHub workflows, as far as ours use them: `${{ github.event.number || inputs.number }}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<sign>&&|\|\||==|!=|[!().,])|(?P<name>[A-Za-z_*][\w*-]*))"
)
WHOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


@dataclass
class Status:
    """How a job stands: what success(), failure(), cancelled() and always() say."""

    failed: bool = False


def fill(text: str, context: Mapping[str, Any], status: Status | None = None, /) -> str:
    """A text with its expressions replaced."""
    return WHOLE.sub(lambda match: _text(_Reader(match[1], context, status or Status()).value()), text)


def holds(condition: str, context: Mapping[str, Any], status: Status, /) -> bool:
    """Whether an `if` lets a job or step run; one that asks for no status needs success."""
    inner = WHOLE.fullmatch(condition.strip())
    source = inner[1] if inner else condition
    asks = re.search(r"\b(?:always|cancelled|failure|success)\(", source)
    return _truth(_Reader(source, context, status).value()) and (bool(asks) or not status.failed)


class _Reader:
    """A reader by recursive descent; or, and, equality, not, then values."""

    def __init__(self, source: str, context: Mapping[str, Any], status: Status) -> None:
        self.tokens = [match for match in TOKEN.finditer(source) if match.group().strip()]
        assert "".join(match.group() for match in self.tokens).split() == source.split(), source
        self.context, self.status, self.place = context, status, 0

    def value(self) -> Any:
        found = self._either()
        assert self.place == len(self.tokens), "an expression goes on"
        return found

    def _next(self) -> str:
        return self.tokens[self.place].group().strip() if self.place < len(self.tokens) else ""

    def _take(self, sign: str) -> bool:
        taken = self._next() == sign
        self.place += taken
        return taken

    def _either(self) -> Any:
        found = self._both()
        while self._take("||"):
            other = self._both()
            found = found if _truth(found) else other
        return found

    def _both(self) -> Any:
        found = self._same()
        while self._take("&&"):
            other = self._same()
            found = other if _truth(found) else found
        return found

    def _same(self) -> Any:
        found = self._one()
        if self._take("=="):
            return _text(found).lower() == _text(self._one()).lower()
        if self._take("!="):
            return _text(found).lower() != _text(self._one()).lower()
        return found

    def _one(self) -> Any:
        if self._take("!"):
            return not _truth(self._one())
        if self._take("("):
            found = self._either()
            assert self._take(")")
            return found
        token = self.tokens[self.place]
        self.place += 1
        if token["text"]:
            return token["text"][1:-1].replace("''", "'")
        if token["number"]:
            return int(token["number"])
        return self._called(token["name"]) if self._take("(") else self._found(self.context.get(token["name"]))

    def _found(self, found: Any) -> Any:
        while self._take("."):
            name = self._next()
            self.place += 1
            if name == "*":
                found = list(found or [])
            elif isinstance(found, list):
                found = [one.get(name) for one in found]
            else:
                found = found.get(name) if isinstance(found, Mapping) else None
        return found

    def _called(self, name: str) -> Any:
        given = []
        while not self._take(")"):
            given.append(self._either())
            self._take(",")
        if name == "contains":
            place, word = given
            return word in (place or [])
        return {"always": True, "cancelled": False, "failure": self.status.failed, "success": not self.status.failed}[
            name
        ]


def _truth(value: Any) -> bool:
    return value not in (None, "", 0, False)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
