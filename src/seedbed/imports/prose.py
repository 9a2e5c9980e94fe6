"""Long texts become Markdown that says just what they said: no markup, no link, no HTML comes out of a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from seedbed.checks.recipe import MOST_WORDS, SECTIONS, WORD

MOST_WORD = 200
MOST_CHARACTERS = 16_000
"""A text without blanks is one word of any length; a page is not."""
CUT_NOTE = "*Cut to fit one page; the register holds the whole text.*"
FIRST = "What it does"
ORDER = (FIRST, *SECTIONS)

SPECIAL = re.compile(r"[\\`*_\[\]<>|~^{}@$]|&(?=[#A-Za-z])|:(?=//|[a-z0-9_+-]+:)|(?<=\b[wW]{3})\.")
AT_START = re.compile(r"^(?:#{1,6}(?=\s|$)|[-+=:](?=[-+=:\s]|$)|!!!|(\d{1,9})(?=[.)](?:\s|$)))")
"""What would begin a heading, a list, a rule, a definition or an admonition."""


def escape(line: str, /) -> str:
    """One line of text as one line of Markdown that renders as that text."""
    safe = SPECIAL.sub(lambda match: f"\\{match[0]}", line)
    match = AT_START.match(safe)
    if not match:
        return safe
    return f"{match[1]}\\{safe[match.end() :]}" if match[1] else f"\\{safe}"


def paragraphs(text: str, /, *, label: str | None = None) -> list[str]:
    """A text as paragraphs of Markdown, one for each of its lines; `label` stands before the first, in bold."""
    lines = [escape(_broken(line)) for line in text.split("\n") if line.strip()]
    if label and lines:
        lines[0] = f"**{escape(label)}:** {lines[0]}"
    return lines


def steps(lines: Sequence[str], /) -> list[str]:
    """Paragraphs as a numbered list; numbers and bullets that they bring along are left out."""
    return [f"{number}. {BULLET.sub('', line)}" for number, line in enumerate(lines, start=1)]


def _broken(line: str) -> str:
    """The words of a line, none longer than any layout can hold."""
    return " ".join(word if len(word) <= MOST_WORD else f"{word[:MOST_WORD]}…" for word in line.split())


BULLET = re.compile(r"(?:[0-9]{1,3}\\?[.)]|\\?[-+*]|\u2022)\s+")
"""How a step begins that was part of a list already, after escaping."""


class Page(Struct, frozen=True):
    """A recipe as text, and the headings of the sections that had to be cut."""

    text: str
    cut: tuple[str, ...] = ()


def count_words(text: str, /) -> int:
    """Words as the one-page rule counts them."""
    return sum(1 for _ in WORD.finditer(text))


def merge_page(existing: str, sections: Mapping[str, Sequence[str]], /) -> Page:
    """A recipe in which these sections say what they are given; every other part of `existing` stays as it is.

    Sections share the words that the rest of the page leaves, the short ones first; what is longer is cut, with a note.
    """
    old = list(split_sections(existing))
    kept = sum(count_words(f"## {heading} {body}") for heading, body in old if heading not in sections)
    own = sum(count_words(f"## {heading}") for heading in sections)
    shares = share_out([count_words(" ".join(lines)) for lines in sections.values()], MOST_WORDS - kept - own)
    fitted = {
        heading: cut_paragraphs(lines, words, MOST_CHARACTERS // len(sections))
        for (heading, lines), words in zip(sections.items(), shares, strict=True)
    }
    cut = tuple(heading for heading, lines in fitted.items() if lines != list(sections[heading]))
    bodies = {heading: "\n\n".join(lines) for heading, lines in fitted.items()}
    if bodies.items() <= dict(reversed(old)).items():
        return Page(existing, cut)
    return Page(join_sections(old, bodies), cut)


def split_sections(text: str, /) -> Iterator[tuple[str, str]]:
    """The H2 sections of a page by heading, in order; what stands before the first has the heading ''."""
    heading, lines, fenced = "", list[str](), False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if line.startswith("## ") and not fenced:
            yield heading, "\n".join(lines).strip("\n")
            heading, lines = line[3:].strip(), []
        else:
            lines.append(line)
    yield heading, "\n".join(lines).strip("\n")


def join_sections(old: Sequence[tuple[str, str]], bodies: Mapping[str, str], /) -> str:
    """The page of old sections, some with a new body; new sections stand where the order of recipes wants them."""
    new = dict(bodies)
    parts = [(heading, new.pop(heading, body)) for heading, body in old]
    for heading in sorted(new, key=ORDER.index):
        later = ORDER[ORDER.index(heading) + 1 :]
        place = next((n for n, (known, _) in enumerate(parts) if known in later), len(parts))
        parts.insert(place, (heading, new[heading]))
    pieces = [f"## {heading}\n\n{body}" if heading else body for heading, body in parts]
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip()) + "\n"


def share_out(wanted: Sequence[int], total: int, /) -> list[int]:
    """Shares of `total` for those who want so much: nobody gets more than that, and the small wants are met first."""
    shares = [0] * len(wanted)
    left, waiting = max(total, 0), len(wanted)
    for number in sorted(range(len(wanted)), key=wanted.__getitem__):
        shares[number] = min(wanted[number], left // waiting)
        left -= shares[number]
        waiting -= 1
    return shares


def cut_paragraphs(lines: Sequence[str], words: int, characters: int, /) -> list[str]:
    """The paragraphs, cut after so many words or characters with a note in their place."""
    if count_words(" ".join(lines)) <= words and sum(map(len, lines)) <= characters:
        return list(lines)
    words, characters = words - count_words(CUT_NOTE), characters - len(CUT_NOTE)
    fitting: list[str] = []
    for line in lines:
        kept = _first_words(line, words, characters)
        words, characters = words - count_words(kept), characters - len(kept)
        fitting += [kept] if kept else []
        if kept != line:
            break
    return [*fitting, CUT_NOTE]


def _first_words(line: str, words: int, characters: int) -> str:
    """As many whole words as fit; a bold label is never cut in the middle."""
    kept: list[str] = []
    for word in line.split(" ")[: max(words, 0)]:
        characters -= len(word) + 1
        if characters < 0:
            break
        kept.append(word)
    text = " ".join(kept)
    return text if text.count("**") % 2 == 0 else ""
