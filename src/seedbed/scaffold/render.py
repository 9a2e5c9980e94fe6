"""A filled form as the text of a file: YAML with the schema's words as comments, front matter, or a row of a table."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from seedbed.checks.drafts import MARK
from seedbed.checks.fields import Schema, resolve
from seedbed.quoting import item, scalar
from seedbed.repository.csv_text import COLUMNS
from seedbed.scaffold.form import Node, State

WIDTH = 100

PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+\.[0-9]+\.[0-9]+|https://[A-Za-z0-9./-]+")
"""Days, versions and plain addresses stand without quotes, as people write them: our reader takes them for text."""


def create_header(kind_name: str, root: Schema, path: str, /) -> str:
    """The head of a YAML record: the line by which editors find its schema, and what the record is."""
    modeline = f"# yaml-language-server: $schema={'../' * path.count('/')}schemas/{kind_name}.json"
    return "".join(f"{line}\n" for line in (modeline, *_comment(_sentence(root["description"])), ""))


def create_yaml(form: Node, /, *, root: Schema) -> str:
    """The fields of a record, what each one means above it, and the fields that may be added at the end."""
    return "".join(f"{line}\n" for line in (*_fields(form, ""), *_further(form, root)))


def create_row(form: Node, /) -> str:
    """The fields as one line of a measurement table."""
    cells = form.data
    return ",".join(_cell(cells.get(column, "")) for column in COLUMNS) + "\n"


def _fields(node: Node, pad: str) -> Iterator[str]:
    for name, child in node.children.items():
        if not pad and name != next(iter(node.children)):
            yield ""
        yield from (f"{pad}{line}" for line in _words(child))
        if child.children:
            yield f"{pad}{name}:"
            yield from _fields(child, f"{pad}  ")
        elif child.rows:
            yield f"{pad}{name}:"
            yield from (line for row in child.rows for line in _row(row, f"{pad}  "))
        else:
            yield f"{pad}{name}: {_value(child.value, scalar)}"


def _row(row: Node, pad: str) -> Iterator[str]:
    """One entry of a list of mappings, on a line of its own."""
    for leaf in row.leaves:
        if _is_hidden(leaf):
            yield f"{pad}{_todo(leaf)}"
    shown = ", ".join(f"{leaf.path[-1]}: {_value(leaf.value, item)}" for leaf in row.leaves)
    yield f"{pad}- {{{shown}}}"


def _words(node: Node) -> list[str]:
    """What stands above a field: what it means, or what is expected where its value only stands in."""
    if _is_hidden(node):
        return [_todo(node)]
    return [] if _says_itself(node) else _comment(help_of(node.schema))


def _todo(node: Node) -> str:
    return f"# {MARK} {help_of(node.schema)}"


def _is_hidden(node: Node) -> bool:
    """Whether the value stands in for an answer without saying so."""
    return node.state is State.OPEN and not node.children and not node.rows and not _says_itself(node)


def _says_itself(node: Node) -> bool:
    value = node.value[0] if isinstance(node.value, list) and node.value else node.value
    return isinstance(value, str) and value.startswith(MARK)


def help_of(schema: Schema, /) -> str:
    """What the schema says about a field, with its values where the words do not name them."""
    words = str(schema.get("description", ""))
    items = schema.get("items", {})
    values = [str(value) for value in schema.get("enum", items.get("enum", ()))]
    unnamed = values and not all(value in words for value in values)
    return f"{words} One of {', '.join(values)}.".lstrip() if unnamed else words


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _sentence(description: str) -> str:
    """The description of a kind without the path at its front."""
    _, found, words = description.partition(": ")
    sentence = words if found else description
    return sentence[:1].upper() + sentence[1:]


def _further(form: Node, root: Schema) -> Iterator[str]:
    """The fields that may be added, one comment each."""
    names = [name for name in root["properties"] if name not in form.children]
    if names:
        yield ""
        yield "# What may be added:"
    for name in names:
        words = help_of(resolve(root["properties"][name], root))
        yield from textwrap.wrap(f"{name}: {words}", WIDTH, initial_indent="#   ", subsequent_indent="#     ")


def _value(value: Any, quote: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(entry, item) for entry in value)}]"
    if isinstance(value, str):
        return value if PLAIN.fullmatch(value) else str(quote(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cell(value: Any) -> str:
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"') else text
