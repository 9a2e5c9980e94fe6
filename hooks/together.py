"""What must not be parted at the end of a line: a number and its per cent sign, a day and its month.

The engine's texts hold plain spaces, which reports, exports and people type; only pages have lines that end anywhere.
"""

from __future__ import annotations

SIGN, KEPT_SIGN = " %", "\u00a0%"
YEAR = " 20"
DAY_ENDS = frozenset("0123456789.")
"""How the day ends before its month: `5 March 2026`, in German `5. März 2026`."""


def together(html: str) -> str:
    """The page with every per cent sign and every month kept beside what stands before it; code stays as written."""
    first, *rest = html.split("<code")
    parts = [_kept(first)]
    for part in rest:
        code, end, text = part.partition("</code>")
        parts.append(f"<code{code}{end}{_kept(text)}")
    return "".join(parts)


def _kept(text: str) -> str:
    """Looks for years, which are rarer than blanks and need no list of months: thousands of pages pass here."""
    pieces = text.replace(SIGN, KEPT_SIGN).split(YEAR)
    for place, piece in enumerate(pieces[:-1]):
        before, blank, month = piece.rpartition(" ")
        if blank and before[-1:] in DAY_ENDS and month.isalpha():
            pieces[place] = f"{before}\u00a0{month}"
    return YEAR.join(pieces)
