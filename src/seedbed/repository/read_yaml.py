"""A YAML record read the fast way where that is exact, and where its keys and values stand once somebody asks.

The data tell what comes next, so finding the places is a walk along the lines beside them.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from seedbed.problems import Problem
from seedbed.repository.plain_yaml import FLOW_ITEM, LINE, SKIPPED, scan_values
from seedbed.repository.yaml_text import Document, Path, Spot, Spots, parse_yaml


def read_yaml(text: str, /, *, path: str, first_line: int = 1) -> tuple[Document, tuple[Problem, ...]]:
    """What `parse_yaml` gives, sooner."""
    data = scan_values(text)
    if data is None:
        return parse_yaml(text, path=path, first_line=first_line)
    return Document(data, partial(find_spots, text, data, first_line)), ()


def find_spots(text: str, data: dict[str, Any], first_line: int, /) -> Spots:
    """The line and column of everything in `data`, which `scan_values` has made of `text`."""
    lines = [
        (number, match)
        for number, line in enumerate(text.split("\n"), start=first_line)
        if (match := LINE.fullmatch(line)) and not SKIPPED.fullmatch(line)
    ]
    walk = _Walk(lines)
    walk.mapping(data, ())
    return Spots(walk.values, walk.keys)


class _Walk:
    """The lines that hold something, and how far the walk has come."""

    def __init__(self, lines: list[tuple[int, re.Match[str]]]) -> None:
        self.lines, self.at = lines, 0
        self.values: dict[Path, Spot] = {}
        self.keys: dict[Path, Spot] = {}

    def mapping(self, data: dict[str, Any], path: Path) -> None:
        """A mapping begins where its first key stands."""
        number, match = self.lines[self.at]
        self.values[path] = (number, match.start(3) + 1)
        for key, value in data.items():
            number, match = self.lines[self.at]
            self.keys[*path, key] = (number, match.start(3) + 1)
            self.value(value, (*path, key))

    def value(self, value: Any, path: Path) -> None:
        """What stands behind a key: on its line, below it, or nowhere."""
        number, match = self.lines[self.at]
        self.at += 1
        if match[4] and not match[4].startswith("#"):
            self.scalar(value, path, (number, match.start(4) + 1), match[4])
        elif isinstance(value, dict):
            self.mapping(value, path)
        elif isinstance(value, list):
            self.items(value, path)
        else:
            self.values[path] = (number, match.end(3) + 2)

    def items(self, items: list[Any], path: Path) -> None:
        """A list begins where its first dash stands."""
        number, match = self.lines[self.at]
        self.values[path] = (number, match.end(1) + 1)
        for position, item in enumerate(items):
            number, match = self.lines[self.at]
            if match[3] is not None:
                self.mapping(item, (*path, position))
            else:
                self.at += 1
                self.scalar(item, (*path, position), (number, match.start(5) + 1), match[5])

    def scalar(self, value: Any, path: Path, spot: Spot, text: str) -> None:
        """A value on one line, with what it holds when it is a list or a mapping."""
        self.values[path] = (line, column) = spot
        if isinstance(value, dict | list):
            for position, match in enumerate(FLOW_ITEM.finditer(text)):
                inner = (*path, match[1] if isinstance(value, dict) else position)
                self.values[inner] = (line, column + match.start(2))
                if isinstance(value, dict):
                    self.keys[inner] = (line, column + match.start(1))
