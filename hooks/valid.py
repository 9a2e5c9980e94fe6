"""What the theme writes against the HTML standard, put right in every page.

Found with the validators of `make quality`. A version of the theme that writes it otherwise is left as it is.
"""

from __future__ import annotations

MENDS = (
    ('type="checkbox" id="__drawer" autocomplete="off"', 'type="checkbox" id="__drawer"'),
    ('type="checkbox" id="__search" autocomplete="off"', 'type="checkbox" id="__search"'),
    ('<label class="md-nav__title" for="__toc">', '<label class="md-nav__title">'),
)
"""What stands there, and what should. A box has nothing to complete; a label must name a box that is on the page."""


def valid(html: str) -> str:
    """The page with what the theme got wrong put right."""
    for wrong, right in MENDS:
        html = html.replace(wrong, right)
    return html
