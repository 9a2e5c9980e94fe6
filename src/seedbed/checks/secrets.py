"""Secrets: keys, tokens and passwords that must never be in a repository, found in every text.

The filters of detect-secrets are not used: one of them lets a comment in the file switch the finding off, and the file
is what is judged. Patterns only, no measure of randomness: identifiers and addresses are as random as keys, and a gate
that cries wolf is waived for good. A finding never repeats what it found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from seedbed.checks.context import Context
from seedbed.checks.secret_forms import Forms, Match, all_forms
from seedbed.problems import Finding, Place, Problem, rule
from seedbed.repository.load import Source, Sources

LEAST_SHOWN = 6
"""So many characters of a secret name its kind and give nothing away."""

PIECE, OVERLAP = 2000, 500
"""Some patterns go over a line again from every letter; so much of it at once they cannot make slow."""


class Secret(Struct, frozen=True):
    """Where a secret stands and what it is; the text itself is kept only to keep it out of other messages."""

    place: Place
    what: str
    text: str


def check(context: Context, /) -> Iterator[Problem]:
    """Every text, whether its record can be used or not."""
    files = context.sources.files.values()
    among = all_forms().among(source.text for source in files)
    for source in files:
        yield from secret(source, among)


@rule("secret", family="secrets")
def secret(source: Source, among: Forms, /) -> Iterator[Finding]:
    """A repository holds no keys, tokens, passwords or private keys.

    Git keeps what was ever committed, so a secret that reached a branch counts as known to everybody: make a new one
    at the place that issued it, then take it out of the file. A comment in the file cannot switch this rule off; a
    false alarm is waived by the AI office.
    """
    for one in find_secrets(source, among):
        message = f"this looks like {one.what} ({len(one.text)} characters)"
        yield Finding(one.place, message, "Revoke it where it was issued, then remove it here.")


def without_secrets(problems: Iterable[Problem], sources: Sources, /) -> Iterator[Problem]:
    """The same problems without the secrets that stand on their lines: other rules quote what they refuse."""
    found = list(problems)
    marked = {(problem.path, problem.line) for problem in found if problem.rule == "secret"}
    for problem in found:
        if problem.rule != "secret" and (problem.path, problem.line) in marked:
            line = sources.files[problem.path].text.split("\n")[problem.line - 1]
            yield replace(problem, message=_blackened(problem.message, line), fix="Remove the secret first.")
        else:
            yield problem


def _blackened(words: str, line: str) -> str:
    """Words without what they quote, and without whatever begins as a secret of the line does."""
    words = re.sub(r'"[^"]*"', '"…"', words)
    for piece in {piece for _, _, text in _in_line(line, all_forms()) for piece in text.split()}:
        words = re.sub(re.escape(piece[:LEAST_SHOWN]) + r"[^\s\"]*", "…", words, flags=re.IGNORECASE)
    return words


def find_secrets(source: Source, /, among: Forms | None = None) -> Iterator[Secret]:
    """Every secret in the text of a file, `among` some forms or of any; of several that see the same one, the first
    names it.
    """
    forms = (among or all_forms()).within(source.text)
    for number, line in enumerate(source.text.split("\n") if forms.forms else (), start=1):
        end = 0
        for start, what, text in sorted(_in_line(line, forms), key=lambda found: found[0]):
            if start >= end:
                end = start + len(text)
                yield Secret(Place(path=source.path, line=number, column=start + 1), what, text)


def _in_line(line: str, forms: Forms) -> Iterator[Match]:
    """Every match in a line; a long line is searched piece by piece."""
    present = forms.within(line)
    for start in range(0, max(1, len(line) - OVERLAP), PIECE - OVERLAP) if present.forms else ():
        piece = line[start : start + PIECE]
        yield from ((start + at, what, text) for at, what, text in present.search(piece))
