"""Columns of text and places, packed for the way to the browser; the theme's matching.js and listing.js unpack them.

Compression on the way sees 32 kilobytes at a time. The names and summaries of 10,000 agents repeat their words farther
apart than that, so every frequent word stands in a list once and is a single sign in the texts: a quarter less to load.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from itertools import count as count_from

FIRST_SIGN, MOST_SIGNS = 0x100, 6_000
"""The words are single signs of Unicode from here on, without those that the texts hold; and how many words at most."""
FEWEST = 3
"""Times that a word must stand in the texts to get a sign."""
FIRST_PLACE, MOST_PLACES = 0x30, 50_000
"""The sign of the first place of a list; commas stand below it."""
SHORTEST = 5
"""Letters of a name that must begin an id for them to be left out of it."""

_WORD = re.compile(r" ?[^\W\d_]{2,}")


def classic_script(name: str, data: object, /) -> str:
    """A script that hands `data` over as `window.<name>`."""
    return f"window.{name}={_json(data)};\n"


def parsed_script(name: str, data: object, /) -> str:
    """The same for much data: browsers read JSON faster, and with far less memory, than script that says the same."""
    text = _json(data).replace("\\", "\\\\").replace("'", "\\'")
    return f"window.{name}=JSON.parse('{text}');\n"


def _json(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Line separators of Unicode end a line of script in older browsers.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def pack_texts(*columns: Sequence[str]) -> tuple[str, list[str], list[list[str]]]:
    """Signs that are not free, the list of words, and each column with a free sign for every such word.

    The first word has the first free sign, and so on. A space before a word belongs to it.
    """
    whole = "\n".join(text for column in columns for text in column)
    taken = "".join(sorted(set(re.findall(f"[{chr(FIRST_SIGN)}-\uffff]", whole))))
    counts = Counter(_WORD.findall(whole))
    frequent = [word for word, count in counts.most_common(MOST_SIGNS) if count >= FEWEST]
    signs = dict(zip(frequent, (sign for sign in map(chr, count_from(FIRST_SIGN)) if sign not in taken), strict=False))
    packed = [[_WORD.sub(lambda found: signs.get(found[0], found[0]), text) for text in column] for column in columns]
    return taken, frequent, packed


def pack_places(rows: Iterable[Sequence[int]], /) -> str | list[Sequence[int]]:
    """The places of each row as signs, rows parted by commas; lists of numbers where there are too many places."""
    found = list(rows)
    most = max(chain.from_iterable(found), default=0)
    if most >= MOST_PLACES:
        return found
    signs = [chr(FIRST_PLACE + place) for place in range(most + 1)]
    return ",".join("".join([signs[place] for place in places]) for places in found)


def pack_id(id: str, name: str, /) -> str:
    """An id with a star for the name in small letters that it holds, or for the name's beginning with its length.

    `finance-invoice-triage` of the agent "Invoice triage" is `finance-*`, and `invoice-tri` is `*11`.
    """
    slug = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()
    before, found, after = id.partition(slug) if len(slug) >= SHORTEST else (id, "", "")
    if found and not after[:1].isdigit():
        return f"{before}*{after}"
    for length in range(min(len(slug), len(id)), SHORTEST - 1, -1):
        if id.endswith(slug[:length]):
            return f"{id[:-length]}*{length}"
    return id
