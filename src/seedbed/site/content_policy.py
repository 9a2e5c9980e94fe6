"""The content security policy of a page: scripts, styles, images and fonts of the site itself, and nothing else.

A hostile text that got past every other guard still runs nothing, loads nothing and sends nothing. The theme has a few
short scripts inside its pages; each is allowed by its SHA-256 hash, so that no other can stand in its place.
Source: Content Security Policy Level 3, W3C.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
DATA = re.compile(r"""\btype\s*=\s*["']?application/(?:ld\+)?json""", re.IGNORECASE)
"""A block of data, which no browser runs."""

CHARSET = '<meta charset="utf-8">'
"""What every page begins its head with; the policy must stand before the first script."""


def script_hashes(html: str, /) -> tuple[str, ...]:
    """The hashes of the scripts inside a page, in order, each once, as a policy names them: `sha256-…`."""
    bodies = (
        found["body"]
        for found in SCRIPT.finditer(html)
        if not re.search(r"\bsrc\s*=", found["attributes"]) and not DATA.search(found["attributes"])
    )
    return tuple(dict.fromkeys(f"sha256-{b64encode(sha256(body.encode()).digest()).decode()}" for body in bodies))


def policy_words(hashes: Iterable[str], /) -> str:
    """The policy in one line, as a header or a meta element holds it.

    Pictures may stand in the style sheets as data. `frame-ancestors` works in a header only: see `header_words`.
    """
    scripts = " ".join(["script-src 'self'", *(f"'{one}'" for one in hashes)])
    return (
        f"default-src 'none'; {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
    )


def header_words(hashes: Iterable[str], /) -> str:
    """The policy as a server sends it with every file: no other site may put the portal into a frame."""
    return f"{policy_words(hashes)}; frame-ancestors 'self'"


def embed_header_words() -> str:
    """The policy of the one page that is made for the frames of other sites. A click there harms nothing."""
    return f"{policy_words(())}; frame-ancestors 'self' https:"


def with_policy(html: str, /) -> str:
    """The page with its policy in a meta element. Raises ValueError for a page that does not begin as it must."""
    if html.count(CHARSET) != 1:
        message = f"a page must hold {CHARSET} once: the content security policy stands behind it"
        raise ValueError(message)
    words = policy_words(script_hashes(html))
    meta = f'{CHARSET}\n  <meta http-equiv="Content-Security-Policy" content="{words}">'
    return html.replace(CHARSET, meta, 1)
