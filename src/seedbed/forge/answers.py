"""The text of an issue that a form made, as answers: data of strangers, cut to size and read in one way only.

A form's text is `### Question`, a blank line, the answer, for every question in order. Whoever writes an answer can
write such a line too; so a question that stands there twice, or out of order, is refused and never guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct

from seedbed.checks.wording import counted, nearest
from seedbed.forge.forms import FORMS, Entry, Field, Form, choices
from seedbed.problems import printable
from seedbed.records import Catalogue

MOST_BYTES = 65_536
"""The longest text of an issue that forges take."""
NOTHING = "_No response_"
"""What GitHub writes for an answer that was left out."""

NAMED = re.compile(r"\(([a-z0-9-]+)\)$")
SPACES = re.compile(r"[^\S\n]+")
BLANK_LINES = re.compile(r"\n{3,}")


class Complaint(Struct, frozen=True, kw_only=True):
    """What is wrong with an answer, in words for whoever filled in the form; `label` is the question, or ''."""

    label: str
    message: str


class Answers(Struct, frozen=True, kw_only=True):
    """The answers of a form by the ids of its fields, '' where nothing was said; and what is wrong with them."""

    form: Form | None
    values: Mapping[str, str]
    complaints: tuple[Complaint, ...] = ()


def read_answers(text: str, catalogue: Catalogue, /) -> Answers:
    """Read the text of an issue. Which form it is follows from its questions."""
    if len(text.encode(errors="surrogatepass")) > MOST_BYTES:
        return _refused(None, f"The text is longer than {MOST_BYTES:,} bytes. Say less, and link to the rest.")
    lines = [line.rstrip() for line in text.split("\n")]
    form = _form_of(lines)
    if form is None:
        return _refused(None, "This is none of the portal's forms. Begin anew from the list of forms.")
    places = {field.id: [n for n, line in enumerate(lines) if line == _question(field)] for field in form.fields}
    twice = next((field for field in form.fields if len(places[field.id]) > 1), None)
    starts = [found[0] for found in places.values()]
    if twice or starts != sorted(starts):
        where = f'"{_question(twice)}" stands there twice' if twice else "The questions are out of order"
        return _refused(form, f"{where}. Leave the questions as they are and write below them only.")
    return _read_all(lines, form, starts, catalogue)


def _read_all(lines: list[str], form: Form, starts: list[int], catalogue: Catalogue) -> Answers:
    values, complaints = {}, []
    for field, start, end in zip(form.fields, starts, [*starts[1:], len(lines)], strict=True):
        values[field.id], wrong = _read("\n".join(lines[start + 1 : end]), field, catalogue)
        complaints += [Complaint(label=field.label, message=words) for words in wrong]
    return Answers(form=form, values=values, complaints=tuple(complaints))


def _form_of(lines: list[str]) -> Form | None:
    """The form whose questions the text holds, all of them; None where that is no form or more than one."""
    found = set(lines)
    fitting = [form for form in FORMS.values() if all(_question(field) in found for field in form.fields)]
    return fitting[0] if len(fitting) == 1 else None


def _question(field: Field) -> str:
    return f"### {field.label}"


def _refused(form: Form | None, words: str) -> Answers:
    return Answers(form=form, values={}, complaints=(Complaint(label="", message=words),))


def _read(raw: str, field: Field, catalogue: Catalogue) -> tuple[str, list[str]]:
    """One answer, clean, and what is wrong with it."""
    text = clean(raw, lines=field.entry is Entry.TEXT)
    if text in {"", NOTHING}:
        return "", ["Please answer this."] if field.required else []
    wrong = list(_faults(text, field))
    if wrong:
        return "", wrong
    if field.entry is Entry.CHOICE:
        return _choose(text, choices(field.shelf, catalogue))
    return text, []


def clean(raw: str, /, *, lines: bool) -> str:
    """Composed characters, plain blanks, no blanks at the ends; on one line unless `lines`, then with paragraphs."""
    text = SPACES.sub(" ", unicodedata.normalize("NFC", raw))
    kept = [line.strip() for line in text.strip().split("\n")]
    return BLANK_LINES.sub("\n\n", "\n".join(kept)) if lines else " ".join(filter(None, kept))


def _faults(text: str, field: Field) -> Iterator[str]:
    if len(text) > field.most:
        yield f"This has {counted(len(text), 'character')}; there is room for {field.most:,}."
    odd = next((one for one in text if one != "\n" and unicodedata.category(one) in {"Cc", "Cs"}), "")
    if odd:
        yield f"This holds the control character {printable(odd)}. Type the text anew instead of pasting it."


def _choose(text: str, known: Mapping[str, str]) -> tuple[str, list[str]]:
    """The id that an answer means: itself an id, `Name (id)`, or a name that only one has."""
    named = NAMED.search(text)
    for candidate in (text, named[1] if named else ""):
        if candidate in known:
            return candidate, []
    same = [one for one, name in known.items() if name.casefold() == text.casefold()]
    if len(same) == 1:
        return same[0], []
    meant = nearest(text, [*known, *known.values()])
    hint = f" Did you mean {meant}?" if meant else ""
    return "", [f"There is no {printable(text[:60])!r} here.{hint}"]
