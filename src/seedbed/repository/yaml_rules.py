"""What YAML forgives and a record may not hold: the rules behind the guarded reader (`yaml_text`)."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from seedbed.problems import Finding, Place, rule

MOST_DEPTH = 12
MOST_NODES = 20_000


MENDS = (
    ("mapping values", "Put the text in double quotes: a colon and a blank inside an unquoted text start a new key."),
    ("scanning a quoted scalar", "Close the quote that begins here."),
    ("parsing a flow", "Close the bracket that begins here, and put a comma between its entries."),
    ("tab character", "Indent with blanks only."),
    ("", "Put texts that hold a colon, a hash or a quote in double quotes, and indent with blanks only."),
)
"""What mends a text that is no YAML, by words of the parser; the last one where nothing better is known."""


@rule("yaml-syntax", family="reading")
def syntax(place: Place, error: yaml.YAMLError, /) -> Iterator[Finding]:
    """A record is well-formed YAML.

    The most frequent cause is a colon followed by a blank inside an unquoted text: put the whole text in double quotes.
    """
    words = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
    context = getattr(error, "context", None)
    fix = next((mend for sign, mend in MENDS if sign in f"{words} {context}"), MENDS[-1][1])
    yield Finding(place, f"YAML cannot be read: {words}" + (f" ({context})" if context else ""), fix)


@rule("yaml-anchor", family="reading")
def anchor(place: Place, name: str, /) -> Iterator[Finding]:
    """A record holds no YAML anchors.

    Anchors make one line stand for many and hide from a reader what a record says; nested, they are a bomb.
    """
    yield Finding(place, f"anchor &{name} is not allowed", f"Remove &{name} and write the value out.")


@rule("yaml-alias", family="reading")
def alias(place: Place, name: str, /) -> Iterator[Finding]:
    """A record holds no YAML aliases."""
    yield Finding(place, f"alias *{name} is not allowed", "Write the value out, or put the text in double quotes.")


@rule("yaml-tag", family="reading")
def tag(place: Place, name: str, /) -> Iterator[Finding]:
    """A record holds no YAML tags: a tag asks the reader to build something other than plain data."""
    yield Finding(
        place, f"tag {name} is not allowed", "Remove the tag; quote the text if it must begin with an exclamation mark."
    )


@rule("yaml-key", family="reading")
def text_key(place: Place, key: str | None, /) -> Iterator[Finding]:
    """Keys are text.

    A number, `true`, `null` or a collection as a key, and the merge key `<<`, are refused: they mean different things
    to different readers.
    """
    if key is None:
        yield Finding(place, "a list or mapping stands as a key", "Write a text as the key.")
    elif key == "<<":
        yield Finding(place, "the merge key << is not allowed", "Write the merged keys out.")
    else:
        yield Finding(place, f"the key {key or '(empty)'} is not a text", f'Put the key in double quotes: "{key}".')


@rule("yaml-duplicate-key", family="reading")
def duplicate_key(place: Place, key: str, first_line: int, /) -> Iterator[Finding]:
    """A key stands once in a mapping.

    Most readers keep the last of two without a word, and a reviewer sees the first.
    """
    yield Finding(place, f"`{key}` stands here a second time (first on line {first_line})", "Keep one of the two.")


@rule("yaml-number", family="reading")
def number(place: Place, text: str, /) -> Iterator[Finding]:
    """A number is finite, not a negative zero, and has at most 15 digits, so that every reader sees the same number."""
    yield Finding(
        place,
        f"{text[:40]} is not a number that every reader agrees on",
        "Write a plain number, or quote it if it is text.",
    )


@rule("yaml-depth", family="reading")
def depth(place: Place, /) -> Iterator[Finding]:
    """A record is nested at most 12 levels deep."""
    yield Finding(place, f"nested deeper than {MOST_DEPTH} levels", "No record needs this; flatten it.")


@rule("yaml-nodes", family="reading")
def nodes(place: Place, /) -> Iterator[Finding]:
    """A record holds at most 20,000 values."""
    yield Finding(place, f"more than {MOST_NODES:,} values", "Split the record.")


@rule("yaml-marker", family="reading")
def marker(place: Place, what: str, /) -> Iterator[Finding]:
    """A record holds no YAML directives and no end mark.

    A directive may change what the same text means, and what follows an end mark is read by some and not by others.
    """
    yield Finding(place, f"{what} is not allowed", "Remove the line.")


@rule("yaml-one-document", family="reading")
def one_document(place: Place, /) -> Iterator[Finding]:
    """A file holds one YAML document."""
    yield Finding(
        place,
        "a second YAML document begins here",
        "Remove the line --- and what follows, or make it a file of its own.",
    )
