"""Front matter in exactly one form.

Site generators and front-matter libraries disagree on byte order marks, blanks after the dashes, `...` and headers
without dashes; a file that one of them reads as a record and another as prose is a way past the gate. So there is one
form.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from seedbed.problems import Finding, Place, Problem, printable, rule

FENCE = "---"


class Split(Struct, frozen=True):
    """The two halves of a page: front matter and body, each with the line of the file on which it begins (from 1)."""

    front: str
    front_line: int
    body: str
    body_line: int


def split_front_matter(text: str, /, *, path: str) -> tuple[Split | None, tuple[Problem, ...]]:
    """Cut a page at its fences; None and a problem where the form is not kept."""
    lines = text.split("\n")
    if lines[0] != FENCE:
        return None, tuple(front_matter(Place(path=path), lines[0]))
    end = next((number for number, line in enumerate(lines[1:], start=1) if line == FENCE), None)
    if end is None:
        return None, tuple(front_matter_end(Place(path=path)))
    return Split("\n".join(lines[1:end]) + "\n", 2, "\n".join(lines[end + 1 :]), end + 2), ()


@rule("front-matter", family="reading")
def front_matter(place: Place, first: str, /) -> Iterator[Finding]:
    """A page begins with a line of exactly three dashes, then its front matter.

    No byte order mark, blank line, comment, code fence or further dash may stand before it.
    """
    found = f', found "{printable(first[:40])}"' if first.strip() else ""
    yield Finding(
        place,
        f"the first line is not ---{found}",
        "Make --- the very first line, then the fields, then a line --- again.",
    )


@rule("front-matter-end", family="reading")
def front_matter_end(place: Place, /) -> Iterator[Finding]:
    """Front matter ends with a line of exactly three dashes, without blanks after them."""
    yield Finding(
        place, "the front matter is not closed", "Add a line --- after the last field; no blanks after the dashes."
    )
