"""Where a record can be spoilt: every scalar of a YAML file or front matter, with what its schema says about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from seedbed.checks import fields
from seedbed.checks.references import FIELDS
from seedbed.kinds import Form
from seedbed.repository.load import Source
from seedbed.resources import load_schema


@dataclass(frozen=True)
class Mutant:
    """A spoilt record: its bytes, and the rule that must find it on that line."""

    data: bytes
    rule: str
    line: int


@dataclass(frozen=True)
class Site:
    """One scalar as it is written: `raw` begins at `line` and `column` (from 1) of the file."""

    source: Source
    path: fields.Path
    value: Any
    raw: str
    line: int
    column: int

    @property
    def field(self) -> fields.Schema:
        """What the schema says about it."""
        return fields.field_of(self.path, load_schema(self.source.kind.name))

    @property
    def is_block(self) -> bool:
        """Whether it stands alone after its key, to the end of the line."""
        text = self.lines[self.line - 1]
        return text.endswith(f": {self.raw}") and "{" not in text and "[" not in text

    @property
    def target(self) -> str | None:
        """The kind of record that it names, if it is a reference."""
        name = ".".join("*" if isinstance(part, int) else part for part in self.path)
        return FIELDS.get(self.source.kind.name, {}).get(name)

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.source.text.split("\n")

    def written(self, raw: str, rule: str) -> Mutant:
        """The record with another text in the place of the scalar."""
        lines = self.lines
        text = lines[self.line - 1]
        lines[self.line - 1] = text[: self.column - 1] + raw + text[self.column - 1 + len(self.raw) :]
        return Mutant("\n".join(lines).encode(), rule, self.line)


def sites_of(source: Source) -> list[Site]:
    """Every scalar of a record that is written plainly."""
    if source.kind.form not in {Form.YAML, Form.FRONT_MATTER}:
        return []
    return list(_sites(source, source.data, ()))


def _sites(source: Source, value: Any, path: fields.Path) -> Iterator[Site]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _sites(source, inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _sites(source, inner, (*path, position))
    else:
        line, column = source.document.at(*path)
        rest = source.text.split("\n")[line - 1][column - 1 :]
        raw = value if isinstance(value, str) else json.dumps(value)
        if rest.startswith(raw) and rest[len(raw) :][:1] in {"", ",", "]", "}", " "}:
            yield Site(source, path, value, raw, line, column)


SiteMutation = Callable[[Site], Mutant | None]
