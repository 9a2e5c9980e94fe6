"""Cleaning one cell: what no reader sees goes, what every reader sees stays."""

from __future__ import annotations

import re
import unicodedata

from seedbed.checks.hidden import HIDDEN

NO_BREAK = "no-break blanks made plain"
CONTROL = "control characters removed"
INVISIBLE = "invisible characters removed"
EMAIL = "e-mail addresses removed"

REMOVED_EMAIL = "[e-mail address removed]"

BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
MOST_PASSES = 10
SUSPECT = re.compile(r"[^\n -~]")
ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def clean(text: str, /, *, remove_emails: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text without what is invisible, with plain line ends and blanks, and what had to be done to it.

    Line feeds within a cell stay; blanks at line ends, around the text, and runs of blanks do not.
    """
    done: list[str] = []
    if SUSPECT.search(text):
        text, done = _visible(text)
    if remove_emails and "@" in text:
        text, found = ADDRESS.subn(REMOVED_EMAIL, text)
        done += [EMAIL] if found else []
    text = re.sub(r" {2,}", " ", text)
    if "\n" in text:
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n")))
    return text.strip(), tuple(done)


def _visible(text: str) -> tuple[str, list[str]]:
    text = BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    done = ["\u00a0" in text and NO_BREAK]
    text = BLANKS.sub(" ", text)
    text, controls = CONTROLS.subn("", text)
    hidden = 0
    for _ in range(MOST_PASSES):  # what is allowed between two characters may no longer be when one of them is gone
        text, found = HIDDEN.subn("", text)
        hidden += found
        if not found:
            break
    done += [bool(controls) and CONTROL, bool(hidden) and INVISIBLE]
    return text, [word for word in done if word]


def fold(text: str, /) -> str:
    """A text as it is compared: one line, lower case, compatible letters made equal."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def one_line(text: str, /) -> str:
    """A text with every run of white space made one blank."""
    return " ".join(text.split())


class BlankWords:
    """The texts that mean nothing: the empty one, and those that a mapping names."""

    def __init__(self, words: tuple[str, ...], /) -> None:
        self._words = frozenset(map(fold, words))
        self._longest = max(map(len, words), default=0) + 2

    def __contains__(self, text: str) -> bool:
        """Whether `text` is one of them; case and blanks do not matter."""
        return not text or (len(text) <= self._longest and fold(text) in self._words)
