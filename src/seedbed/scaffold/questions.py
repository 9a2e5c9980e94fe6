"""What to ask the author of a draft: one question for each field that is due and not answered yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from seedbed.checks.fields import Path, Schema, resolve
from seedbed.scaffold.form import Node, State
from seedbed.scaffold.render import help_of


class Question(Struct, frozen=True, kw_only=True):
    """A field to ask for: what it means, what may be chosen (empty for free text), and what an empty reply stands for.

    `named` says that the choices are ids of records, to which others may be added later.
    """

    path: Path
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    named: bool = False

    @property
    def name(self) -> str:
        """The field as `--set` names it."""
        return ".".join(map(str, self.path))


def create_questions(form: Node, /, *, root: Schema) -> Iterator[Question]:
    """The questions of a form, in the order of its schema."""
    for leaf in form.leaves:
        items = resolve(leaf.schema.get("items", {}), root)
        if leaf.state is State.GIVEN or items.get("type") == "object":
            continue
        values = leaf.schema.get("enum", items.get("enum", ()))
        default = _shown(leaf.value) if leaf.state is State.PROPOSED else ""
        yield Question(path=leaf.path, help=help_of(leaf.schema), choices=tuple(values), default=default)


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
