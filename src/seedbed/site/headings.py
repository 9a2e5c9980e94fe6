"""The headings of a page, read from its own HTML, so that the table of contents cannot differ from the page."""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct

HEADING = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


class Heading(Struct, frozen=True, kw_only=True):
    """A heading inside a page, for its table of contents."""

    level: int
    id: str
    text: str


def headings_in(html: str, /) -> tuple[Heading, ...]:
    """The h2 and h3 headings with an id, in order. `html` is what the engine's templates made."""
    return tuple(
        Heading(level=int(level), id=unescape(anchor), text=" ".join(unescape(TAG.sub("", text)).split()))
        for level, anchor, text in HEADING.findall(html)
    )
