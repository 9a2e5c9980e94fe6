"""What must not be parted at the end of a line: a number and its per cent sign.

The engine's texts hold plain spaces, which reports, exports and people type; only pages have lines that end anywhere.
"""

from __future__ import annotations

PLAIN, KEPT = " %", "\u00a0%"


def together(html: str) -> str:
    """The page with every per cent sign kept beside what stands before it; code stays as it was written."""
    first, *rest = html.split("<code")
    parts = [first.replace(PLAIN, KEPT)]
    for part in rest:
        code, end, text = part.partition("</code>")
        parts.append(f"<code{code}{end}{text.replace(PLAIN, KEPT)}")
    return "".join(parts)
