"""The shell into which entries are spliced.

The theme needs a millisecond and a half for a page; a catalogue has thousands that differ only in title, summary,
addresses and body. So the theme draws one page for each section and depth with marks in their place, and every entry is
that page with the marks replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine_page import EnginePage

if TYPE_CHECKING:
    import jinja2

MARKS = ("title", "description", "canonical", "edit", "content")


class Shells:
    """One drawn page for each section and depth, cut at its marks. Good for one build."""

    def __init__(self, env: jinja2.Environment) -> None:
        """`env` is the theme's environment."""
        self.env = env
        self.cut: dict[tuple[str | None, str], list[str]] = {}

    def splice(self, page: EnginePage, context: dict[str, Any]) -> str:
        """The whole HTML of an entry."""
        key = (page.source_page.section, context["base_url"])
        if key not in self.cut:
            self.cut[key] = _cut(self._draw(page, context))
        own = (page.title, page.meta["description"], page.canonical_url, page.edit_url, page.content)
        values = dict(zip(MARKS, own, strict=True))
        return "".join(part if i % 2 == 0 else str(values[part] or "") for i, part in enumerate(self.cut[key]))

    def _draw(self, page: EnginePage, context: dict[str, Any]) -> str:
        stand_in = EnginePage(page.source_page, page.file, context["config"])
        page.file.page = page
        stand_in.title, stand_in.content = _mark("title"), _mark("content")
        stand_in.meta = {**page.meta, "description": _mark("description")}
        stand_in.canonical_url = page.canonical_url and _mark("canonical")
        stand_in.edit_url = page.edit_url and _mark("edit")
        index = next((item for item in context["nav"].pages if item.url == page.source_page.section), stand_in)
        index.active = True  # an entry stands in no menu: the place that leads to it is shown as the present one
        try:
            return self.env.get_template("main.html").render(context | {"page": stand_in})
        finally:
            index.active = False


def _mark(name: str) -> str:
    return f"https://seedbed.invalid/{name}-mark"


def _cut(text: str) -> list[str]:
    """Text at even places, names of marks at odd ones."""
    parts = [text]
    for name in MARKS:
        parts = [piece for i, part in enumerate(parts) for piece in (_split(part, name) if i % 2 == 0 else [part])]
    return parts


def _split(text: str, name: str) -> list[str]:
    first, *rest = text.split(_mark(name))
    return [first, *(piece for tail in rest for piece in (name, tail))]
