"""Identifiers from free text: safe as folder names everywhere, unique, and the same whatever the order of the rows."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from seedbed.imports.cells import fold
from seedbed.kinds import MOST_CHARACTERS

RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
"""`index` is the list page of every kind; the others name devices on Windows, where a clone would fail."""

LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
    | {"'": "", "\u2019": "", "&": " and "}
)
"""Letters that Unicode does not take apart, and apostrophes, which join."""

HASH_LENGTHS = (6, 8, 12, 20, 40)


def slugify(text: str, /, *, most: int = MOST_CHARACTERS) -> str:
    """Lower-case ASCII letters, digits and single hyphens, at most `most` characters; '' when nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    ascii_only = "".join(character for character in plain if not unicodedata.combining(character))
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    return _cut(slug, most)


def digest(*parts: str) -> str:
    """A hexadecimal fingerprint of texts, the same on every machine."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def own_slug(text: str, /, *, most: int = MOST_CHARACTERS) -> str:
    """A slug that depends on `text` alone: one that had to be cut, is empty or reserved ends in a hash of the text."""
    whole = slugify(text, most=len(text) * 8 + 1)
    if whole and len(whole) <= most and whole not in RESERVED:
        return whole
    return _suffixed(whole, digest(whole or fold(text)), HASH_LENGTHS[0], most)


def assign_slugs(wanted: Mapping[str, str], /, *, taken: AbstractSet[str], stem: str) -> dict[str, str]:
    """A slug for each key, made from the text that it wants; none of them is taken or reserved.

    Keys that want the same slug all get a hash of their key, so that no row has the better claim by coming first.
    `stem` stands in for texts without any letter that ASCII knows.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key, text in wanted.items():
        groups[slugify(text)].append(key)
    closed = taken | RESERVED
    plain = {slug for slug, keys in groups.items() if slug and len(keys) == 1 and slug not in closed}
    used = set(closed | plain)
    slugs: dict[str, str] = {}
    for slug, keys in sorted(groups.items()):
        for key in sorted(keys):
            slugs[key] = slug if slug in plain else _free(slug or stem, key, used)
            used.add(slugs[key])
    return slugs


def _free(slug: str, key: str, used: AbstractSet[str]) -> str:
    for length in HASH_LENGTHS:
        candidate = _suffixed(slug, digest(key), length, MOST_CHARACTERS)
        if candidate not in used:
            return candidate
    message = f"no free identifier for {key!r}"  # 160 equal bits of SHA-256
    raise ValueError(message)


def _suffixed(slug: str, fingerprint: str, length: int, most: int) -> str:
    return f"{_cut(slug, most - length - 1)}-{fingerprint[:length]}".lstrip("-")


def _cut(slug: str, most: int) -> str:
    """At most `most` characters, at the end of a word where one ends in the second half."""
    if len(slug) <= most:
        return slug
    cut = slug[:most] if slug[most] == "-" or "-" not in slug[most // 2 : most] else slug[: slug.rindex("-", 0, most)]
    return cut.strip("-")
