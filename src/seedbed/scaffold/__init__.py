"""Drafts of records of every kind, made from their schemas.

A draft passes its schema. What only a person can know stands in it as a mark that `seedbed check` finds
(`seedbed.checks.drafts`). Nothing here reads or writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from seedbed.checks import schema as schema_rules
from seedbed.checks.wording import nearest
from seedbed.kinds import DATED, KIND, MOST_CHARACTERS, SLUG, Kind
from seedbed.kinds import Form as Shape
from seedbed.records import Catalogue
from seedbed.repository.csv_text import HEADER
from seedbed.repository.load import parse_source
from seedbed.resources import load_schema
from seedbed.scaffold.answers import ScaffoldError, assign, parse_settings, parse_value
from seedbed.scaffold.bodies import BODIES, RECIPE
from seedbed.scaffold.choices import known_ids, propose
from seedbed.scaffold.form import Form
from seedbed.scaffold.questions import Question, create_questions
from seedbed.scaffold.render import create_header, create_row, create_yaml

__all__ = ["Draft", "Question", "ScaffoldError", "complete_id", "parse_settings"]

PROSE: Mapping[str, Any] = {"description": "", "properties": {}, "definitions": {}}
"""The schema of prose: no fields."""


def complete_id(kind: Kind, record_id: str, /, *, today: date) -> str:
    """The id of a new record: incidents and stories get the date of today in front when it is missing.

    Raises ScaffoldError when it does not have the shape of an id of this kind.
    """
    if not kind.parts:
        if record_id not in {"", kind.name}:
            raise ScaffoldError(f"a portal has one {kind.name}, without an id: leave {record_id!r} out")
        return kind.name
    *parents, last = record_id.split("/")
    dated = DATED in kind.parts and re.fullmatch(SLUG, last) and not re.fullmatch(DATED, last)
    whole = "/".join((*parents, f"{today.isoformat()}-{last}" if dated else last))
    try:
        kind.path(whole)
    except ValueError as error:
        raise ScaffoldError(
            f"{record_id!r} cannot name a record of kind {kind.name}: due is {'/'.join(kind.shape).upper()}, each part "
            f"of lower-case letters, digits and single hyphens, at most {MOST_CHARACTERS}"
        ) from error
    return whole


class Draft(Struct, frozen=True, kw_only=True):
    """A new record: its kind and id, the answers of its author as nested data, and the portal that it joins.

    `begun` is the text that a draft goes on from: a measurement table so far, or the policy as it is shipped.
    """

    kind: Kind
    id: str
    catalogue: Catalogue
    today: date
    answers: Mapping[str, Any]
    begun: str | None = None

    @property
    def path(self) -> str:
        """Where the record belongs."""
        return self.kind.path(self.id if self.kind.parts else "")

    @property
    def schema(self) -> Mapping[str, Any]:
        """The schema of the record."""
        return load_schema(self.kind.schema) if self.kind.schema else PROSE

    @property
    def form(self) -> Form:
        """The record as a form."""
        proposed = propose(self.kind, self.id, self.catalogue, today=self.today)
        return Form(root=self.schema, given=self.answers, proposed=proposed, today=self.today)

    def questions(self) -> Iterator[Question]:
        """What is not answered yet; an answer may bring further questions."""
        if self.kind.name == "policy":
            return
        for question in create_questions(self.form.fill(), root=self.schema):
            known = known_ids(self.kind, question.path, self.catalogue)
            yield replace(question, choices=known, named=True) if known else question

    def answered(self, question: Question, reply: str, /) -> Draft:
        """The draft with one more answer. Raises ScaffoldError when it names no record or breaks the schema."""
        unknown = next((word for word in _words(reply) if question.named and word not in question.choices), None)
        if unknown:
            meant = nearest(unknown, question.choices)
            hint = f"Did you mean {meant}?" if meant else f"There are: {', '.join(question.choices)}."
            raise ScaffoldError(f"nothing here is called {unknown}. {hint}")
        answers = deepcopy(dict(self.answers))
        assign(answers, question.path, parse_value(reply, question.path, root=self.schema))
        draft = replace(self, answers=answers)
        draft.create_files()
        return draft

    def create_files(self) -> dict[str, str]:
        """The files of the draft, text by path. Raises ScaffoldError when an answer breaks the schema."""
        text = self._text()
        source = parse_source(text.encode(), path=self.path, kind=self.kind, record_id=self.id)
        wrong = [*source.problems, *schema_rules.check(source)]
        if wrong:
            raise ScaffoldError(" ".join(f"{problem.message}. {problem.fix}" for problem in wrong))
        recipe = {KIND["recipe"].path(self.id): RECIPE} if self.kind.name == "agent" else {}
        return {self.path: text} | recipe

    def _text(self) -> str:
        if self.kind.name == "policy" and self.begun is not None:
            return self.begun
        match self.kind.form:
            case Shape.MARKDOWN:
                return RECIPE
            case Shape.CSV:
                return (self.begun or f"{HEADER}\n") + create_row(self.form.fill())
            case Shape.YAML:
                head = create_header(self.kind.name, self.schema, self.path)
                return head + create_yaml(self.form.fill(), root=self.schema)
            case Shape.FRONT_MATTER:
                front = create_yaml(self.form.fill(), root=self.schema)
                return f"---\n{front}---\n\n{BODIES[self.kind.name]}"


def _words(reply: str) -> Iterator[str]:
    return filter(None, (word.strip() for word in reply.split(",")))
